# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that all rooms share: objects of the API, and secrets that cannot be shown by accident."""

from __future__ import annotations

import typing as t

Object = dict[str, t.Any]
# The wanted objects of each kind.
Blueprint = dict[str, list[Object]]
MASK = "(hidden)"


class Secret:
    """A value that masks itself in `repr`, `str` and formatted texts, and that JSON and pickle refuse to write.

    `reveal` returns the value. Only the request that carries a secret calls it, when it is sent.
    """

    __slots__ = ("_value",)

    def __init__(self, value: t.Any) -> None:
        self._value = value

    def reveal(self) -> t.Any:
        return self._value

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(repr(self._value))

    def __reduce__(self) -> t.NoReturn:
        raise TypeError("a secret cannot be pickled")


class Fingerprint(Secret):
    """The digest of a file, which nobody can guess as they can guess a password."""

    __slots__ = ()


class Shown:
    """A value that plans and results show only as text."""


def secrets_in(value: t.Any) -> list[Secret]:
    """Return the secrets in nested values."""
    found: list[Secret] = []
    replaced(value, lambda leaf: found.append(leaf) if isinstance(leaf, Secret) else None)
    return found


def masked(value: t.Any) -> t.Any:
    """Return a copy of nested values for display: each secret is masked, each file is a text."""
    return replaced(value, lambda leaf: MASK if isinstance(leaf, Secret) else _as_text(leaf))


def _as_text(leaf: t.Any) -> t.Any:
    return str(leaf) if isinstance(leaf, Shown) else leaf


def revealed(value: t.Any) -> t.Any:
    """Return a copy of nested values for sending, with each secret in clear text."""
    return replaced(value, lambda leaf: leaf.reveal() if isinstance(leaf, Secret) else leaf)


def laid_over(before: t.Any, wanted: t.Any) -> t.Any:
    """Return a wanted value merged over the previous one, at any depth. Members that are not given keep their value.

    A list of the same length is merged member by member. A new member that is empty, false or 0 is left out, since
    a missing member in an answer means the same.
    """
    if isinstance(before, dict) and isinstance(wanted, dict):
        nothing: Object = {}
        parts = {name: laid_over(before.get(name, nothing), part) for name, part in wanted.items()}
        return {**before, **{name: part for name, part in parts.items() if name in before or part}}
    if isinstance(before, list) and isinstance(wanted, list) and len(before) == len(wanted):
        return [laid_over(one, other) for one, other in zip(before, wanted, strict=True)]
    return wanted


def replaced(value: t.Any, change: t.Callable[[t.Any], t.Any]) -> t.Any:
    """Return a copy of nested dictionaries and lists with each leaf changed."""
    if isinstance(value, dict):
        return {name: replaced(part, change) for name, part in value.items()}
    return [replaced(part, change) for part in value] if isinstance(value, (list, tuple)) else change(value)


def without_blanks(value: t.Any) -> t.Any:
    """Return a copy of nested values without members that are null, false or empty; None where nothing is left.

    For documents of other programs, which write such members or leave them out.
    """
    if isinstance(value, dict):
        members = {name: without_blanks(part) for name, part in value.items()}
        return {name: part for name, part in members.items() if not _is_blank(part)} or None
    if isinstance(value, (list, tuple)):
        return [without_blanks(part) for part in value] or None
    return None if _is_blank(value) else value


def _is_blank(value: t.Any) -> bool:
    return value is None or value is False or value == ""
