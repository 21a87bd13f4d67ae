# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps go from tenant to tenant as files, and from space to space, as Qlik's published examples move them."""

from __future__ import annotations

import typing as t

import pytest

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant


@pytest.fixture
def caller(shared: Simulator) -> Caller:
    return tenant(shared, 12)


def _app(caller: Caller, **attributes: t.Any) -> str:
    return str(caller.made("/api/v1/apps", {"attributes": {"name": "Sales", **attributes}})["attributes"]["id"])


def _exported(caller: Caller, app: str) -> bytes:
    answer = caller.call("POST", f"/api/v1/apps/{app}/export")
    assert (answer.status_code, answer.content) == (201, b"")
    place = answer.headers["Location"]
    assert place.startswith("/api/v1/temp-contents/")
    return caller.call("GET", place).content


def _imported(caller: Caller, query: str, content: bytes, content_type: str | None = None) -> t.Any:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = caller.call("POST", f"/api/v1/apps/import?{query}", data=content, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["attributes"]


@pytest.mark.parametrize("content_type", ["application/octet-stream", "application/json", None])
def test_a_file_of_any_type_is_an_app_in_another_tenant(
    shared: Simulator, caller: Caller, content_type: str | None
) -> None:
    app, other = _app(caller), tenant(shared, 13)
    file = _exported(caller, app)
    made = _imported(other, "name=Moved", file, content_type)
    assert (made["name"], made["id"] == app) == ("Moved", False)
    assert _exported(other, made["id"]) == file
    assert _imported(other, "mode=autoreplace&appId=" + made["id"], file)["id"] == made["id"]


def test_a_file_that_was_uploaded_before_is_imported_by_its_id(caller: Caller) -> None:
    answer = caller.call("POST", "/api/v1/temp-contents?filename=a.qvf", data=b"\x00bytes\xff")
    identifier = answer.headers["Location"].rsplit("/", maxsplit=1)[-1]
    assert caller.call("GET", f"/api/v1/temp-contents/{identifier}").content == b"\x00bytes\xff"
    made = _imported(caller, f"fileId={identifier}&fallbackName=Given", b"")
    assert made["name"] == "Given"
    assert caller.call("GET", "/api/v1/temp-contents/nothing").status_code == 404


def test_a_published_app_is_another_one_and_keeps_its_id(caller: Caller) -> None:
    source = _app(caller)
    space = caller.made("/api/v1/spaces", {"name": "Published", "type": "managed"})["id"]
    shared_space = caller.made("/api/v1/spaces", {"name": "Not managed", "type": "shared"})["id"]
    assert caller.call("POST", f"/api/v1/apps/{source}/publish", {"spaceId": shared_space}).status_code == 400
    published = caller.made(f"/api/v1/apps/{source}/publish", {"spaceId": space})["attributes"]
    assert published["id"] != source
    assert (published["originAppId"], published["published"]) == (source, True)
    again = caller.call("PUT", f"/api/v1/apps/{source}/publish", {"targetId": published["id"]}).json()["attributes"]
    assert again["id"] == published["id"]
    other = _app(caller)
    assert caller.call("PUT", f"/api/v1/apps/{other}/publish", {"targetId": published["id"]}).status_code == 400


def test_only_members_of_its_space_export_an_app(shared: Simulator, caller: Caller) -> None:
    space = caller.made("/api/v1/spaces", {"name": "Closed", "type": "shared"})["id"]
    app = _app(caller, spaceId=space)
    assert _exported(caller, app)
    state = shared.state()
    (found,) = (each for each in state["tenants"].values() if caller.host in each["hostnames"])
    found["collections"]["spaces"][space]["ownerId"] = "f" * 24
    found["collections"]["apps"][app]["attributes"]["ownerId"] = "f" * 24
    shared.load(state)
    assert tenant(shared, 12).call("POST", f"/api/v1/apps/{app}/export").status_code == 403


def test_people_are_invited_each_with_an_answer(caller: Caller) -> None:
    invitees = [{"email": "new@example.com", "name": "New"}, {"email": "nonsense"}]
    for status in ("ok", "exists"):
        answer = caller.call("POST", "/api/v1/users/actions/invite", {"invitees": invitees})
        assert answer.status_code == 207
        assert [each["status"] for each in answer.json()["data"]] == [status, "error"]


def test_what_browsers_and_scripts_ask_for_first(caller: Caller) -> None:
    assert caller.call("GET", "/api/v1/licenses/status").json()["status"] == "Ok"
    assert caller.call("GET", "/api/v1/csrf-token").headers["qlik-csrf-token"]


def test_an_automation_moves_to_another_user(caller: Caller) -> None:
    user = caller.made("/api/v1/users", {"subject": "auth0|mover", "name": "Mover"})["id"]
    automation = caller.made("/api/v1/automations", {"name": "Nightly", "workspace": {}})["id"]
    assert caller.call("POST", f"/api/v1/automations/{automation}/actions/move", {"userId": user}).status_code == 204
    listed = caller.call("GET", "/api/v1/automations?listAll=true").json()["data"]
    assert {each["id"]: each["ownerId"] for each in listed}[automation] == user


def test_items_of_a_collection_have_the_ids_of_the_index(caller: Caller) -> None:
    app = _app(caller, name="Collected")
    collection = caller.made("/api/v1/collections", {"name": "Mine", "type": "private"})["id"]
    (item,) = caller.call("GET", f"/api/v1/items?resourceId={app}").json()["data"]
    place = f"/api/v1/collections/{collection}/items"
    assert caller.made(place, {"id": item["id"]})["resourceId"] == app
    assert [each["id"] for each in caller.call("GET", place).json()["data"]] == [item["id"]]
    assert caller.call("DELETE", f"{place}/{item['id']}").status_code == 204
    assert caller.call("GET", place).json()["data"] == []
    assert caller.call("GET", f"{place}/{item['id']}").status_code == 404


def test_the_status_of_an_error_is_as_each_api_writes_it(caller: Caller) -> None:
    for path, status in (("/api/v1/identity-providers/none", 404), ("/api/v1/tenants/none", "404")):
        (error,) = caller.call("GET", path).json()["errors"]
        assert error["status"] == status, path


def test_token_requests_have_a_limit(fleet_file: str) -> None:
    with Simulator(fleet=fleet_file, rate_scale=1) as simulator:
        client = tenant(simulator)
        credentials = simulator.ready["regions"]["us"]
        body = {name: credentials[name] for name in ("client_id", "client_secret")} | {
            "grant_type": "client_credentials"
        }
        answers = {client.call("POST", "/oauth/token", body).status_code for _number in range(510)}
        assert answers == {200, 429}
