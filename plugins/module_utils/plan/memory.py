# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write-only values: Qlik never returns them, so a change is detected by comparison with the last sent value."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Secret


class Memory(t.Protocol):
    """Remember values without storing them."""

    def is_known(self, title: str, option: str, value: Secret) -> bool:
        """Tell whether this value is the last sent one."""

    def remember(self, title: str, values: t.Mapping[str, Secret]) -> None:
        """Record these values, after Qlik has accepted them."""


class NoMemory:
    """Send write-only values with a creation only, since changes cannot be detected."""

    def is_known(self, _title: str, _option: str, _value: Secret) -> bool:
        return True

    def remember(self, _title: str, _values: t.Mapping[str, Secret]) -> None:
        return None


class Forgetful(NoMemory):
    """Send write-only values every time."""

    def is_known(self, _title: str, _option: str, _value: Secret) -> bool:
        return False


class NoLedger(NoMemory):
    """Send write-only values with a creation only, and record the objects for which some were given."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def is_known(self, title: str, _option: str, _value: Secret) -> bool:
        self.titles += [title] if title not in self.titles else []
        return True
