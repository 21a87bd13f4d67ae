# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of objects of apps, and the files that have them.

They are worked with in one form: the properties of the object, and in `qChildren` those of each object that is in it.
What other options say, such as the title, is not among them.
"""

from __future__ import annotations

import json
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, laid_over


def plain(entry: Object) -> Object:
    """Return properties, be they alone or in the entry of a tree, with those of the children among them."""
    properties = dict(entry.get("qProperty", entry))
    children = [plain(child) for child in entry.get("qChildren") or ()]
    return {**properties, **({"qChildren": children} if children else {})}


def tree_of(properties: Object) -> Object:
    """Return properties as an entry of a tree."""
    own = {name: value for name, value in properties.items() if name != "qChildren"}
    return {"qProperty": own, "qChildren": [tree_of(child) for child in properties.get("qChildren", ())]}


def title(properties: Object) -> str:
    """Return the title of an object, or the name of a variable."""
    return str((properties.get("qMetaDef") or {}).get("title") or properties.get("qName") or "")


def unnamed(properties: Object) -> Object:
    """Return properties without those that the options `id`, `type` and `name` have."""
    rest = {name: value for name, value in properties.items() if name not in ("qInfo", "qName", "qMetaDef")}
    about = {name: value for name, value in (properties.get("qMetaDef") or {}).items() if name != "title"}
    return {**rest, **({"qMetaDef": about} if about else {})}


def prepared(wanted: Object) -> Object:
    """Put what the file says into the options: `properties` given beside it lie over those of the file."""
    given = {name: value for name, value in wanted.items() if name != "file"}
    file, own = wanted.get("file"), wanted.get("properties")
    if not isinstance(file, LocalFile) and own is None:
        return given
    chosen = _chosen(_content(file), wanted) if isinstance(file, LocalFile) else {}
    properties = laid_over(plain(chosen), plain(own or {}))
    info = properties.get("qInfo") or {}
    if info.get("qType") not in (None, "", wanted["type"]):
        raise ConfigurationError(f"the properties are of type {info['qType']}.")
    identifier = wanted.get("id") or info.get("qId")
    return {**given, "properties": unnamed(properties), **({"id": identifier} if identifier else {})}


def _content(file: LocalFile) -> t.Any:
    try:
        return json.loads(b"".join(file.open()))
    except ValueError as error:
        raise ConfigurationError(f"file: {file.name} is not JSON ({error}).") from None


def _chosen(content: t.Any, wanted: Object) -> Object:
    """Return the one that is wanted of a list, as `measures.json` of an app that was taken apart has it."""
    if isinstance(content, dict):
        return content
    if not isinstance(content, list) or not all(isinstance(part, dict) for part in content):
        raise ConfigurationError("file: it has neither an object nor a list of objects.")
    identifier = wanted.get("id")
    same = [part for part in content if (part.get("qInfo") or {}).get("qId") == identifier] if identifier else []
    same = same or [part for part in content if title(plain(part)) == wanted["name"]]
    if len(same) != 1:
        raise ConfigurationError(f"file: {len(same)} objects in it have this name or id.")
    return t.cast(Object, same[0])
