# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan: told before it is done, done as told, and what may be deleted."""

from __future__ import annotations

import json
import re
import typing as t

import pytest

from tests.integration import beginnings
from tests.integration.fleets import Fleet

HOST = "acme-eu"
SPACES = [{"name": name, "type": "shared"} for name in ("Alpha", "Beta", "Gamma")]


@pytest.fixture
def onboarded(fleet: Fleet) -> Fleet:
    return beginnings.onboarded(fleet, HOST)


def _blueprint(fleet: Fleet, content: dict[str, t.Any], fails: bool = False, **options: t.Any) -> str:
    """One blueprint task, as a play with exactly these options."""
    keywords = {name: options.pop(name) for name in ("check_mode", "diff", "no_log") if name in options}
    task = {"qlikfleet.cloud.blueprint": {"blueprint": content, **options}, "register": "result", **keywords}
    show = {"ansible.builtin.debug": {"msg": "RESULT {{ result | to_json }}"}}
    play = [{"hosts": "all", "gather_facts": False, "tasks": [task, show]}]
    (fleet.folder / "play.yml").write_text(json.dumps(play), encoding="utf-8")
    return fleet.play("play.yml", limit=HOST, fails=fails)


def _names(fleet: Fleet, collection: str) -> list[str]:
    """Of what was made: every tenant has the group of everyone."""
    names = {thing["name"] for thing in fleet.tenants[0]["collections"].get(collection, {}).values()}
    return sorted(names - {"com.qlik.Everyone"})


def test_a_tenant_tells_what_was_done_unless_the_task_must_be_silent(onboarded: Fleet) -> None:
    assert f"{HOST}: 1 object, 1 changed (create space Alpha), " in _blueprint(onboarded, {"space": SPACES[:1]})
    assert f"{HOST}: 1 object, " not in _blueprint(onboarded, {"space": SPACES[:1]}, no_log=True)


def test_the_role_converges_and_keeps_the_result(onboarded: Fleet) -> None:
    """The playbook of the same name takes the module alone."""
    kept = {"ansible.builtin.assert": {"that": "converge_result.changes | length > 0"}}
    play = {"hosts": "all", "gather_facts": False, "roles": ["qlikfleet.cloud.converge"], "post_tasks": [kept]}
    (onboarded.folder / "role.yml").write_text(json.dumps([play]), encoding="utf-8")
    onboarded.play("role.yml", limit=HOST)
    assert onboarded.writes > 0
    assert "nothing reads" not in onboarded.play("converge", limit=HOST)
    assert onboarded.writes == 0


def test_drift_is_an_exit_status_where_that_is_wanted(fleet: Fleet) -> None:
    tenants = f"{HOST},acme-us"
    beginnings.onboarded(fleet, tenants)
    drift = ("--check", "-e", "qlik_fail_on_drift=true")
    output = fleet.play("converge", *drift, "-e", "qlik_plan_file=plans/", limit=tenants, fails=True)
    assert re.findall(r"drift: \d+ objects, \d+ would change", output.replace("\\n", " ")) != []
    assert {file.stem for file in (fleet.folder / "plans").iterdir()} == {HOST, "acme-us"}
    assert fleet.writes == 0
    fleet.play("converge", "-e", "qlik_fail_on_drift=true", limit=tenants)
    fleet.play("converge", *drift, limit=tenants)


def test_a_saved_plan_is_done_exactly_or_not_at_all(onboarded: Fleet) -> None:
    check = ("--check", "-e", "qlik_plan_file=plans/")
    onboarded.play("converge", *check, limit=HOST)
    plan = onboarded.folder / "plans" / f"{HOST}.json"
    assert plan.stat().st_mode & 0o777 == 0o600
    assert onboarded.writes == 0
    onboarded.play("converge", "-e", "qlik_apply_plan=plans/", limit=HOST)
    assert onboarded.writes == sum(len(change["requests"]) for change in json.loads(plan.read_text())["changes"])
    onboarded.play("converge", "-e", "qlik_apply_plan=plans/", limit=HOST)
    assert onboarded.writes == 0, "what is done already needs nothing"
    _blueprint(onboarded, {"space": [{"name": "Finance", "state": "absent"}, {"name": "Trial", "state": "absent"}]})
    _blueprint(onboarded, {"group": [{"name": "Analysts", "description": "clicked"}]})
    output = onboarded.play(
        "converge",
        *(
            "-e",
            "qlik_apply_plan=plans/",
            "-e",
            '{"qlik_blueprint_tenant": {"group": {"name": "Analysts", "description": ""}}}',
        ),
        limit=HOST,
        fails=True,
    )
    assert onboarded.writes == 0
    assert "group Analysts: was to create, now to update" in output


@pytest.mark.newest_core
def test_an_apply_that_was_stopped_goes_on_with_the_same_plan(onboarded: Fleet) -> None:
    onboarded.play("converge", "--check", "-e", "qlik_plan_file=plans/", limit=HOST)
    onboarded.simulator.faults([{"method": "POST", "path": "/api/v1/spaces*", "status": 400, "times": 2}])
    onboarded.play("converge", "-e", "qlik_apply_plan=plans/", limit=HOST, fails=True)
    onboarded.play("converge", "-e", "qlik_apply_plan=plans/", limit=HOST)
    onboarded.play("converge", limit=HOST)
    assert onboarded.writes == 0


@pytest.mark.newest_core
def test_a_plan_is_refused_when_somebody_has_changed_the_tenant_since(onboarded: Fleet) -> None:
    _blueprint(onboarded, {"space": SPACES[:1]})
    wanted = {"space": [{**SPACES[0], "description": "wanted"}]}
    _blueprint(onboarded, wanted, plan_file="plan.json", check_mode=True)
    _blueprint(onboarded, {"space": [{**SPACES[0], "description": "clicked"}]})
    output = _blueprint(onboarded, wanted, apply_plan="plan.json", fails=True)
    assert onboarded.writes == 0
    assert "space Alpha: the tenant has description 'clicked', it was None" in output


def test_only_and_except(onboarded: Fleet) -> None:
    content = {"space": SPACES, "group": [{"name": "Alpha", "provider_type": "custom"}]}
    _blueprint(onboarded, content, only=["space"], **{"except": ["* Beta"]})
    assert (_names(onboarded, "spaces"), _names(onboarded, "groups")) == (["Alpha", "Gamma"], [])


def test_a_pattern_that_names_no_kind_is_refused(onboarded: Fleet) -> None:
    output = _blueprint(onboarded, {"space": SPACES}, only=["spaces Alpha"], fails=True)
    assert "only: there is no kind 'spaces'; did you mean space?" in output
    assert onboarded.writes == 0


def test_a_pattern_that_matches_nothing_is_refused_before_anything_is_sent(onboarded: Fleet) -> None:
    options: dict[str, t.Any] = {"only": ["space Alpa"], "except": ["group"], "replace": ["space A*", "space Omega"]}
    output = _blueprint(onboarded, {"space": SPACES}, fails=True, **options)
    assert "only: 'space Alpa' matches nothing in the blueprint; did you mean 'space Alpha'?" in output
    assert "except: 'group' matches nothing in the blueprint" in output
    assert "replace: 'space Omega' matches nothing in the blueprint" in output
    assert "'space A*' matches nothing" not in output
    assert onboarded.simulator.counts()["requests"] == 0


def test_all_wrong_references_are_said_at_once_with_their_places(onboarded: Fleet) -> None:
    """And nothing is written, of what would be good either."""
    variables = """
qlik_blueprint_tenant:
  group:
    - name: Analysts
      provider_type: custom
    - name: Leavers
      state: absent
  space:
    - name: Alpha
      type: shared
      owner: nobody
    - name: Beta
      type: shared
      members:
        - {type: group, name: Analyst, roles: [consumer]}
        - {type: group, name: Leavers, roles: [consumer]}
"""
    (onboarded.folder / "host_vars").mkdir()
    (onboarded.folder / f"host_vars/{HOST}.yml").write_text(variables, encoding="utf-8")
    output = onboarded.play("converge", limit=HOST, fails=True)
    assert onboarded.writes == 0
    alpha, beta = f"{HOST}.yml:9: space Alpha: owner", f"{HOST}.yml:12: space Beta: name"
    assert f"{alpha}: there is no user 'nobody' in the tenant" in output
    assert (
        f"{beta}: there is no group 'Analyst' in the tenant, and none is declared; did you mean 'Analysts'?" in output
    )
    assert f"{beta}: the group 'Leavers' is removed by the same blueprint" in output


def test_variables_that_nothing_reads_and_empty_layers_are_named(onboarded: Fleet) -> None:
    (onboarded.folder / "host_vars").mkdir()
    (onboarded.folder / f"host_vars/{HOST}.yml").write_text(
        "qlik_blueprint_tennan: {}\nqlik_blueprint_tenant:\nqlik_onlyy: space\n", encoding="utf-8"
    )
    said = [
        f"{HOST}.yml:3: nothing reads the variable qlik_onlyy; did you mean qlik_only?",
        f"{HOST}.yml:1: nothing reads the variable qlik_blueprint_tennan; did you mean qlik_blueprint_tenant?",
        "the layer qlik_blueprint_tenant is empty.",
    ]
    output = onboarded.play("converge", "--check", limit=HOST)
    assert [each for each in said if each not in output] == []
    assert output.count("nothing reads") == 2
    output = onboarded.play("converge", "-e", "qlik_unknown_variables=fail", limit=HOST, fails=True)
    assert [each for each in said if each not in output] == []
    assert onboarded.simulator.counts()["requests"] == 0


def test_values_of_another_type_and_objects_declared_twice_are_refused_with_their_places(onboarded: Fleet) -> None:
    variables = """
qlik_blueprint_tenant:
  group:
    - name: NO
    - name: 1.10
    - name: Analysts
    - name: Analysts
  space:
    - name: [a, b]
"""
    (onboarded.folder / "host_vars").mkdir()
    (onboarded.folder / f"host_vars/{HOST}.yml").write_text(variables, encoding="utf-8")
    output = onboarded.play("converge", limit=HOST, fails=True)
    assert onboarded.simulator.counts()["requests"] == 0
    assert f"{HOST}.yml:7: group Analysts is declared twice in qlik_blueprint_tenant" in output
    assert re.search(rf"{HOST}.yml:4: group \d: name must be a text, and is the boolean false", output)
    assert re.search(rf"{HOST}.yml:5: group \d: name must be a text, and is a number", output)
    assert re.search(rf"{HOST}.yml:9: space \d: name must be a text, and is a list", output)


@pytest.mark.newest_core
def test_what_cannot_change_is_made_anew_where_that_is_said(onboarded: Fleet) -> None:
    """Stopped in the middle, the same plan goes on; what referred to the old object refers to the new one."""
    groups = [{"name": "Readers", "provider_type": "custom"}]
    space = {
        "name": "Alpha",
        "type": "shared",
        "members": [{"type": "group", "name": "Readers", "roles": ["consumer"]}],
    }
    _blueprint(onboarded, {"group": groups, "space": [space]})
    wanted = {"group": groups, "space": [{**space, "type": "data"}]}
    output = _blueprint(onboarded, wanted, fails=True)
    assert "space Alpha: cannot change type from 'shared' to 'data'" in output
    assert onboarded.writes == 0
    options: dict[str, t.Any] = {"replace": ["space Alpha"]}
    output = _blueprint(onboarded, wanted, plan_file="plan.json", check_mode=True, diff=True, **options)
    assert "space Alpha (replaced)" in output
    assert "2 would change (replace space Alpha, " in output
    onboarded.simulator.faults([{"method": "POST", "path": "/api/v1/spaces", "status": 400}])
    _blueprint(onboarded, wanted, apply_plan="plan.json", fails=True, **options)
    assert _names(onboarded, "spaces") == []
    _blueprint(onboarded, wanted, apply_plan="plan.json", **options)
    collections = onboarded.tenants[0]["collections"]
    (made,) = collections["spaces"].values()
    (member,) = collections[f"spaces/{made['id']}/assignments"].values()
    assert (made["type"], member["assigneeId"] in collections["groups"]) == ("data", True)
    _blueprint(onboarded, wanted, **options)
    assert onboarded.writes == 0


@pytest.mark.newest_core
def test_purge_leaves_what_the_blueprint_refers_to(onboarded: Fleet) -> None:
    groups = [{"name": name, "provider_type": "custom"} for name in ("Readers", "Writers")]
    _blueprint(onboarded, {"group": groups})
    member = {"type": "group", "name": "Readers", "roles": ["consumer"]}
    wanted = {"space": [{**SPACES[0], "members": [member]}]}
    _blueprint(onboarded, wanted, purge={"kinds": ["group"], "what": "all"})
    assert "Readers" in _names(onboarded, "groups")
    assert "Writers" not in _names(onboarded, "groups")


@pytest.mark.newest_core
def test_purge_of_a_part_leaves_what_the_rest_of_the_blueprint_names_or_refers_to(onboarded: Fleet) -> None:
    groups = [{"name": name, "provider_type": "custom"} for name in ("Readers", "Writers")]
    _blueprint(onboarded, {"space": SPACES, "group": groups})
    spaces = [{**SPACES[0], "members": [{"type": "group", "name": "Readers", "roles": ["consumer"]}]}, SPACES[1]]
    purge = {"kinds": ["space", "group"], "what": "all"}
    _blueprint(onboarded, {"space": spaces}, purge=purge, only=["space Alpha"])
    assert onboarded.simulator.counts()["by_operation"].get("spaces.deleteSpace", 0) == 0
    assert _names(onboarded, "spaces") == ["Alpha", "Beta", "Gamma"]
    _blueprint(onboarded, {"space": spaces}, purge=purge, only=["group"])
    assert "Readers" in _names(onboarded, "groups")
    assert "Writers" not in _names(onboarded, "groups")
    _blueprint(onboarded, {"space": spaces}, purge=purge, **{"except": ["group"]})
    assert _names(onboarded, "spaces") == ["Alpha", "Beta"]


@pytest.mark.newest_core
def test_purge_deletes_what_this_client_has_made_and_nobody_names(onboarded: Fleet) -> None:
    _blueprint(onboarded, {"space": SPACES})
    slip: dict[str, t.Any] = {"kinds": ["space"], "except": ["space Gam*", "space Beat"]}
    output = _blueprint(onboarded, {"space": SPACES[:1]}, purge=slip, fails=True)
    assert "purge: except: 'space Beat' matches nothing in the tenant; did you mean 'space Beta'?" in output
    assert onboarded.writes == 0
    output = _blueprint(onboarded, {"space": SPACES[:1]}, purge={"kinds": ["space"]}, only=["space Gam"], fails=True)
    assert "only: 'space Gam' matches nothing in the tenant; did you mean 'space Gamma'?" in output
    assert onboarded.writes == 0
    purge: dict[str, t.Any] = {"kinds": ["space"], "except": ["space Gam*"]}
    output = _blueprint(onboarded, {"space": SPACES[:1]}, purge=purge, check_mode=True, diff=True)
    assert onboarded.writes == 0
    assert "space Beta (deleted)" in output
    output = _blueprint(onboarded, {"space": SPACES[:1]}, purge=purge)
    assert _names(onboarded, "spaces") == ["Alpha", "Gamma"]
    assert "1 changed (delete space Beta)" in output


@pytest.mark.newest_core
def test_purge_leaves_what_others_have_made(onboarded: Fleet) -> None:
    """An object of which it is not known who made it is nobody's of ours."""
    _blueprint(onboarded, {"space": SPACES})
    state = onboarded.simulator.state()
    (tenant,) = state["tenants"].values()
    beta, gamma = (space for space in tenant["collections"]["spaces"].values() if space["name"] in ("Beta", "Gamma"))
    beta["createdBy"] = "somebody"
    del gamma["createdBy"]
    onboarded.simulator.load(state)
    _blueprint(onboarded, {}, purge={"kinds": ["space"]})
    assert _names(onboarded, "spaces") == ["Beta", "Gamma"]
    _blueprint(onboarded, {}, purge={"kinds": ["space"], "what": "all"})
    assert _names(onboarded, "spaces") == []


@pytest.mark.newest_core
def test_purge_above_its_ceiling_changes_nothing(onboarded: Fleet) -> None:
    _blueprint(onboarded, {"space": SPACES})
    wanted = {"group": [{"name": "New", "provider_type": "custom"}]}
    output = _blueprint(onboarded, wanted, purge={"kinds": ["space"], "at_most": 2}, fails=True)
    assert "3 objects would be deleted, and at_most is 2: nothing was changed" in output
    assert onboarded.writes == 0


@pytest.mark.newest_core
def test_purge_of_everything_leaves_bots_defaults_and_the_caller(onboarded: Fleet) -> None:
    """And the second time there is nothing to purge."""
    _blueprint(onboarded, {"user": [{"subject": "auth0|leaver"}], "role": [{"name": "Old", "assigned_scopes": []}]})
    before = onboarded.tenants[0]["collections"]
    purge = {"kinds": ["user", "role", "group", "oauth_client"], "what": "all"}
    _blueprint(onboarded, {}, purge=purge)
    after = onboarded.tenants[0]["collections"]
    gone = {thing.get("subject") or thing["name"] for name in before for thing in before[name].values()} - {
        thing.get("subject") or thing["name"] for name in after for thing in after[name].values()
    }
    assert gone == {"auth0|leaver", "Old"}
    _blueprint(onboarded, {}, purge=purge)
    assert onboarded.writes == 0


@pytest.mark.newest_core
@pytest.mark.parametrize(
    ("purge", "said"),
    [
        ({"kinds": ["user"]}, "Qlik does not report who created a user, so it can be purged only with what=all"),
        ({"kinds": ["spaces"]}, "there is no kind 'spaces' that can be purged; did you mean space?"),
        ({"kinds": ["space"], "except": ["spaces Legacy*"]}, "'spaces Legacy*' is of no kind in kinds; did you mean"),
        ({"kinds": ["tenant_settings"], "what": "all"}, "there is no kind 'tenant_settings' that can be purged"),
    ],
)
def test_a_purge_that_cannot_be_is_refused_before_anything_is_sent(
    onboarded: Fleet, purge: dict[str, t.Any], said: str
) -> None:
    output = _blueprint(onboarded, {}, purge=purge, fails=True)
    assert said in output
    assert onboarded.simulator.counts()["requests"] == 0


def test_the_result_is_small_and_whole_where_that_is_wanted(onboarded: Fleet) -> None:
    small = _blueprint(onboarded, {"space": SPACES})
    assert re.search(r'"counts": \{"space": \{"create": 3\}\}', small.replace("\\", ""))
    assert ("before_header" in small, 'requests": [' in small.replace("\\", "")) == (False, False)
    whole = _blueprint(onboarded, {"space": [{**SPACES[0], "description": "d"}]}, report="full").replace("\\", "")
    assert '"requests": [{"method": "PATCH"' in whole


@pytest.mark.newest_core
def test_a_second_converge_at_the_same_time_is_refused(onboarded: Fleet) -> None:
    """A killed converge leaves no lock behind, and a plan may be made at any time."""
    onboarded.simulator.faults([{"method": "POST", "path": "/api/v1/spaces", "action": "hold"}])
    first = onboarded.begin("converge", HOST)
    onboarded.wait_until_held(first)
    output = onboarded.play("converge", limit=HOST, fails=True)
    assert f"{HOST}: another converge of this tenant is running" in output
    onboarded.play("converge", "--check", limit=HOST)
    onboarded.kill(first)
    onboarded.play("converge", limit=HOST)


@pytest.mark.newest_core
def test_secrets_of_new_clients_have_a_place_or_are_not_made(fleet: Fleet) -> None:
    """Refused before anything is sent, told by a check, kept beside those that are there."""
    beginnings.onboarded(fleet, HOST)
    first, second = (
        {"client_name": name, "app_type": "web", "allowed_grant_types": ["client_credentials"]} for name in ("A", "B")
    )
    file = fleet.folder / f"new_secrets/{HOST}.yml"

    def converge(*clients: dict[str, t.Any], fails: bool = False, check: bool = False, keeps: bool = True) -> str:
        place = f"new_secrets/{HOST}.yml" if keeps else ""
        given = {"qlik_blueprint_tenant": {"oauth_client": list(clients)}, "qlik_blueprint_fleet": {}}
        variables = json.dumps({**given, "qlik_secrets_file": place})
        return fleet.play("converge", "-e", variables, *(("--check",) if check else ()), limit=HOST, fails=fails)

    for keeps in (True, False):
        assert "oauth_client A has a secret that Qlik shows once" in converge(first, check=True, keeps=keeps)
    output = converge(first, fails=True, keeps=False)
    assert "nothing was changed. oauth_client A has a secret" in output
    assert fleet.writes == 0
    (fleet.folder / "new_secrets").write_text("not a folder", encoding="utf-8")
    assert "nothing was changed. oauth_client A has a secret" in (said := converge(first, fails=True))
    assert f"{HOST}.yml cannot be written" in said
    assert fleet.writes == 0
    (fleet.folder / "new_secrets").unlink()
    converge(first)
    converge(first, second)
    kept = fleet.command("ansible-vault", "view", str(file))
    stored = fleet.tenants[0]["collections"]["oauth-clients"].values()
    lines = [f"oauth_client {each['clientName']}: {each['_secrets'][0]}" for each in stored]
    assert kept.split("qlik_new_secrets: ")[1] == f"{HOST}: {' '.join(sorted(lines))}"
    assert not any(each["_secrets"][0] in file.read_text(encoding="utf-8") for each in stored)
    assert file.stat().st_mode & 0o777 == 0o600
    converge(first, second, keeps=False)
    assert fleet.writes == 0
