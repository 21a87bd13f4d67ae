# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind of object is: one declaration that documents, validates, compares and writes it."""

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
    key: the options that tell objects apart. identifier: the part of an answer that is the object's id.
    inside: the option, a part of the key, that names the object which this one is in; `{parent}` is the id of that one.
    exact: the option that, where it is given, tells the object instead of its natural key.
    prepare: returns a wanted object as it is worked with, once its files are open: options that follow from others.
    noun, plural: as texts name it, where that is not the name.
    read_only: Qlik's own objects, which others refer to: they are read, and there is no module for them.
    create, update, delete: the requests of each. Without `delete` Qlik always has the object, and there is no `state`.
    also_named: further names that an object answers to when another one refers to it.
    faults: what is wrong with the options of a wanted object together, a sentence each.
    only_here: objects that another tenant cannot have, such as the user of an OAuth client.
    protected: objects that Qlik made or that must stay; they are never deleted.
    spared: objects that a purge leaves, since they can hold what others made; `state` deletes them.
    holds: what an object can hold, which is read before its deletion if an option says what becomes of that. It is
    the part `held` of the answer, by the number of the list.
    guard: given a wanted object, what exists of it and the id of the client that the run works with, it returns what
    that client would lose; nothing where it loses nothing.
    shown_once: the part of the creation's answer that is a secret and is never answered again.
    creator: the part of an answer that tells which user made the object, where Qlik tells it.
    ownership: how objects belong to users. A kind without fields is listed, given and deleted with its owner alone.
    taken_over: the part of an answer that tells the owner, if whoever changes an object becomes that.
    settled: whether an object that is created asynchronously is ready.
    advice: what to do where Qlik refuses a request for such an object, by the status of its answer.
    needs: roles or scopes that the caller needs.
    source: where the facts come from, if not from the published specification of the API alone.
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
        """Whether there are values that Qlik takes later too, and never answers."""
        return any(not option.immutable and (is_hidden(option) or option.vague) for option in self.fields) or any(
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
    def at_deletion(self) -> tuple[Field, ...]:
        """The options that say how an object is deleted."""
        return tuple(field for field in self.fields if field.at_deletion)

    def held_titles(self, found: Object) -> list[str]:
        """Return what an object holds, as far as it was read."""
        return [self.holds[number].title(thing) for number, some in found.get("held", {}).items() for thing in some]

    @functools.cached_property
    def told_apart(self) -> tuple[Field, ...]:
        """The options that a request of its own tells."""
        return tuple(field for field in self.fields if field.told_at)

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

    def is_needed(self, option: Field) -> bool:
        """Whether no object can be named without the option."""
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
