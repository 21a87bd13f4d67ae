# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes: values that turn work on one object into requests.

A kind has one write each for creation, change and deletion. An option with a separate operation names it in `via`.
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import Form, LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Path, Pending, Request, Segment
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

if t.TYPE_CHECKING:
    from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
    from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind


@dataclass(frozen=True, kw_only=True)
class Work:
    """The work on one object.

    path: of the collection, with the ids of the objects above. identifier: of the object, empty for a singleton.
    sent: for each known option its value in the form of the API.
    changed: names of the options that change. given: names of those that the operator gave.
    found: the object as the API answered it.
    makes: the id that the creation returns.
    """

    kind: Kind
    path: Path
    identifier: Segment = ""
    sent: Object = field(default_factory=dict)
    changed: t.Collection[str] = ()
    given: t.Collection[str] = ()
    found: Object = field(default_factory=dict)
    makes: Pending | None = None

    def at(self, tail: str = "") -> Path:
        """Return the path of the object, or of something below it."""
        item = (*self.path, self.identifier) if self.identifier else self.path
        return (*item, tail.lstrip("/")) if tail else item

    def values(self, is_meant: t.Callable[[Field], bool]) -> Object:
        """Return the options of a body by their API names, without options that are cleared by omission."""
        body: Object = {}
        for option in self.kind.fields:
            value = None if option.type == "path" else self.sent.get(option.name)
            if value is not None and not (option.children or option.via or option.at_deletion) and is_meant(option):
                *way, last = option.api_path
                holder = body
                for name in way:
                    holder = holder.setdefault(name, {})
                holder[last] = value
        return body


Write = t.Callable[[Work], list[Request]]


def _is_creatable(option: Field) -> bool:
    return not option.after_create


def _is_writable(option: Field) -> bool:
    return not (option.immutable or option.changed_by)


@dataclass(frozen=True)
class Post:
    """POST to the collection, with every option that a creation accepts."""

    path: str = ""
    accept: t.Literal["one", "later"] = "one"

    def __call__(self, work: Work) -> list[Request]:
        path = (*work.path, self.path) if self.path else work.path
        return [Request("POST", path, work.values(_is_creatable), makes=work.makes, accept=self.accept)]


@dataclass(frozen=True)
class Patch:
    """A JSON Patch of the changed options. As a creation, of all wanted options of settings that always exist.

    prefix: empty for the APIs whose paths lack the slash.
    or_create: create a singleton if PATCH answers 404, since its GET returns defaults while nothing is stored.
    """

    op: str = "replace"
    prefix: str = "/"
    or_create: bool = False

    def __call__(self, work: Work) -> list[Request]:
        instead = work.kind.create(work)[0] if self.or_create else None
        names = work.changed or work.sent
        return [Request("PATCH", work.at(), [self._entry(work, name) for name in names], instead=instead)]

    def _entry(self, work: Work, name: str) -> Object:
        option, value = work.kind.field(name), work.sent[name]
        path = self.prefix + option.api_name
        if value is None and option.clear == "remove":
            return {"op": "remove", "path": path}
        return {"op": self.op, "path": path, "value": value}


@dataclass(frozen=True)
class Put:
    """PUT of the whole object. `keep` names fields without an option, which the API would otherwise clear."""

    keep: tuple[str, ...] = ()

    def __call__(self, work: Work) -> list[Request]:
        kept = {name: work.found[name] for name in self.keep if name in work.found}
        return [Request("PUT", work.at(), {**kept, **work.values(_is_writable)})]


@dataclass(frozen=True)
class Whole:
    """All options with one operation: an upsert, or the PUT of a singleton. `constant` is sent with them."""

    method: str
    path: str = ""
    constant: Object = field(default_factory=dict)

    def __call__(self, work: Work) -> list[Request]:
        return [Request(self.method, work.at(self.path), {**work.values(_is_writable), **self.constant})]


@dataclass(frozen=True)
class Upload:
    """A form with files: POST a new object with all its options, another method with the changed options.

    data: the part with all options that are not files, as JSON. Without it each option is a separate part.
    A file can define options itself, such as the name of a theme; options that differ are sent. With a new file all
    given options are sent again, since it would replace them.
    """

    method: str = "POST"
    data: str = ""

    def __call__(self, work: Work) -> list[Request]:
        is_new = self.method == "POST"
        files = self._files(work, work.given if is_new else work.changed)
        names = work.given if files or is_new else work.changed
        said = {name: value for file in files.values() for name, value in file.says.items()}
        values = work.values(lambda option: option.name in names and self._differs(work, option, said))
        texts = ({self.data: values} if values else {}) if self.data else values
        path = work.path if is_new else work.at()
        return [Request(self.method, path, Form({**texts, **files}), makes=work.makes)]

    @staticmethod
    def _differs(work: Work, option: Field, said: Object) -> bool:
        return option.name not in said or said[option.name] != work.sent[option.name]

    @staticmethod
    def _files(work: Work, names: t.Collection[str]) -> dict[str, LocalFile]:
        """Return the files to send, by their parts."""
        options = [option for option in work.kind.files if option.name in names and not option.via]
        found = {option.api_name: work.sent.get(option.name) for option in options}
        return {name: file for name, file in found.items() if isinstance(file, LocalFile)}


# Larger files are uploaded in pieces first, so an interrupted connection does not restart the whole upload.
LARGE = 8 * 1024 * 1024
TEMPORARY = "/api/v1/temp-contents/files"


def temporary(file: LocalFile) -> tuple[list[Request], Pending | None]:
    """Return the upload of a large file to a temporary content, and its pending id; nothing for a small file."""
    if file.size <= LARGE:
        return [], None
    content = Pending("temporary content", (file.name, file.facts["sha256"]))
    return [Request("POST", (TEMPORARY,), file, makes=content, upload=True)], content


@dataclass(frozen=True)
class Delete:
    """DELETE of the object. `confirm` names the header that repeats its id."""

    confirm: str = ""

    def __call__(self, work: Work) -> list[Request]:
        headers = {self.confirm: str(work.identifier)} if self.confirm else {}
        return [Request("DELETE", work.at(), headers=headers)]


def delete_by_id(work: Work) -> list[Request]:
    """Return a DELETE of the list, with a body that has the id."""
    return [Request("DELETE", work.path, {"ids": [work.identifier]})]


@dataclass(frozen=True)
class Bulk:
    """One item of a list that an action takes. Neighbours are joined into one request, and each has its own status.

    only: names of the options in an item. Defaults to all known options. identifier: name of the id in an item.
    before: members of an item with earlier values, and their place in an answer. Qlik's spelling of the key is sent.
    constant: sent beside the list.
    """

    path: str
    items: str
    only: tuple[str, ...] = ()
    identifier: str = ""
    before: t.Mapping[str, str] = field(default_factory=dict)
    constant: Object = field(default_factory=dict)

    def __call__(self, work: Work) -> list[Request]:
        item = work.values(lambda option: not self.only or option.name in self.only)
        known = {option.api_name: option.api_name for option in work.kind.key_fields} | dict(self.before)
        item |= {name: work.found[member] for name, member in known.items() if member in work.found}
        if self.identifier:
            item[self.identifier] = work.identifier
        path = (*work.path, self.path.lstrip("/"))
        body = {self.items: [item], **self.constant}
        return [Request("POST", path, body, makes=work.makes, accept="each", items=self.items)]


@dataclass(frozen=True)
class Action:
    """An operation of one option. `value` names it in the body; without it, `body` is sent.

    headers: extra headers, depending on the value of the option.
    """

    method: str
    path: str | t.Callable[[t.Any], str]
    value: str = ""
    body: Object | None = None
    headers: t.Callable[[t.Any], dict[str, str]] = lambda _wanted: {}

    def __call__(self, work: Work) -> list[Request]:
        (name,) = work.changed
        sent = work.sent[name]
        path = self.path(sent) if callable(self.path) else self.path
        body = {self.value: sent} if self.value else self.body
        return [Request(self.method, work.at(path), body, headers=self.headers(sent))]


def switch(on: str, off: str, body: Object | None = None) -> Action:
    """Return the write of a boolean option that two operations turn on and off."""
    return Action("POST", lambda wanted: on if wanted else off, body=body)


class Nothing:
    """No request, for options that cannot be written or need no write."""

    def __call__(self, _work: Work) -> list[Request]:
        return []
