# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write-only values: Qlik never answers them, so whether one has changed is decided by what was sent before."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Secret


class Memory(t.Protocol):
    """Remembers values without keeping them."""

    def is_known(self, title: str, option: str, value: Secret) -> bool:
        """Tell whether this value is the one that was sent last."""

    def remember(self, title: str, values: t.Mapping[str, Secret]) -> None:
        """Keep what tells these values from others, once Qlik has taken them."""


class NoMemory:
    """Sends write-only values with a creation only: nothing tells whether they have changed."""

    def is_known(self, _title: str, _option: str, _value: Secret) -> bool:
        return True

    def remember(self, _title: str, _values: t.Mapping[str, Secret]) -> None:
        return None


class Forgetful(NoMemory):
    """Sends write-only values every time."""

    def is_known(self, _title: str, _option: str, _value: Secret) -> bool:
        return False


class NoLedger(NoMemory):
    """Sends write-only values with a creation only, and tells of which objects some were given."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def is_known(self, title: str, _option: str, _value: Secret) -> bool:
        self.titles += [title] if title not in self.titles else []
        return True
