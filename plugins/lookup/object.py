# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of a tenant by their names."""

from __future__ import annotations

DOCUMENTATION = r"""
name: object
short_description: Objects of a tenant by their names
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Returns objects of the tenant of the host, each with its C(id), with the option names of the
    kind's own module.
  - An object that does not exist is an error.
options:
  _terms:
    description:
      - The kind, followed by the names of the objects. A name is the natural key, such as the C(subject) of a user.
      - For a kind with one object per tenant, such as V(tenant_settings), give only the kind.
      - Further options are the connection options of modules, such as C(hostname).
    type: list
    elements: str
    required: true
seealso:
  - module: qlikfleet.cloud.info
"""

EXAMPLES = r"""
- name: Use the id of a space in a request
  qlikfleet.cloud.api:
    path: "/api/v1/items?spaceId={{ lookup('qlikfleet.cloud.object', 'space', 'Finance').id }}"
  register: items
"""

RETURN = r"""
_raw:
  description: The objects, in the order of their names.
  type: list
  elements: dict
"""

import typing as t

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.info import objects_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import READABLE
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.lookups import context_of


class LookupModule(LookupBase):
    """Read objects as the module `info` does."""

    def run(
        self, terms: list[str], variables: dict[str, t.Any] | None = None, **options: t.Any
    ) -> list[dict[str, t.Any]]:
        kind, *names = (str(term) for term in terms) if terms else [""]
        if kind not in READABLE:
            raise AnsibleLookupError(f"The first term must be a kind, and is {kind!r}.")
        key = READABLE[kind].key
        if len(key) > 1:
            raise AnsibleLookupError(f"A {kind} is identified by {', '.join(key)}: use qlikfleet.cloud.info.")
        if bool(names) is READABLE[kind].singleton:
            raise AnsibleLookupError(f"Name the {kind}." if not names else f"A tenant has one {kind}; it has no name.")
        with context_of(self._templar, variables or {}, options) as context:
            return [_one(context, kind, dict.fromkeys(key, name)) for name in names or ["".join(key)]]


def _one(context: t.Any, kind: str, conditions: dict[str, str]) -> dict[str, t.Any]:
    found = [each for each in objects_of(context, kind, conditions) if all(each[n] == v for n, v in conditions.items())]
    if len(found) != 1:
        named = "".join(f" {value!r}" for value in conditions.values())
        raise AnsibleLookupError(f"{context.hostname}: there are {len(found)} objects {kind}{named}, not one.")
    return found[0]
