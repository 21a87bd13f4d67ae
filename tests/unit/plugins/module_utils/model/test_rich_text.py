# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain text is a paragraph a line, and comes back as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.rich_text import to_plain, to_rich


@given(st.text())
def test_text_comes_back_as_it_was(text: str) -> None:
    assert to_plain(to_rich(text)) == to_plain(text)
    assert to_rich(to_rich(text)) == to_rich(text)


def test_a_line_is_a_paragraph() -> None:
    assert json.loads(to_rich("a\nb")) == [
        {"type": "paragraph", "children": [{"text": "a"}]},
        {"type": "paragraph", "children": [{"text": "b"}]},
    ]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "heading", "children": [{"text": "a"}]},
        {"type": "paragraph", "children": [{"text": "a", "bold": True}]},
        {"type": "paragraph", "align": "left", "children": [{"text": "a"}]},
    ],
)
def test_what_has_a_format_stays_what_it_is_in_one_spelling(block: dict[str, object]) -> None:
    one, other = json.dumps([block]), json.dumps([dict(reversed(block.items()))], indent=1)
    assert to_plain(one) == to_plain(other)
    assert json.loads(to_plain(one)) == [block]
    assert to_rich(one) == one


@pytest.mark.parametrize("text", ["[1]", "[]", "[not JSON", "{}"])
def test_what_only_looks_like_rich_text_is_a_text(text: str) -> None:
    assert to_plain(text) == text
    assert to_plain(to_rich(text)) == text
