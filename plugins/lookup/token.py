# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An access token for a tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
name: token
short_description: An access token for a tenant
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Returns an access token for the tenant of the host, for tools and modules that this collection does not replace.
  - The token is the one that the modules of the collection use in the same run. It is valid for one hostname, and for
    at most six hours. With an API key, the key is returned.
  - A token is a secret. Use C(no_log) for the task that uses it, and do not put it on a command line.
  - M(qlikfleet.cloud.api) sends any request without showing a token.
options:
  _terms:
    description: Takes no terms. Options are the connection options of modules, such as C(hostname).
    type: list
    elements: str
seealso:
  - module: qlikfleet.cloud.api
"""

EXAMPLES = r"""
- name: Send a request with another module
  ansible.builtin.uri:
    url: "https://{{ qlik_hostname }}/api/v1/users/me"
    headers:
      Authorization: "Bearer {{ lookup('qlikfleet.cloud.token') }}"
  delegate_to: localhost
  no_log: true
  register: me
"""

RETURN = r"""
_raw:
  description: The token.
  type: list
  elements: str
"""

import typing as t

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.lookups import context_of


class LookupModule(LookupBase):
    """Request a token as modules do."""

    def run(self, terms: list[str], variables: dict[str, t.Any] | None = None, **options: t.Any) -> list[str]:
        if terms:
            raise AnsibleLookupError("The lookup takes no terms. For another tenant, set hostname.")
        with context_of(self._templar, variables or {}, options) as context:
            return [context.client().token()]
