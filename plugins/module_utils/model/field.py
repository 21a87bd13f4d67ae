# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One option of a kind: its documentation, its name in the API, and how its values are read, compared and sent."""

from __future__ import annotations

import functools
import re
import typing as t
from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.spelling import camel
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Secret
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Write

if t.TYPE_CHECKING:
    from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind

# Names that validate-modules considers secrets.
_LOOKS_SECRET = re.compile("pass(?!ive)|secret|token|cryptkey|key", re.IGNORECASE)
_EMPTY: Object = {"str": "", "path": "", "list": [], "dict": {}, "bool": False}


def ids_of(references: list[Object] | None) -> list[str]:
    """Return the ids in a list of references, as the API answers them: [{id, name}]."""
    return [reference["id"] for reference in references or []]


def as_references(ids: list[t.Any]) -> list[Object]:
    """Return a list of references in the form that the API expects."""
    return [{"id": value} for value in ids]


@dataclass(frozen=True)
class Reference:
    """A value that names another object, of one of several kinds.

    kinds: every possible kind. choose: returns the kind, given the object that has the reference.
    """

    kinds: tuple[str, ...]
    choose: t.Callable[[Object], str]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One option of a kind.

    wire: its name in the API if that differs from the camel-case spelling; `options/realm` is a part of `options`.
    required: needed to create the object. A part of the natural key is always needed, unless `missing` defines the
    meaning of no value.
    reference: the kind that the value names by its natural key, or a Reference if several are possible.
    immutable: Qlik cannot change it. after_create: cannot be sent with the creation.
    at_deletion: decides how the object is deleted, and is not part of it.
    after_below: its write is sent after the objects below are created.
    along: options that must be given if this one changes, since the existing values do not fit the new one.
    write_only: sent, but never returned. An immutable one is sent only with the creation.
    secret: write-only, hidden everywhere. hide: returned by Qlik, but hidden everywhere.
    via: the write that sets this option, if it is not the object's own.
    changed_by: the same for changes only, if a creation takes the option with the others.
    read, write: convert between the API's form and the option's form, if they differ.
    options: members of a dictionary, or of each dictionary in a list.
    match_by: the members that identify the dictionaries of a list. The others are compared and merged.
    ordered: the order of the list matters.
    local: only decides where values of other options come from, or how they are sent. It is not part of the object.
    missing: the value that Qlik means if its answer lacks it. Defaults to an empty value of the type.
    same: returns the form in which two values are compared, for units or letter case.
    merges: members that are not given keep their value, at any depth, in a dictionary without declared members. An
    empty, false or 0 member is the same as none.
    clear: how null is sent: an empty value, null, or a JSON Patch `remove`.
    children: the kind of the objects below this one.
    stored: returns the value if it is not one part of an answer. For a file, the properties that Qlik reports.
    vague: the reported properties do not identify the content of a file, so the ledger also keeps a digest.
    told_at: path to read for wanted objects that have the option, with parts of their answers in braces. Its answer
    becomes the part `told_` followed by the name of the option.
    meets: tells whether a found value is as wanted, if equality is not the test.
    unless: the option with the same meaning. If that one is described, this one is not.
    download: for a file, the path below its object that returns the content. ending: ending of its file name.
    packs: a folder can be given, and is sent as a zip archive.
    inspect: given the content, returns more facts about it, and the options that it gives a value.
    """

    name: str
    doc: str
    type: str = "str"
    elements: str | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    default: t.Any = None
    wire: str = ""
    reference: str | Reference = ""
    immutable: bool = False
    after_create: bool = False
    at_deletion: bool = False
    after_below: bool = False
    along: tuple[str, ...] = ()
    write_only: bool = False
    secret: bool = False
    hide: bool = False
    via: Write | None = None
    changed_by: Write | None = None
    read: t.Callable[[t.Any], t.Any] | None = None
    write: t.Callable[[t.Any], t.Any] | None = None
    options: tuple[Field, ...] = ()
    match_by: tuple[str, ...] = ()
    ordered: bool = False
    local: bool = False
    missing: t.Any = None
    same: t.Callable[[t.Any], t.Any] | None = None
    merges: bool = False
    clear: t.Literal["empty", "null", "remove"] = "empty"
    children: Kind | None = None
    stored: t.Callable[[Object], t.Any] | None = None
    vague: bool = False
    told_at: str = ""
    meets: t.Callable[[t.Any, t.Any], bool] | None = None
    unless: str = ""
    download: str = ""
    ending: str = ""
    packs: bool = False
    inspect: t.Callable[[bytes], tuple[dict[str, str], Object]] | None = None
    since: str = "0.1.0"

    @functools.cached_property
    def api_name(self) -> str:
        return self.wire or camel(self.name)

    @functools.cached_property
    def api_path(self) -> tuple[str, ...]:
        """Return the path of names to the value in an object of the API."""
        return tuple(self.api_name.split("/"))

    @functools.cached_property
    def is_readable(self) -> bool:
        """Return whether an answer has the value."""
        return not (self.write_only or self.secret or self.children or self.local or self.at_deletion)

    @property
    def empty(self) -> t.Any:
        """Return the meaning of a missing value."""
        return _EMPTY.get(self.type) if self.missing is None else self.missing

    def kind_of_reference(self, thing: Object) -> str:
        """Return the kind that the value of this object names."""
        return self.reference.choose(thing) if isinstance(self.reference, Reference) else self.reference

    @functools.cached_property
    def refers(self) -> bool:
        """Return whether the value, or a part of it, names other objects."""
        return bool(self.reference) or any(each.refers for each in self.options)

    @property
    def kinds_of_reference(self) -> tuple[str, ...]:
        """Return every kind that a value can name."""
        if isinstance(self.reference, Reference):
            return self.reference.kinds
        return (self.reference,) if self.reference else ()

    @functools.cached_property
    def kinds_mentioned(self) -> frozenset[str]:
        """Return every kind that the value, or a part of it, can name."""
        parts = (each.kinds_mentioned for each in (*self.options, *((self.children,) if self.children else ())))
        return frozenset(self.kinds_of_reference).union(*parts)

    def from_api(self, found: Object) -> t.Any:
        return self.hidden(self._read(found)) if self.hide else self._read(found)

    def _read(self, found: Object) -> t.Any:
        if self.stored:
            return self.stored(found)
        value: t.Any = found
        for name in self.api_path:
            value = value.get(name) if isinstance(value, dict) else None
        if self.read:
            return self.read(value)
        if self.options and value is not None:
            return self._each_part(value, lambda part: {each.name: each.from_api(part) for each in self.options})
        return value

    def to_api(self, value: t.Any) -> t.Any:
        if isinstance(value, Secret):
            sent = self.to_api(value.reveal())
            return None if sent is None else Secret(sent)
        if value is None:
            return self.empty if self.clear == "empty" else None
        if self.options:
            value = self._each_part(value, self._part_to_api)
        return self.write(value) if self.write else value

    def _part_to_api(self, part: t.Any) -> t.Any:
        if not isinstance(part, dict):
            return part
        return {each.api_name: each.to_api(part[each.name]) for each in self.options if part.get(each.name) is not None}

    @staticmethod
    def _each_part(value: t.Any, change: t.Callable[[t.Any], t.Any]) -> t.Any:
        return [change(part) for part in value] if isinstance(value, list) else change(value)

    def hidden(self, value: t.Any) -> t.Any:
        """Return the value as plans have it, so that hidden values cannot be read by accident."""
        if isinstance(value, LocalFile):
            return value
        if (self.secret or self.write_only or self.hide) and value is not None:
            return Secret(value)
        parts = {each.name: each for each in self.options}
        if not any(each.secret for each in self.options) or value is None:
            return value
        return self._each_part(value, lambda part: {name: parts[name].hidden(each) for name, each in part.items()})

    def argument(self, *, is_key: bool = False) -> Object:
        """Return the option as an Ansible argument spec. Only the natural key is required in a module."""
        argument: Object = {"type": self.type}
        for name, value in (("elements", self.elements), ("required", is_key), ("default", self.default)):
            if value:
                argument[name] = value
        if self.choices:
            argument["choices"] = list(self.choices)
        if self.secret or self.hide:
            argument["no_log"] = True
        elif _LOOKS_SECRET.search(self.name):
            argument["no_log"] = False
        if self.children:
            argument["options"] = self.children.argument_spec()
        elif self.options:
            argument["options"] = {each.name: each.argument(is_key=each.required) for each in self.options}
        return argument


def is_hidden(option: Field) -> bool:
    return option.secret or option.write_only or any(map(is_hidden, option.options))
