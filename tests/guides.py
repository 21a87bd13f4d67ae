# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""README and guides, taken apart: headings, tables, commands, and examples."""

from __future__ import annotations

import re
import textwrap
import typing as t
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """One example. Its first line may be a comment with the name of the file that it is."""

    text: str

    @property
    def file(self) -> str:
        found = re.match(r"# ([\w./-]+\.yml)", self.text)
        return found[1] if found else ""

    @property
    def content(self) -> t.Any:
        return yaml.safe_load(self.text)


@dataclass(frozen=True)
class Page:
    """One file of Markdown."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        return _FENCE.sub("", self.text)

    def fences(self, language: str) -> list[Fence]:
        found = _FENCE.findall(self.text)
        return [Fence(textwrap.dedent(text)) for _indent, each, text in found if each == language]

    @property
    def mappings(self) -> list[dict[str, t.Any]]:
        """Examples that are fleet files or variables; the others are playbooks."""
        contents = [fence.content for fence in self.fences("yaml")]
        return [content for content in contents if isinstance(content, dict)]

    @property
    def commands(self) -> list[str]:
        """Those of Ansible."""
        lines = [line for fence in self.fences("console") for line in fence.text.splitlines()]
        return [line for line in lines if re.match(r"ansible(-playbook)? ", line)]

    @property
    def anchors(self) -> set[str]:
        """Headings as they are linked to: in small letters, hyphens for spaces, and no other signs."""
        headings = re.findall(r"^#+ (.+)$", self.prose, re.MULTILINE)
        return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    @property
    def tables(self) -> list[list[list[str]]]:
        """Each as rows of cells, the head first."""
        blocks = re.findall(r"(?:^\|.*\|\n)+", self.prose, re.MULTILINE)
        tables = [
            [[cell.strip() for cell in line.strip("|").split(" | ")] for line in each.splitlines()] for each in blocks
        ]
        return [[head, *rows] for head, _rule, *rows in tables]


PAGES = [Page(path) for pattern in ("*.md", "docs/*.md", "roles/*/README.md") for path in sorted(ROOT.glob(pattern))]
