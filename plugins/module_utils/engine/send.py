# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send planned requests, and read values for later requests and results from the answers."""

from __future__ import annotations

import typing as t
from dataclasses import replace

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.files import body_of, file_body
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.qix import CallError, Conversation, made_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import list_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.settle import wait_until
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.step import Step
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.uploads import upload
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import Form, LocalFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import value_at
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import (
    Indexed,
    Path,
    Pending,
    Request,
    Until,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, replaced, revealed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import identifier_of, indexed, match
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner

_ITEMS = "/api/v1/items"
# Stores a secret that is shown once, given the title of its object.
Keep = t.Callable[[str, str], None]


class Sender:
    """Sends the requests of one converge, from several threads."""

    def __init__(self, client: Client, kinds: dict[str, Kind], planner: Planner, outcome: Outcome, keep: Keep) -> None:
        self._client, self._planner, self._outcome, self._keep = client, planner, outcome, keep
        below = [option.children for kind in kinds.values() for option in _all_below(kind)]
        self._kinds = kinds | {kind.name: kind for kind in below if kind}
        self._ids: dict[Pending, str] = {}

    def send(self, batch: list[Step]) -> list[errors.QlikError | None]:
        """Send one request for all steps, and return the error of each."""
        step = batch[0]
        try:
            if step.request.accept == "each" and not step.request.edit:
                return self._send_joined(batch)
            if step.request.accept == "saved":
                return self._converse(batch)
            answer = self._send(step.change, self._edited(step.request))
            if step.request.accept == "each":
                errors.require_done(answer, host=self._client.host, what=step.change.title)
            if step.request.makes and isinstance(answer, dict):
                self._take_in(step.change, step.request, answer)
            if step.request.accept == "later":
                self._settle(step.change, step.request)
        except errors.QlikError as error:
            return [self._advised(step.change, error)] * len(batch)
        return [None]

    def _advised(self, change: Change, error: errors.QlikError) -> errors.QlikError:
        """Return an error with the advice of its kind."""
        advice = self._kinds[change.kind].advice.get(int(error.failure.get("status", 0)))
        if advice:
            error.message = f"{error.message} {advice}"
        return error

    def _edited(self, request: Request) -> Request | None:
        """Return the request with its current body, or None if nothing is left to send."""
        if not request.edit:
            return request
        path, query, make = self._path(request.edit.path), self._query(request.edit.query), request.edit.make
        body = make(self._client.get(path, **query))
        return None if body is None else replace(request, body=body)

    def _take_in(self, change: Change, request: Request, answer: Object) -> None:
        made = t.cast(Pending, request.makes)
        kind = self._kinds.get(made.kind)
        self._ids[made] = (
            identifier_of(kind, kind.listing.form(answer)) if kind else str(value_at(answer, request.id_at))
        )
        if made != change.makes:
            return
        self._outcome.ids[change.title] = self._ids[made]
        self._planner.catalogue.learn(made, self._ids[made])
        if answer.get(change.shown_once):
            self._outcome.secrets[change.title] = answer[change.shown_once]
            self._keep(change.title, answer[change.shown_once])

    def _send(self, change: Change, request: Request | None) -> t.Any:
        if request is None:
            return None
        for each in request.after:
            self._known(each)
        if request.method == "DELETE":
            body = {"json": request.body} if request.body else {}
            return self._client.delete(self._path(request.path), headers=request.headers, **body)
        try:
            return self._same(change, request, self._send_plain(request))
        except errors.ApiError as error:
            if error.status != 404 or not request.instead:
                raise
            return self._send(change, request.instead)
        except errors.Unreachable:
            if not request.makes or request.makes != change.makes or change.shown_once:
                raise
            # The object may have been created. Look for it, and never send the creation twice.
            made = self._look(change)
            if made is None:
                raise
            return made

    def _same(self, change: Change, request: Request, answer: t.Any) -> t.Any:
        """Return the answer, which must be about the object to change."""
        kind = self._kinds[change.kind]
        found = identifier_of(kind, kind.listing.form(answer)) if request.keeps else ""
        if found != request.keeps:
            raise errors.QlikError(
                f"Qlik made another object (id {found}) instead of changing this one (id {request.keeps}). Delete one "
                "of the two."
            )
        return answer

    def _look(self, change: Change) -> Object | None:
        kind = self._kinds[change.kind]
        path = self._path(change.path)
        found = list_objects(self._client, kind, "" if path == kind.path else path)
        return match(kind, indexed(kind, found, self._planner.catalogue, change.scope), change.key)

    def _send_joined(self, batch: list[Step]) -> list[errors.QlikError | None]:
        """Send the items of all steps in one request; an answer 207 has a status for each, in their order."""
        first = batch[0].request
        items = [item for step in batch for item in step.request.body[first.items]]
        answer = self._send_plain(replace(first, body={**first.body, first.items: items}))
        results = (answer or {}).get("data") or []
        if len(results) != len(batch):
            what = f"{len(batch)} items were sent in one request, and Qlik answered {len(results)}."
            raise errors.QlikError(
                f"{what} Whether they took effect is unknown. Run again, which reads the current state."
            )
        return [self._result_of(step, result) for step, result in zip(batch, results, strict=True)]

    def _converse(self, batch: list[Step]) -> list[errors.QlikError | None]:
        """Make the calls of all steps in one conversation, and save the app once. Failed steps fail alone."""
        done: list[errors.QlikError | None] = []
        with Conversation(self._client, self._path(batch[0].request.path)) as conversation:
            for step in batch:
                self._client.count("QIX")
                try:
                    answers = conversation.say_all(revealed(replaced(step.request.body, self._known_or_same)))
                    if step.request.makes:
                        self._take_in(step.change, step.request, made_of(answers))
                    done.append(None)
                except CallError as error:
                    done.append(self._advised(step.change, error))
            if None in done:
                conversation.save()
        return done

    def _send_plain(self, request: Request) -> t.Any:
        path, body = self._path(request.path), revealed(replaced(request.body, self._known_or_same))
        if request.upload:
            return {"id": upload(self._client, path, body)}
        how: Object = {"headers": request.headers}
        if request.query:
            how["params"] = self._query(request.query)
        if isinstance(request.body, (Form, LocalFile)):
            sent = body_of(body) if isinstance(request.body, Form) else file_body(body)
            return self._client.request(request.method, path, body=sent, **how)
        return self._client.request(request.method, path, json=body, **how)

    def _query(self, query: t.Mapping[str, t.Any]) -> Object:
        return {name: self._known_or_same(value) for name, value in query.items()}

    def _result_of(self, step: Step, result: Object) -> errors.QlikError | None:
        request, client = step.request, self._client
        what = f"{request.method} {request.path[-1]}"
        error = errors.from_part(result, host=client.host, name=client.name, what=what)
        if request.makes and not error:
            self._take_in(step.change, request, result)
        return error

    def _settle(self, change: Change, request: Request) -> None:
        """Wait for the created object, or for the condition of the request."""
        made = (*change.path, t.cast(Pending, request.makes))
        until = request.until or Until(made, self._kinds[change.kind].settled)
        path, query = self._path(until.path), self._query(until.query)
        wait_until(self._client, change.title, lambda: until.is_over(self._client.get(path, **query)))

    def _path(self, segments: Path) -> str:
        return "/".join(map(self._known, segments))

    def _known_or_same(self, value: t.Any) -> t.Any:
        if isinstance(value, Indexed):
            return self._item(value.type, self._known(value.resource))
        return self._known(value) if isinstance(value, Pending) else value

    def _item(self, type_: str, identifier: str) -> str:
        """Wait for an object in the index of items, and return its id there."""
        found: list[Object] = []

        def is_listed() -> bool:
            found[:] = self._client.list(_ITEMS, resourceType=type_, resourceId=identifier)
            return bool(found)

        wait_until(self._client, f"the index entry of {type_} {identifier}", is_listed)
        return str(found[0]["id"])

    def _known(self, value: str | Pending) -> str:
        if not isinstance(value, Pending):
            return value
        if value not in self._ids:
            name = " ".join(str(part) for part in value.key if part)
            raise errors.QlikError(f"Skipped because {value.kind} {name} could not be created.", skipped=True)
        return self._ids[value]


def _all_below(kind: Kind) -> t.Iterator[t.Any]:
    for option in kind.below:
        yield option
        yield from _all_below(t.cast(Kind, option.children))
