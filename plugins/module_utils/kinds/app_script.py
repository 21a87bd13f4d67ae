# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load scripts of apps: a whole script from a file, or the one that an app has with some of its text replaced."""

from __future__ import annotations

import hashlib
import re
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile, StoredFile, as_text
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Edit, Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Shown
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work

CURRENT = "/api/v1/apps/{id}/scripts/current"
_MESSAGE = {"versionMessage": "Set by qlikfleet.cloud"}


class Script(Shown):
    """The load script that an app has. Plans show its size and digest: connection strings can be in the text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return f"a script of {self.text.count(chr(10)) + 1} lines, sha256 {_digest(self.text)}"


def facts_of(content: bytes) -> tuple[dict[str, str], Object]:
    """Return what tells a script in a file from others."""
    return {"text": _digest(as_text(content))}, {}


def stored_script(option: str) -> t.Callable[[Object], StoredFile | None]:
    """Return a function that returns what Qlik answered of the script for an option."""
    return lambda found: StoredFile(text=_digest(_text(found, option))) if f"told_{option}" in found else None


def script_of(option: str) -> t.Callable[[Object], Script | None]:
    """Return a function that returns the script that Qlik answered for an option."""
    return lambda found: Script(_text(found, option)) if f"told_{option}" in found else None


def _text(found: Object, option: str) -> str:
    return str((found[f"told_{option}"] or {}).get("script") or "").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def edited(text: str, edits: t.Iterable[Object]) -> str:
    """Return a script with all its replacements."""
    for each in edits:
        text = re.sub(each["regexp"], each["replace"], text, flags=re.MULTILINE)
    return text


def has_edits(found: t.Any, edits: t.Any) -> bool:
    """Tell whether the replacements would change nothing."""
    return isinstance(found, Script) and edited(found.text, edits or ()) == found.text


def edit_faults(wanted: Object) -> list[str]:
    """Return what is wrong with the replacements of a wanted app."""
    faults = []
    for each in wanted.get("script_edits") or ():
        try:
            re.sub(each["regexp"], each["replace"], "")
        except (re.error, IndexError) as error:
            faults.append(f"script_edits: {each['regexp']!r} with {each['replace']!r}: {error}")
    return faults


def set_script(work: Work) -> list[Request]:
    """Set the whole script."""
    file = work.sent.get("script")
    if not isinstance(file, LocalFile):
        return []
    return [Request("POST", work.at("scripts"), {"script": file.text, **_MESSAGE})]


def edit_script(work: Work) -> list[Request]:
    """Replace parts of the script that the app has when it is its turn: an import can bring another one."""
    edits = work.sent.get("script_edits") or []

    def make(answer: Object) -> Object | None:
        before = str(answer.get("script") or "").replace("\r\n", "\n")
        after = edited(before, edits)
        if edited(after, edits) != after:
            raise ConfigurationError("script_edits: a regexp matches its own replacement, so it would never end.")
        return None if after == before else {"script": after, **_MESSAGE}

    return [Request("POST", work.at("scripts"), edit=Edit(work.at("scripts/current"), make))] if edits else []
