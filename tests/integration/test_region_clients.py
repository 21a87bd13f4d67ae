# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of regions, from My Qlik into a store, refreshed, and used from there alone."""

from __future__ import annotations

import typing as t

from tests.integration.vaulted import Vaulted, encrypt, stored

UNCHANGED = "changed=0 unreachable=0 failed=0"
REGISTER = "register.eu.qlikcloud.test"


def test_a_client_is_proven_and_stored_and_the_fleet_goes_on_with_it(vaulted: Vaulted) -> None:
    file = vaulted.file_of("region_eu")
    encrypt(file, {"another": "kept"})
    file.chmod(0o644)
    client = vaulted.simulator.ready["regions"]["eu"]
    output = vaulted.onboard_region("eu")
    for step in ("Sign in to My Qlik", "Find the subscription", "choose Manage OAuth clients", "for the region eu"):
        assert step in output
    assert f"works at {REGISTER} and in 1 tenants; 3 are not there yet, 1 are deactivated." in output
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


def test_a_client_without_the_four_scopes_is_refused_and_the_others_are_named(vaulted: Vaulted) -> None:
    state = vaulted.simulator.state()
    scopes = state["regions"]["eu"]["scopes"]
    for given, said in {
        scopes.replace("tenants:create ", ""): "it lacks tenants:create.",
        f"{scopes} admin.apps": "it also has admin.apps.",
    }.items():
        state["regions"]["eu"]["scopes"] = given
        vaulted.simulator.load(state)
        assert said in vaulted.onboard_region("eu", fails=True)
    assert not vaulted.file_of("region_eu").exists()


def test_what_cannot_be_stored_is_said_before_anything_is_sent(vaulted: Vaulted) -> None:
    vaulted.file_of("region_eu").write_text("another: in clear\n")
    assert "qlik_client.yml is not encrypted as a whole" in vaulted.onboard_region("eu", fails=True)
    assert vaulted.simulator.counts()["requests"] == 0
    vaulted.file_of("region_eu").unlink()
    del vaulted.environment["ANSIBLE_VAULT_PASSWORD_FILE"]
    assert "There is no vault password to encrypt with" in vaulted.onboard_region("eu", fails=True)
    assert vaulted.simulator.counts()["requests"] == 0
    output = vaulted.play("onboard_region", limit="", fails=True)
    assert "Which region? Say -e region=<code>, as in the hostnames of its tenants. The fleet has us, eu, ap." in output


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
    assert stored(vaulted.file_of("region_eu"))["qlik_client_secret"] == client["client_secret"]
    again = {
        f"Client ID (Enter for {client['client_id']}, which is in use)": "",
        "Enter for the one that is in use": "",
    }
    assert UNCHANGED in vaulted.typed("onboard_region", "-e", "region=eu", answers=again)
    new = vaulted.simulator.refresh_region_client("eu")["client_secret"]
    output = vaulted.typed("refresh_region_client", "-e", "region=eu", answers={"Client secret, not shown": new})
    assert "The old secret is refused now." in output
    assert stored(vaulted.file_of("region_eu"))["qlik_client_secret"] == new
