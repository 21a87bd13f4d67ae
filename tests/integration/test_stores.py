# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that are kept in HashiCorp Vault and in AWX, by the collections of these, and used from there alone."""

from __future__ import annotations

import json
import re
import typing as t

import pytest

from tests.integration.awx_server import AWX
from tests.integration.fleets import ROOT
from tests.integration.hashicorp_vault import HashiCorpVault
from tests.integration.loopback import Loopback
from tests.integration.vaulted import Vaulted
from tests.tools.store_collections import collections

pytestmark = pytest.mark.newest_core

UNCHANGED = "changed=0 unreachable=0 failed=0"
PATH = "qlik/eu"
LISTS, READS, WRITES = "token-that-lists-only", "token-that-reads-only", "token-that-may-all"


def _keep_in(fleet: Vaulted, store: str) -> None:
    """Said in the inventory, as a fleet has it. There is no vault of Ansible's."""
    fleet.environment["ANSIBLE_COLLECTIONS_PATH"] += f":{collections()}"
    del fleet.environment["ANSIBLE_VAULT_PASSWORD_FILE"]
    # So there is no place for the secret of a new client either.
    settings = {"client_store_in": store, "qlik_except": ["oauth_client"]}
    (fleet.folder / "group_vars/all/store.yml").write_text(json.dumps(settings), encoding="utf-8")
    fleet.passwords |= {LISTS, READS, WRITES}


def _require_no_secret_in_paths(fleet: Vaulted, server: Loopback) -> None:
    secrets = fleet.secrets()
    assert server.lines
    assert [line for line in server.lines if any(secret in line for secret in secrets)] == []
    assert not list(fleet.folder.rglob("qlik_client.yml"))


@pytest.fixture
def hashicorp(vaulted: Vaulted) -> t.Iterator[HashiCorpVault]:
    with HashiCorpVault() as server:
        server.tokens = {LISTS: {"list"}, READS: {"read"}, WRITES: {"read", "update", "delete"}}
        _keep_in(vaulted, "hashi_vault")
        vaulted.environment |= {"VAULT_ADDR": server.url, "VAULT_TOKEN": WRITES}
        yield server
        _require_no_secret_in_paths(vaulted, server)


@pytest.fixture
def awx(vaulted: Vaulted) -> t.Iterator[AWX]:
    with AWX() as server:
        server.tokens = {READS: set(), WRITES: {"credential_types", "credentials"}}
        _keep_in(vaulted, "awx")
        vaulted.environment |= {"CONTROLLER_HOST": server.url, "CONTROLLER_OAUTH_TOKEN": WRITES}
        yield server
        _require_no_secret_in_paths(vaulted, server)


def _pair(client: dict[str, str]) -> dict[str, str]:
    return {name: client[name] for name in ("client_id", "client_secret")}


def _look_up(fleet: Vaulted) -> None:
    """The example of the role, as it is."""
    text = (ROOT / "roles/client_store/README.md").read_text(encoding="utf-8")
    for name, variables in re.findall(r"```yaml\n# (group_vars/\S+)\n(.*?)```", text, re.DOTALL):
        file = fleet.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(variables, encoding="utf-8")


def test_hashicorp_vault_keeps_the_client_of_a_region_and_the_fleet_looks_it_up(
    vaulted: Vaulted, hashicorp: HashiCorpVault
) -> None:
    first = vaulted.simulator.ready["regions"]["eu"]
    vaulted.onboard_region("eu", "--check")
    assert hashicorp.writes == []
    assert "Stored in HashiCorp Vault." in vaulted.onboard_region("eu")
    assert hashicorp.secrets(PATH) == [_pair(first)]
    assert UNCHANGED in vaulted.onboard_region("eu")
    # Nobody gives anything: what is stored is proven again.
    assert UNCHANGED in vaulted.play("onboard_region", "-e", "region=eu", limit="")

    second = vaulted.simulator.refresh_region_client("eu")
    assert "The old secret is refused now." in vaulted.refresh("eu", client=second)
    assert hashicorp.secrets(PATH) == [_pair(first), _pair(second)]
    assert UNCHANGED in vaulted.refresh("eu", client=second)
    assert len(hashicorp.writes) == 2

    _look_up(vaulted)
    vaulted.environment["VAULT_TOKEN"] = READS
    vaulted.play("converge", limit="acme-eu")
    vaulted.play("converge", limit="acme-eu")
    assert vaulted.writes == 0


def test_what_hashicorp_vault_refuses_is_said_before_anything_is_asked_or_lost(
    vaulted: Vaulted, hashicorp: HashiCorpVault
) -> None:
    def refused(*arguments: str, asked: bool = False) -> str:
        output = vaulted.onboard_region("eu", *arguments, fails=True)
        assert ("Sign in to My Qlik" in output) is asked
        assert bool(vaulted.simulator.counts()["requests"]) is asked
        return output

    assert "Permission Denied to path 'sys/internal/ui/mounts/elsewhere'" in refused(
        "-e", "client_store_mount=elsewhere"
    )
    hashicorp.version = "1"
    assert "The HashiCorp Vault mount secret is not a key-value engine of version 2." in refused()
    hashicorp.version = "2"
    hashicorp.sealed = True
    assert "Vault is sealed" in refused()
    hashicorp.sealed = False
    vaulted.environment["VAULT_TOKEN"] = "of-nobody"
    assert "Permission Denied to path 'sys/internal/ui/mounts/secret'" in refused()
    vaulted.environment["VAULT_TOKEN"] = LISTS
    told = "HashiCorp Vault refused to return the secret: Forbidden: Permission Denied to path ['qlik/eu']."
    assert told in refused()
    vaulted.environment["VAULT_TOKEN"] = READS
    assert "HashiCorp Vault refused to store the secret: Permission denied writing to 'qlik/eu'" in refused(asked=True)
    assert hashicorp.secrets(PATH) == []
    vaulted.environment["VAULT_TOKEN"] = WRITES
    vaulted.onboard_region("eu")
    assert len(hashicorp.secrets(PATH)) == 1


def test_hashicorp_vault_keeps_the_client_of_a_tenant_until_it_goes_back_to_its_region(
    vaulted: Vaulted, hashicorp: HashiCorpVault
) -> None:
    vaulted.onboard_region("eu")
    _look_up(vaulted)
    own = ("-e", "qlik_client=tenant")
    vaulted.play("tenant_clients", *own, limit="acme-eu")
    (first,) = hashicorp.secrets("qlik/acme-eu")
    assert UNCHANGED in vaulted.play("tenant_clients", *own, limit="acme-eu")
    vaulted.play("tenant_clients", *own, "-e", "tenant_client_state=rotated", limit="acme-eu")
    kept, second = hashicorp.secrets("qlik/acme-eu")
    assert (kept, second["client_id"]) == (first, first["client_id"])
    assert second["client_secret"] != first["client_secret"]
    vaulted.play("converge", *own, limit="acme-eu")
    vaulted.play("tenant_clients", limit="acme-eu")
    assert [each["metadata"]["deletion_time"] != "" for each in hashicorp.kept["qlik/acme-eu"]] == [False, True]
    assert UNCHANGED in vaulted.play("tenant_clients", limit="acme-eu")
    # Once more, where the last version is a deleted one.
    vaulted.play("tenant_clients", *own, limit="acme-eu")
    assert len(hashicorp.secrets("qlik/acme-eu")) == 3


def test_awx_keeps_the_client_of_each_region_and_its_jobs_converge_with_it(vaulted: Vaulted, awx: AWX) -> None:
    regions = vaulted.simulator.ready["regions"]
    vaulted.onboard_region("eu", "--check")
    assert awx.writes == []
    for code in ("eu", "us"):
        assert f'Stored as the credential \\"Qlik Cloud {code}\\" of AWX.' in vaulted.onboard_region(code)
    assert awx.job_environment("Qlik Cloud eu", "Qlik Cloud us") == {
        f"QLIK_CLOUD_{code.upper()}_{name.upper()}": value
        for code in ("eu", "us")
        for name, value in _pair(regions[code]).items()
    }
    second = vaulted.simulator.refresh_region_client("eu")
    vaulted.refresh("eu", client=second)
    assert len(awx.kept["credential_types"]) == len(awx.kept["credentials"]) == 2
    job = awx.job_environment("Qlik Cloud eu", "Qlik Cloud us")
    assert job["QLIK_CLOUD_EU_CLIENT_SECRET"] == second["client_secret"]

    # A job with the credential: what it got is proven again, without a terminal or an answer.
    vaulted.play("onboard_region", "-e", "region=eu", limit="", **job)
    vaulted.play("converge", limit="acme-eu", **job)
    vaulted.play("converge", limit="acme-eu", **job)
    assert vaulted.writes == 0


def test_a_refresh_takes_no_other_client_than_the_one_that_awx_has(vaulted: Vaulted, awx: AWX) -> None:
    """AWX returns its id, so this holds without a ledger too."""
    vaulted.onboard_region("eu")
    first = vaulted.simulator.ready["regions"]["eu"]["client_id"]
    vaulted.simulator.delete_region_client("eu")
    other, written = vaulted.simulator.create_region_client("eu"), len(awx.writes)
    output = vaulted.refresh("eu", "-e", f"qlik_ledger={vaulted.folder}/another", client=other, fails=True)
    assert f"The client of eu is {first}, and the given one is {other['client_id']}." in output
    assert len(awx.writes) == written


def test_what_awx_refuses_is_said_before_anything_is_asked_or_lost(vaulted: Vaulted, awx: AWX) -> None:
    vaulted.environment["CONTROLLER_OAUTH_TOKEN"] = "of-nobody"
    output = vaulted.onboard_region("eu", fails=True)
    assert "Invalid authentication credentials for /api/v2/credential_types/ (HTTP 401)." in output
    assert "Sign in to My Qlik" not in output
    vaulted.environment["CONTROLLER_OAUTH_TOKEN"] = READS
    output = vaulted.onboard_region("eu", fails=True)
    assert "You don't have permission to POST to /api/v2/credential_types/ (HTTP 403)." in output
    assert "Sign in to My Qlik" not in output
    # The type is there, but the user may not make credentials.
    awx.tokens[READS] = {"credential_types"}
    output = vaulted.onboard_region("eu", fails=True)
    told = "AWX refused to store the credential: You don't have permission to POST to /api/v2/credentials/ (HTTP 403)."
    assert told in output
    assert awx.kept["credentials"] == {}
    output = vaulted.onboard_region("eu", "-e", "client_store_awx_organization=Nowhere", fails=True)
    assert "Expected one object from endpoint organizations, but obtained 0" in output
    assert "Sign in to My Qlik" not in output
    vaulted.environment["CONTROLLER_OAUTH_TOKEN"] = WRITES
    vaulted.onboard_region("eu")
    assert len(awx.kept["credentials"]) == 1
