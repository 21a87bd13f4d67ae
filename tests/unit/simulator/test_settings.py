# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a tenant, as their published specifications say that they behave."""

from __future__ import annotations

import hashlib
import io
import json
import typing as t
import zipfile

import pytest
import requests

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

pytestmark = pytest.mark.newest_core

BANNER = {"type": "info", "enabled": True, "message": "M", "linkEnabled": False}
TIMES = {"startTime": "2026-12-01T00:00:00Z", "endTime": "2026-12-02T00:00:00Z"}
EMAIL = "/api/v1/transports/email-config"
LINKS = "/api/v1/ui-config/pinned-links"


def _names(caller: Caller, path: str, **query: str) -> list[str]:
    return [each["name"] for each in caller.call("GET", path, params=query).json()["data"]]


@pytest.fixture
def caller(shared: Simulator) -> Caller:
    return tenant(shared, 26)


def test_a_banner_is_replaced_as_a_whole(caller: Caller) -> None:
    path, upsert = "/api/v1/banners", "/api/v1/banners/actions/upsert"
    assert caller.call("GET", path).status_code == 404
    first = caller.made(upsert, {**BANNER, **TIMES, "linkLabel": "L"})
    second = caller.made(upsert, {**BANNER, **TIMES})
    assert (second["id"], second["createdAt"], "linkLabel" in second) == (first["id"], first["createdAt"], False)
    assert caller.call("GET", path).json() == second
    for wrong in ("2026-12-01", "2026-12-01T00:00:00+01:00", "soon"):
        assert caller.call("POST", upsert, {**BANNER, **TIMES, "endTime": wrong}).status_code == 400, wrong


def test_data_alerts_are_switched_one_after_the_other(caller: Caller) -> None:
    path = "/api/v1/data-alerts/settings"
    off, on = ({"enable-data-alerting": value} for value in (False, True))
    assert caller.call("PUT", path, on).status_code == 204
    assert [caller.call("PUT", path, off).status_code, caller.call("PUT", path, on).status_code] == [204, 409]
    found = [caller.call("GET", path).json()["data-alerting-feature-operation-status"] for _time in range(2)]
    assert found == ["disabling", "none"]
    assert caller.call("PUT", path, on).status_code == 204


def test_sharing_is_changed_by_a_patch_or_as_a_whole(caller: Caller) -> None:
    path = "/api/v1/sharing-tasks/settings"
    patch = [{"op": "replace", "path": "/enable-report-subscription", "value": False}]
    assert caller.call("PATCH", path, patch).status_code == 204
    assert caller.call("PUT", path, {"enable-sharing": False}).status_code == 204
    found = caller.call("GET", path).json()
    names = ("enable-sharing", "enable-report-subscription", "reportSubscriptionStatus")
    assert [found[name] for name in names] == [False, False, "disabling"]
    assert caller.call("PATCH", path, [{**patch[0], "value": "no"}]).status_code == 400


def test_an_email_configuration_must_work_and_its_secret_is_never_answered(caller: Caller) -> None:
    assert caller.call("GET", EMAIL).json() == {"isValid": False, "passwordExists": False}
    assert caller.call("POST", f"{EMAIL}/actions/validate").json() == {"isValid": False, "errorCode": "CONFIG_NOT_SET"}
    assert caller.call("POST", f"{EMAIL}/actions/verify-connection").status_code == 404
    assert caller.call("DELETE", EMAIL).status_code == 404
    config: dict[str, t.Any] = {"serverAddress": "smtp.example.com", "serverPort": 587, "emailAddress": "a@example.com"}
    config |= {"username": "a", "emailPassword": "canary-of-the-mail-server"}
    for wrong in ({"serverAddress": "smtp.invalid"}, {"emailPassword": "wrong"}, {"serverPort": 0}, {"clientId": "c"}):
        body = {"serviceProvider": "BasicAuth", "providerConfig": config | wrong}
        assert caller.call("PUT", EMAIL, body).status_code == 400, wrong
    assert caller.call("PUT", EMAIL, {"serviceProvider": "BasicAuth", "providerConfig": config}).status_code == 204
    answer = caller.call("GET", EMAIL)
    assert (answer.json()["isValid"], answer.json()["passwordExists"], "canary" in answer.text) == (True, True, False)
    assert caller.made(f"{EMAIL}/actions/send-test-email", {"recipient": "b@example.com"})["success"] is True
    assert caller.call("DELETE", EMAIL).status_code == 204


def test_pinned_links_have_an_order_and_a_maximum(caller: Caller) -> None:
    kind = {"type": "custom-link", "scope": "tenant"}
    names = [f"L{number}" for number in range(49)]
    bulk = {**kind, "links": [{"name": name, "link": "https://example.com"} for name in names]}
    many = f"{LINKS}/actions/bulk-create-pinned-links"
    assert [link["name"] for link in caller.made(many, bulk)["data"]] == names
    assert caller.call("POST", many, {**kind, "links": bulk["links"][:2]}).status_code == 400
    last = caller.made(LINKS, {**kind, "name": "Last", "link": "https://example.com"})
    found = caller.call("GET", LINKS).json()["data"]
    assert [link["name"] for link in found] == [*names, "Last"]
    change = [{"op": "replace", "path": "/link", "value": "http://example.com"}]
    assert caller.call("PATCH", f"{LINKS}/{last['id']}", change).status_code == 400
    change[0]["value"] = "https://example.org"
    assert caller.call("PATCH", f"{LINKS}/{last['id']}", change).json()["link"] == "https://example.org"
    assert caller.call("POST", f"{LINKS}/actions/delete-all-pinned-links").status_code == 204
    assert caller.call("GET", LINKS).json()["data"] == []


def test_webhooks_keep_their_rules(shared: Simulator) -> None:
    caller, path = tenant(shared, 27), "/api/core/webhooks"
    secret = "canary-" + "s" * 32
    body = {"name": "Hook", "url": "https://hooks.example.com", "eventTypes": ["com.qlik.v1.app.created"]}
    whole = {**body, "secret": secret, "headers": {"A": "1"}, "encryptedHeaders": {"B": secret}, "enabled": True}
    made = caller.call("POST", path, whole)
    assert secret not in made.text
    hook = made.json()
    assert (hook["encryptedHeaders"], hook["secretKeyAdded"], hook["level"], hook["origin"]) == (
        ["B"],
        True,
        "tenant",
        "api",
    )
    wrong: tuple[dict[str, t.Any], ...] = (
        {"url": "http://a.example"},
        {"secret": "short"},
        {"eventTypes": ["nothing"]},
    )
    for each in (*wrong, {"headers": {"b": "1"}}, {"headers": {"A": "1" * 3000}}):
        assert caller.call("POST", path, {**whole, **each}).status_code == 400, each
    item = f"{path}/{hook['id']}"
    url = {"op": "replace", "path": "/url", "value": "https://events.example.com"}
    again = {"op": "replace", "path": "/encryptedHeaders/B", "value": secret}
    cloud_events = {"op": "replace", "path": "/enableCloudEventDelivery", "value": False}
    found = [caller.call("PATCH", item, patch).status_code for patch in ([url], [url, again], [cloud_events])]
    assert found == [400, 204, 403]
    assert caller.call("PUT", item, body).status_code == 403
    cleared = caller.call("PUT", item, {**body, "enableCloudEventDelivery": True}).json()
    assert (cleared["enabled"], cleared["secretKeyAdded"], "headers" in cleared) == (False, False, False)
    assert [_names(caller, path, name=name) for name in ("HOOK", "h*k", "ook")] == [["Hook"], ["Hook"], []]
    assert _names(caller, "/api/v1/webhooks", eventTypes="com.qlik.v1.app.created", enabled="false") == ["Hook"]
    assert "com.qlik.v1.app.created" in _names(caller, f"{path}/event-types")
    assert caller.call("GET", f"{item}/deliveries").json()["data"] == []
    assert caller.call("POST", f"{item}/deliveries/none/actions/resend").status_code == 404


def test_what_leaves_the_region_needs_consent(shared: Simulator) -> None:
    caller, path = tenant(shared, 27), "/api/v1/tenant-settings"
    toggle = f"{path}/actions/toggle-cross-region-inference"
    assert caller.call("POST", toggle, {"value": True}).status_code == 400
    assert caller.call("GET", path).status_code == 404
    answer = caller.call("POST", toggle, {"value": True}, headers={"x-qlik-consent-verified": "true"})
    assert (answer.status_code, answer.json()["crossRegionDataProcessing"]) == (200, True)
    assert caller.call("POST", path, {}).status_code == 400
    page = [{"op": "add", "path": "/preferredStartPage", "value": "analytics-creation-hub"}]
    assert caller.call("PATCH", path, page).status_code == 400


def _archive(name: str, **manifest: t.Any) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"{name.lower()}.qext", json.dumps({"name": name, **manifest}))
        archive.writestr("css/styles.css", b"\r\n\x00\xff")
    return content.getvalue()


@pytest.mark.parametrize("name", ["themes", "extensions"])
def test_archives_have_a_manifest_and_are_gone_after_a_deletion(shared: Simulator, name: str) -> None:
    caller, path = tenant(shared, 28), f"/api/v1/{name}"

    def send(method: str, where: str, content: bytes | None = None, **data: t.Any) -> requests.Response:
        files: dict[str, t.Any] = {"file": ("a.zip", content)} if content else {}
        files |= {"data": (None, json.dumps(data), "application/json")} if data else {}
        return caller.session.request(method, f"https://{caller.host}{where}", files=files or {"x": "1"}, timeout=30)

    first = _archive("Look", version="1.0", description="of the manifest")
    made = send("POST", path, first, tags=["a"]).json()
    assert (made["name"], made["description"], made["qextVersion"], made["tags"]) == (
        "Look",
        "of the manifest",
        "1.0",
        ["a"],
    )
    assert made["file"]["md5"] == hashlib.md5(first, usedforsecurity=False).hexdigest()
    assert ("checksum" in made) is (name == "extensions")
    statuses = [send("POST", path, first).status_code, send("POST", path, b"no archive").status_code]
    assert [*statuses, send("POST", path).status_code] == [409, 422, 422]
    for key in (made["id"], "look"):
        assert caller.call("GET", f"{path}/{key}/file").content == first
        assert caller.call("GET", f"{path}/{key}/file/css%2Fstyles.css").content == b"\r\n\x00\xff"
    changed = send("PATCH", f"{path}/look", _archive("Look", version="2.0"), description="own").json()
    (changed,) = changed["data"] if name == "themes" else [changed]
    assert (changed["id"], changed["qextVersion"], changed["description"]) == (made["id"], "2.0", "own")
    assert caller.call("DELETE", f"{path}/{made['id']}").status_code == 204
    for method in ("GET", "DELETE"):
        assert caller.call(method, f"{path}/{made['id']}").status_code == 410
    assert caller.call("GET", path).json()["data"] == []
    assert send("POST", path, first).status_code == 201


def test_brands_have_files_of_their_types(shared: Simulator) -> None:
    caller, path = tenant(shared, 29), "/api/v1/brands"

    def send(method: str, where: str, **parts: t.Any) -> requests.Response:
        return caller.session.request(method, f"https://{caller.host}{where}", files=parts, timeout=30)

    png, text = ("a.png", b"\x89PNG\r\n\x1a\n"), (None, "A", "text/plain")
    brand = send("POST", path, name=text, logo=png).json()
    item = f"{path}/{brand['id']}"
    assert ([file["id"] for file in brand["files"]], brand["active"], brand["description"]) == (["logo"], False, "")
    assert send("POST", path, name=text, logo=("a.png", b"GIF89a")).status_code == 400
    assert send("POST", path, name=text, logo=("a.png", png[1] + b"0" * 300_000)).status_code == 400
    assert [send(method, f"{item}/files/logo", file=png).status_code for method in ("POST", "PUT")] == [400, 200]
    icon = ("a.ico", b"\x00\x00\x01\x00")
    assert [send(method, f"{item}/files/favIcon", file=icon).status_code for method in ("PUT", "POST")] == [404, 201]
    assert caller.call("GET", f"{item}/files/favIcon").content == icon[1]
    assert caller.call("DELETE", f"{item}/files/favIcon").status_code == 204
    assert caller.call("GET", f"{path}/active").json() == {}
    for _twice in range(2):
        assert caller.call("POST", f"{item}/actions/activate", {}).json()["active"] is True
    assert caller.call("GET", f"{path}/active").json()["id"] == brand["id"]
    assert caller.call("POST", f"{item}/actions/deactivate", {}).json()["active"] is False


def test_entries_of_the_policy_become_a_header(shared: Simulator) -> None:
    caller, path = tenant(shared, 29), "/api/v1/csp-origins"
    caller.made(path, {"origin": "cdn.example.com", "frameAncestors": True, "connectSrcWSS": True, "imgSrc": False})
    header = caller.call("GET", f"{path}/actions/generate-header").json()["Content-Security-Policy"]
    assert "frame-ancestors 'self' cdn.example.com" in header
    assert "connect-src 'self' wss://cdn.example.com" in header
    assert "img-src" not in header
    refused = caller.call("GET", f"{path}/actions/generate-header", headers={"Accept": "image/png"})
    assert refused.status_code == 406
