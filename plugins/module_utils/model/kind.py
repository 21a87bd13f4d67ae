# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind of object is: one declaration that documents, validates, compares and writes it."""

from __future__ import annotations

import fnmatch
import functools
import typing as t
from dataclasses import dataclass

Object = dict[str, t.Any]


@functools.cache
def camel(name: str) -> str:
    """The API's spelling of an option's name: valid_origins -> validOrigins."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def ids_of(references: list[Object] | None) -> list[str]:
    """The ids in a list of references, as the API answers them: [{id, name}]."""
    return [reference["id"] for reference in references or []]


def as_references(ids: list[t.Any]) -> list[Object]:
    """A list of references as the API takes it."""
    return [{"id": value} for value in ids]


def matches(title: str, patterns: t.Iterable[str]) -> bool:
    """Whether an object is one of those named: by kind, as `space`, or by kind and name, as `group Analysts*`."""
    return any(fnmatch.fnmatchcase(title, each) or title.split(" ", maxsplit=1)[0] == each for each in patterns)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One option. `wire` is its name in the API where that is not the camel-case spelling.

    reference: the kind that the value names by its natural key, or a function of the object that tells it.
    immutable: Qlik has no way to change it; after_create: cannot be sent with the creation.
    create_only: sent with the creation, and not readable afterwards, so never compared.
    read, write: between the API's form and the option's, for values that are spelt differently.
    """

    name: str
    doc: str
    type: str = "str"
    elements: str | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    default: t.Any = None
    wire: str = ""
    reference: str | t.Callable[[Object], str] = ""
    immutable: bool = False
    after_create: bool = False
    create_only: bool = False
    read: t.Callable[[t.Any], t.Any] | None = None
    write: t.Callable[[t.Any], t.Any] | None = None
    options: tuple[Field, ...] = ()
    children: Kind | None = None

    @property
    def api_name(self) -> str:
        return self.wire or camel(self.name)

    def from_api(self, found: Object) -> t.Any:
        value = found.get(self.api_name)
        if self.read:
            return self.read(value)
        if self.options and value is not None:
            return {option.name: option.from_api(value) for option in self.options}
        return value

    def to_api(self, value: t.Any) -> t.Any:
        if self.options and isinstance(value, dict):
            return {
                option.api_name: option.to_api(value[option.name]) for option in self.options if option.name in value
            }
        return self.write(value) if self.write else value

    def argument(self) -> Object:
        """The option as Ansible's argument spec has it."""
        argument: Object = {"type": self.type}
        for name, value in (("elements", self.elements), ("required", self.required), ("default", self.default)):
            if value:
                argument[name] = value
        if self.choices:
            argument["choices"] = list(self.choices)
        if self.children:
            argument["options"] = self.children.argument_spec()
        elif self.options:
            argument["options"] = {option.name: option.argument() for option in self.options}
        return argument


@dataclass(frozen=True)
class JsonPatch:
    """Changes go as a JSON Patch; `prefix` is empty for the APIs whose paths lack the slash."""

    prefix: str = "/"
    op: str = "replace"


@dataclass(frozen=True)
class Put:
    """Changes go as the whole object, since what is left out would be cleared."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of object in a tenant.

    also_named: further names that an object answers to when another one refers to it.
    protected: objects that Qlik made or that must stay; they are never deleted.
    secret: the part of the creation's answer that is shown once.
    creator: the part of an answer that tells which user made the object, where Qlik tells it.
    """

    name: str
    doc: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("name",)
    update: JsonPatch | Put = JsonPatch()
    singleton: bool = False
    page_size: int | None = 100
    also_named: t.Callable[[Object], list[str]] = lambda _found: []
    delete_headers: t.Callable[[str], dict[str, str]] = lambda _identifier: {}
    protected: t.Callable[[Object], bool] = lambda _found: False
    secret: str = ""
    creator: str = ""
    notes: tuple[str, ...] = ()
    examples: str = ""

    @functools.cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        return self._by_name[name]

    def key_of(self, wanted: Object) -> tuple[t.Any, ...]:
        return tuple(wanted[name] for name in self.key)

    def title(self, key: tuple[t.Any, ...]) -> str:
        return f"{self.name} {' '.join(str(part) for part in key)}".strip()

    def argument_spec(self) -> Object:
        spec = {field.name: field.argument() for field in self.fields}
        for field in self.fields:
            if field.children:
                spec[f"purge_{field.name}"] = {"type": "bool", "default": False}
        spec["state"] = {"type": "str", "choices": ["present", "absent"], "default": "present"}
        return spec
