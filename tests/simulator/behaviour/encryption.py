# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that a tenant is encrypted with, after the published specification of encryption."""

from __future__ import annotations

import hashlib
import re

from answers import Answer, Refused
from operations import Call, behaves
from world import Object, now

_LIST = "/api/v1/encryption/keyproviders"
_ITEM = f"{_LIST}/{{arnFingerPrint}}"
_STORE = "encryption/keyproviders"
_ARN = re.compile(r"arn:aws:kms:[a-z0-9-]+:\d{12}:key/mrk-[a-z0-9]+")
_QLIK: Object = {"arn": "#QLIK_MANAGED_KEY_PROVIDER#", "name": "Qlik Internal Kms", "keyprovider": "Qlik"}
# Requests about a migration until it is over.
_LOOKS = 2


@behaves("GET", _LIST)
def _list(call: Call) -> Answer:
    """An array, as the example has it; its schema has an object with `errors`."""
    _proceed(call)
    return 200, {}, list(call.tenant.objects(_STORE).values())


@behaves("GET", f"{_LIST}/actions/list")
def _list_all(call: Call) -> Answer:
    keys = list(call.tenant.objects(_STORE).values())
    current = not any(key["current"] for key in keys)
    return 200, {}, [{**_QLIK, "current": current, "arnFingerPrint": call.tenant.id}, *keys]


@behaves("POST", _LIST)
def _create(call: Call) -> Answer:
    arn = call.body["arn"]
    if not _ARN.fullmatch(arn):
        raise Refused(417, "HTTP-417", "the ARN is not that of a multi-region AWS-KMS key")
    fingerprint = hashlib.md5(arn.encode(), usedforsecurity=False).hexdigest()
    if fingerprint in call.tenant.objects(_STORE):
        raise Refused(409, "HTTP-409", "the key is already registered")
    key = {**call.body, "arnFingerPrint": fingerprint, "tenantId": call.tenant.id, "createdAt": now()}
    call.tenant.objects(_STORE)[fingerprint] = {**key, "current": False, "multiRegion": True, "replicaKeys": []}
    return call.shown(call.tenant.objects(_STORE)[fingerprint])


@behaves("GET", _ITEM)
def _read(call: Call) -> Answer:
    _proceed(call)
    return call.shown(_key(call))


@behaves("PATCH", _ITEM)
def _change(call: Call) -> Answer:
    key = _key(call)
    changed = {operation["path"].strip("/"): operation["value"] for operation in call.body}
    if not set(changed) <= {"name", "description"}:
        raise Refused(400, "HTTP-400", "only name and description of a key provider can be changed")
    key |= changed
    return call.shown()


@behaves("DELETE", _ITEM)
def _delete(call: Call) -> Answer:
    key = _key(call)
    if key["current"]:
        raise Refused(424, "HTTP-424", "the key is being used")
    del call.tenant.objects(_STORE)[key["arnFingerPrint"]]
    return 204, {}, None


@behaves("POST", f"{_ITEM}/actions/test")
def _test(call: Call) -> Answer:
    return call.shown(_key(call))


@behaves("POST", f"{_ITEM}/actions/migrate")
def _migrate(call: Call) -> Answer:
    key = _key(call)
    if key["current"]:
        raise Refused(412, "HTTP-412", "the key is in use already")
    _require_rest(call, 428)
    return 200, {}, _begun(call, key)


@behaves("POST", f"{_LIST}/actions/reset-to-default-provider")
def _reset(call: Call) -> Answer:
    _require_rest(call, 406)
    if not any(key["current"] for key in call.tenant.objects(_STORE).values()):
        return 200, {}, {"message": "Tenant is already using Qlik KMS, no migration is required."}
    return 205, {}, _begun(call, {"arnFingerPrint": "", **_QLIK})


@behaves("GET", f"{_LIST}/migration/actions/details")
def _details(call: Call) -> Answer:
    _proceed(call)
    if "_migration" not in call.tenant.options:
        raise Refused(404, "HTTP-404", "there is no migration")
    return 200, {}, _told(call.tenant.options["_migration"])


def _key(call: Call) -> Object:
    return call.existing(_STORE, "arnFingerPrint")


def _require_rest(call: Call, status: int) -> None:
    if call.tenant.options.get("_migration", {}).get("state") == "InProgress":
        raise Refused(status, f"HTTP-{status}", "there is an ongoing migration")


def _begun(call: Call, key: Object) -> Object:
    migration = {"id": call.world.hexadecimal(24), "state": "InProgress", "progress": 0, "tenantId": call.tenant.id}
    migration |= {"initiatedAt": now(), "migratingTo": key["arn"], "migratingToFingerprint": key["arnFingerPrint"]}
    call.tenant.options["_migration"] = {**migration, "_looks": 0}
    return migration


def _told(migration: Object) -> Object:
    return {name: value for name, value in migration.items() if not name.startswith("_")}


def _proceed(call: Call) -> None:
    """A migration takes a while: it is over when it has been looked at often enough."""
    migration = call.tenant.options.get("_migration", {})
    if migration.get("state") != "InProgress":
        return
    migration["_looks"] += 1
    if migration["_looks"] < _LOOKS:
        return
    migration |= {"state": "Completed", "progress": 100, "completedAt": now()}
    for fingerprint, key in call.tenant.objects(_STORE).items():
        key["current"] = fingerprint == migration["migratingToFingerprint"]
