# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outcome of a converge, or in check mode the expected one."""

from __future__ import annotations

from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change, State


@dataclass
class Outcome:
    """Changes that are done or planned, and failures of single objects.

    secrets: values that an answer shows once, by the title of the object. ids: of the created objects, by title.
    states: the wanted objects after the run, with option names; only if requested.
    """

    changes: list[Change] = field(default_factory=list)
    failures: list[Object] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)
    objects: int = 0

    def fail(self, host: str, title: str, error: errors.QlikError, place: str = "") -> None:
        """Record an error as data, always with its tenant and object, and with file and line if they are known."""
        about = {"place": place} if place else {}
        self.failures.append({**error.failure, **about, "tenant": host, "object": title, "message": error.message})
