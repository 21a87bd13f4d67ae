#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand over what a user owns."""

from __future__ import annotations

DOCUMENTATION = r"""
module: owner
short_description: Hand over the content of a user
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Hands over all content of a user in the tenant to another user, when somebody leaves, or when a bot is left over.
  - Each type is handed over with the operation that Qlik has for it, in an order that keeps scheduled tasks running.
    Afterwards the content is listed again, so the report is verified.
  - Objects that Qlik cannot hand over are in RV(left), with what to do about them. Run it again after an
    interruption.
  - If Qlik refuses some objects, the others are still handed over, and the task fails with the number that is left.
options:
  from_user:
    description:
      - Current owner. Subject, email address or id of a user, or the client id of a bot.
      - Refer to a deleted user by id.
    type: str
    required: true
  to_user:
    description:
      - New owner. Defaults to the user of this task.
      - Scheduled tasks can only go to the user of this task.
    type: str
  types:
    description:
      - Types to hand over. Defaults to all.
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
      - Whether to hand over automations too. They lose their history, and their connections must be chosen again.
    type: bool
    default: false
  private_content:
    description:
      - Whether to look into personal spaces too. This needs a scope that region clients lack. A tenant client with
        that scope is therefore created, used, and removed with its bot, even if the task fails. Not in check mode.
    type: bool
    default: false
  app_objects:
    description:
      - Private sheets, stories and bookmarks, which only Qlik's engine lists. Needs O(private_content).
      - Their owner cannot be read, so each run hands them over again.
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
- name: Hand over the content of somebody who left to a colleague
  qlikfleet.cloud.owner:
    from_user: anna@example.com
    to_user: bert@example.com
    private_content: true

- name: Hand over only spaces and apps of a left-over bot to the bot of this run
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
  description: Number of objects of each type that were given.
  returned: always
  type: dict
  sample: {"space": 2, "app": 14}
afterwards:
  description: Steps for the new owner, such as entering credentials again.
  returned: always
  type: list
  elements: dict
  sample: [{"type": "data_connection", "id": "8b1", "name": "DWH", "what": "Its new owner enters its credentials again."}]
left:
  description: Objects that the old owner still has, each with the reason and what to do.
  returned: always
  type: list
  elements: dict
  sample: [{"type": "theme", "id": "6a1", "name": "ACME", "reason": "Upload it again."}]
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.owner import OWNER


def main() -> None:
    run_module(OWNER)


if __name__ == "__main__":
    main()
