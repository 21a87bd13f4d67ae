# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets alerts and reports, as several kinds have it."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_ITSELF = "addedIndividually"


def _ids(found: t.Any) -> list[str]:
    """Return those who were added themselves, and not with a group that they are in."""
    return [each["value"] for each in found or () if not each.get("groups") or _ITSELF in each["groups"]]


def _values(ids: list[t.Any]) -> list[Object]:
    return [{"value": each} for each in ids]


def recipients(**more: t.Any) -> tuple[Field, Field]:
    """Return the options for users and groups."""
    users, groups = (
        Field(
            name=name,
            doc=doc,
            wire=f"recipients/{wire}",
            type="list",
            elements="str",
            reference=kind,
            read=_ids,
            write=_values,
            **more,
        )
        for name, doc, wire, kind in (
            ("users", "Subjects or emails of all users who get it.", "userIds", "user"),
            ("groups", "Names of all groups whose users get it.", "groupIds", "group"),
        )
    )
    return users, groups
