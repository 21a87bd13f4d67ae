# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers of a blueprint."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.layers import merge

LAYERS = st.lists(
    st.fixed_dictionaries(
        {
            "space": st.lists(
                st.fixed_dictionaries(
                    {"name": st.sampled_from("abc")}, optional={"description": st.text("xyz", max_size=3)}
                ),
                max_size=3,
            )
        }
    ),
    max_size=4,
)


def test_a_later_layer_overrides_field_by_field_and_unites_members() -> None:
    below = {"space": [{"name": "A", "type": "shared", "members": [{"name": "x", "roles": ["consumer"]}]}]}
    above = {"space": [{"name": "A", "description": "d", "members": [{"name": "y", "roles": ["producer"]}]}]}
    assert merge([below, above]) == {
        "space": [
            {
                "name": "A",
                "type": "shared",
                "description": "d",
                "members": [{"name": "x", "roles": ["consumer"]}, {"name": "y", "roles": ["producer"]}],
            }
        ]
    }


def test_a_later_layer_removes() -> None:
    merged = merge([{"group": [{"name": "G"}]}, {"group": [{"name": "G", "state": "absent"}]}])
    assert merged == {"group": [{"name": "G", "state": "absent"}]}


@given(LAYERS)
def test_merging_in_two_steps_is_merging_at_once(layers: list[dict[str, list[dict[str, str]]]]) -> None:
    for cut in range(len(layers) + 1):
        assert merge([merge(layers[:cut]), merge(layers[cut:])]) == merge(layers)
