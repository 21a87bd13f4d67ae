#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""The announcement that all users of the tenant see at the top of the page for a time."""

from __future__ import annotations

DOCUMENTATION = r"""
module: banner
short_description: Manage banner
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - The announcement that all users of the tenant see at the top of the page for a time.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  type:
    description:
      - Kind of announcement, which decides on the colour of the banner.
    type: str
    choices:
      - info
      - warning
      - error
      - resolved
  enabled:
    description:
      - Whether users see the banner.
    type: bool
  text:
    description:
      - Text of the banner.
    type: str
  start_time:
    description:
      - Start of the time in which users see it, such as V(2026-12-05T18:00:00Z). A time with an offset counts as
        it says; one without is in UTC.
    type: str
  end_time:
    description:
      - End of that time. A time with an offset counts as it says; one without is in UTC.
    type: str
  link_enabled:
    description:
      - Whether the banner has a link.
    type: bool
  link_url:
    description:
      - Address of the link.
    type: str
  link_label:
    description:
      - Text of the link.
    type: str
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
notes:
  - The first time, O(type), O(enabled), O(text), O(start_time), O(end_time) and O(link_enabled) must be set.
  - Qlik cannot delete a banner. To take it down, set O(enabled) to V(false).
  - Needs the role C(TenantAdmin).
  - 'Source: published specification of the API C(banners).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Announce the maintenance at the weekend
  qlikfleet.cloud.banner:
    type: warning
    enabled: true
    text: The tenant is maintained on Saturday evening.
    start_time: "2026-12-04T08:00:00Z"
    end_time: "2026-12-05T22:00:00Z"
    link_enabled: true
    link_url: https://status.example.com
    link_label: Status page

- name: Announce that it took longer
  qlikfleet.cloud.banner:
    text: The maintenance lasts until Sunday noon.
    end_time: "2026-12-06T12:00:00Z"

- name: Take the banner down
  qlikfleet.cloud.banner:
    enabled: false
"""

RETURN = r"""
object:
  description: The object after the task, with the option names. Empty if it is absent.
  returned: success
  type: dict
  contains:
    type:
      description: Kind of announcement, which decides on the colour of the banner.
      returned: if Qlik returns it
      type: str
    enabled:
      description: Whether users see the banner.
      returned: if Qlik returns it
      type: bool
    text:
      description: Text of the banner.
      returned: if Qlik returns it
      type: str
    start_time:
      description: Start of the time in which users see it, such as V(2026-12-05T18:00:00Z). A time with an offset
        counts as it says; one without is in UTC.
      returned: if Qlik returns it
      type: str
    end_time:
      description: End of that time. A time with an offset counts as it says; one without is in UTC.
      returned: if Qlik returns it
      type: str
    link_enabled:
      description: Whether the banner has a link.
      returned: if Qlik returns it
      type: bool
    link_url:
      description: Address of the link.
      returned: if Qlik returns it
      type: str
    link_label:
      description: Text of the link.
      returned: if Qlik returns it
      type: str
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.banner import BANNER


def main() -> None:
    run_module(kind_command(BANNER))


if __name__ == "__main__":
    main()
