# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IP policies."""

from __future__ import annotations

import ipaddress

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing, scim
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _network(text: str) -> str:
    """Write an address as a range of one. Leave invalid values to Qlik to refuse."""
    try:
        return str(ipaddress.IPv4Network(text, strict=False))
    except ValueError:
        return text


def _is_public(text: str) -> bool:
    try:
        return ipaddress.IPv4Network(text, strict=False).is_global
    except ValueError:
        return False


def _guard(wanted: Object, found: Object | None, _client_id: str) -> str:
    """Refuse an enabled policy without a public address. Only Qlik knows whether it has our own address."""
    after = {"enabled": False, "allowedIps": [], **(found or {})}
    enabled, allowed = wanted.get("enabled", after["enabled"]), wanted.get("allowed_ips", after["allowedIps"])
    if wanted.get("state") == "absent" or not enabled or any(map(_is_public, allowed or ())):
        return ""
    return "it would allow no public IPv4 address"


IP_POLICY = Kind(
    name="ip_policy",
    noun="IP policy",
    plural="IP policies",
    doc="IP policies, which list the addresses that may access the tenant.",
    path="/api/core/ip-policies",
    creator="createdBy",
    listing=Listing(find=scim("name")),
    protected=lambda found: found.get("deletable") is False,
    guard=_guard,
    needs="the role C(TenantAdmin), or the scope C(admin.ip-policies)",
    fields=(
        Field(name="name", doc="Name of the policy."),
        Field(
            name="allowed_ips",
            doc="Public IPv4 addresses and ranges (CIDR), such as V(61.254.213.0/24). Order does not matter.",
            type="list",
            elements="str",
            required=True,
            same=_network,
        ),
        Field(
            name="enabled",
            doc="Whether the policy is enabled. Once one is enabled, the tenant can only be accessed from addresses "
            "of enabled policies. Qlik defaults to V(false).",
            type="bool",
        ),
    ),
    notes=(
        "The address that Ansible reaches Qlik from must be in an enabled policy. Qlik refuses to lock you out.",
        "When the last enabled policy is disabled or removed, the tenant can be accessed from everywhere.",
        "IPv6 is not supported. Qlik allows two policies with the same name; the module fails if it finds two.",
    ),
    examples="""
- name: Allow access only from the offices
  qlikfleet.cloud.ip_policy:
    name: Offices
    allowed_ips: [61.254.213.0/24, 22.46.216.142]
    enabled: true

- name: Allow access from everywhere again
  qlikfleet.cloud.ip_policy:
    name: Offices
    enabled: false
""",
)
