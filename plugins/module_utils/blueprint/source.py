# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""File and line that something was declared at."""

from __future__ import annotations

import typing as t

# Of a kind (with None), or of one of its objects; nothing where they are not known.
Where = t.Callable[[str, t.Any], str]


def nowhere(_kind: str, _thing: t.Any) -> str:
    """For what is in no file."""
    return ""


def at(place: str) -> str:
    """A place, before what is said of it."""
    return f"{place}: " if place else ""
