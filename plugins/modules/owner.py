#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand over what a user owns."""

from __future__ import annotations

DOCUMENTATION = r"""
module: owner
short_description: Hand over what a user owns
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Everything that one user owns in the tenant goes to another, when somebody leaves, or when a bot is left over.
  - Each type goes by the operation that Qlik has for it, in an order that keeps scheduled tasks running. Afterwards it
    is listed again, so that what is reported as given is given.
  - What Qlik has no way to give is in RV(left), with what to do about it. A run that was stopped is simply run again.
  - Where some of it is refused the rest goes all the same, and the task fails and says how much is left.
options:
  from_user:
    description:
      - Who has it. Subject, email address or id of the user; of a bot also the id of its client.
      - A user who was deleted is named by the id.
    type: str
    required: true
  to_user:
    description:
      - Who gets it. Without it, the user that this task works as.
      - Scheduled tasks can go to the user that this task works as only.
    type: str
  types:
    description:
      - Types to hand over; all of them where nothing is said.
    type: list
    elements: str
    choices:
      - space
      - data_connection
      - data_file
      - app
      - qvapp
      - script
      - report_filter
      - task
      - data_alert
      - sharing_task
      - report_template
      - automation
      - automation_connection
      - webhook
      - odag_link
      - ml_experiment
      - ml_deployment
      - ml_batch_prediction
      - theme
      - extension
      - collection
      - data_store
      - glossary
      - dataasset
      - dataset
      - assistant
      - knowledgebase
      - dataproduct
      - dataqualityrule
      - semantictype
      - note
      - page
      - genericlink
      - other
      - api_key
      - space_member
  except_types:
    description:
      - Types to leave with their owner.
    type: list
    elements: str
    choices:
      - space
      - data_connection
      - data_file
      - app
      - qvapp
      - script
      - report_filter
      - task
      - data_alert
      - sharing_task
      - report_template
      - automation
      - automation_connection
      - webhook
      - odag_link
      - ml_experiment
      - ml_deployment
      - ml_batch_prediction
      - theme
      - extension
      - collection
      - data_store
      - glossary
      - dataasset
      - dataset
      - assistant
      - knowledgebase
      - dataproduct
      - dataqualityrule
      - semantictype
      - note
      - page
      - genericlink
      - other
      - api_key
      - space_member
  automations:
    description:
      - Whether automations go too. They lose their history, and the connections in them must be chosen anew.
    type: bool
    default: false
  private_content:
    description:
      - Whether to look into personal spaces too, which takes a scope that region clients lack. A client of the tenant
        with that scope is made, used, and removed with its bot, whatever happens. Not in check mode.
    type: bool
    default: false
  app_objects:
    description:
      - Private sheets, stories and bookmarks, which Qlik lists through its engine only. Needs O(private_content).
      - Nothing tells whose they are, so each run gives them.
    type: list
    elements: dict
    suboptions:
      app_id:
        description: Id of the app.
        type: str
        required: true
      object_id:
        description: Id of the object.
        type: str
        required: true
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Somebody left, and a colleague takes over
  qlikfleet.cloud.owner:
    from_user: anna@example.com
    to_user: bert@example.com
    private_content: true

- name: Only spaces and apps of a bot that is left over go to the bot of this run
  qlikfleet.cloud.owner:
    from_user: "{{ left_over_client_id }}"
    types: [space, app]
"""

RETURN = r"""
given:
  description: Each object that has its new owner, or would have it in check mode.
  returned: always
  type: list
  elements: dict
  sample: [{"type": "space", "id": "63f4d6a1", "name": "Finance"}]
counts:
  description: How many of each type were given.
  returned: always
  type: dict
  sample: {"space": 2, "app": 14}
afterwards:
  description: What is to be done with something now that it was given, such as credentials to be entered anew.
  returned: always
  type: list
  elements: dict
  sample: [{"type": "data_connection", "id": "8b1", "name": "DWH", "what": "Its new owner enters its credentials anew."}]
left:
  description: What the old owner still has, each with the reason and what to do.
  returned: always
  type: list
  elements: dict
  sample: [{"type": "theme", "id": "6a1", "name": "ACME", "reason": "Upload it anew."}]
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.owner import OWNER


def main() -> None:
    run_module(OWNER)


if __name__ == "__main__":
    main()
