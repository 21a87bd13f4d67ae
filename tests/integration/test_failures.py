# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong is one clear error for its tenant, and the others converge."""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

import pytest
import yaml

from tests.integration import beginnings
from tests.integration.fleets import HOSTS, Fleet
from tests.simulator_process import Simulator


def _others_converged(output: str, *failed: str) -> None:
    """Each of the failed tenants has one error, the others have none."""
    recap = dict(re.findall(r"(\S+) : ok=\d+ changed=\d+ unreachable=0 failed=(\d+)", output))
    assert recap == {host: "1" if host in failed else "0" for host in ("acme-eu", "birch-eu", "acme-us")}, output
    # Once where it happens: nothing repeats it.
    assert output.count("[ERROR]") == len(failed), output


@pytest.fixture
def onboarded(fleet: Fleet) -> Fleet:
    return beginnings.onboarded(fleet)


def test_an_expired_token_is_renewed(onboarded: Fleet) -> None:
    rule = {"path": "/api/v1/spaces", "method": "GET", "action": "status", "status": 401, "times": 1}
    onboarded.simulator.faults([rule])
    onboarded.play("converge")
    assert onboarded.simulator.counts()["tokens"] == HOSTS + 1


def test_a_wrong_secret(onboarded: Fleet) -> None:
    output = onboarded.play("converge", fails=True, QLIK_CLOUD_US_CLIENT_SECRET="wrong")
    assert "the OAuth client was refused" in output
    _others_converged(output, "acme-us")


def _host_vars(fleet: Fleet, variables: dict[str, t.Any]) -> None:
    (fleet.folder / "host_vars").mkdir()
    (fleet.folder / "host_vars/acme-us.yml").write_text(yaml.safe_dump(variables), encoding="utf-8")


def _client_of(fleet: Fleet, code: str) -> dict[str, str]:
    """The environment with the client of that region where region us is looked for."""
    return {
        f"QLIK_CLOUD_US_CLIENT_{part}": fleet.environment[f"QLIK_CLOUD_{code}_CLIENT_{part}"]
        for part in ("ID", "SECRET")
    }


def test_a_client_that_is_known_as_another_region_s_is_refused_before_anything_is_sent(onboarded: Fleet) -> None:
    client = {
        f"qlik_client_{part}": onboarded.environment[f"QLIK_CLOUD_EU_CLIENT_{part.upper()}"]
        for part in ("id", "secret")
    }
    _host_vars(onboarded, client)
    output = onboarded.play("converge", fails=True)
    assert "is the one of QLIK_CLOUD_EU_CLIENT_ID, and a region client works in its own region only" in output
    _others_converged(output, "acme-us")
    assert not [host for host in onboarded.simulator.counts()["by_tenant"] if host.endswith(".us.qlikcloud.test")]


def test_a_client_of_another_region_is_told_by_the_answer(onboarded: Fleet) -> None:
    unknown = {f"QLIK_CLOUD_AP_CLIENT_{part}": "" for part in ("ID", "SECRET")}
    output = onboarded.play("converge", fails=True, **_client_of(onboarded, "AP"), **unknown)
    assert "A region client works in its own region only" in output
    _others_converged(output, "acme-us")


def test_an_option_that_does_not_exist(onboarded: Fleet) -> None:
    _host_vars(onboarded, {"qlik_blueprint_tenant": {"space": [{"name": "A", "typ": "shared"}]}})
    output = onboarded.play("converge", fails=True)
    assert "host_vars/acme-us.yml:3: space 4 (A): unknown option typ; did you mean type?" in output
    _others_converged(output, "acme-us")
    assert "acme-us.us.qlikcloud.test" not in onboarded.simulator.counts()["by_tenant"]


def test_two_objects_of_one_name(onboarded: Fleet) -> None:
    """Qlik lets web integrations bear the same name: which one is meant is never guessed."""
    creation = {"method": "POST", "path": "/api/v1/web-integrations", "body": {"name": "Customer portal"}}
    play = {"hosts": "all", "gather_facts": False, "tasks": [{"qlikfleet.cloud.api": creation}] * 2}
    (onboarded.folder / "twice.yml").write_text(json.dumps([play]), encoding="utf-8")
    onboarded.play("twice.yml", limit="acme-us")
    output = onboarded.play("converge", fails=True)
    assert "1 object failed. " in output
    assert ": web_integration Customer portal: 2 objects have this name (ids " in output
    assert "Customer portal: web_integration Customer portal" not in output
    assert re.search(r"acme-us \([a-z0-9.]+\): 1 object failed\. .* \(11 objects, 1\d changed \(create ", output)
    # The excerpt that Ansible prints is the task alone.
    assert "Origin: " in output
    assert not re.search(r"\d+ #", output)
    _others_converged(output, "acme-us")


def test_a_tenant_that_does_not_answer(onboarded: Fleet) -> None:
    host = next(name for each in onboarded.tenants for name in each["hostnames"] if "acme-us" in each["hostnames"][-1])
    onboarded.simulator.faults([{"host": host, "action": "reset", "times": 1000}])
    output = onboarded.play("converge", fails=True)
    assert f"acme-us ({host}): no answer to token request" in output
    _others_converged(output, "acme-us")


@pytest.mark.parametrize(
    ("cloud", "environment", "said"),
    [
        ('{"regions": {"us": {}, "eu": {"entitlement": 1}, "ap": {}}}', {}, "entitlement of tenants is used up"),
        ("", {"QLIK_CLOUD_EU_LICENSE_KEY": "wrong"}, "The licence key is not valid for this client"),
        ("", {"QLIK_CLOUD_EU_LICENSE_KEY": ""}, "a creation needs license_key, or source_tenant"),
    ],
    ids=["entitlement used up", "wrong licence key", "no licence key"],
)
def test_a_creation_that_qlik_refuses(tmp_path: Path, cloud: str, environment: dict[str, str], said: str) -> None:
    """The other region's tenants are created all the same."""
    file = tmp_path / "cloud.json"
    file.write_text(cloud, encoding="utf-8")
    options: dict[str, t.Any] = {"fleet": file} if cloud else {}
    with Simulator(**options) as simulator:
        fleet = Fleet(simulator, tmp_path / "fleet")
        output = fleet.play("onboard", fails=True, **environment)
        assert said in output
        assert "us" in {tenant["region"] for tenant in fleet.tenants}
        # What was refused for certain is no open question for the next run.
        again = fleet.play("onboard", fails=True, **environment)
        assert "its answer was lost" not in again
