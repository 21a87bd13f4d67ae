# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Qlik's published steps of platform operations on the simulator, to the last one: create, configure, deploy, twice.

The steps are those of the published examples in `qlik-oss/qlik-cloud-examples`, written here for each client that they
use: bare requests as with curl, Qlik's client for JavaScript, and Qlik's client for Python.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import time
import typing as t
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.integration.other_packages import node_modules, sdk_python
from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]
ISSUER, KEY, GROUP = "https://portal.example.com", "my-key", "AnalyticConsumers"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public_key() -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _KEY.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def _provider(tenant_id: str) -> Object:
    key = {"kid": KEY, "pem": _public_key()}
    options = {"issuer": ISSUER, "staticKeys": [key]}
    return {"tenantIds": [tenant_id], "provider": "external", "protocol": "jwtAuth", "options": options}


def _jwt() -> str:
    """A token of a user who is in the group."""
    now = int(time.time())
    claims = {"jti": os.urandom(8).hex(), "sub": "temp_user", "subType": "user", "name": "temp_user"}
    claims |= {"email": "temp_user@example.com", "email_verified": True, "groups": [GROUP], "iss": ISSUER}
    claims |= {"aud": "qlik.api/login/jwt-session", "iat": now, "nbf": now, "exp": now + 30}
    parts = [_encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": KEY}, claims)]
    signature = _KEY.sign(".".join(parts).encode(), padding.PKCS1v15(), hashes.SHA256())
    return ".".join([*parts, _encoded(signature)])


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


class Example:
    """A source tenant with an app in a shared space, and an administrator."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator, self.source = simulator, tenant(simulator)
        self.client = simulator.ready["regions"]["us"]
        roles = [{"name": "TenantAdmin"}]
        admin = {"subject": "auth0|admin", "name": "Admin", "email": "admin@example.com", "assignedRoles": roles}
        self.source.made("/api/v1/users", admin)
        space = self.source.made("/api/v1/spaces", {"name": "Source", "type": "shared"})["id"]
        made = self.source.made("/api/v1/apps", {"attributes": {"name": "Sales", "spaceId": space}})
        self.app = str(made["attributes"]["id"])

    def session(self, host: str) -> requests.Session:
        """A browser that signs in with a JWT."""
        session = requests.Session()
        session.trust_env, session.verify, session.proxies = False, self.simulator.ca, {"https": self.simulator.proxy}
        headers = {"Authorization": f"Bearer {_jwt()}", "qlik-web-integration-id": "tests"}
        assert session.post(f"https://{host}/login/jwt-session", headers=headers, timeout=30).ok
        return session

    def run(self, *command: str | Path) -> None:
        """Run a client of its own; it fails by itself where an answer is not what it must be."""
        given = {**self.client, "proxy": self.simulator.proxy, "ca": self.simulator.ca, "source": self.source.host}
        given |= {"app": self.app, "jwt": _jwt(), "provider": _provider("")}
        variables = {"GIVEN": json.dumps(given), "HTTPS_PROXY": self.simulator.proxy}
        done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def example(tmp_path: Path) -> t.Iterator[Example]:
    file = tmp_path / "fleet.json"
    file.write_text('{"regions": {"us": {"tenants": ["source"]}}}', encoding="utf-8")
    with Simulator(fleet=file) as simulator:
        yield Example(simulator)
        counts = simulator.counts()
        assert counts["answer_violations"] == []
        assert [each for each in counts["violations"] if "unknown parameters" not in each] == []


def test_with_bare_requests(example: Example) -> None:
    target = _created(example)
    shared, managed = _configured(example, target)
    published = {_deployed(example, target, shared, managed) for _number in range(2)}
    assert len(published) == 1
    answer = example.session(target.host).get(f"https://{target.host}/api/v1/apps/{published.pop()}", timeout=30)
    assert answer.ok, answer.text


def _created(example: Example) -> Caller:
    """The licence key of a tenant makes another one, in which the administrator of the first is one too."""
    key = example.source.call("GET", "/api/v1/licenses/overview").json()["licenseKey"]
    register = Caller(example.simulator, example.client["register"], example.client)
    made = register.made("/api/v1/tenants", {"licenseKey": key})
    target = Caller(example.simulator, made["hostnames"][0], example.client)
    place = target.call("GET", "/api/v1/users/me").headers["Location"]
    assert target.call("GET", place).json()["tenantId"] == made["id"]
    body = {"filter": 'email eq "admin@example.com"'}
    (admin,) = example.source.call("POST", "/api/v1/users/actions/filter", body).json()["data"]
    assert admin["roles"] == ["TenantAdmin"]
    roles = target.call("GET", "/api/v1/roles").json()["data"]
    role = next(each["id"] for each in roles if each["name"] == "TenantAdmin")
    facts = {name: admin[name] for name in ("name", "email", "subject")}
    target.made("/api/v1/users", {**facts, "assignedRoles": [{"id": role}]})
    return target


def _configured(example: Example, target: Caller) -> tuple[str, str]:
    """Groups come with their users, licences by themselves, and a space has the group as a member."""
    entry = {"op": "replace", "path": "/autoCreateGroups", "value": True}
    assert target.call("PATCH", "/api/v1/groups/settings", [entry]).ok
    licences = {"autoAssignAnalyzer": True, "autoAssignProfessional": True}
    assert target.call("PUT", "/api/v1/licenses/settings", licences).ok
    me = target.call("GET", target.call("GET", "/api/v1/users/me").headers["Location"]).json()
    target.made("/api/v1/identity-providers", _provider(me["tenantId"]))
    shared, managed = (
        target.made("/api/v1/spaces", {"name": type_, "type": type_})["id"] for type_ in ("shared", "managed")
    )
    user = example.session(target.host).get(f"https://{target.host}/api/v1/users/me", timeout=30).json()
    groups = target.call("GET", "/api/v1/groups").json()["data"]
    group = next(each["id"] for each in groups if each["name"] == GROUP)
    assert target.call("DELETE", f"/api/v1/users/{user['id']}").ok
    member = {"type": "group", "assigneeId": group, "roles": ["consumer"]}
    target.made(f"/api/v1/spaces/{managed}/assignments", member)
    return shared, managed


def _deployed(example: Example, target: Caller, shared: str, managed: str) -> str:
    """The bot becomes a member where it is none yet; the app goes as a file, and is published or published again."""
    source = example.source
    app = source.call("GET", f"/api/v1/apps/{example.app}").json()["attributes"]
    bot = source.call("GET", source.call("GET", "/api/v1/users/me").headers["Location"]).json()["id"]
    member = {"type": "user", "assigneeId": bot, "roles": ["producer"]}
    again = source.call("POST", f"/api/v1/spaces/{app['spaceId']}/assignments", member)
    assert again.status_code in (201, 409)
    place = source.call("POST", f"/api/v1/apps/{example.app}/export").headers["Location"]
    file = source.call("GET", place).content
    # Each run of the examples imports another app of that name, so it is the second one that is published again.
    items = target.call("GET", f"/api/v1/items?resourceType=app&spaceId={shared}").json()["data"]
    query = f"spaceId={shared}&mode=autoreplace" + (f"&appId={items[0]['resourceId']}" if items else "")
    made = target.call("POST", f"/api/v1/apps/import?{query}", data=file).json()["attributes"]
    items = target.call("GET", f"/api/v1/items?resourceType=app&spaceId={managed}").json()["data"]
    there = [each["resourceAttributes"] for each in items]
    old = [each["id"] for each in there if each["originAppId"] == made["id"]]
    if old:
        answer = target.call("PUT", f"/api/v1/apps/{made['id']}/publish", {"targetId": old[0]})
        return str(answer.json()["attributes"]["id"])
    return str(target.made(f"/api/v1/apps/{made['id']}/publish", {"spaceId": managed})["attributes"]["id"])


JAVASCRIPT = """
import { createQlikApi } from "@qlik/api";
import { ProxyAgent, setGlobalDispatcher } from "undici";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const given = JSON.parse(process.env.GIVEN);
setGlobalDispatcher(new ProxyAgent({ uri: given.proxy, requestTls: { ca: readFileSync(given.ca) } }));
const client = { authType: "oauth2", clientId: given.client_id, clientSecret: given.client_secret };
const fresh = { noCache: true };
const at = (host) => createQlikApi({ hostConfig: { ...client, host } });

// Create.
const source = at(given.source);
const { data: { licenseKey } } = await source.licenses.getLicenseOverview();
const { data: made } = await at(given.register).tenants.createTenant({ licenseKey });
const host = made.hostnames[0];
const target = at(host);
assert.equal((await target.users.getMyUser()).data.tenantId, made.id);
const { data: { data: [admin] } } = await source.users.getUsers({ filter: 'email eq "admin@example.com"' });
assert.deepEqual(admin.roles, ["TenantAdmin"]);
const { data: { data: [role] } } = await target.roles.getRoles({ filter: 'name eq "TenantAdmin"' });
const { name, email, subject } = admin;
await target.users.createUser({ name, email, subject, assignedRoles: [{ id: role.id }] });

// Configure.
await target.groups.patchGroupsSettings([{ op: "replace", path: "/autoCreateGroups", value: true }]);
await target.licenses.updateLicenseSettings({ autoAssignAnalyzer: true, autoAssignProfessional: true });
await target.identityProviders.createIdp({ ...given.provider, tenantIds: [made.id] });
const { data: shared } = await target.spaces.createSpace({ name: "Development", type: "shared" });
const { data: managed } = await target.spaces.createSpace({ name: "Production", type: "managed" });
const signIn = async () => {
  const headers = { Authorization: `Bearer ${given.jwt}`, "qlik-web-integration-id": "tests" };
  const answer = await fetch(`https://${host}/login/jwt-session`, { method: "POST", headers });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return (path) => fetch(`https://${host}/api/v1/${path}`, { headers: { cookie } });
};
assert.equal((await (await signIn())("users/me")).status, 200);
const { data: { data: groups } } = await target.groups.getGroups({}, fresh);
const group = groups.find((each) => each.name === "AnalyticConsumers");
const member = { type: "group", assigneeId: group.id, roles: ["consumer"] };
await target.spaces.createSpaceAssignment(managed.id, member);

// Deploy, and deploy again.
const { data: bot } = await source.users.getMyUser();
const published = [];
for (const _run of [1, 2]) {
  const { data: app } = await source.apps.getAppInfo(given.app);
  const producer = { type: "user", assigneeId: bot.id, roles: ["producer"] };
  try {
    await source.spaces.createSpaceAssignment(app.attributes.spaceId, producer);
  } catch (error) {
    assert.equal(error.status, 409);
  }
  const exported = await source.apps.exportApp(given.app);
  const place = exported.headers.get("location");
  const file = await source.tempContents.downloadTempFile(place.split("/").pop());
  const inSpace = { resourceType: "app", spaceId: shared.id };
  const { data: { data: there } } = await target.items.getItems(inSpace, fresh);
  const appId = there.length ? there[0].resourceId : undefined;
  const how = { spaceId: shared.id, mode: "autoreplace", ...(appId ? { appId } : {}) };
  const { data: imported } = await target.apps.importApp(how, file.data);
  const managedApps = { resourceType: "app", spaceId: managed.id };
  const { data: { data: items } } = await target.items.getItems(managedApps, fresh);
  const old = items.find((item) => item.resourceAttributes.originAppId === imported.attributes.id);
  const { data: released } = old
    ? await target.apps.republishApp(imported.attributes.id, { targetId: old.resourceAttributes.id })
    : await target.apps.publishApp(imported.attributes.id, { spaceId: managed.id });
  published.push(released.attributes.id);
}
assert.equal(published[0], published[1]);
assert.equal((await (await signIn())(`apps/${published[0]}`)).status, 200);
"""


def test_with_the_client_for_javascript(example: Example) -> None:
    script = node_modules() / "operations.mjs"
    script.write_text(JAVASCRIPT, encoding="utf-8")
    example.run("node", script)


PYTHON = """
import json
import os

import requests
import requests.adapters
from qlik_sdk import AuthType, Config, Qlik

given = json.loads(os.environ["GIVEN"])
requests.adapters.DEFAULT_CA_BUNDLE_PATH = given["ca"]


def at(host):
    client = {"client_id": given["client_id"], "client_secret": given["client_secret"]}
    qlik = Qlik(Config(host=f"https://{host}", auth_type=AuthType.OAuth2, **client))
    qlik.auth.authorize()
    return qlik


# Create.
source = at(given["source"])
key = source.rest(path="/licenses/overview").json()["licenseKey"]
made = at(given["register"]).rest(path="/tenants", method="POST", data={"licenseKey": key}).json()
host = made["hostnames"][0]
target = at(host)
assert target.users.get_me().tenantId == made["id"]
(admin,) = list(source.users.get_users(filter='email eq "admin@example.com"'))
role = target.rest(path="/roles").json()["data"]
role = next(each["id"] for each in role if each["name"] == "TenantAdmin")
new = {"name": admin.name, "email": admin.email, "subject": admin.subject, "assignedRoles": [{"id": role}]}
target.users.create(data=new)

# Configure.
target.groups.patch_settings([{"op": "replace", "path": "/autoCreateGroups", "value": True}])
target.rest(
    path="/licenses/settings", method="PUT", data={"autoAssignAnalyzer": True, "autoAssignProfessional": True}
)
target.rest(
    path="/identity-providers", method="POST", data={**given["provider"], "tenantIds": [made["id"]]}
)
shared = target.spaces.create(data={"name": "Development", "type": "shared"})
managed = target.spaces.create(data={"name": "Production", "type": "managed"})


def sign_in():
    session = requests.Session()
    session.trust_env, session.verify, session.proxies = False, given["ca"], {"https": given["proxy"]}
    headers = {"Authorization": "Bearer " + given["jwt"], "qlik-web-integration-id": "tests"}
    assert session.post(f"https://{host}/login/jwt-session", headers=headers).ok
    return session


assert sign_in().get(f"https://{host}/api/v1/users/me").ok
group = next(each for each in target.groups.get_groups() if each.name == "AnalyticConsumers")
member = {"type": "group", "assigneeId": group.id, "roles": ["consumer"]}
target.rest(path=f"/spaces/{managed.id}/assignments", method="POST", data=member)

# Deploy, and deploy again.
published = []
for _run in range(2):
    place = source.rest(path=f"/apps/{given['app']}/export", method="POST").headers["Location"]
    file = source.rest(path=place.removeprefix("/api/v1")).content
    there = target.items.get_items(resourceType="app", spaceId=shared.id)
    query = {"spaceId": shared.id, "mode": "autoreplace", **({"appId": there[0].resourceId} if len(there) else {})}
    imported = target.rest(path="/apps/import", method="POST", params=query, data=file).json()["attributes"]
    items = target.items.get_items(resourceType="app", spaceId=managed.id)
    old = [item for item in items if item.resourceAttributes["originAppId"] == imported["id"]]
    body = {"targetId": old[0].resourceAttributes["id"]} if old else {"spaceId": managed.id}
    how = {"path": f"/apps/{imported['id']}/publish", "method": "PUT" if old else "POST", "data": body}
    published.append(target.rest(**how).json()["attributes"]["id"])
assert published[0] == published[1]
assert sign_in().get(f"https://{host}/api/v1/apps/{published[0]}").ok
"""


def test_with_the_client_for_python(example: Example, tmp_path: Path) -> None:
    script = tmp_path / "operations.py"
    script.write_text(PYTHON, encoding="utf-8")
    example.run(sdk_python(), script)
