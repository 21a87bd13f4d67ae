# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""File and line of declarations."""

from __future__ import annotations

import typing as t

# Returns the place of a kind (with None) or of one of its objects; empty if it is not known.
Where = t.Callable[[str, t.Any], str]


def nowhere(_kind: str, _thing: t.Any) -> str:
    """Return an empty place, for values outside files."""
    return ""


def at(place: str) -> str:
    """Return the place as the prefix of a message."""
    return f"{place}: " if place else ""
