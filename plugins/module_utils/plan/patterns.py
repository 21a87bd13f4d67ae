# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of objects, for `only` or the exceptions of a purge. A pattern that matches nothing is an error."""

from __future__ import annotations

import difflib
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import matches

# Option and pattern.
Pattern = tuple[str, str]


def unmatched(patterns: t.Iterable[Pattern], titles: t.Collection[str]) -> list[Pattern]:
    """Return the patterns that match none of the titles."""
    return [(option, pattern) for option, pattern in patterns if not any(matches(each, [pattern]) for each in titles)]


def fault(patterns: t.Iterable[Pattern], titles: t.Collection[str], where: str) -> str:
    """Return a sentence for each pattern that matches nothing, with a suggestion."""
    return " ".join(
        f"{option}: {pattern!r} matches nothing {where}{_meant(pattern, titles)}" for option, pattern in patterns
    )


def _meant(pattern: str, titles: t.Collection[str]) -> str:
    close = difflib.get_close_matches(pattern, titles, n=1)
    return f"; did you mean {close[0]!r}?" if close else "."
