# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter that merges the layers of a blueprint."""

from __future__ import annotations

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.layers import Layer, merge, repeated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS


def merged(layers: list[Layer]) -> dict[str, t.Any]:
    """Return the layers as one blueprint. No layer may declare an object twice."""
    twice = [title for layer in layers for _kind, title, _thing in repeated(KINDS, layer)]
    if twice:
        raise AnsibleFilterError(f"declared twice in one layer: {', '.join(twice)}")
    return merge(KINDS, layers)


class FilterModule:
    """The filter plugin."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        return {"layers": merged}
