# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of objects: one declaration documents, validates, compares and writes a kind."""

from __future__ import annotations

import dataclasses
import fnmatch
import functools
import typing as t
from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, Reference, is_hidden
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.held import Held
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.spelling import snake
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Delete, Patch, Post, Write

_LISTING, _POST, _PATCH, _DELETE = Listing(), Post(), Patch(), Delete()


def matches(title: str, patterns: t.Iterable[str]) -> bool:
    """Tell whether an object is one of those named: by kind (`space`) or by kind and name (`group Analysts*`)."""
    return any(fnmatch.fnmatchcase(title, each) or title.split(" ", maxsplit=1)[0] == each for each in patterns)


Guard: t.TypeAlias = "t.Callable[[Object, Object | None, str], str]"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of object in a tenant.

    path: where objects are created; `{parent}` is the id of the object above, `{tenant}` that of the tenant.
    key: the options that identify objects. identifier: the part of an answer that is the object's id.
    inside: the option, a part of the key, that names the containing object, whose id is `{parent}`.
    exact: the option that identifies the object instead of its natural key, if it is given.
    prepare: returns a wanted object with options derived from others, after its files are opened.
    noun, plural: its names in texts, if they differ from the name.
    read_only: Qlik's own objects, which others refer to. They are only read, and have no module.
    create, update, delete: the requests of each. Without `delete` the object always exists, and has no `state`.
    also_named: further names that an object answers to when another one refers to it.
    faults: returns the faults of the options of a wanted object together, one sentence each.
    only_here: objects that another tenant cannot have, such as the user of an OAuth client.
    protected: objects that Qlik made or that must stay; they are never deleted.
    spared: objects that a purge keeps, since they can hold content of others. `state` deletes them.
    holds: lists of the content of an object, read before its deletion if an option decides about the content. They are
    in the part `held` of the answer, by the number of the list.
    guard: returns what the client of the run would lose, or nothing. It is given a wanted object, the existing one, and
    the client's id.
    shown_once: the part of the creation's answer that is a secret and is never returned again.
    creator: the part of an answer that has the user who created the object, if Qlik reports it.
    ownership: how users own objects. A kind without fields is only listed, handed over and deleted with its owner.
    taken_over: the part of an answer that has the owner, if the user who changes an object becomes its owner.
    settled: tells whether an asynchronously created object is ready.
    advice: what to do if Qlik refuses a request for such an object, by the status of its answer.
    needs: roles or scopes that the caller needs.
    source: origin of the facts, if they do not only come from the published specification of the API.
    """

    name: str
    doc: str
    path: str
    fields: tuple[Field, ...] = ()
    key: tuple[str, ...] = ("name",)
    identifier: str = "id"
    inside: str = ""
    exact: str = ""
    prepare: t.Callable[[Object], Object] = lambda wanted: wanted
    noun: str = ""
    plural: str = ""
    singleton: bool = False
    read_only: bool = False
    listing: Listing = _LISTING
    create: Write = _POST
    update: Write = _PATCH
    delete: Write | None = _DELETE
    also_named: t.Callable[[Object], list[str]] = lambda _found: []
    faults: t.Callable[[Object], list[str]] = lambda _wanted: []
    only_here: t.Callable[[Object], bool] = lambda _found: False
    protected: t.Callable[[Object], bool] = lambda _found: False
    spared: t.Callable[[Object], bool] = lambda _found: False
    holds: tuple[Held, ...] = ()
    guard: Guard | None = None
    shown_once: str = ""
    creator: str = ""
    taken_over: str = ""
    ownership: Ownership | None = None
    settled: t.Callable[[Object], bool] = lambda _found: True
    advice: t.Mapping[int, str] = dataclasses.field(default_factory=dict)
    needs: str = ""
    source: str = ""
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
        """Return whether the kind has values that can be changed later, but are never returned."""
        return any(not option.immutable and (is_hidden(option) or option.vague) for option in self.fields) or any(
            t.cast(Kind, option.children).has_secrets for option in self.below
        )

    @property
    def title_noun(self) -> str:
        """Return the name of the kind in a sentence, without an article."""
        return self.noun or self.name.replace("_", " ")

    @property
    def title_plural(self) -> str:
        return self.plural or f"{self.title_noun}s"

    @property
    def secret_name(self) -> str:
        """Return the name of the once-shown secret in results."""
        return snake(self.shown_once)

    @functools.cached_property
    def key_fields(self) -> tuple[Field, ...]:
        """Return the options that natural keys consist of: all if another option decides what a part refers to."""
        parts = tuple(map(self.field, self.key))
        chosen = any(isinstance(option.reference, Reference) for option in parts)
        return tuple(option for option in (self.fields if chosen else parts) if option.is_readable)

    @functools.cached_property
    def readable(self) -> tuple[Field, ...]:
        """Return the options that an answer has."""
        return tuple(field for field in self.fields if field.is_readable)

    @functools.cached_property
    def referring(self) -> tuple[Field, ...]:
        """Return the options that name other objects, or are objects that may do so."""
        return tuple(field for field in self.fields if field.refers or field.children)

    @functools.cached_property
    def kinds_mentioned(self) -> frozenset[str]:
        """Return every kind that objects of this one can refer to."""
        return frozenset().union(*(field.kinds_mentioned for field in self.referring))

    @functools.cached_property
    def below(self) -> tuple[Field, ...]:
        """Return the options that are separate objects."""
        return tuple(field for field in self.fields if field.children)

    @functools.cached_property
    def at_deletion(self) -> tuple[Field, ...]:
        """Return the options that decide how an object is deleted."""
        return tuple(field for field in self.fields if field.at_deletion)

    def held_titles(self, found: Object) -> list[str]:
        """Return the titles of the content of an object, as far as it was read."""
        return [self.holds[number].title(thing) for number, some in found.get("held", {}).items() for thing in some]

    @functools.cached_property
    def told_apart(self) -> tuple[Field, ...]:
        """Return the options that need a separate request to be read."""
        return tuple(field for field in self.fields if field.told_at)

    @functools.cached_property
    def files(self) -> tuple[Field, ...]:
        """Return the options that are files."""
        return tuple(field for field in self.fields if field.type == "path")

    def key_of(self, wanted: Object) -> tuple[t.Any, ...]:
        return tuple(wanted.get(name) for name in self.key)

    @property
    def can_be_renamed(self) -> bool:
        """Return whether the first part of the natural key is a text that Qlik can change."""
        return bool(self.key) and not self.field(self.key[0]).immutable and not self.field(self.key[0]).reference

    def as_it_was(self, wanted: Object) -> Object:
        """Return a wanted object under its former name, or itself if it is not renamed."""
        return {**wanted, self.key[0]: wanted["was"]} if wanted.get("was") else wanted

    def text_of(self, key: t.Sequence[t.Any]) -> str:
        """Return a natural key as references write it, with the most general part first, such as `Finance/Sales`."""
        return "/".join(str(part) for part in reversed(key) if part not in (None, ""))

    def title(self, key: tuple[t.Any, ...]) -> str:
        return f"{self.name} {' '.join(str(part) for part in key if part not in (None, ''))}".strip()

    def is_needed(self, option: Field) -> bool:
        """Return whether the option is needed to name an object."""
        return option.name in self.key and not option.default and option.missing is None

    def argument_spec(self) -> Object:
        spec = {field.name: field.argument(is_key=self.is_needed(field)) for field in self.fields}
        for field in self.below:
            spec[f"purge_{field.name}"] = {"type": "bool", "default": False}
        if self.can_be_renamed:
            spec["was"] = {"type": "str"}
        if self.delete:
            spec["state"] = {"type": "str", "choices": ["present", "absent"], "default": "present"}
        return spec
