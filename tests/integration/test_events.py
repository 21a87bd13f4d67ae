# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event sources through the interface of ansible-rulebook, on the simulator: each event of a tenant, once."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import typing as t
from pathlib import Path

import pytest
import requests

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from tests.integration import beginnings
from tests.integration.fleets import ROOT, Fleet
from tests.tools.environments import ensure, environment

pytestmark = pytest.mark.newest_core

HOST = "acme-eu"
SECRET = "canary of the webhooks"
Object = dict[str, t.Any]


def _plugin(sort: str, name: str) -> t.Any:
    """Its entry point. ansible-rulebook also loads the file, and does not import it as a part of the collection."""
    folder = ROOT / "build/collections/ansible_collections/qlikfleet/cloud/extensions/eda/plugins"
    spec = importlib.util.spec_from_file_location(name, folder / sort / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


@pytest.fixture
def known(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> Fleet:
    """A fleet with a tenant, whose environment is that of the source."""
    beginnings.onboarded(fleet, HOST)
    for name, value in fleet.environment.items():
        if name.startswith(("ANSIBLE_", "QLIK_")):
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(fleet.folder)
    return fleet


def _space(fleet: Fleet, name: str) -> None:
    fleet.task(HOST, "space", f"name={name} type=shared")


def _rounds(fleet: Fleet) -> int:
    return int(fleet.simulator.counts()["by_operation"].get("audits.getAudits", 0))


async def _events(fleet: Fleet, **arguments: t.Any) -> list[Object]:
    """What a source finds in two rounds, before it is stopped."""
    queue: asyncio.Queue[Object] = asyncio.Queue()
    given = {"inventory": "fleet.qlik.yml", "hosts": [HOST], "interval": 0.01, **arguments}
    rounds = _rounds(fleet)
    source = asyncio.create_task(_plugin("event_source", "audits")(queue, given))
    # The third has begun when the events of the second are kept.
    while _rounds(fleet) < rounds + 3:
        assert not source.done(), source
        await asyncio.sleep(0)
    source.cancel()
    await asyncio.gather(source, return_exceptions=True)
    return [queue.get_nowait() for _event in range(queue.qsize())]


def _somebody_else(fleet: Fleet) -> requests.Session:
    """Another OAuth client of the tenant, which works as another user."""
    host = f"https://{HOST}.eu.{fleet.simulator.ready['domain']}"
    session = requests.Session()
    session.trust_env = False
    session.proxies, session.verify = {"https": fleet.simulator.proxy}, fleet.simulator.ca
    region = fleet.simulator.ready["regions"]["eu"]
    known = {name: region[name] for name in ("client_id", "client_secret")}
    for last in (False, True):
        token = session.post(f"{host}/oauth/token", json={**known, "grant_type": "client_credentials"}, timeout=30)
        session.headers["Authorization"] = f"Bearer {token.json()['access_token']}"
        if not last:
            body = {
                "appType": "web",
                "clientName": "Somebody else",
                "allowedScopes": ["admin_classic", "admin.spaces"],
                "allowedGrantTypes": ["client_credentials"],
                "connectionConfig": {"consentMethod": "trusted"},
            }
            made = session.post(f"{host}/api/v1/oauth-clients", json=body, timeout=30).json()
            known = {"client_id": made["clientId"], "client_secret": made["clientSecret"]}
    session.base_url = host  # type: ignore[attr-defined]
    return session


def test_each_event_comes_once_whatever_is_restarted(known: Fleet) -> None:
    assert asyncio.run(_events(known, own_events=True)) == [], "what was before is not told"
    _space(known, "Finance")
    (event,) = asyncio.run(_events(known, own_events=True))
    qlik = event["qlik"]
    assert (qlik["tenant"], qlik["type"], qlik["source"]) == (HOST, "com.qlik.v1.space.created", "com.qlik/spaces")
    assert event["meta"] == {"hosts": [HOST]}
    assert asyncio.run(_events(known, own_events=True)) == []
    for name in ("Sales", "Trial"):
        _space(known, name)
    found = asyncio.run(_events(known, own_events=True, hosts=[HOST, "birch-eu"]))
    assert [each["qlik"]["type"] for each in found] == ["com.qlik.v1.space.created"] * 2
    assert len({each["qlik"]["resource"] for each in (event, *found)}) == 3


def test_only_events_of_others_come_by_default(known: Fleet) -> None:
    """Otherwise a converge would start the next one."""
    asyncio.run(_events(known))
    session = _somebody_else(known)
    _space(known, "Finance")
    session.post(f"{session.base_url}/api/v1/spaces", json={"name": "Clicked", "type": "shared"}, timeout=30)  # type: ignore[attr-defined]
    (event,) = asyncio.run(_events(known))
    spaces = {space["name"]: space["id"] for space in known.tenants[0]["collections"]["spaces"].values()}
    assert event["qlik"]["resource"] == spaces["Clicked"]
    assert event["qlik"]["user"]


def test_what_an_event_has_does_not_show_names_or_values(known: Fleet) -> None:
    asyncio.run(_events(known, own_events=True))
    _space(known, "a-name-of-a-customer")
    shown = json.dumps(asyncio.run(_events(known, own_events=True)))
    assert "a-name-of-a-customer" not in shown
    assert not [secret for secret in known.simulator.secrets() if secret in shown]


@pytest.mark.parametrize(
    ("arguments", "said"), [({"inventory": ""}, "inventory: set it"), ({"hosts": "x"}, "no tenant")]
)
def test_wrong_arguments_are_told(known: Fleet, arguments: Object, said: str) -> None:
    with pytest.raises(Exception, match=said):
        asyncio.run(_plugin("event_source", "audits")(asyncio.Queue(), {"inventory": "fleet.qlik.yml", **arguments}))


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def _answers(requests_: list[tuple[bytes, str]]) -> tuple[list[int], list[Object]]:
    """What a listening source answers to requests with these bodies and signatures, and its events."""
    queue: asyncio.Queue[Object] = asyncio.Queue()
    port, statuses = _port(), []
    given = {"inventory": "fleet.qlik.yml", "port": port, "secret": ["the former one", SECRET]}
    source = asyncio.create_task(_plugin("event_source", "webhooks")(queue, given))
    for body, signature in requests_:
        while True:
            assert not source.done(), source
            try:
                answer = await asyncio.to_thread(
                    requests.post,
                    f"http://127.0.0.1:{port}/events",
                    data=body,
                    headers={"Qlik-Signature": signature},
                    timeout=30,
                )
                break
            except requests.ConnectionError:
                # It does not listen yet.
                continue
        statuses.append(answer.status_code)
    source.cancel()
    await asyncio.gather(source, return_exceptions=True)
    return statuses, [queue.get_nowait() for _event in range(queue.qsize())]


def _signed(body: Object | bytes, secret: str = SECRET) -> tuple[bytes, str]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return content, hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def test_webhooks_are_taken_only_with_the_right_signature(known: Fleet) -> None:
    tenant = known.tenants[0]["id"]
    event = {"id": "e1", "type": "com.qlik.v1.space.deleted", "tenantid": tenant, "userid": "u1", "data": {"name": "x"}}
    extensions = {"tenantId": tenant, "userId": "u2"}
    legacy = {"eventId": "e2", "eventType": "com.qlik.v1.app.created", "extensions": extensions, "data": {}}
    good = _signed(event)
    statuses, events = asyncio.run(
        _answers([
            good,
            good,
            (good[0], good[1].upper()),
            (good[0].replace(b"e1", b"e9"), good[1]),
            (good[0], ""),
            _signed(event, "another secret"),
            _signed(legacy, "the former one"),
            _signed({**event, "id": "e3", "tenantid": "of nobody"}),
            _signed(b"no json"),
            _signed(b"[1]"),
        ])
    )  # fmt: skip
    assert statuses == [204, 204, 204, 401, 401, 401, 204, 404, 400, 400]
    assert [each["qlik"]["type"] for each in events] == ["com.qlik.v1.space.deleted", "com.qlik.v1.app.created"]
    assert events[0] == {
        "qlik": {"tenant": HOST, "id": "e1", "type": "com.qlik.v1.space.deleted", "user": "u1"},
        "meta": {"hosts": [HOST]},
    }


def test_the_ledger_keeps_the_cursor(known: Fleet) -> None:
    asyncio.run(_events(known, own_events=True))
    _space(known, "Finance")
    (event,) = asyncio.run(_events(known, own_events=True))
    entry = Ledger(known.folder / ".qlik-ledger", "events").read(HOST)
    assert list(entry["seen"]) == [event["qlik"]["id"]]


def test_changes_have_a_kind_and_an_action() -> None:
    changes = _plugin("event_filter", "changes")

    def kept(type_: str, **arguments: t.Any) -> list[Object]:
        return [each["qlik"] for each in changes({"qlik": {"type": type_}, "meta": {}}, **arguments)]

    assert kept("com.qlik.v1.identity-provider.updated") == [
        {"type": "com.qlik.v1.identity-provider.updated", "kind": "identity_provider", "action": "updated"}
    ]
    assert kept("com.qlik.v1.app.opened") == kept("com.qlik.user-session.begin") == kept("") == []
    assert kept("com.qlik.v1.space.deleted", kinds=["space"])
    assert kept("com.qlik.v1.space.deleted", kinds=["role"]) == []


@pytest.mark.trust
def test_ansible_rulebook_compares_the_tenant_that_changed_once(known: Fleet) -> None:
    """With the rulebook of the collection, whose minute is a second here."""
    if not shutil.which("java"):
        pytest.skip("ansible-rulebook needs a Java runtime: install Debian's package default-jre-headless")
    programs = environment("rulebook")
    ensure(programs)
    known.play("converge", limit=HOST)
    inventory, output = known.folder / "inventory", known.folder / "output.txt"
    inventory.mkdir()
    for name in ("fleet.qlik.yml", "group_vars"):
        (known.folder / name).rename(inventory / name)
    text = (ROOT / "extensions/eda/rulebooks/drift.yml").read_text(encoding="utf-8")
    assert "once_after: 1 minute" in text
    rules = text.replace("1 minute", "1 second").replace(
        "qlikfleet.cloud.audits:", "qlikfleet.cloud.audits:\n        interval: 0.2"
    )
    (known.folder / "rules.yml").write_text(rules, encoding="utf-8")
    (known.folder / "vars.yml").write_text(f"fleet_inventory: {inventory}\n", encoding="utf-8")
    variables = {
        **known.environment,
        "PATH": os.pathsep.join([str(programs.python.parent), os.environ["PATH"]]),
        "QLIK_CLOUD_LEDGER": str(known.folder / ".qlik-ledger"),
    }
    command = [programs.python.with_name("ansible-rulebook"), "-r", "rules.yml", "-i", inventory, "--vars", "vars.yml"]
    session = _somebody_else(known)
    rounds = _rounds(known)
    with output.open("w") as file:
        process = subprocess.Popen(
            command, cwd=known.folder, env=variables, stdout=file, stderr=file, start_new_session=True
        )
    try:
        _until(process, output, lambda: _rounds(known) > rounds)
        spaces = {each["name"]: each["id"] for each in known.tenants[0]["collections"]["spaces"].values()}
        patch = [{"op": "replace", "path": "/description", "value": "clicked"}]
        for _twice in range(2):
            session.patch(f"{session.base_url}/api/v1/spaces/{spaces['Finance']}", json=patch, timeout=30)  # type: ignore[attr-defined]
        _until(process, output, lambda: "PLAY RECAP" in output.read_text(encoding="utf-8"))
        rounds = _rounds(known)
        _until(process, output, lambda: _rounds(known) > rounds + 10)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    said = output.read_text(encoding="utf-8")
    assert said.count("PLAY RECAP") == 1, said
    assert "1 would change (update space Finance)" in said
    assert HOST in said
    assert not [secret for secret in known.simulator.secrets() if secret in said]


def _until(process: subprocess.Popen[bytes], output: Path, condition: t.Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert process.poll() is None, output.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, output.read_text(encoding="utf-8")
