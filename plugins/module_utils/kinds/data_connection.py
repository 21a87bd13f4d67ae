# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data connections. Sources: the published specification "data-connections" of 2026-07-24 and changelog 236."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError, require_done
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.in_spaces import space_field, without_space
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import (
    Owned,
    Ownership,
    Receiver,
    Tenant,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object, Secret
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Work

_PATH = "/api/connectivity/data-connections"
_PROPERTIES = ("properties", "secret_properties")
_CREDENTIALS = ("username", "password", "connection_secret", "secret_properties")
# With another one of these Qlik wants the credentials in the same request (changelog 236).
_ADDRESSES = frozenset({"host", "server", "url"})


def _faults(wanted: Object) -> list[str]:
    """A connection has a connection string, or properties."""
    with_string = [name for name in ("connect_string", "username", "password") if wanted.get(name)]
    with_properties = [name for name in _PROPERTIES if wanted.get(name)]
    if with_string and with_properties:
        return [f"{with_string[0]} and {with_properties[0]} exclude each other"]
    return []


def _members(value: t.Any) -> Object:
    value = value.reveal() if isinstance(value, Secret) else value
    return value if isinstance(value, dict) else {}


def _secrets(value: t.Any) -> Object:
    """Return the members of a secret, each a secret of its own."""
    return {name: Secret(part) for name, part in _members(value).items()}


def _create(work: Work) -> list[Request]:
    """Send the two kinds of properties as one, of which each secret stays one."""
    body = work.values(lambda option: option.name not in _PROPERTIES)
    properties = {**_members(work.sent.get("properties")), **_secrets(work.sent.get("secret_properties"))}
    if properties:
        body["connectionProperties"] = properties
    elif not body.get("qConnectStatement"):
        raise ConfigurationError("A new connection needs connect_string and type, or properties.")
    return [Request("POST", work.path, body, makes=work.makes)]


def _patch(work: Work) -> list[Request]:
    changed = list(work.changed)
    if _moves(work, changed):
        given = [name for name in _CREDENTIALS if name in work.given and name not in changed]
        changed += given
        if work.found.get("qCredentialsID") and not any(name in changed for name in _CREDENTIALS):
            raise ConfigurationError(
                "Another address requires the credentials: Qlik does not send those that it has elsewhere."
            )
    return [Request("PATCH", work.at(), [entry for name in changed for entry in _entries(work, name)])]


def _moves(work: Work, changed: t.Collection[str]) -> bool:
    """Tell whether the connection gets another address."""
    properties = set(_differing(work)) if "properties" in changed else set()
    return "connect_string" in changed or bool(properties & _ADDRESSES)


def _differing(work: Work) -> Object:
    """Return the properties that differ from those that Qlik answered."""
    before, wanted = _members(work.found.get("connectionProperties")), _members(work.sent.get("properties"))
    return {name: value for name, value in wanted.items() if str(before.get(name)) != str(value)}


def _entries(work: Work, name: str) -> list[Object]:
    if name not in _PROPERTIES:
        return [_replaced(work.kind.field(name).api_name, work.sent[name])]
    members = _differing(work) if name == "properties" else _secrets(work.sent[name])
    return [_replaced(f"connectionProperties/{each}", value) for each, value in members.items()]


def _replaced(path: str, value: t.Any) -> Object:
    return {"op": "replace", "path": f"/{path}", "value": value}


def _give(work: Work) -> list[Request]:
    """Give it to another user, which takes an operation for many."""
    item = {"id": work.identifier or work.makes, "ownerId": work.sent["owner"]}
    path = (*work.path, "actions/update")
    return [Request("POST", path, {"connections": [item]}, accept="each", items="connections")]


def _hand_over(client: Tenant, each: Owned, receiver: Receiver) -> None:
    body = {"connections": [{"id": each.id, "ownerId": receiver.id}]}
    answer = client.request("POST", f"{each.path}/actions/update", json=body)
    require_done(answer, host=client.host, what=f"data connection {each.name}")


def _as_texts(properties: t.Any) -> t.Any:
    return {name: str(value) for name, value in properties.items()} if isinstance(properties, dict) else properties


DATA_CONNECTION = Kind(
    name="data_connection",
    doc="Data connections, with which apps read from databases, files and services.",
    path=_PATH,
    key=("name", "space"),
    identifier="qID",
    creator="user",
    listing=Listing(
        query={"noDatafiles": "true", "includeDisabled": "true"},
        find=scim("qName", names_of=without_space),
        detail="",
        detail_query={"parseConnection": "true"},
    ),
    ownership=Ownership(
        doc="Data connections; credentials stay with their user.",
        query={"userId": "{user}"},
        label="qName",
        owner="user",
        give=_hand_over,
        afterwards="Its new owner enters its credentials again.",
    ),
    faults=_faults,
    create=_create,
    update=_patch,
    advice={400: "Credentials that the address needs are sent with it; a password has one place."},
    needs="the role C(TenantAdmin), or the right to edit the space; O(owner) needs C(TenantAdmin)",
    source="published specification of the API C(data-connections) of 2026-07-24, and changelog 236",
    fields=(
        Field(name="name", doc="Name of the connection, unique in its space.", wire="qName"),
        space_field("space"),
        Field(
            name="data_source",
            doc="Id of the data source, such as V(snowflake). GET /api/connectivity/data-sources lists them.",
            wire="datasourceID",
            required=True,
            immutable=True,
        ),
        Field(
            name="properties",
            doc="Properties of the connection. GET /api/connectivity/data-sources/{id}/api-specs lists those of a data "
            "source. Properties that are not given keep their value.",
            wire="connectionProperties",
            type="dict",
            merges=True,
            same=_as_texts,
        ),
        Field(
            name="secret_properties",
            doc="Properties that are secrets, such as the password.",
            wire="connectionProperties",
            type="dict",
            secret=True,
        ),
        Field(
            name="connect_string",
            doc="Connection string, instead of O(properties). It contains no password.",
            wire="qConnectStatement",
            unless="properties",
        ),
        Field(
            name="type",
            doc="Type of the connector, which a O(connect_string) needs, such as V(QvOdbcConnectorPackage.exe).",
            wire="qType",
            unless="properties",
            immutable=True,
        ),
        Field(
            name="username", doc="User of the data source, with O(connect_string).", wire="qUsername", write_only=True
        ),
        Field(
            name="password",
            doc="Password of the data source, with O(connect_string), as its connector encodes it.",
            wire="qPassword",
            secret=True,
        ),
        Field(
            name="connection_secret",
            doc="Another secret that the connection itself has.",
            wire="qConnectionSecret",
            secret=True,
        ),
        Field(
            name="separate_credentials",
            doc="Whether each user enters credentials of their own.",
            wire="qSeparateCredentials",
            type="bool",
        ),
        Field(name="tags", doc="Tags of the connection, at most 31.", type="list", elements="str"),
        Field(
            name="owner",
            doc="Subject or email of the owner. Defaults to the bot of the client. Qlik does not transfer the "
            "credentials: the new owner enters them again.",
            wire="user",
            reference="user",
            via=_give,
        ),
    ),
    notes=(
        "Qlik never answers credentials. They are sent again if they differ from those that were sent before.",
        "Another connection string, host, server or url sends the given credentials with it, as Qlik demands.",
        "Name and space identify the connection: with another space it is another connection.",
        "The connections C(DataFiles) of spaces are not among them; M(qlikfleet.cloud.data_file) uses those.",
    ),
    examples="""
- name: Apps read from the warehouse
  qlikfleet.cloud.data_connection:
    name: Warehouse
    data_source: snowflake
    properties:
      server: acme.snowflakecomputing.com
      port: 443
      username: qlik
    secret_properties:
      password: "{{ warehouse_password }}"
    tags: [finance, nightly]

- name: The warehouse has moved, so the credentials are sent with the new address
  qlikfleet.cloud.data_connection:
    name: Warehouse
    properties:
      server: acme-eu.snowflakecomputing.com
    secret_properties:
      password: "{{ warehouse_password }}"

- name: A connection that is no longer used is removed
  qlikfleet.cloud.data_connection:
    name: Warehouse
    state: absent
""",
)
