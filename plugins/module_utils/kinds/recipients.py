# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recipients of alerts and reports, shared by several kinds."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_ITSELF = "addedIndividually"


def _ids(found: t.Any) -> list[str]:
    """Return recipients that were added directly, and not through a group."""
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
            ("users", "Subjects or emails of all recipients.", "userIds", "user"),
            ("groups", "Names of all recipient groups.", "groupIds", "group"),
        )
    )
    return users, groups
