# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The banner of a tenant, after the published specification "banners" of 2026-07-24."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from answers import Answer, Refused
from operations import Call, behaves
from world import now


@behaves("GET", "/api/v1/banners")
def _read(call: Call) -> Answer:
    banner = call.tenant.options.get("_banner")
    if banner is None:
        raise Refused(404, "HTTP-404", "there is no banner")
    return 200, {}, banner


@behaves("POST", "/api/v1/banners/actions/upsert")
def _upsert(call: Call) -> Answer:
    """The body is the whole banner: what it leaves out, the banner has no more."""
    body = call.body
    for name in ("startTime", "endTime"):
        _require_utc(name, body[name])
    if "linkUrl" in body and not urlsplit(body["linkUrl"]).scheme:
        raise Refused(400, "HTTP-400", "linkUrl is not a URI")
    old = call.tenant.options.get("_banner")
    made = old or {"id": call.world.hexadecimal(24), "createdAt": now(), "createdBy": call.caller}
    kept = {name: made[name] for name in ("id", "createdAt", "createdBy")}
    changed = {"tenantId": call.tenant.id, "updatedAt": now(), "updatedBy": call.caller}
    call.tenant.options["_banner"] = {**kept, **changed, **body}
    return 201, {}, call.tenant.options["_banner"]


def _require_utc(name: str, value: str) -> None:
    """The format is date-time; the specification says that it is in UTC."""
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() != datetime.timedelta(0):
        raise Refused(400, "HTTP-400", f"{name} is not a date-time in UTC")
