# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pinned links, after the published specification "ui-config" of 2026-07-24: in the order of their creation."""

from __future__ import annotations

from answers import Answer, Refused
from operations import Call, behaves
from patching import patched
from world import Object, now

_PATH = "/api/v1/ui-config/pinned-links"
_LINKS = "ui-config/pinned-links"
_MOST, _LONGEST = 50, 50


@behaves("GET", _PATH)
def _list(call: Call) -> Answer:
    return 200, {}, {"data": list(call.tenant.objects(_LINKS).values())}


@behaves("POST", _PATH)
def _create(call: Call) -> Answer:
    (made,) = _added(call, [call.body])
    return 201, {}, made


@behaves("POST", f"{_PATH}/actions/bulk-create-pinned-links")
def _create_many(call: Call) -> Answer:
    """All of them, in their order, or none."""
    return 200, {}, {"data": _added(call, call.body["links"])}


@behaves("POST", f"{_PATH}/actions/delete-all-pinned-links")
def _delete_all(call: Call) -> Answer:
    call.tenant.objects(_LINKS).clear()
    return 204, {}, None


@behaves("GET", f"{_PATH}/{{id}}")
def _read(call: Call) -> Answer:
    return 200, {}, call.existing(_LINKS)


@behaves("PATCH", f"{_PATH}/{{id}}")
def _change(call: Call) -> Answer:
    link = call.existing(_LINKS)
    changed = patched(link, call.body)
    _require_good(changed)
    link |= {**changed, "updatedAt": now(), "updatedBy": call.caller}
    return 200, {}, link


@behaves("DELETE", f"{_PATH}/{{id}}")
def _delete(call: Call) -> Answer:
    del call.tenant.objects(_LINKS)[call.existing(_LINKS)["id"]]
    return 204, {}, None


def _added(call: Call, wanted: list[Object]) -> list[Object]:
    store = call.tenant.objects(_LINKS)
    if len(store) + len(wanted) > _MOST:
        raise Refused(400, "HTTP-400", f"a tenant has at most {_MOST} pinned links")
    for link in wanted:
        _require_good(link)
    facts = {"type": "custom-link", "scope": "tenant", "tenantId": call.tenant.id, "createdAt": now()}
    made = [
        {"name": link["name"], "link": link["link"], "id": call.world.hexadecimal(24), "createdBy": call.caller} | facts
        for link in wanted
    ]
    store |= {link["id"]: link for link in made}
    return made


def _require_good(link: Object) -> None:
    if not link["link"].startswith("https://"):
        raise Refused(400, "HTTP-400", "the link is not https")
    if not 1 <= len(link["name"]) <= _LONGEST:
        raise Refused(400, "HTTP-400", f"the name has more than {_LONGEST} characters, or none")
