# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What kinds have in common whose objects are in spaces: two of one name are told apart by their space."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field


def space_field(wire: str = "spaceId", **more: t.Any) -> Field:
    """Return the option that names the space, a part of the natural key."""
    return Field(
        name="space",
        doc="Name of the space that it is in. Defaults to the personal space of its owner.",
        wire=wire,
        reference="space",
        missing="",
        **more,
    )


def without_space(text: str) -> list[str]:
    """Return what the name of an object can be if a reference writes it so: a name can have a slash itself."""
    return [text, text.partition("/")[2]] if "/" in text else [text]
