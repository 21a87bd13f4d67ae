# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading objects: the module in the test's process, and both lookups in a playbook."""

from __future__ import annotations

import typing as t

import pytest
import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.validation import validated
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.converge import Tenant
from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.gather import Question, gather
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.clients import client_of
from tests.integration.fleets import Fleet
from tests.simulator_process import Simulator

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
HOST = "acme-eu"
YES = "name must be a text, and is the boolean true; put it in quotes"
CONTENT = {
    "role": [{"name": "Auditor", "assigned_scopes": ["audits:read"]}],
    "user": [
        {"subject": "auth0|anna", "email": "anna@example.com", "assigned_roles": ["Auditor"]},
        {"subject": "auth0|bert", "status": "disabled"},
    ],
    "space": [
        {"name": "Finance", "type": "shared", "owner": "auth0|anna"},
        {"name": "Finance of old", "type": "managed"},
        {"name": "Sales", "type": "shared", "members": [{"name": "auth0|bert", "roles": ["consumer"]}]},
    ],
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Client]:
    file = tmp_path_factory.mktemp("cloud") / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        client = client_of(simulator, simulator.ready["tenants"][0]["hostname"])
        assert Tenant(client, KINDS).converge(validated(KINDS, CONTENT)).failures == []
        yield client


def _names(client: Client, kind: str, conditions: Object) -> list[str]:
    found = gather(client, KINDS, KINDS[kind], Question(conditions=conditions))
    return sorted(each[KINDS[kind].key[0]] for each in found if "qlikbot" not in each[KINDS[kind].key[0]])


@pytest.mark.parametrize(
    ("kind", "conditions", "names"),
    [
        ("space", {}, ["Finance", "Finance of old", "Sales"]),
        ("space", {"name": "Finance"}, ["Finance"]),
        ("space", {"name": "Finance*", "type": "managed"}, ["Finance of old"]),
        ("space", {"owner": "auth0|anna"}, ["Finance"]),
        ("user", {"assigned_roles": "Auditor"}, ["auth0|anna"]),
        ("user", {"status": "disabled"}, ["auth0|bert"]),
        ("user", {"subject": "nobody"}, []),
        ("tenant_settings", {}, []),
    ],
)
def test_a_filter_compares_as_the_kind_does(client: Client, kind: str, conditions: Object, names: list[str]) -> None:
    if KINDS[kind].singleton:
        assert gather(client, KINDS, KINDS[kind], Question(conditions=conditions)) == names
        return
    assert _names(client, kind, conditions) == names


def test_what_is_told_is_what_was_asked_for(client: Client) -> None:
    question = Question(conditions={"name": "Sales"}, options=["name", "members"])
    (sales,) = gather(client, KINDS, KINDS["space"], question)
    assert set(sales) == {"id", "name", "members"}
    assert [(each["name"], each["roles"]) for each in sales["members"]] == [("auth0|bert", ["consumer"])]
    (finance,) = gather(client, KINDS, KINDS["space"], Question(conditions={"name": "Finance"}, names=False))
    (anna,) = gather(client, KINDS, KINDS["user"], Question(conditions={"subject": "auth0|anna"}))
    assert finance["owner"] == anna["id"]
    assert "members" not in finance


def test_one_object_without_names_is_one_request(client: Client) -> None:
    for name, kind in KINDS.items():
        if kind.listing.find and len(kind.key) == 1 and not kind.field(kind.key[0]).reference:
            before = client.requests_sent
            gather(client, KINDS, kind, Question(conditions={kind.key[0]: "Nothing of this name"}, names=False))
            assert client.requests_sent - before == 1, name


def test_lookups_and_the_module_in_a_playbook(fleet: Fleet) -> None:
    fleet.play("onboard", limit=HOST)
    tasks = [
        {"qlikfleet.cloud.space": {"name": "Finance", "type": "shared"}, "register": "made"},
        {
            "ansible.builtin.assert": {
                "that": [
                    "lookup('qlikfleet.cloud.object', 'space', 'Finance').id == made.id",
                    "lookup('qlikfleet.cloud.object', 'space', 'Finance').type == 'shared'",
                    "lookup('qlikfleet.cloud.token') | length == 64",
                ]
            }
        },
        {"qlikfleet.cloud.info": {"kind": "space", "fields": ["name"]}, "register": "found"},
        {"ansible.builtin.assert": {"that": ["found.objects == [{'id': made.id, 'name': 'Finance'}]"]}},
    ]
    wrong = {
        "lookup('qlikfleet.cloud.object', 'space', 'Nothing')": "there are 0 objects space 'Nothing', not one",
        "lookup('qlikfleet.cloud.object', 'spaces', 'x')": "The first term must be a kind, and is 'spaces'",
        "lookup('qlikfleet.cloud.token', host='x')": "There is no option host; there are hostname",
        "lookup('qlikfleet.cloud.token', hostname='other.eu.qlikcloud.test')": "is not the tenant of this host",
    }
    tasks += [{"ansible.builtin.debug": {"msg": f"{{{{ {each} }}}}"}, "ignore_errors": True} for each in wrong]
    tasks.append({"qlikfleet.cloud.info": {"kind": "space", "filter": {"title": "x"}}, "ignore_errors": True})
    tasks.append({"qlikfleet.cloud.space": {"name": True, "type": "shared"}, "ignore_errors": True})
    play = [{"hosts": HOST, "gather_facts": False, "tasks": tasks}]
    (fleet.folder / "look.yml").write_text(yaml.safe_dump(play), encoding="utf-8")
    output = fleet.play("look.yml", limit="")
    for said in (*wrong.values(), "filter: spaces have no 'title'; there are", YES):
        assert said in output, said
