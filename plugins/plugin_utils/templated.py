# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Host variables that are templated on access."""

from __future__ import annotations

import typing as t


class Templated(dict[str, t.Any]):
    """A mapping that templates only a value that `get` returns, and only once."""

    def __init__(self, templar: t.Any, variables: t.Mapping[str, t.Any]) -> None:
        super().__init__()
        self._templar, self._variables = templar, variables

    def __contains__(self, name: object) -> bool:
        return name in self._variables

    def raw(self, name: str) -> t.Any:
        return self._variables.get(name)

    def get(self, name: str, default: t.Any = None) -> t.Any:
        if name not in self._variables:
            return default
        # This mapping itself has the values that are known.
        if not super().__contains__(name):
            value = self._variables[name]
            self[name] = self._templar.template(value) if _may_be_template(value) else value
        return self[name]


def _may_be_template(value: t.Any) -> bool:
    """Return whether a value needs the templar, which is slow for a whole blueprint."""
    if isinstance(value, dict):
        return any(map(_may_be_template, value)) or any(map(_may_be_template, value.values()))
    if isinstance(value, list):
        return any(map(_may_be_template, value))
    # Other values may be vaulted texts, which the templar decrypts.
    return "{" in value if isinstance(value, str) else not isinstance(value, (int, float, type(None)))
