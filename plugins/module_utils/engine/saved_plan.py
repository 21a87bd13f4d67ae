# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved plans: exactly the reviewed plan is applied, or nothing."""

from __future__ import annotations

import json
import time
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.plans import PlanPlace
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, masked, replaced
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change


def as_data(changes: list[Change]) -> list[Object]:
    """Return changes with all their requests. Unknown ids are represented by the name of the object to create."""
    return [
        {
            "title": change.title,
            "action": change.action,
            "before": _plain(change.before),
            "after": _plain(change.after),
            "requests": [
                {
                    "method": request.method,
                    "path": _plain(list(request.path)),
                    "body": _plain(request.body),
                    **({"query": _plain(dict(request.query))} if request.query else {}),
                }
                for request in change.requests
            ],
        }
        for change in changes
    ]


def _plain(value: t.Any) -> t.Any:
    """Return nested values for JSON: without secrets, and with placeholders for unknown ids."""
    return replaced(masked(value), _text_of_pending)


def _text_of_pending(value: t.Any) -> t.Any:
    if not isinstance(value, Pending):
        return value
    return f"<id of {value.kind} {' '.join(str(part) for part in value.key)}>"


def write(place: PlanPlace, host: str, changes: list[Change]) -> None:
    """Write a plan completely or not at all."""
    made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    place.write({"tenant": host, "made": made, "changes": as_data(changes)})


def require_same(place: PlanPlace, host: str, changes: list[Change]) -> None:
    """Refuse a plan that differs from the saved one, and report the differences."""
    saved = place.read()
    if saved["tenant"] != host:
        raise ConfigurationError(f"apply_plan: {place.label} is the plan of {saved['tenant']}, not of {host}.")
    differences = _differences(saved["changes"], json.loads(json.dumps(as_data(changes))))
    if differences:
        raise ConfigurationError(
            f"{host}: since the plan of {saved['made']} was made, the tenant or the blueprint has changed, so nothing "
            f"was done. {'; '.join(differences)}. Make a new plan and look at it.",
            tenant=host,
        )


def _differences(saved: list[Object], now: list[Object]) -> list[str]:
    """Yield changes that are not in the saved plan. Changes that an interrupted run already made do not count.

    Requests are not compared: they follow from before and after, and pending ids can be known by now.
    """
    planned = {change["title"]: change for change in saved}
    found = []
    for change in now:
        title = change["title"]
        if title not in planned:
            found.append(f"{title} is to be changed now ({change['action']})")
        elif difference := _first_difference(planned[title], change):
            found.append(f"{title}: {difference}")
    return found


def _first_difference(one: Object, other: Object) -> str:
    half_done = (one["action"], other["action"]) == ("replace", "create")
    if one["action"] != other["action"] and not half_done:
        return f"was to {one['action']}, now to {other['action']}"
    for part, tense in (("before", "the tenant has"), ("after", "wanted is"))[half_done:]:
        for name in one[part].keys() | other[part].keys():
            if one[part].get(name) != other[part].get(name):
                return f"{tense} {name} {other[part].get(name)!r}, it was {one[part].get(name)!r}"
    return ""
