# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind of object is: one declaration that documents, validates, compares and writes it."""

from __future__ import annotations

import fnmatch
import functools
import re
import typing as t
from dataclasses import dataclass
from types import MappingProxyType

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import StoredFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.spelling import camel, snake
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Secret
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Delete, Patch, Post, Write

# Names that validate-modules takes for secrets.
_LOOKS_SECRET = re.compile("pass(?!ive)|secret|token|cryptkey|key", re.IGNORECASE)
_LISTING, _POST, _PATCH, _DELETE = Listing(), Post(), Patch(), Delete()
_EMPTY: Object = {"str": "", "path": "", "list": [], "dict": {}, "bool": False}


def ids_of(references: list[Object] | None) -> list[str]:
    """Return the ids in a list of references, as the API answers them: [{id, name}]."""
    return [reference["id"] for reference in references or []]


def as_references(ids: list[t.Any]) -> list[Object]:
    """Return a list of references as the API takes it."""
    return [{"id": value} for value in ids]


def matches(title: str, patterns: t.Iterable[str]) -> bool:
    """Tell whether an object is one of those named: by kind (`space`) or by kind and name (`group Analysts*`)."""
    return any(fnmatch.fnmatchcase(title, each) or title.split(" ", maxsplit=1)[0] == each for each in patterns)


@dataclass(frozen=True)
class Reference:
    """A value that names another object, of one of several kinds.

    kinds: every kind that it can be. choose: tells the kind, from the object that has the reference.
    """

    kinds: tuple[str, ...]
    choose: t.Callable[[Object], str]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One option of a kind.

    wire: its name in the API where that is not the camel-case spelling; `options/realm` is a part of `options`.
    required: needed to create the object; a part of the natural key is always needed.
    reference: the kind that the value names by its natural key, or a Reference where it can be several.
    immutable: Qlik cannot change it. after_create: cannot be sent with the creation.
    along: options that must be given where this one changes, since those that the object has do not go with it.
    write_only: sent, and never answered. An immutable one is sent with the creation alone.
    secret: write-only, hidden everywhere. hide: answered, and hidden everywhere.
    via: the write that sets this option, where it is not the object's own.
    changed_by: the same, where a creation takes the option with the others.
    read, write: between the API's form and the option's, for values that are spelt differently.
    options: members of a dictionary, or of each dictionary in a list.
    match_by: the members that tell the dictionaries of a list apart; the others are compared and merged.
    ordered: the order of the list counts.
    missing: what Qlik means where its answer lacks the value; an empty value of the type if not set.
    same: returns the form in which two values are compared, for units or letter case.
    clear: how null is sent: an empty value, null, or a JSON Patch `remove`.
    children: the kind of the objects below this one.
    stored: of a file, returns what an answer tells of the one that Qlik has. packs: a folder can be given, and is sent
    as a zip archive. inspect: given the content, returns more facts of it, and the options that it gives a value.
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
    missing: t.Any = None
    same: t.Callable[[t.Any], t.Any] | None = None
    clear: t.Literal["empty", "null", "remove"] = "empty"
    children: Kind | None = None
    stored: t.Callable[[Object], StoredFile | None] | None = None
    packs: bool = False
    inspect: t.Callable[[bytes], tuple[dict[str, str], Object]] | None = None
    since: str = "0.1.0"

    @functools.cached_property
    def api_name(self) -> str:
        return self.wire or camel(self.name)

    @functools.cached_property
    def api_path(self) -> tuple[str, ...]:
        """The names that lead to the value in an object of the API."""
        return tuple(self.api_name.split("/"))

    @property
    def is_readable(self) -> bool:
        """Whether an answer tells the value."""
        return not (self.write_only or self.secret or self.children)

    @property
    def empty(self) -> t.Any:
        """What a missing value means."""
        return _EMPTY.get(self.type) if self.missing is None else self.missing

    def kind_of_reference(self, thing: Object) -> str:
        """The kind that the value of this object names."""
        return self.reference.choose(thing) if isinstance(self.reference, Reference) else self.reference

    @property
    def kinds_of_reference(self) -> tuple[str, ...]:
        """Every kind that a value can name."""
        if isinstance(self.reference, Reference):
            return self.reference.kinds
        return (self.reference,) if self.reference else ()

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
        """The value as a plan has it: what is not to be shown cannot be read by accident."""
        if (self.secret or self.write_only or self.hide) and value is not None:
            return Secret(value)
        parts = {each.name: each for each in self.options}
        if not any(each.secret for each in self.options) or value is None:
            return value
        return self._each_part(value, lambda part: {name: parts[name].hidden(each) for name, each in part.items()})

    def argument(self, *, is_key: bool = False) -> Object:
        """The option as Ansible's argument spec has it. Only a natural key must be given to a module."""
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


def _is_hidden(option: Field) -> bool:
    return option.secret or option.write_only or any(map(_is_hidden, option.options))


Guard: t.TypeAlias = "t.Callable[[Object, Object | None, str], str]"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of object in a tenant.

    path: where objects are created; `{parent}` is the id of the object above, `{tenant}` that of the tenant.
    key: the options that tell objects apart. identifier: the part of an answer that is the object's id.
    noun, plural: as texts name it, where that is not the name.
    create, update, delete: the requests of each. Without `delete` Qlik always has the object, and there is no `state`.
    also_named: further names that an object answers to when another one refers to it.
    faults: what is wrong with the options of a wanted object together, a sentence each.
    protected: objects that Qlik made or that must stay; they are never deleted.
    guard: given a wanted object, what exists of it and the id of the client that the run works with, it returns what
    that client would lose; nothing where it loses nothing.
    shown_once: the part of the creation's answer that is a secret and is never answered again.
    creator: the part of an answer that tells which user made the object, where Qlik tells it.
    settled: whether an object that is created asynchronously is ready.
    advice: what to do where Qlik refuses a request for such an object, by the status of its answer.
    needs: roles or scopes that the caller needs.
    """

    name: str
    doc: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("name",)
    identifier: str = "id"
    noun: str = ""
    plural: str = ""
    singleton: bool = False
    listing: Listing = _LISTING
    create: Write = _POST
    update: Write = _PATCH
    delete: Write | None = _DELETE
    also_named: t.Callable[[Object], list[str]] = lambda _found: []
    faults: t.Callable[[Object], list[str]] = lambda _wanted: []
    protected: t.Callable[[Object], bool] = lambda _found: False
    guard: Guard | None = None
    shown_once: str = ""
    creator: str = ""
    settled: t.Callable[[Object], bool] = lambda _found: True
    advice: t.Mapping[int, str] = MappingProxyType({})
    needs: str = ""
    since: str = "0.1.0"
    notes: tuple[str, ...] = ()
    examples: str = ""

    @functools.cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        return self._by_name[name]

    @functools.cached_property
    def has_secrets(self) -> bool:
        """Whether there are values that Qlik takes later too, and never answers."""
        return any(not option.immutable and _is_hidden(option) for option in self.fields) or any(
            t.cast(Kind, option.children).has_secrets for option in self.below
        )

    @property
    def title_noun(self) -> str:
        """The kind in a sentence, without an article."""
        return self.noun or self.name.replace("_", " ")

    @property
    def title_plural(self) -> str:
        return self.plural or f"{self.title_noun}s"

    @property
    def secret_name(self) -> str:
        """What a result calls the secret that is shown once."""
        return snake(self.shown_once)

    @functools.cached_property
    def key_fields(self) -> tuple[Field, ...]:
        """The options that a natural key is computed from: all where another option tells what a part refers to."""
        parts = tuple(map(self.field, self.key))
        chosen = any(isinstance(option.reference, Reference) for option in parts)
        return tuple(option for option in (self.fields if chosen else parts) if option.is_readable)

    @property
    def below(self) -> tuple[Field, ...]:
        """The options that are objects of their own."""
        return tuple(field for field in self.fields if field.children)

    @functools.cached_property
    def files(self) -> tuple[Field, ...]:
        """The options that are files."""
        return tuple(field for field in self.fields if field.type == "path")

    def key_of(self, wanted: Object) -> tuple[t.Any, ...]:
        return tuple(wanted.get(name) for name in self.key)

    @property
    def can_be_renamed(self) -> bool:
        """Whether the first part of the natural key is a text, and Qlik can change it."""
        return bool(self.key) and not self.field(self.key[0]).immutable and not self.field(self.key[0]).reference

    def as_it_was(self, wanted: Object) -> Object:
        """A wanted object under the name that it had before, itself where it is not renamed."""
        return {**wanted, self.key[0]: wanted["was"]} if wanted.get("was") else wanted

    def text_of(self, key: t.Sequence[t.Any]) -> str:
        """A natural key as a reference names it: its parts from the most general, as `Finance/Sales`."""
        return "/".join(str(part) for part in reversed(key) if part not in (None, ""))

    def title(self, key: tuple[t.Any, ...]) -> str:
        return f"{self.name} {' '.join(str(part) for part in key if part not in (None, ''))}".strip()

    def argument_spec(self) -> Object:
        spec = {
            field.name: field.argument(is_key=field.name in self.key and not field.default) for field in self.fields
        }
        for field in self.below:
            spec[f"purge_{field.name}"] = {"type": "bool", "default": False}
        if self.can_be_renamed:
            spec["was"] = {"type": "str"}
        if self.delete:
            spec["state"] = {"type": "str", "choices": ["present", "absent"], "default": "present"}
        return spec
