# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What kinds of a tenant's settings and integrations promise beyond what every kind does."""

from __future__ import annotations

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.saved_plan import as_data
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import Forgetful
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import Purge
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs
from tests.integration.clouds import Cloud, Object
from tests.integration.samples import example_of, with_files

pytestmark = pytest.mark.newest_core


def _links(*names: str) -> dict[str, list[Object]]:
    return {"pinned_link": [{"name": name, "link": f"https://{name.lower()}.example.com"} for name in names]}


def test_new_links_are_created_with_one_request_in_their_order(cloud: Cloud) -> None:
    outcome, sent = cloud.writes_of(lambda: cloud.converge(_links(*"CABD")))
    assert (outcome.failures, sent) == ([], 1)
    cloud.converge(_links("Z", *"CABD", "E"))
    found = cloud.client.get("/api/v1/ui-config/pinned-links")["data"]
    assert [link["name"] for link in found] == ["C", "A", "B", "D", "Z", "E"]
    ids = {link["id"] for link in found}
    assert set(outcome.ids.values()) < ids


def test_more_links_than_a_tenant_can_have_are_refused_with_the_limit(cloud: Cloud) -> None:
    failures = cloud.converge(_links(*(f"L{number}" for number in range(51)))).failures
    assert len(failures) == 51
    assert "at most 50 pinned links" in failures[0]["message"]


def test_an_email_configuration_that_does_not_work_is_refused_and_its_secret_is_in_no_message(cloud: Cloud) -> None:
    wanted = example_of(KINDS["email_settings"])
    wanted["provider_config"] |= {"server_address": "smtp.invalid", "email_password": "canary"}
    (failure,) = cloud.converge({"email_settings": [wanted]}).failures
    assert "PROVIDER_ERROR" in failure["message"]
    assert "canary" not in str(failure)


def test_a_change_of_the_email_configuration_sends_the_secret_again(cloud: Cloud) -> None:
    kind, path = KINDS["email_settings"], "/api/v1/transports/email-config"
    wanted = example_of(kind)
    cloud.make(kind, wanted)
    part = {"provider_config": {"server_port": 2525, "email_password": "another"}}
    cloud.make(kind, part)
    found = cloud.client.get(path)
    assert (found["passwordExists"], found["serverPort"], found["serverAddress"]) == (True, 2525, "smtp.example.com")
    assert cloud.make(kind, part).changes == []
    cloud.make(kind, {"provider_config": {"email_password": "third"}}, memory=Forgetful())
    assert cloud.client.get(path)["serverPort"] == 2525


def test_another_provider_takes_nothing_of_the_one_before(cloud: Cloud) -> None:
    kind = KINDS["email_settings"]
    cloud.make(kind, example_of(kind))
    config = {"client_id": "c", "client_secret": "canary", "provider_tenant_id": "t", "email_address": "b@example.com"}
    microsoft = {"service_provider": "Microsoft365", "provider_config": config}
    cloud.make(kind, microsoft)
    assert cloud.make(kind, microsoft).changes == []
    assert "serverAddress" not in cloud.client.get("/api/v1/transports/email-config")["providerConfig"]


HOOKS = "/api/core/webhooks"
HOOK: Object = {
    "name": "Failed reloads",
    "url": "https://hooks.example.com",
    "headers": {"X-Key": "canary-in-a-header"},
    "encrypted_headers": {"Authorization": "canary-in-an-encrypted-header"},
    "secret": "canary-" + "s" * 32,
}


def test_no_header_and_no_secret_of_a_webhook_is_shown(cloud: Cloud) -> None:
    kind = KINDS["webhook"]
    new = cloud.make(kind, HOOK, describe=True)
    changed = cloud.make(kind, {**HOOK, "headers": {"X-Key": "canary-too"}}, describe=True)
    assert [change.action for change in (*new.changes, *changed.changes)] == ["create", "update"]
    for outcome in (new, changed):
        shown = [*diffs(outcome.changes), *as_data(outcome.changes), *outcome.states, *outcome.changes]
        assert "canary" not in repr(shown)
    (found,) = cloud.client.list(HOOKS)
    assert (found["headers"], found["encryptedHeaders"], found["secretKeyAdded"]) == (
        {"X-Key": "canary-too"},
        ["Authorization"],
        True,
    )


def test_another_address_of_a_webhook_takes_its_encrypted_headers_along(cloud: Cloud) -> None:
    kind = KINDS["webhook"]
    cloud.make(kind, HOOK)
    moved = {"name": HOOK["name"], "url": "https://events.example.com"}
    (failure,) = cloud.converge({"webhook": [moved]}).failures
    assert "Changing url requires encrypted_headers" in failure["message"]
    again = {**moved, "encrypted_headers": HOOK["encrypted_headers"]}
    (change,) = cloud.make(kind, again).changes
    assert [entry["path"] for entry in change.requests[0].body] == ["/url", "/encryptedHeaders"]
    assert cloud.make(kind, again).changes == []


def test_webhooks_of_automations_are_not_ours(cloud: Cloud) -> None:
    body = {"name": "Of an automation", "url": "https://hooks.example.com", "origin": "automations"}
    cloud.client.request("POST", HOOKS, json=body)
    ours = {**HOOK, "name": body["name"]}
    (change,) = cloud.make(KINDS["webhook"], ours).changes
    assert change.action == "create"
    gone = cloud.converge({"webhook": []}, purge=Purge(("webhook",), "all", (), 5))
    assert [change.title for change in gone.changes] == ["webhook Of an automation"]
    assert [found["origin"] for found in cloud.client.list(HOOKS)] == ["automations"]


def test_the_owner_of_a_webhook_of_a_user_changes(cloud: Cloud) -> None:
    kind = KINDS["webhook"]
    cloud.make(kind, {**HOOK, "level": "user", "owner": "auth0|anna"})
    (change,) = cloud.make(kind, {"name": HOOK["name"], "owner": "auth0|bert"}).changes
    assert [entry["path"] for entry in change.requests[0].body] == ["/ownerId"]


@pytest.mark.parametrize("varied", ["", "settings-defaults", "settings-empty"])
def test_settings_that_were_never_stored_are_created_once_and_removed_once(cloud: Cloud, varied: str) -> None:
    kind = KINDS["tenant_settings"]
    cloud.simulator.variations(*varied.split())
    absent = {"state": "absent"}
    assert cloud.make(kind, absent).changes == []
    for wanted in (example_of(kind), {"cross_region_inference": True}):
        done, sent = cloud.writes_of(lambda wanted=wanted: cloud.make(kind, wanted))
        assert (len(done.changes), cloud.make(kind, wanted).changes) == (1, [])
        assert sent <= 2  # where a change finds nothing, a creation follows
        assert len(cloud.make(kind, absent).changes) == 1
        assert cloud.make(kind, absent).changes == []
    cloud.simulator.variations()


def test_a_start_page_that_the_api_does_not_set_is_read_and_changed(cloud: Cloud) -> None:
    kind, path = KINDS["tenant_settings"], "/api/v1/tenant-settings"
    cloud.make(kind, {"customize_no_access": {"link_enabled": False, "text": "Ask."}})
    state = cloud.simulator.state()
    (tenant,) = state["tenants"].values()
    tenant["settings"]["preferredStartPage"] = "analytics-creation-hub"
    cloud.simulator.load(state)
    pages = [page["value"] for page in cloud.client.get(f"{path}/start-pages")["values"]]
    assert "analytics-creation-hub" in pages
    (change,) = cloud.make(kind, {"preferred_start_page": "analytics-hub"}).changes
    assert change.before["preferred_start_page"] == "analytics-creation-hub"


@pytest.mark.parametrize("name", ["theme", "extension"])
def test_without_an_md5_the_version_of_the_manifest_decides(cloud: Cloud, name: str) -> None:
    kind = KINDS[name]
    thing = with_files(kind, {"name": "Look", "file": "", "version": "1"})
    cloud.make(kind, thing)
    other = with_files(kind, thing, "another")
    assert [change.action for change in cloud.make(kind, other).changes] == ["update"]
    cloud.simulator.variations("no-md5")
    assert cloud.make(kind, thing).changes == []
    cloud.simulator.variations()
    assert len(cloud.make(kind, thing).changes) == 1


def test_a_text_of_ours_stays_when_a_new_archive_has_its_own(cloud: Cloud) -> None:
    kind = KINDS["theme"]
    thing = with_files(kind, {"name": "Look", "file": "", "description": "own"}, "of the manifest")
    cloud.make(kind, thing)
    cloud.make(kind, with_files(kind, thing, "of the next one"))
    (found,) = cloud.client.list("/api/v1/themes")
    assert found["description"] == "own"
    assert cloud.make(kind, with_files(kind, thing, "of the next one")).changes == []


def test_an_upload_that_was_refused_for_a_limit_is_sent_again_from_its_beginning(cloud: Cloud) -> None:
    kind = KINDS["theme"]
    rule = {"path": "/api/v1/themes", "method": "POST", "action": "status", "status": 429, "times": 1}
    cloud.simulator.faults([{**rule, "headers": {"Retry-After": "0"}}])
    thing = with_files(kind, {"name": "Look", "file": ""}, "whole")
    outcome = cloud.make(kind, thing)
    assert len(outcome.ids) == 1
    assert cloud.make(kind, thing).changes == []


BRANDS = "/api/v1/brands"


def test_one_brand_is_active_and_its_files_come_and_go(cloud: Cloud) -> None:
    kind = KINDS["brand"]
    first = example_of(kind)
    cloud.make(kind, first)
    second = with_files(kind, {**first, "name": "Winter"})
    cloud.make(kind, second)
    assert cloud.client.get(f"{BRANDS}/active")["name"] == "Winter"
    (change,) = cloud.make(kind, first).changes
    assert [request.path[-1] for request in change.requests] == ["actions/activate"]
    (change,) = cloud.make(kind, {"name": "Winter", "logo": "", "fav_icon": second["fav_icon"]}).changes
    assert [(request.method, request.path[-1]) for request in change.requests] == [("DELETE", "files/logo")]
    (change,) = cloud.make(kind, second | {"active": False}).changes
    assert [(request.method, request.path[-1]) for request in change.requests] == [("POST", "files/logo")]
    (change,) = cloud.make(kind, with_files(kind, second, "another") | {"active": False}).changes
    assert {request.method for request in change.requests} == {"PUT"}
    cloud.make(kind, {"name": "Company", "state": "absent"})
    assert not cloud.client.get(f"{BRANDS}/active")


def test_an_etag_that_is_no_md5_tells_nothing(cloud: Cloud) -> None:
    kind = KINDS["brand"]
    wanted = example_of(kind)
    cloud.simulator.variations("other-etags")
    cloud.make(kind, wanted)
    assert cloud.make(kind, with_files(kind, wanted, "another")).changes == []
    cloud.simulator.variations()
