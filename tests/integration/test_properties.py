# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold for every tenant and every blueprint, on random ones of all kinds, over HTTP."""

from __future__ import annotations

import json
import typing as t

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import Purge
from tests.integration.clients import client_of
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
_TEXT = st.text("abc ", max_size=3)
_NUMBERS = st.sampled_from("0123")
_DEFAULT_ROLES = ["TenantAdmin", "DataAdmin", "SharedSpaceCreator"]
_SPACE_TYPES = {"0": "shared", "1": "managed", "2": "data", "3": "shared"}


def _objects(strategy: st.SearchStrategy[Object]) -> st.SearchStrategy[list[Object]]:
    """Up to three, of different natural keys."""
    return st.lists(strategy, max_size=3, unique_by=_natural_key)


def _natural_key(thing: Object) -> str:
    return next(str(thing[name]) for name in ("subject", "origin", "client_name", "name") if name in thing)


def _subset(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3)


@st.composite
def blueprints(draw: st.DrawFn) -> dict[str, list[Object]]:
    """Valid in itself: what it refers to is in it, or in every tenant."""

    def one(required: Object, **optional: st.SearchStrategy[t.Any]) -> st.SearchStrategy[Object]:
        given_ = {
            name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in required.items()
        }
        return st.fixed_dictionaries(given_, optional=optional)

    def names(prefix: str) -> st.SearchStrategy[str]:
        return _NUMBERS.map(lambda number: f"{prefix}{number}")

    roles = draw(_objects(one({"name": names("Role ")}, description=_TEXT, assigned_scopes=_subset(["a", "b", "c"]))))
    given_roles = _subset([*_DEFAULT_ROLES, *(role["name"] for role in roles)])
    groups = draw(
        _objects(
            one({"name": names("Group "), "provider_type": "custom"}, description=_TEXT, assigned_roles=given_roles)
        )
    )
    users = draw(
        _objects(
            one(
                {"subject": names("subject-")},
                name=_TEXT,
                status=st.sampled_from(["active", "disabled"]),
                assigned_roles=given_roles,
            )
        )
    )
    people = [("group", group["name"]) for group in groups] + [("user", user["subject"]) for user in users]
    members = st.lists(st.sampled_from(people), unique=True, max_size=3) if people else st.just([])
    listed = members.map(lambda who: [{"type": kind, "name": name, "roles": ["consumer"]} for kind, name in who])
    owner = {"owner": st.sampled_from([user["subject"] for user in users])} if users else {}
    spaces = draw(
        _objects(
            one({"name": names("Space ")}, description=_TEXT, members=listed, purge_members=st.booleans(), **owner)
        )
    )
    for space in spaces:
        space["type"] = _SPACE_TYPES[space["name"][-1]]
    return {
        "role": roles,
        "group": groups,
        "user": users,
        "space": spaces,
        "web_integration": draw(
            _objects(one({"name": names("Portal ")}, valid_origins=_subset(["https://a.example"])))
        ),
        "content_security_policy": draw(
            _objects(one({"origin": names("cdn"), "name": "n"}, font_src=st.booleans(), img_src=st.booleans()))
        ),
        "oauth_client": draw(
            _objects(one({"client_name": names("Client "), "app_type": "web"}, allowed_scopes=_subset(["x", "y"])))
        ),
        "tenant_settings": draw(
            st.lists(st.fixed_dictionaries({"preferred_start_page": st.sampled_from(["analytics-hub"])}), max_size=1)
        ),
    }


class Cloud:
    """One tenant, which is as new for every example."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator, self._found = simulator, simulator.ready["tenants"][0]
        self._new = simulator.state()

    def begin(self) -> None:
        self.simulator.load(self._new)
        self.client = client_of(self.simulator, self._found["hostname"])

    def converge(self, blueprint: dict[str, list[Object]], **terms: t.Any) -> Outcome:
        outcome = Tenant(self.client, KINDS).converge(validated(KINDS, blueprint), Terms(**terms))
        assert outcome.failures == []
        return outcome

    @property
    def content(self) -> dict[str, dict[str, Object]]:
        collections = self.simulator.state()["tenants"][self._found["id"]]["collections"]
        return t.cast(dict[str, dict[str, Object]], collections)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Cloud]:
    file = tmp_path_factory.mktemp("cloud") / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        yield Cloud(simulator)


_EXAMPLES = settings(
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@_EXAMPLES
@given(before=blueprints(), wanted=blueprints())
def test_the_plan_is_what_is_done_and_then_nothing_is_left_to_do(
    cloud: Cloud, before: dict[str, list[Object]], wanted: dict[str, list[Object]]
) -> None:
    cloud.begin()
    cloud.converge(before)
    plan = cloud.converge(wanted, check=True)
    planned = [(change.title, request.method) for change in plan.changes for request in change.requests]
    sent = cloud.client.writes_sent
    done = cloud.converge(wanted)
    assert cloud.client.writes_sent - sent == len(planned)
    assert sorted(change.title for change in done.changes) == sorted(change.title for change in plan.changes)
    assert [change.title for change in cloud.converge(wanted, check=True).changes] == []
    counts = cloud.simulator.counts()
    assert (counts["violations"], counts["answer_violations"]) == ([], [])


@_EXAMPLES
@given(before=blueprints(), wanted=blueprints())
def test_what_a_blueprint_does_not_name_stays_byte_for_byte(
    cloud: Cloud, before: dict[str, list[Object]], wanted: dict[str, list[Object]]
) -> None:
    cloud.begin()
    cloud.converge(before)
    found = cloud.content
    cloud.converge(wanted)
    named = {
        str(thing[kind.key[0]]) for name, kind in KINDS.items() for thing in wanted.get(name, ()) if not kind.singleton
    }
    for collection, things in found.items():
        for identifier, thing in things.items():
            names = {str(thing.get(field)) for field in ("name", "subject", "origin", "clientName")}
            if not names & named and "/" not in collection:
                assert json.dumps(cloud.content[collection][identifier]) == json.dumps(thing)


# Roles are left out: one that a user or group has cannot be deleted.
_PURGE = Purge(
    ("group", "oauth_client", "space", "user", "web_integration"), "all", ("space Space 1", "user *-2"), 1000
)


@_EXAMPLES
@given(before=blueprints(), wanted=blueprints())
def test_purge_leaves_what_is_named_what_is_spared_and_what_must_stay(
    cloud: Cloud, before: dict[str, list[Object]], wanted: dict[str, list[Object]]
) -> None:
    cloud.begin()
    cloud.client.authenticate()
    must_stay = {collection: set(names) for collection, names in _keys(cloud.content).items()}
    cloud.converge(before)
    found = _keys(cloud.content)
    cloud.converge(wanted, purge=_PURGE)
    left = _keys(cloud.content)
    for name, spared in (("groups", set()), ("spaces", {"Space 1"}), ("users", {"subject-2"})):
        named = {_natural_key(thing) for thing in wanted[name.removesuffix("s")]}
        expected = must_stay.get(name, set()) | named | (spared & set(found.get(name, ())))
        assert set(left.get(name, ())) == expected
    assert cloud.converge(wanted, check=True, purge=_PURGE).changes == []


@_EXAMPLES
@given(before=blueprints(), wanted=blueprints(), requests=st.integers(0, 12), when=st.sampled_from(["before", "after"]))
def test_stopped_at_any_request_the_next_run_ends_the_same(
    cloud: Cloud, before: dict[str, list[Object]], wanted: dict[str, list[Object]], requests: int, when: str
) -> None:
    """No write succeeds any more from one on, of which the effect may be there; the second run does the rest."""
    cloud.begin()
    cloud.converge(before)
    cloud.converge(wanted, purge=_PURGE)
    whole = _keys(cloud.content)
    cloud.begin()
    cloud.converge(before)
    rule = {"method": "[PD]*", "path": "/api/*", "status": 400}
    cloud.simulator.faults(
        [{**rule, "after": requests, "when": when}, {**rule, "after": requests, "times": 10000, "when": "before"}]
    )
    Tenant(cloud.client, KINDS).converge(validated(KINDS, wanted), Terms(purge=_PURGE))
    cloud.simulator.faults([])
    cloud.converge(wanted, purge=_PURGE)
    assert cloud.converge(wanted, check=True, purge=_PURGE).changes == []
    assert _keys(cloud.content) == whole


def _keys(content: dict[str, dict[str, Object]]) -> dict[str, list[str]]:
    """The names of everything that is in a tenant, without ids and times."""
    return {
        collection: sorted(
            str(thing.get("subject") or thing.get("name") or thing.get("clientName")) for thing in things.values()
        )
        for collection, things in content.items()
        if "/" not in collection and things
    }
