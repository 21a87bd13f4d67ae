# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Document the options of every module for reaching the tenant."""

from __future__ import annotations


class ModuleDocFragment:
    """The connection options."""

    DOCUMENTATION = r"""
options:
  hostname:
    description:
      - Hostname of the tenant, its alias or the generated one.
      - It can also be set with the host variable C(qlik_hostname) or the environment variable E(QLIK_CLOUD_HOSTNAME).
    type: str
  region:
    description:
      - Code of the region, as in every hostname. Defaults to the one in O(hostname).
      - It can also be set with the host variable C(qlik_region).
    type: str
  client_id:
    description:
      - Id of the OAuth client.
      - It can also be set with the variable C(qlik_client_id) or the environment variable
        E(QLIK_CLOUD_<REGION>_CLIENT_ID), so that each region's client is used automatically.
    type: str
  client_secret:
    description:
      - Secret of the OAuth client. Keep it out of playbooks.
      - It can also be set with the variable C(qlik_client_secret) or the environment variable
        E(QLIK_CLOUD_<REGION>_CLIENT_SECRET).
    type: str
  client:
    description:
      - OAuth client to use inside tenants. Defaults to V(region). Tenants are always created, deactivated and
        reactivated with the region client.
      - V(tenant) is a client of the tenant itself, see O(tenant_client_id), for tenants without a region client.
      - It can also be set with the host variable C(qlik_client), which C(client) of a tenant in a fleet file sets.
    type: str
    choices: [region, tenant]
  tenant_client_id:
    description:
      - Id of the tenant's own OAuth client.
      - It can also be set with the variable C(qlik_tenant_client_id), which the role
        P(qlikfleet.cloud.tenant_client#role) stores.
    type: str
  tenant_client_secret:
    description:
      - Secret of this client. It can also be set with the variable C(qlik_tenant_client_secret).
    type: str
  api_key:
    description:
      - An API key of the tenant, to use there instead of a region client, for example to create a tenant client.
      - It can also be set with the host variable C(qlik_api_key).
    type: str
  domain:
    description:
      - Domain of Qlik Cloud. Defaults to V(qlikcloud.com). Tokens are sent to hosts of this domain only.
    type: str
  proxy:
    description:
      - URL of an HTTP proxy. Without it, the proxies of the environment are used.
    type: str
  ca_path:
    description:
      - File with the certificate authorities that are trusted. TLS is always verified. A relative path is
        relative to the fleet file.
    type: path
  timeout:
    description:
      - Seconds that a request may take. Defaults to V(30).
    type: float
  rate_window:
    description:
      - Seconds over which Qlik counts requests, to stay below its limits. Defaults to V(300), as published.
      - It can also be set with the variable C(qlik_rate_window) or the environment variable
        E(QLIK_CLOUD_RATE_WINDOW).
    type: float
requirements:
  - requests
notes:
  - Runs in the controller's process, regardless of the connection of the host. A task that is delegated to a
    machine runs on that machine. A task with C(async) runs in its own process.
  - With C(become), the task runs as that user on the controller, or on the machine that it is delegated to. C(become)
    counts if the play, role, block or task sets it. The setting in C(ansible.cfg) and the option C(--become) are
    ignored, because they are meant for machines, and a tenant is not a machine.
  - The keyword C(environment) applies to credentials, proxy and every other option that the environment can set.
  - The first use of an OAuth client in a tenant creates its bot user there, even in check mode.
"""
