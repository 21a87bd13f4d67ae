#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Data connections, with which apps read from databases, files and services."""

from __future__ import annotations

DOCUMENTATION = r"""
module: data_connection
short_description: Manage data connections
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Data connections, with which apps read from databases, files and services.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the connection, unique in its space.
      - Required, unless O(objects) is set.
    type: str
  space:
    description:
      - Name of the space of the object. Defaults to the personal space of its owner.
    type: str
  data_source:
    description:
      - Id of the data source, such as V(snowflake). GET /api/connectivity/data-sources lists them.
      - Cannot be changed later.
    type: str
  properties:
    description:
      - Properties of the connection. GET /api/connectivity/data-sources/{id}/api-specs lists those of a data source.
        Properties that are not given keep their value.
    type: dict
  secret_properties:
    description:
      - Properties that are secrets, such as the password.
      - Qlik never returns it.
    type: dict
  connect_string:
    description:
      - Connection string, instead of O(properties). It contains no password.
    type: str
  type:
    description:
      - Type of the connector, which a O(connect_string) needs, such as V(QvOdbcConnectorPackage.exe).
      - Cannot be changed later.
    type: str
  username:
    description:
      - User of the data source, with O(connect_string).
      - Qlik never returns it.
    type: str
  password:
    description:
      - Password of the data source, with O(connect_string), as its connector encodes it.
      - Qlik never returns it.
    type: str
  connection_secret:
    description:
      - Another secret that the connection itself has.
      - Qlik never returns it.
    type: str
  separate_credentials:
    description:
      - Whether each user enters credentials of their own.
    type: bool
  tags:
    description:
      - Tags of the connection, at most 31.
    type: list
    elements: str
  owner:
    description:
      - 'Subject or email of the owner. Defaults to the bot of the client. Qlik does not transfer the credentials:
        the new owner enters them again.'
    type: str
  update_secrets:
    description:
      - When to send values and files that Qlik never returns to an existing object.
      - With V(when_changed), if they differ from the last ones, of which the ledger keeps salted digests. Without
        a ledger, nothing is sent, and the module warns. V(always) sends them in each run, V(on_create) never.
      - The variable C(qlik_update_secrets) of the host can also set it. Defaults to V(when_changed).
    type: str
    choices:
      - when_changed
      - always
      - on_create
  was:
    description:
      - Former name of the data connection. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the data connection should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of data connections instead of one. Each has options of this module, except connection options.
      - The tenant's list is read once, and changes are written by several threads.
    type: list
    elements: dict
  purge:
    description:
      - Removes objects that are not in O(objects). Objects that Qlik made, and those that the run uses, are kept.
      - Without it, other objects are left alone.
    type: dict
    suboptions:
      what:
        description:
          - Whether to remove only objects that this OAuth client created, or all.
        type: str
        choices:
          - created_by_this_client
          - all
        default: created_by_this_client
      except:
        description:
          - Patterns of data connections to keep, such as V(data_connection Legacy*).
        type: list
        elements: str
        default: []
      at_most:
        description:
          - If there are more objects to remove than this, nothing is removed.
        type: int
        default: 10
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - Qlik never answers credentials. They are sent again if they differ from those that were sent before.
  - Another connection string, host, server or url sends the given credentials with it, as Qlik demands.
  - 'Name and space identify the connection: with another space it is another connection.'
  - The connections C(DataFiles) of spaces are not among them; M(qlikfleet.cloud.data_file) uses those.
  - Needs the role C(TenantAdmin), or the right to edit the space; O(owner) needs C(TenantAdmin).
  - 'Source: published specification of the API C(data-connections) of 2026-07-24, and changelog 236.'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
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

- name: Remove the data connection
  qlikfleet.cloud.data_connection:
    name: Warehouse
    state: absent
"""

RETURN = r"""
id:
  description: Id of the object. In check mode, the id of a new object is not known yet.
  returned: if the object exists afterwards
  type: str
  sample: 507f191e810c19729de860ea
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    name:
      description: Name of the connection, unique in its space.
      returned: if Qlik returns it
      type: str
    space:
      description: Name of the space of the object. Defaults to the personal space of its owner.
      returned: if Qlik returns it
      type: str
    data_source:
      description: Id of the data source, such as V(snowflake). GET /api/connectivity/data-sources lists them.
      returned: if Qlik returns it
      type: str
    properties:
      description: Properties of the connection. GET /api/connectivity/data-sources/{id}/api-specs lists those of
        a data source. Properties that are not given keep their value.
      returned: if Qlik returns it
      type: dict
    secret_properties:
      description: Properties that are secrets, such as the password.
      returned: if Qlik returns it
      type: dict
    connect_string:
      description: Connection string, instead of O(properties). It contains no password.
      returned: if Qlik returns it
      type: str
    type:
      description: Type of the connector, which a O(connect_string) needs, such as V(QvOdbcConnectorPackage.exe).
      returned: if Qlik returns it
      type: str
    username:
      description: User of the data source, with O(connect_string).
      returned: if Qlik returns it
      type: str
    password:
      description: Password of the data source, with O(connect_string), as its connector encodes it.
      returned: if Qlik returns it
      type: str
    connection_secret:
      description: Another secret that the connection itself has.
      returned: if Qlik returns it
      type: str
    separate_credentials:
      description: Whether each user enters credentials of their own.
      returned: if Qlik returns it
      type: bool
    tags:
      description: Tags of the connection, at most 31.
      returned: if Qlik returns it
      type: list
      elements: str
    owner:
      description: 'Subject or email of the owner. Defaults to the bot of the client. Qlik does not transfer the
        credentials: the new owner enters them again.'
      returned: if Qlik returns it
      type: str
objects:
  description: With O(objects), C(id) and C(object) of each, in the same order.
  returned: if objects is set
  type: list
  elements: dict
diff:
  description: The object before and after.
  returned: in diff mode
  type: list
  elements: dict
failure:
  description: Reason for a failure, as data.
  returned: failure
  type: dict
  contains:
    status:
      description: HTTP status of the answer.
      returned: if Qlik answered
      type: int
    code:
      description: Error code of the answer.
      returned: if Qlik answered
      type: str
    detail:
      description: Explanation in the answer.
      returned: if Qlik answered
      type: str
    trace_id:
      description: Id that Qlik's support can find the request with.
      returned: if Qlik answered
      type: str
    tenant:
      description: Name of the tenant in the inventory, or its hostname.
      returned: if the failure is about one
      type: str
    host:
      description: Hostname of the tenant.
      returned: if the failure is about one
      type: str
    object:
      description: Object or request that failed.
      returned: if the failure is about one
      type: str
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_connection import DATA_CONNECTION


def main() -> None:
    run_module(kind_command(DATA_CONNECTION))


if __name__ == "__main__":
    main()
