#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Knowledge bases that assistants answer from, with their data sources."""

from __future__ import annotations

DOCUMENTATION = r"""
module: knowledgebase
short_description: Manage knowledge bases
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Knowledge bases that assistants answer from, with their data sources.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the knowledge base.
      - Required, unless O(objects) is set.
    type: str
  space:
    description:
      - Space of the knowledge base.
      - Cannot be changed later.
    type: str
  description:
    description:
      - Purpose of the knowledge base.
    type: str
  tags:
    description:
      - All tags of the knowledge base.
      - Cannot be changed later.
    type: list
    elements: str
  advanced_indexing:
    description:
      - Whether to read files with the advanced pipeline.
      - Cannot be changed later.
    type: bool
  purge_sources:
    description:
      - Whether to remove sources that are not listed.
    type: bool
    default: false
  sources:
    description:
      - Data sources. Other sources are kept, unless O(purge_sources) is set.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the data source.
        type: str
        required: true
      type:
        description:
          - 'Type of the source: files, web pages, or a database.'
          - Cannot be changed later.
        type: str
        choices:
          - file
          - web
          - database
      connection:
        description:
          - Data connection of the source, as V(Space/Connection).
        type: str
      user:
        description:
          - Subject or email of the user who reads the source.
        type: str
      folder:
        description:
          - Folder to start in.
        type: str
      files:
        description:
          - Files to read, instead of all.
        type: list
        elements: str
      scope:
        description:
          - Limits on the files that are read.
        type: dict
        suboptions:
          depth:
            description:
              - Number of levels of folders or links.
            type: int
          extensions:
            description:
              - Extensions of files to read.
            type: list
            elements: str
          max_files_total:
            description:
              - Maximum number of files.
            type: int
          max_files_per_folder:
            description:
              - Maximum number of files in a folder.
            type: int
          max_size:
            description:
              - Maximum size of a file in bytes.
            type: int
          modified_after:
            description:
              - Time since which a file must have changed.
            type: str
      crawl_patterns:
        description:
          - Rules for following links.
        type: list
        elements: dict
        suboptions:
          type:
            description:
              - Whether to follow such links.
            type: str
            choices:
              - include
              - exclude
          pattern:
            description:
              - Regular expression of the links.
            type: str
      was:
        description:
          - Former name of the knowledgebase source. An object with this name is renamed, instead of creating another
            one.
          - An object that is already renamed is left unchanged.
        type: str
      state:
        description:
          - Whether the knowledgebase source should exist.
        type: str
        choices:
          - present
          - absent
        default: present
  was:
    description:
      - Former name of the knowledge base. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the knowledge base should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of knowledge bases instead of one. Each has options of this module, except connection options.
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
          - Patterns of knowledge bases to keep, such as V(knowledgebase Legacy*).
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
  - M(qlikfleet.cloud.knowledgebase_sync) indexes a data source. Schedules of indexes are set in the hub.
  - Qlik allows two knowledge bases with the same name. The module fails if it finds two.
  - Needs a role in the space that may create knowledge bases, or the scope C(admin.knowledgebases).
  - 'Source: published specification of the API C(knowledgebases).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Give assistants our guides
  qlikfleet.cloud.knowledgebase:
    name: Guides
    space: Reports
    description: Guides for the sales team

- name: Change the description
  qlikfleet.cloud.knowledgebase:
    name: Guides
    description: Guides for the sales and purchasing teams

- name: Remove the knowledge base
  qlikfleet.cloud.knowledgebase:
    name: Guides
    state: absent

- name: Remove the knowledge base
  qlikfleet.cloud.knowledgebase:
    name: Guides
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
      description: Name of the knowledge base.
      returned: if Qlik returns it
      type: str
    space:
      description: Space of the knowledge base.
      returned: if Qlik returns it
      type: str
    description:
      description: Purpose of the knowledge base.
      returned: if Qlik returns it
      type: str
    tags:
      description: All tags of the knowledge base.
      returned: if Qlik returns it
      type: list
      elements: str
    advanced_indexing:
      description: Whether to read files with the advanced pipeline.
      returned: if Qlik returns it
      type: bool
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.knowledgebase import KNOWLEDGEBASE


def main() -> None:
    run_module(kind_command(KNOWLEDGEBASE))


if __name__ == "__main__":
    main()
