#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check blueprints and tenants against rules."""

from __future__ import annotations

DOCUMENTATION = r"""
module: check
short_description: Check the blueprint of a tenant, and the tenant itself, against rules
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Checks objects against the rules of the collection and your own, and returns what breaks them. Changes nothing.
  - The blueprint is checked without a request. Some rules are about what only a tenant can tell, such as the age of a
    secret or the client of a bot.
  - The guide C(docs/rules.md) lists the rules.
options:
  of:
    description: Whether to check the V(blueprint), the V(tenant), or both.
    type: list
    elements: str
    choices: [blueprint, tenant]
    default: [blueprint, tenant]
  blueprint:
    description: The blueprint, instead of the layers of the host.
    type: dict
  layers:
    description: Names of layers, as in M(qlikfleet.cloud.blueprint).
    type: list
    elements: str
  rules:
    description:
      - Your own rules, beside those of the collection.
      - Can also be set with the variable C(qlik_rules).
    type: list
    elements: dict
    suboptions:
      id:
        description: Name of the rule, unlike that of another one.
        type: str
        required: true
      severity:
        description: How bad it is to break the rule.
        type: str
        choices: [high, medium, low]
        default: medium
      reason:
        description: What is wrong with an object that breaks the rule, and what to do.
        type: str
        required: true
      source:
        description: Where the rule comes from, such as the address of a policy.
        type: str
      kind:
        description: Kind of the objects. Each has a module of the same name.
        type: str
        required: true
      where:
        description:
          - Tests of options. The rule is about objects that pass all of them. Defaults to all objects of the kind.
          - A test is a plain value, which is a pattern for a text such as V(Finance*), and one of the members of a
            list. A list of tests passes if one of them does. A dictionary has named tests, which must all pass.
          - The named tests are C(is) for exactly this value, C(set) with V(true) or V(false), C(contains) and
            C(matches) for a part and a regular expression, C(at_least) and C(at_most) for numbers and lengths,
            C(within_days) for times, C(not), C(all), C(any), and C(has) with tests of the options of a member.
        type: dict
      expect:
        description: Such tests, of which each of these objects must pass one.
        type: list
        elements: dict
      count:
        description: Named tests of the number of these objects, such as C(at_least), instead of O(rules[].expect).
        type: dict
  rules_off:
    description:
      - Names of rules that are not checked.
      - Can also be set with the variable C(qlik_rules_off).
    type: list
    elements: str
  rule_settings:
    description:
      - Settings of the rules of the collection.
      - Can also be set with the variable C(qlik_rule_settings).
    type: dict
    suboptions:
      administrators:
        description:
          - Subjects, or patterns of subjects, of the people who may have the role C(TenantAdmin). Bots of known OAuth
            clients may have it too.
          - Without them, C(tenant-admin) and C(tenant-admin-group) are not checked.
        type: list
        elements: str
      administrator_groups:
        description: Names of the groups that may give their members the role C(TenantAdmin).
        type: list
        elements: str
        default: []
      api_key_days:
        description: Days after which an API key must be replaced.
        type: int
        default: 180
      secret_days:
        description: Days after which a secret of an OAuth client must be replaced.
        type: int
        default: 365
      ip_policy:
        description: Whether the tenant must have an IP policy that is switched on.
        type: bool
        default: false
      licence_days:
        description:
          - Days after which somebody who has not used an app of the tenant needs no licence.
          - The sessions of all these days are read. Without it, C(unused-licence) is not checked.
        type: int
  rule_exceptions:
    description:
      - What may break a rule for a time. An exception that has ended is a finding itself.
      - Can also be set with the variable C(qlik_rule_exceptions).
    type: list
    elements: dict
    suboptions:
      rule:
        description: Name of the rule.
        type: str
        required: true
      object:
        description: Object, or a pattern of objects, such as V(user auth0|anna).
        type: str
        default: "*"
      tenant:
        description: Tenant, or a pattern of tenants, by name in the inventory.
        type: str
        default: "*"
      until:
        description: Last day of the exception, such as V(2026-12-31).
        type: str
        required: true
      reason:
        description: Why the rule may be broken.
        type: str
        required: true
  fail_on:
    description: The least severity of a finding that fails the task.
    type: str
    choices: [high, medium, low, never]
    default: never
  earlier_clients:
    description: Ids of deleted region clients, as in M(qlikfleet.cloud.bot_info).
    type: list
    elements: str
  organization_client_id:
    description: Id of the organization-level OAuth client, as in M(qlikfleet.cloud.bot_info).
    type: str
  ledger:
    description: Ledger, as in M(qlikfleet.cloud.bot_info). It knows the region clients, and so their bots.
    type: str
attributes:
  diff_mode:
    support: none
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
seealso:
  - module: qlikfleet.cloud.check_report
  - module: qlikfleet.cloud.bot_info
"""

EXAMPLES = r"""
- name: Check what is declared, without a request
  qlikfleet.cloud.check:
    of: [blueprint]
    fail_on: high
    blueprint:
      web_integration:
        - name: Customer portal
          valid_origins: [https://portal.example.com]

- name: Check the tenant as well, with a rule of our own
  qlikfleet.cloud.check:
    rule_settings:
      administrators: ["auth0|anna", "auth0|operations"]
    rules:
      - id: space-owner
        severity: low
        reason: Shared spaces belong to the operations team.
        kind: space
        where:
          type: shared
        expect:
          - owner: auth0|operations
    rule_exceptions:
      - rule: space-owner
        object: space Trial
        until: "2026-12-31"
        reason: The trial ends with the year.
"""

RETURN = r"""
findings:
  description:
    - What breaks rules, the most severe first, with C(rule), C(severity), C(tenant), C(kind), C(object), C(reason) and
      C(source).
    - C(place) is file and line in a blueprint. C(in_tenant) tells whether the tenant has it, not only the blueprint.
  returned: success
  type: list
  elements: dict
counts:
  description: Number of findings by severity.
  returned: success
  type: dict
  sample: {"high": 1, "low": 0, "medium": 2}
not_checked:
  description: Rules that were not checked, with the reason.
  returned: success
  type: dict
  sample: {"ip-policy": "rule_settings does not ask for an IP policy"}
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.check import CHECK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(CHECK)


if __name__ == "__main__":
    main()
