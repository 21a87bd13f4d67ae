# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links in the hub, of which no specification says anything: as Qlik Professional Services uses them."""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from world import Object, now

_PATH, _ITEM = "/api/v1/generic-links", "/api/v1/generic-links/{id}"


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    facts = {"id": call.world.hexadecimal(24), "ownerId": call.caller, "createdAt": now(), "updatedAt": now()}
    call.tenant.objects("generic-links")[facts["id"]] = _good(call, {"description": "", **call.body, **facts})
    return 201, {}, call.tenant.objects("generic-links")[facts["id"]]


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    return 200, {}, {"data": [call.existing("generic-links")]}


@behaves("PUT", _ITEM)
def _replace(call: Call) -> Answer:
    link = call.existing("generic-links")
    kept = {name: link[name] for name in ("id", "ownerId", "createdAt")}
    changed = _good(call, {"description": "", **call.body, **kept, "updatedAt": now()})
    call.tenant.objects("generic-links")[link["id"]] = changed
    return 200, {}, changed


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    del call.tenant.objects("generic-links")[call.existing("generic-links")["id"]]
    return 204, {}, None


def _good(call: Call, link: Object) -> Object:
    if link.get("spaceId") and link["spaceId"] not in call.tenant.objects("spaces"):
        raise Refused(404, "HTTP-404", "the space does not exist")
    return link
