# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation of a kind says that follows from its declaration."""

from __future__ import annotations

import typing as t


def about_field(field: t.Any) -> list[str]:
    """Return the documentation of an option, with what its declaration means for who sets it."""
    unread = field.secret or field.write_only
    if field.immutable and unread:
        return [field.doc, "It is sent only when the object is created, and Qlik never returns it."]
    said = {"Cannot be changed later.": field.immutable, "Qlik never returns it.": unread}
    return [field.doc, *(text for text, holds in said.items() if holds)]


def about_kind(kind: t.Any) -> list[str]:
    """Return the notes of a kind, with what its caller needs and where its facts come from."""
    needs = [f"Needs {kind.needs}."] if kind.needs else []
    return [*kind.notes, *needs, f"Source: {kind.source or f'published specification of the API C({_api(kind)})'}."]


def _api(kind: t.Any) -> str:
    """The name of the API as its specification has it: with its namespace, but without a version."""
    _api, space, name, *_rest = kind.path.strip("/").split("/")
    return name if space == "v1" else f"{space}/{name}"
