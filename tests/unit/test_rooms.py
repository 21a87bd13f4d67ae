# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which room of the module utilities may import from which: ARCHITECTURE.md explains the rooms."""

from __future__ import annotations

import ast
import re
import typing as t
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "plugins/module_utils"
PACKAGE = "ansible_collections.qlikfleet.cloud.plugins.module_utils"
_IMPORT = re.compile(rf"from {re.escape(PACKAGE)}\.([a-z_]+)(?:\.([a-z_.]+))? import")

MAY_IMPORT = {
    "http": set(),
    "model": set(),
    "kinds": {"model", "http"},
    "plan": {"model", "http"},
    "reports": {"model"},
    "blueprint": {"model", "http"},
    "rules": {"model", "http"},
    "ledger": {"model", "http"},
    "engine": {"plan", "blueprint", "ledger", "model", "http"},
    "content": {"kinds", "plan", "model", "http"},
    "tenants": {"ledger", "model", "http"},
    "clients": {"content", "tenants", "ledger", "plan", "model", "http"},
    "commands": {
        "blueprint",
        "clients",
        "content",
        "engine",
        "kinds",
        "ledger",
        "plan",
        "reports",
        "rules",
        "tenants",
        "model",
        "http",
    },
}
# Of the rooms that do no I/O, only the errors of `http` are used.
ERRORS_ONLY = {"kinds", "plan", "blueprint", "ledger", "rules"}


def _breaches() -> set[tuple[str, str]]:
    found = set()
    for path in ROOT.rglob("*.py"):
        room, file = path.relative_to(ROOT).parts[0], str(path.relative_to(ROOT))
        for target, module in _IMPORT.findall(path.read_text(encoding="utf-8")):
            if target != room and target not in MAY_IMPORT[room]:
                found.add((file, target))
            elif target == "http" and room in ERRORS_ONLY and module not in ("", "errors"):
                found.add((file, f"http.{module}"))
    return found


def test_rooms_look_downwards_only() -> None:
    assert _breaches() == set()


def test_every_room_has_its_rule() -> None:
    assert {path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(MAY_IMPORT)


def _code_lines(path: Path) -> tuple[set[int], ast.Module]:
    """The numbers of the lines that are neither blank, comment nor docstring, and the parsed file."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lines = {number for number, line in enumerate(text.splitlines(), 1) if line.strip() and line.strip()[0] != "#"}
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            lines -= set(range(first.lineno, t.cast(int, first.end_lineno) + 1))
    return lines, tree


def test_files_and_functions_can_be_read_at_once() -> None:
    """No file above 300 lines of code, no function above 30."""
    long = []
    for path in ROOT.parent.rglob("*.py"):
        if path.parent.name == "modules":
            continue  # made of documentation
        lines, tree = _code_lines(path)
        name = str(path.relative_to(ROOT.parent))
        long += [f"{name}: {len(lines)} lines"] if len(lines) > 300 else []
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                number = len(lines & set(range(node.lineno, t.cast(int, node.end_lineno) + 1)))
                long += [f"{name}: {node.name}: {number} lines"] if number > 30 else []
    assert long == []
