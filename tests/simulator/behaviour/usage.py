# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tenants use: capacities and quotas, after the published specifications of consumption and quotas."""

from __future__ import annotations

from answers import Answer
from operations import Call, behaves
from paging import page_of
from world import Object

_QUOTAS: dict[str, Object] = {
    "app_mem_size": {"unit": "bytes", "quota": 5368709120},
    "shared_spaces": {"unit": "spaces", "quota": -1},
}


@behaves("GET", "/api/v1/consumption/executions")
def _executions(call: Call) -> Answer:
    things = list(call.tenant.objects("consumption/executions").values())
    data, links = page_of(things, call.request, "page", page=20, largest=200)
    counts = {"totalCount": len(things), "currentPageCount": len(data)}
    return call.shown({"data": data, "links": links, **counts})


@behaves("GET", "/api/v1/quotas")
def _quotas(call: Call) -> Answer:
    used = {"app_mem_size": 0, "shared_spaces": len(call.tenant.objects("spaces"))}
    tells = call.request.query.get("reportUsage", "").lower() == "true"
    data = [
        {"id": name, "type": "quotas", "attributes": {**about, **({"usage": used[name]} if tells else {})}}
        for name, about in _QUOTAS.items()
    ]
    return call.shown({"data": data})
