# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rich text in the format of Qlik's editors, a JSON string, and its plain text."""

from __future__ import annotations

import json
import typing as t


def to_rich(text: str) -> str:
    """Return rich text with a paragraph for each line. Existing rich text is returned unchanged."""
    if _parsed(text) is not None:
        return text
    return json.dumps([{"type": "paragraph", "children": [{"text": line}]} for line in text.split("\n")])


def to_plain(text: t.Any) -> t.Any:
    """Return the lines of rich text that only has lines, or else its normalized JSON."""
    blocks = _parsed(text)
    if blocks is None:
        return text
    lines = [_line(block) for block in blocks]
    if any(line is None for line in lines):
        return json.dumps(blocks, sort_keys=True)
    return "\n".join(line or "" for line in lines)


def _parsed(text: t.Any) -> list[t.Any] | None:
    if not isinstance(text, str) or not text.startswith("["):
        return None
    try:
        blocks = json.loads(text)
    except ValueError:
        return None
    return blocks if blocks and all(isinstance(each, dict) and "type" in each for each in blocks) else None


def _line(block: dict[str, t.Any]) -> str | None:
    """Return the text of a paragraph without format, None for anything else."""
    children = block.get("children") or []
    if set(block) != {"type", "children"} or block["type"] != "paragraph":
        return None
    return "".join(each["text"] for each in children) if all(set(each) == {"text"} for each in children) else None
