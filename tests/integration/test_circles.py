# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that refer to each other: made first, and told of each other then; or never, where that cannot be."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant, Terms
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from tests.integration.clients import client_of
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core


def _kind(*, after_create: bool) -> Kind:
    """Terms of a glossary are like this; here it is web integrations, whose origins can be any text."""
    related = Field(
        name="related",
        doc="Others of the kind.",
        type="list",
        elements="str",
        wire="validOrigins",
        reference="term",
        after_create=after_create,
    )
    name = Field(name="name", doc="Name.", required=True)
    return Kind(name="term", doc="Terms.", path="/api/v1/web-integrations", fields=(name, related))


@pytest.fixture
def simulator(tmp_path: Path) -> t.Iterator[Simulator]:
    file = tmp_path / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file) as running:
        yield running


def _converge(simulator: Simulator, kind: Kind, *, check: bool = False, **related: list[str]) -> Outcome:
    client = client_of(simulator, "acme.us.qlikcloud.test")
    wanted = [{"name": name, "related": names} for name, names in related.items()]
    return Tenant(client, {kind.name: kind}).converge({kind.name: wanted}, Terms(check=check))


def _related(simulator: Simulator) -> dict[str, list[str]]:
    """Names by name, as the tenant has them."""
    (tenant,) = simulator.state()["tenants"].values()
    things = tenant["collections"]["web-integrations"]
    return {thing["name"]: [things[each]["name"] for each in thing["validOrigins"]] for thing in things.values()}


def test_they_are_made_first_and_told_of_each_other_then(simulator: Simulator) -> None:
    circle = {"a": ["b"], "b": ["c", "b"], "c": ["a"]}
    kind = _kind(after_create=True)
    plan = _converge(simulator, kind, check=True, **circle)
    assert [len(change.requests) for change in plan.changes] == [2, 2, 2]
    done = _converge(simulator, kind, **circle)
    assert done.failures == []
    assert _related(simulator) == circle
    assert _converge(simulator, kind, **circle).changes == []


def test_one_that_cannot_be_made_stops_those_only_that_name_it(simulator: Simulator) -> None:
    wanted = {"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}
    simulator.faults([{"method": "POST", "path": "/api/v1/web-integrations", "status": 400}])
    done = _converge(simulator, _kind(after_create=True), **wanted)
    (refused,) = [each["object"] for each in done.failures if not each.get("skipped")]
    skipped = [each for each in done.failures if each.get("skipped")]
    partner = {"term a": "term b", "term b": "term a", "term c": "term d", "term d": "term c"}[refused]
    assert [(each["object"], each["message"]) for each in skipped] == [
        (partner, f"Skipped because {refused} could not be created.")
    ]
    assert _converge(simulator, _kind(after_create=True), **wanted).failures == []
    assert _related(simulator) == wanted


def test_where_none_can_be_made_first_nothing_is_made(simulator: Simulator) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"Circular dependency: term . needs term . needs term"):
        _converge(simulator, _kind(after_create=False), a=["b"], b=["a"], c=[])
    assert _related(simulator) == {}


def test_a_chain_is_made_in_its_order(simulator: Simulator) -> None:
    chain = {"a": ["b"], "b": ["c"], "c": []}
    done = _converge(simulator, _kind(after_create=False), **chain)
    assert (done.failures, _related(simulator)) == ([], chain)
