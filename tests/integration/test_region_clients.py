# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of regions, from My Qlik into a store, refreshed, and used from there alone."""

from __future__ import annotations

import copy
import json
import sys
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.region_clients import fingerprint
from tests.integration import beginnings
from tests.integration.vaulted import Vaulted, encrypt, stored
from tests.simulator_process import Simulator

UNCHANGED = "changed=0 unreachable=0 failed=0"
REGISTER = "register.eu.qlikcloud.test"
STEPS = (
    "The Service Account Owner of the subscription creates the region client",
    "1. Sign in to My Qlik",
    "2. Find the subscription. Only a subscription that is entitled to more than one tenant has region clients",
    "3. Open the ellipsis (...) to its right, and choose Manage OAuth clients",
    "4. Create a client for the region eu. There can be one for each region",
    "5. Copy the client ID and the client secret. The secret is shown once",
)


def test_a_client_is_proven_and_stored_and_the_fleet_goes_on_with_it(vaulted: Vaulted) -> None:
    file = vaulted.file_of("region_eu")
    encrypt(file, {"another": "kept"})
    file.chmod(0o644)
    client = vaulted.simulator.ready["regions"]["eu"]
    output = vaulted.onboard_region("eu")
    assert [step for step in STEPS if step not in output] == []
    assert f"works at {REGISTER}. Tenants that accept it: 1; not there yet: 3; deactivated: 1." in output
    assert "Refused, as it must be, in ap, us." in output
    wanted = {"qlik_client_id": client["client_id"], "qlik_client_secret": client["client_secret"], "another": "kept"}
    assert stored(file) == wanted
    assert file.read_text().startswith("$ANSIBLE_VAULT;")
    assert file.stat().st_mode & 0o777 == 0o600

    before = file.stat()
    assert UNCHANGED in vaulted.onboard_region("eu")
    # Nobody gives anything: what is stored is proven again.
    assert UNCHANGED in vaulted.play("onboard_region", "-e", "region=eu", limit="")
    output = vaulted.onboard_region("eu", client={**client, "client_secret": "wrong"}, fails=True)
    assert f"{REGISTER}: the OAuth client was refused" in output
    assert file.stat() == before
    assert list(file.parent.glob(".writing-*")) == []

    vaulted.play("onboard", limit="acme-eu")
    vaulted.play("converge", limit="acme-eu")
    vaulted.play("converge", limit="acme-eu")
    assert vaulted.writes == 0


@pytest.mark.newest_core
def test_what_is_no_region_client_is_refused(vaulted: Vaulted) -> None:
    """One with fewer than the four scopes, and one that another region accepts. One with more gets a warning."""
    state = vaulted.simulator.state()
    client = state["regions"]["eu"]
    scopes, identity = client["scopes"], {name: client[name] for name in ("client_id", "client_secret")}
    for region, changes, said in (
        ("eu", {"scopes": scopes.replace("tenants:create ", "")}, "it lacks tenants:create."),
        ("us", identity, "register.us.qlikcloud.test accepts the OAuth client"),
    ):
        changed = copy.deepcopy(state)
        changed["regions"][region] |= changes
        vaulted.simulator.load(changed)
        assert said in vaulted.onboard_region("eu", fails=True)
    changed = copy.deepcopy(state)
    changed["regions"]["eu"]["scopes"] = f"{scopes} admin.apps"
    vaulted.simulator.load(changed)
    assert f"The OAuth client {client['client_id']} of region eu also has admin.apps." in vaulted.onboard_region(
        "eu", "--check"
    )
    assert not vaulted.file_of("region_eu").exists()


@pytest.mark.newest_core
def test_what_cannot_be_stored_is_said_before_anything_is_sent(vaulted: Vaulted) -> None:
    vaulted.file_of("region_eu").write_text("another: in clear\n")
    output = vaulted.onboard_region("eu", fails=True)
    assert "qlik_client.yml is not encrypted as a whole" in output
    assert STEPS[-1] not in output
    assert vaulted.simulator.counts()["requests"] == 0
    vaulted.file_of("region_eu").unlink()
    output = vaulted.play("onboard_region", "-e", "region=eu", limit="", fails=True)
    assert "Missing: region_client_id and region_client_secret. The playbook asks at a terminal only." in output
    del vaulted.environment["ANSIBLE_VAULT_PASSWORD_FILE"]
    assert "There is no vault password to encrypt with" in vaulted.onboard_region("eu", fails=True)
    assert vaulted.simulator.counts()["requests"] == 0
    output = vaulted.play("onboard_region", "-e", "region=ux", limit="", fails=True)
    assert "ux is not a region of the fleet, which has us, eu, ap, nor a published region of Qlik Cloud." in output
    assert STEPS[0] not in output
    output = vaulted.onboard_region("eu", "-e", "client_store_in=vault", fails=True)
    assert "value of client_store_in must be one of: vault_file, hashi_vault, awx, none, got: vault" in output
    output = vaulted.play("onboard_region", limit="", fails=True)
    assert "No region. Set -e region=<code>, as in the hostnames of its tenants. The fleet has us, eu, ap." in output


@pytest.mark.newest_core
def test_a_client_belongs_to_its_region(vaulted: Vaulted) -> None:
    """Refused by Qlik where it is not known, and before anything is sent where it is."""
    client = vaulted.simulator.ready["regions"]["eu"]
    output = vaulted.onboard_region("us", client=client, fails=True)
    assert "A region client works in its own region only" in output
    assert not vaulted.file_of("region_us").exists()
    vaulted.onboard_region("eu")
    output = vaulted.onboard_region("us", client=client, fails=True)
    assert "is the one of region eu, as the ledger knows" in output
    assert vaulted.simulator.counts()["requests"] == 0


def test_at_a_terminal_id_and_secret_are_asked_for_and_the_secret_is_not_shown(vaulted: Vaulted) -> None:
    client = vaulted.simulator.ready["regions"]["eu"]
    answers = {"Client ID": client["client_id"], "Client secret, not shown": client["client_secret"]}
    output = vaulted.typed("onboard_region", "-e", "region=eu", answers=answers)
    assert f"The client {client['client_id']} of region eu works" in output
    file = vaulted.file_of("region_eu")
    assert stored(file)["qlik_client_secret"] == client["client_secret"]
    assert file.stat().st_mode & 0o777 == 0o600
    again = {
        f"Client ID (Enter for {client['client_id']}, which is in use)": "",
        "Enter for the one that is in use": "",
    }
    assert UNCHANGED in vaulted.typed("onboard_region", "-e", "region=eu", answers=again)
    new = vaulted.simulator.refresh_region_client("eu")["client_secret"]
    output = vaulted.typed("refresh_region_client", "-e", "region=eu", answers={"Client secret, not shown": new})
    assert "The old secret is refused now." in output
    assert stored(file)["qlik_client_secret"] == new


@pytest.mark.newest_core
def test_where_nobody_can_type_the_missing_variables_are_named_at_once(vaulted: Vaulted) -> None:
    """AWX gives its jobs a terminal, where a prompt would wait for ever."""
    vaulted.environment["AWX_ISOLATED_DATA_DIR"] = str(vaulted.folder)
    output = vaulted.typed("onboard_region", "-e", "region=eu", answers={}, fails=True)
    assert "Missing: region_client_id and region_client_secret. " in output
    assert STEPS[1] not in output
    output = vaulted.typed(
        "refresh_region_client", "-e", "region=eu", "-e", "region_client_id=x", answers={}, fails=True
    )
    assert "Missing: region_client_secret. " in output
    assert vaulted.simulator.counts()["requests"] == 0


@pytest.mark.newest_core
def test_a_refreshed_secret_is_proven_and_swapped_and_the_bot_stays(vaulted: Vaulted) -> None:
    """What becomes of the old secret is not documented, so it is tried. Somebody who deletes the bot is found out."""
    beginnings.begin(vaulted, "a proven client", lambda: vaulted.onboard_region("eu"))
    before = _ledger(vaulted, "eu")
    client = vaulted.simulator.refresh_region_client("eu", keep=True)
    output = vaulted.refresh("eu", client=client)
    assert "The old secret still works. Ask Qlik when it ends" in output
    assert stored(vaulted.file_of("region_eu"))["qlik_client_secret"] == client["client_secret"]
    after = _ledger(vaulted, "eu")
    (bot,) = after["bots"].values()
    assert after["bots"] == before["bots"]
    assert after["fingerprint"] != before["fingerprint"]
    again = vaulted.refresh("eu", client=client)
    assert UNCHANGED in again
    assert "This secret was already stored." in again

    state = vaulted.simulator.state()
    for tenant in state["tenants"].values():
        tenant["collections"].get("users", {}).pop(bot, None)
    vaulted.simulator.load(state)
    output = vaulted.refresh("eu", client=client)
    assert f"Somebody deleted its earlier user {bot}." in output
    assert f"qlikfleet.cloud.owner and from_user={bot}" in output
    assert bot not in _ledger(vaulted, "eu")["bots"].values()


def _ledger(fleet: Vaulted, name: str) -> dict[str, t.Any]:
    return dict(json.loads((fleet.folder / f".qlik-ledger/region-clients/{name}.json").read_text()))


@pytest.mark.newest_core
def test_a_client_that_was_made_anew_is_no_refresh(vaulted: Vaulted) -> None:
    beginnings.begin(vaulted, "a proven client", lambda: vaulted.onboard_region("eu"))
    file, old = vaulted.file_of("region_eu"), vaulted.simulator.ready["regions"]["eu"]["client_id"]
    before = file.read_bytes()
    new = vaulted.simulator.create_region_client("eu")
    output = vaulted.refresh("eu", client=new, fails=True)
    assert f"The client of eu is {old}, and the given one is {new['client_id']}. Nothing was stored." in output
    # The ledger knows it too, where the store gives nothing back.
    output = vaulted.refresh("eu", "-e", "client_store_in=none", client=new, fails=True)
    assert f"The client of eu is {old}" in output
    assert file.read_bytes() == before
    output = vaulted.onboard_region("eu", client=new)
    assert f"It replaces {old}, whose users are left over in the tenants." in output
    assert [each["client_id"] for each in _ledger(vaulted, "eu")["earlier"]] == [old]


@pytest.mark.newest_core
def test_each_subscription_of_a_region_has_a_client_of_its_own(tmp_path: Path) -> None:
    cloud = tmp_path / "cloud.json"
    partner = {"code": "eu", "subscription": "2000", "tenants": ["birch-eu"]}
    cloud.write_text(json.dumps({"regions": {"us": {}, "eu": {"tenants": ["acme-eu"]}, "eu_partner": partner}}))
    regions = {"eu": {"tenants": {"acme-eu": {"subscription": "own"}, "birch-eu": {"subscription": "partner"}}}}
    with Simulator(fleet=cloud) as simulator:
        fleet = Vaulted(simulator, tmp_path / "fleet", regions)
        clients = {"own": simulator.ready["regions"]["eu"], "partner": simulator.ready["regions"]["eu_partner"]}
        output = fleet.onboard_region("eu", fails=True)
        assert "The tenants of eu belong to the subscriptions own, partner, and each has its own client." in output
        for name, client in clients.items():
            output = fleet.onboard_region("eu", "-e", f"region_client_subscription={name}", client=client)
            assert f"works at {REGISTER}. Tenants that accept it: 1; not there yet: 0" in output
            assert stored(fleet.file_of(f"region_eu_{name}"))["qlik_client_id"] == client["client_id"]
        wrong = fleet.onboard_region(
            "eu", "-e", "region_client_subscription=own", client=clients["partner"], fails=True
        )
        assert "acme-eu.eu.qlikcloud.test: the OAuth client was refused." in wrong
        fleet.play("converge", limit="region_eu")
        bots = {
            tenant["hostnames"][-1].split("-")[0]: user["clientId"]
            for tenant in fleet.tenants
            for user in tenant["collections"]["users"].values()
            if user["subject"].startswith("qlikbot")
        }
        assert bots == {"acme": clients["own"]["client_id"], "birch": clients["partner"]["client_id"]}
        fleet.require_no_secret()


TOKEN = {"method": "POST", "path": "/oauth/token"}
# At which request it is killed, by what was sent before; the store is written after the last of the first proof.
MOMENTS = {
    "while the scopes are proven": {**TOKEN, "host": REGISTER, "after": 1},
    "when a tenant has its bot": {"path": "/api/v1/users/*", "host": "acme-eu.*"},
    "after it was stored": {**TOKEN, "host": REGISTER, "after": 4},
}
_MARKS = dict.fromkeys(("while the scopes are proven", "when a tenant has its bot"), pytest.mark.trust)


@pytest.mark.newest_core
@pytest.mark.parametrize("moment", [pytest.param(each, marks=_MARKS.get(each, ())) for each in MOMENTS])
def test_killed_at_any_moment_the_second_run_finishes(vaulted: Vaulted, moment: str) -> None:
    """First as the client is made, then as its secret is refreshed."""
    vaulted.killed("onboard_region", "", MOMENTS[moment], *vaulted.given("eu"))
    written, file = moment == "after it was stored", vaulted.file_of("region_eu")
    assert file.exists() is written
    first = vaulted.onboard_region("eu")
    assert "refresh it in My Qlik, and run this again." in first
    _require_finished(vaulted, vaulted.simulator.ready["regions"]["eu"])

    client = vaulted.simulator.refresh_region_client("eu")
    vaulted.killed("refresh_region_client", "", MOMENTS[moment], *vaulted.given("eu", client))
    assert (stored(file)["qlik_client_secret"] == client["client_secret"]) is written
    assert "refresh it again, and run this again." in vaulted.refresh("eu", client=client)
    _require_finished(vaulted, client)


def _require_finished(fleet: Vaulted, client: dict[str, str]) -> None:
    """The store has it, and the ledger knows it."""
    names = {f"qlik_{name}": client[name] for name in ("client_id", "client_secret")}
    assert stored(fleet.file_of("region_eu")) == names
    entry = _ledger(fleet, "eu")
    assert entry["client_id"] == client["client_id"]
    assert entry["fingerprint"] == fingerprint(client["client_secret"])


@pytest.mark.newest_core
def test_values_that_are_encrypted_by_themselves_pass_where_no_password_is(vaulted: Vaulted) -> None:
    """An inventory source of AWX has no vault password: it lists values, and the job decrypts them."""
    file, values = vaulted.file_of("region_eu"), ("-e", "client_store_encrypt=values")
    client = vaulted.simulator.ready["regions"]["eu"]
    vaulted.onboard_region("eu")
    assert "Attempting to decrypt but no vault secrets found" in _exported(vaulted, fails=True)

    vaulted.onboard_region("eu", *values)
    text = file.read_text()
    assert text.count("!vault |") == 2
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text(f"{text}mine: {{a: [1, two]}}\n", encoding="utf-8")
    assert UNCHANGED in vaulted.onboard_region("eu", *values)
    assert UNCHANGED in vaulted.play("onboard_region", "-e", "region=eu", *values, limit="")
    listed = _exported(vaulted)
    assert listed.count("__ansible_vault") > 1
    assert client["client_secret"] not in listed

    second = vaulted.simulator.refresh_region_client("eu")
    vaulted.refresh("eu", *values, client=second)
    changed = file.read_text()
    ids = [each.split("qlik_client_id: ")[1].split("qlik_client_secret")[0] for each in (text, changed)]
    # What did not change keeps its ciphertext, so a commit shows only what did.
    assert (ids[0] == ids[1], text.split("qlik_client_secret")[1] in changed) == (True, False)
    assert "mine:" in changed
    assert "is not encrypted as a whole" in vaulted.onboard_region("eu", client=second, fails=True)
    vaulted.play("converge", limit="acme-eu")


def _exported(vaulted: Vaulted, *, fails: bool = False) -> str:
    """What AWX stores of the inventory; it has the project, and no password."""
    command = [str(Path(sys.executable).with_name("ansible-inventory")), "--list", "--export"]
    password = vaulted.environment.pop("ANSIBLE_VAULT_PASSWORD_FILE")
    try:
        return vaulted._run(command, fails=fails, environment={})
    finally:
        vaulted.environment["ANSIBLE_VAULT_PASSWORD_FILE"] = password
