# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared parts of kinds whose objects are in spaces, where the space is part of the natural key."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field


def space_field(wire: str = "spaceId", **more: t.Any) -> Field:
    """Return the option that names the space, a part of the natural key."""
    return Field(
        name="space",
        doc="Name of the space of the object. Defaults to the personal space of its owner.",
        wire=wire,
        reference="space",
        missing="",
        **more,
    )


def without_space(text: str) -> list[str]:
    """Return the names that a reference can mean, since a name can itself have a slash."""
    return [text, text.partition("/")[2]] if "/" in text else [text]
