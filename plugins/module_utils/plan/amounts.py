# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of things, for sentences."""

from __future__ import annotations

import typing as t

_MOST_NAMED = 5


def amount(number: int, noun: str) -> str:
    """Return a count with its noun, such as 1 object or 2 objects."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def first(things: t.Sequence[str]) -> str:
    """Name the first five, and say how many more there are."""
    more = f" and {len(things) - _MOST_NAMED} more" if len(things) > _MOST_NAMED else ""
    return ", ".join(things[:_MOST_NAMED]) + more
