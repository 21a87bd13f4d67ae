# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that other people wrote, unchanged, on the simulator: Qlik's own for JavaScript, Python and the engine.

Each gets a token without naming a scope, creates a tenant, asks who it is and where, reads lists page by page, and
writes. A client that cannot be had on this machine is skipped.
"""

from __future__ import annotations

import json
import os
import subprocess
import typing as t
from pathlib import Path

import pytest

from tests.integration.other_packages import node_modules, sdk_python
from tests.simulator_process import Simulator
from tests.unit.simulator.caller import tenant

pytestmark = pytest.mark.newest_core

JAVASCRIPT = """
import { createQlikApi } from "@qlik/api";
import { ProxyAgent, setGlobalDispatcher } from "undici";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const given = JSON.parse(process.env.GIVEN);
// Only the way to the simulator: fetch of Node 20 knows no proxy.
setGlobalDispatcher(new ProxyAgent({ uri: given.proxy, requestTls: { ca: readFileSync(given.ca) } }));

const client = { authType: "oauth2", clientId: given.client_id, clientSecret: given.client_secret };
const fresh = { useCacheIfAfter: new Date(8.64e15) };
const at = (host) => createQlikApi({ hostConfig: { ...client, host } });
const { data: tenant } = await at(given.register).tenants.createTenant({ licenseKey: given.license_key });
const api = at(tenant.hostnames[0]);
const { data: me } = await api.users.getMyUser();
assert.equal(me.subject, `qlikbot\\\\${given.client_id}`);
assert.equal((await api.tenants.getMyTenant()).data.id, tenant.id);
const names = Array.from({ length: 25 }, (_, number) => `Space ${String(number).padStart(2, "0")}`);
for (const name of names) await api.spaces.createSpace({ name, type: "shared" });
const found = [];
let page = await api.spaces.getSpaces({ sort: "+name" });
while (page) {
  found.push(...page.data.data.map((space) => space.name));
  page = page.next ? await page.next() : undefined;
}
assert.deepEqual(found, names);
const { data: space } = await api.spaces.createSpace({ name: "Written", type: "managed" });
await api.spaces.patchSpace(space.id, [{ op: "replace", path: "/description", value: "By another client" }]);
const { data: changed } = await api.spaces.getSpace(space.id, fresh);
assert.equal(changed.description, "By another client");
await api.spaces.deleteSpace(space.id);
await assert.rejects(api.spaces.getSpace(space.id, fresh), (error) => error.status === 404);
const { data: role } = await api.roles.getRoles({ filter: 'name eq "Steward"' });
const assignedRoles = [{ name: role.data[0].name }];
const { data: user } = await api.users.createUser({ subject: "auth0|a", name: "A", assignedRoles });
await api.users.patchUser(user.id, [{ op: "replace", path: "/name", value: "B" }]);
assert.equal((await api.users.getUser(user.id, {}, fresh)).data.name, "B");
assert.equal((await api.users.getUsers({ filter: 'subject eq "auth0|a"', totalResults: true })).data.totalResults, 1);
await api.users.deleteUser(user.id);
"""
ENGINE = """
import enigma from "enigma.js";
import WebSocket from "ws";
import { HttpsProxyAgent } from "https-proxy-agent";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const given = JSON.parse(process.env.GIVEN);
const schema = createRequire(import.meta.url)("enigma.js/schemas/12.2027.0.json");
const agent = new HttpsProxyAgent(given.proxy);
const headers = { Authorization: `Bearer ${given.token}` };
const open = (app) => enigma.create({
  schema,
  url: `wss://${given.host}/app/${app}`,
  createSocket: (url) => new WebSocket(url, { agent, headers, ca: readFileSync(given.ca) }),
});
const listed = async (doc, definition) => {
  const list = await doc.createSessionObject({ qInfo: { qType: "list" }, ...definition });
  return list.getLayout();
};

const session = open(given.app);
const created = new Promise((resolve) => session.on("notification:OnConnected", resolve));
const global = await session.open();
assert.deepEqual(await created, { qSessionState: "SESSION_CREATED" });
const doc = await global.openDoc(given.app);
assert.equal((await doc.getAppLayout()).qTitle, "Sales");
const info = (qId, qType) => ({ qInfo: { qId, qType } });
const measure = await doc.createMeasure({ ...info("m", "measure"), qMeasure: { qDef: "Sum(A)" } });
await doc.createDimension({ ...info("d", "dimension"), qDim: { qFieldDefs: ["Year"] } });
await doc.createVariableEx({ ...info("v", "variable"), qName: "vRate", qDefinition: "1" });
await doc.createBookmark({ ...info("b", "bookmark"), qMetaDef: { title: "Now" } });
const sheet = await doc.createObject({ ...info("s", "sheet"), qMetaDef: { title: "Overview" } });
const changed = new Promise((resolve) => measure.on("changed", resolve));
await measure.setProperties({ ...(await measure.getProperties()), qMetaDef: { title: "Revenue" } });
await changed;
assert.equal((await measure.getProperties()).qMetaDef.title, "Revenue");
assert.equal((await measure.getLayout()).qMeta.title, "Revenue");
const chart = { qProperty: info("c", "barchart"), qChildren: [] };
await sheet.setFullPropertyTree({ qProperty: await sheet.getProperties(), qChildren: [chart] });
assert.equal((await sheet.getFullPropertyTree()).qChildren.length, 1);
const data = { qData: { title: "/qMetaDef/title" } };
const sheets = await listed(doc, { qAppObjectListDef: { qType: "sheet", ...data } });
assert.deepEqual(sheets.qAppObjectList.qItems.map((item) => item.qData.title), ["Overview"]);
const variables = await listed(doc, { qVariableListDef: { qType: "variable" } });
assert.equal(variables.qVariableList.qItems[0].qName, "vRate");
assert.equal((await listed(doc, { qMeasureListDef: { qType: "measure" } })).qMeasureList.qItems.length, 1);
assert.equal((await listed(doc, { qDimensionListDef: { qType: "dimension" } })).qDimensionList.qItems.length, 1);
assert.equal((await listed(doc, { qBookmarkListDef: { qType: "bookmark" } })).qBookmarkList.qItems.length, 1);
await sheet.publish();
assert.equal(await doc.destroyDimension("d"), true);
await doc.doSave();
await session.close();

const again = open(given.app);
const reopened = await (await again.open()).openDoc(given.app, "", "", "", true);
assert.equal((await reopened.getObject("s")).genericType, "sheet");
assert.equal((await reopened.getVariableById("v")).type, "GenericVariable");
await assert.rejects(reopened.getDimension("d"), { code: -2 });
await assert.rejects(reopened.createVariableEx({ ...info("w", "variable"), qName: "vRate" }), { code: 3 });
await again.close();

const lost = open("nothing");
await assert.rejects(lost.open().then((found) => found.openDoc("nothing")));
"""
PYTHON = """
import json
import os

import requests.adapters
from qlik_sdk import AuthType, Config, Qlik

given = json.loads(os.environ["GIVEN"])
requests.adapters.DEFAULT_CA_BUNDLE_PATH = given["ca"]


def at(host):
    client = {"client_id": given["client_id"], "client_secret": given["client_secret"]}
    qlik = Qlik(Config(host=f"https://{host}", auth_type=AuthType.OAuth2, **client))
    qlik.auth.authorize()
    return qlik


wanted = {"licenseKey": given["license_key"]}
made = at(given["register"]).rest(path="/tenants", method="POST", data=wanted).json()
qlik = at(made["hostnames"][0])
me = qlik.users.get_me()
assert me.subject == "qlikbot\\\\" + given["client_id"], me
assert qlik.rest(path="/tenants/me").json()["id"] == made["id"]
names = [f"Space {number:02}" for number in range(25)]
for name in names:
    qlik.spaces.create(data={"name": name, "type": "shared"})
found = qlik.spaces.get_spaces(limit=10)
assert [space.name for space in found.pagination] == names
space = found[0]
space.patch(data=[{"op": "replace", "path": "/description", "value": "By another client"}])
assert qlik.spaces.get(space.id).description == "By another client"
space.delete()
assert len(list(qlik.spaces.get_spaces().pagination)) == len(names) - 1
user = qlik.users.create(data={"subject": "auth0|a", "name": "A", "assignedRoles": [{"name": "Steward"}]})
qlik.users.get(user.id).patch(data=[{"op": "replace", "path": "/name", "value": "B"}])
assert [each.name for each in qlik.users.get_users(filter='subject eq "auth0|a"')] == ["B"]
qlik.users.get(user.id).delete()
"""


def _run(simulator: Simulator, *command: str | Path, **more: str) -> None:
    """Run a client; it fails by itself where an answer is not what it must be."""
    region = simulator.ready["regions"]["us"]
    given: dict[str, t.Any] = {**region, "proxy": simulator.proxy, "ca": simulator.ca, **more}
    variables = {"GIVEN": json.dumps(given), "HTTPS_PROXY": simulator.proxy}
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = simulator.counts()
    assert counts["answer_violations"] == []
    refused = set(counts["by_status"]) - {"101", "200", "201", "204", "301", "302"}
    # What was deleted is asked for. The one for JavaScript tries its token of another host first, and then gets one.
    assert refused <= {"401", "404"}
    assert counts["by_status"].get("401", 0) <= 1


def test_the_client_for_javascript() -> None:
    folder = node_modules()
    script = folder / "client.mjs"
    script.write_text(JAVASCRIPT, encoding="utf-8")
    with Simulator() as simulator:
        _run(simulator, "node", script)
        assert simulator.counts()["violations"] == []


def test_the_client_of_the_engine(tmp_path: Path) -> None:
    """It sends what its own schema of the protocol names, and patches what it has by what it is answered."""
    folder = node_modules()
    script = folder / "engine.mjs"
    script.write_text(ENGINE, encoding="utf-8")
    file = tmp_path / "fleet.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file) as simulator:
        caller = tenant(simulator)
        app = caller.made("/api/v1/apps", {"attributes": {"name": "Sales"}})["attributes"]["id"]
        token = str(caller.token_answer.json()["access_token"])
        _run(simulator, "node", script, host=caller.host, app=app, token=token)
        counts = simulator.counts()
        assert counts["violations"] == []
        assert counts["by_operation"]["QIX Doc.DoSave"] == 1


def test_the_client_for_python(tmp_path: Path) -> None:
    """It sends parameters that the API no longer has, which Qlik ignores."""
    python = sdk_python()
    script = tmp_path / "client.py"
    script.write_text(PYTHON, encoding="utf-8")
    with Simulator() as simulator:
        _run(simulator, python, script)
        for violation in simulator.counts()["violations"]:
            assert "unknown parameters ['sortBy', 'sortOrder', 'status']" in violation
