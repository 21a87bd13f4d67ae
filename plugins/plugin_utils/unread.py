# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unused host variables that look like the collection's own, such as typos in the name of an option."""

from __future__ import annotations

import difflib
import re
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.registry import COMMANDS

_PREFIX, _LAYER = "qlik_", "qlik_blueprint_"
_COLLECTION = Path(__file__).resolve().parents[2]
# Other files of the collection that read or set variables. Each is searched only for names not found before.
_SOURCES = ("plugins/inventory/*.py", "plugins/plugin_utils/*.py", "roles/*/*/*.yml", "playbooks/*.yml")
_NAME = re.compile(r"\bqlik_[a-z0-9_]*[a-z0-9]\b")


def unread(variables: t.Mapping[str, t.Any], layers: t.Collection[str]) -> dict[str, str]:
    """Return the unused names, each with a suggestion or an empty text."""
    options = {f"{_PREFIX}{option}" for command in COMMANDS.values() for option in command.argument_spec}
    known = {*options, *(f"{_LAYER}{layer}" for layer in layers)}
    given = {name for name in variables if name.startswith(_PREFIX)} - known
    # The operator's own variable, which another one uses.
    templates = " ".join(value for value in variables.values() if isinstance(value, str) and "{" in value)
    given -= set(_NAME.findall(templates))
    others = {name for name in given if name.startswith(_LAYER)}
    for pattern in _SOURCES:
        if not given - others:
            break
        known |= _named(pattern)
        given -= known
    return {name: next(iter(difflib.get_close_matches(name, known, n=1)), "") for name in sorted(given)}


def _named(pattern: str) -> set[str]:
    """Return the variables that files of the collection name, without layers."""
    names = {name for file in _COLLECTION.glob(pattern) for name in _NAME.findall(file.read_text(encoding="utf-8"))}
    return {name for name in names if not name.startswith(_LAYER)}
