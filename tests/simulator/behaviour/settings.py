# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a tenant: its own, and those of groups."""

from __future__ import annotations

import variations
from answers import Answer, Refused
from collections_ import COLLECTIONS, settle, shown
from operations import Call, behaves
from patching import patched
from world import EVERYONE, Object, now

# The start page is written as a word and read as an object.
_ROUTES = {
    "analytics-hub": "/insights",
    "data-integration-hub": "/qdi",
    "management-console": "/console",
    "analytics-creation-hub": "/analytics",
}
# What can cross a region, by its name of today and of old.
_CROSSING = ("inference", "data-processing")
# Those that can be written.
_PAGES = ("analytics-hub", "data-integration-hub", "management-console")


@behaves("GET", "/api/v1/tenant-settings")
def _read(call: Call) -> Answer:
    tenant = call.tenant
    if tenant.settings is None and variations.has("settings-empty"):
        return 200, {}, None
    if tenant.settings is None and variations.has("settings-defaults"):
        made = dict.fromkeys(("createdAt", "updatedAt"), tenant.created)
        return 200, {}, {"id": tenant.id, "tenantId": tenant.id, "createdBy": "", "updatedBy": "", **made}
    return 200, {}, _shown(_stored(call))


@behaves("POST", "/api/v1/tenant-settings")
def _create(call: Call) -> Answer:
    if not call.body:
        raise Refused(400, "HTTP-400", "neither preferredStartPage nor customizeNoAccess is given")
    return 201, {}, _shown(_made(call, call.body))


def _made(call: Call, values: Object) -> Object:
    by = {"createdAt": now(), "createdBy": call.caller, "updatedAt": now(), "updatedBy": call.caller}
    call.tenant.settings = {"id": call.world.hexadecimal(24), "tenantId": call.tenant.id, **by, **values}
    return call.tenant.settings


@behaves("PATCH", "/api/v1/tenant-settings")
def _change(call: Call) -> Answer:
    changed = patched(_stored(call), call.body)
    if changed.get("preferredStartPage", _PAGES[0]) not in (*_PAGES, _stored(call).get("preferredStartPage")):
        raise Refused(400, "HTTP-400", "the start page is not one that can be set")
    call.tenant.settings = {**changed, "updatedAt": now(), "updatedBy": call.caller}
    return 200, {}, _shown(call.tenant.settings)


@behaves("DELETE", "/api/v1/tenant-settings")
def _delete(call: Call) -> Answer:
    _stored(call)
    call.tenant.settings = None
    return 204, {}, None


@behaves("POST", *(f"/api/v1/tenant-settings/actions/toggle-cross-region-{each}" for each in _CROSSING))
def _toggle(call: Call) -> Answer:
    """Makes the settings where there are none; what leaves the region needs the consent of the caller."""
    wanted = call.body["value"]
    if wanted and call.request.headers.get("x-qlik-consent-verified") != "true":
        raise Refused(400, "HTTP-400", "the header x-qlik-consent-verified is missing")
    settings = call.tenant.settings or _made(call, {})
    settings |= {"crossRegionDataProcessing": wanted, "updatedAt": now(), "updatedBy": call.caller}
    return 200, {}, _shown(settings)


@behaves("GET", "/api/v1/tenant-settings/start-pages")
def _start_pages(call: Call) -> Answer:
    pages = [{"value": page, "route": route} for page, route in _ROUTES.items() if page != "management-console"]
    return 200, {}, {"values": pages, "defaultValue": _PAGES[0]}


def _stored(call: Call) -> Object:
    if call.tenant.settings is None:
        raise Refused(404, "HTTP-404", "there are no settings yet")
    return call.tenant.settings


def _shown(settings: Object) -> Object:
    page = settings.get("preferredStartPage")
    return {**settings, "preferredStartPage": {"value": page, "route": _ROUTES[page]}} if page else settings


@behaves("GET", "/api/v1/groups/settings")
def _read_groups(call: Call) -> Answer:
    everyone = call.tenant.objects("groups")[EVERYONE]
    system = shown(call.world, call.tenant, COLLECTIONS["groups"], everyone, "")
    fields = ("id", "name", "createdAt", "lastUpdatedAt", "assignedRoles")
    group = {**{name: system[name] for name in fields}, "enabled": True}
    answer = {
        **_of_groups(call),
        "tenantId": call.tenant.id,
        "links": {"self": {"href": f"https://{call.request.host}{call.request.path}"}},
        "systemGroups": {EVERYONE: group},
    }
    return 200, {}, answer


@behaves("PATCH", "/api/v1/groups/settings")
def _change_groups(call: Call) -> Answer:
    everyone = call.tenant.objects("groups")[EVERYONE]
    for operation in call.body:
        *_way, name = operation["path"].split("/")
        if name == "assignedRoles":
            changed = {**everyone, name: operation["value"]}
            settle(call.world, call.tenant, COLLECTIONS["groups"], call.tenant.objects("groups"), changed, "")
            everyone |= changed
        else:
            _of_groups(call)[name] = operation["value"]
    return 204, {}, None


def _of_groups(call: Call) -> Object:
    stored: Object = call.tenant.options.setdefault("_groups", {"autoCreateGroups": False, "syncIdpGroups": False})
    return stored


@behaves("GET", "/api/v1/licenses/settings")
def _read_licences(call: Call) -> Answer:
    return 200, {}, call.tenant.options.get("_licenses", {"autoAssignAnalyzer": True, "autoAssignProfessional": True})


@behaves("PUT", "/api/v1/licenses/settings")
def _write_licences(call: Call) -> Answer:
    call.tenant.options["_licenses"] = call.body
    return 200, {}, call.body
