#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Business glossaries with their categories and terms."""

from __future__ import annotations

DOCUMENTATION = r"""
module: glossary
short_description: Manage glossaries
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Business glossaries with their categories and terms.
  - Options that are not set keep their current value. An empty string or list clears the value.
options:
  name:
    description:
      - Name of the glossary.
      - Required, unless O(objects) is set.
    type: str
  space:
    description:
      - Space that the glossary is in. Defaults to the personal space of the caller.
    type: str
  description:
    description:
      - What the glossary is about.
    type: str
  overview:
    description:
      - Introduction to the glossary. A line is a paragraph. Rich text as Qlik's editor keeps it, a JSON list, is
        sent as it is.
    type: str
  tags:
    description:
      - All its tags.
    type: list
    elements: str
  term_template:
    description:
      - What the related information of a new term begins with. A line is a paragraph. Rich text as Qlik's editor
        keeps it, a JSON list, is sent as it is.
    type: str
  purge_categories:
    description:
      - Whether to remove categories that are not listed.
    type: bool
    default: false
  categories:
    description:
      - Categories of the glossary. Others keep what they have, unless O(purge_categories) is set.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the category, unique among those of one parent.
        type: str
        required: true
      parent:
        description:
          - Category that this one is in, such as V(Finance), or V(Finance/Sales) two levels down.
        type: str
      description:
        description:
          - What the terms of the category have in common.
        type: str
      stewards:
        description:
          - Subjects or emails of all its stewards.
        type: list
        elements: str
      was:
        description:
          - Former name of the glossary category. An object with this name is renamed, instead of creating another
            one.
          - An object that is already renamed is left unchanged.
        type: str
      state:
        description:
          - Whether the glossary category should exist.
        type: str
        choices:
          - present
          - absent
        default: present
  purge_terms:
    description:
      - Whether to remove terms that are not listed.
    type: bool
    default: false
  terms:
    description:
      - Terms of the glossary. Others keep what they have, unless O(purge_terms) is set.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The term, as people say it.
        type: str
        required: true
      description:
        description:
          - What it means.
        type: str
      abbreviation:
        description:
          - Short form of the term.
        type: str
      related_information:
        description:
          - What else is to be known of it. A line is a paragraph. Rich text as Qlik's editor keeps it, a JSON list,
            is sent as it is.
        type: str
      tags:
        description:
          - All its tags.
        type: list
        elements: str
      stewards:
        description:
          - Subjects or emails of all its stewards.
        type: list
        elements: str
      categories:
        description:
          - All its categories; one within another as V(Finance/Sales).
        type: list
        elements: str
      related_terms:
        description:
          - All its relations to other terms of the glossary. They are set once all terms exist.
        type: list
        elements: dict
        suboptions:
          type:
            description:
              - What this term is to the other one.
            type: str
            choices:
              - isA
              - hasA
              - seeAlso
              - synonym
              - antonym
              - classifies
              - other
              - replaces
              - replacedBy
              - hasSubtype
              - preferredTerm
              - seeInstead
              - defines
              - definedBy
          term:
            description:
              - Name of the other term.
            type: str
      status:
        description:
          - Whether the term holds. Once it is V(verified), only a steward can change it.
        type: str
        choices:
          - draft
          - verified
          - deprecated
      was:
        description:
          - Former name of the glossary term. An object with this name is renamed, instead of creating another one.
          - An object that is already renamed is left unchanged.
        type: str
      state:
        description:
          - Whether the glossary term should exist.
        type: str
        choices:
          - present
          - absent
        default: present
  was:
    description:
      - Former name of the glossary. An object with this name is renamed, instead of creating another one.
      - An object that is already renamed is left unchanged.
    type: str
  state:
    description:
      - Whether the glossary should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  objects:
    description:
      - A list of glossaries instead of one. Each has options of this module, except connection options.
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
          - Patterns of glossaries to keep, such as V(glossary Legacy*).
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
  - A glossary that is removed takes its terms with it, and a category those within it.
  - Links of terms to apps and data sets stay as they are.
  - Qlik does not forbid two glossaries of one name; the module fails where it finds two.
  - Needs the role C(Steward).
  - 'Source: published specification of the API C(glossaries).'
seealso:
  - module: qlikfleet.cloud.blueprint
  - name: Blueprints
    description: How objects are declared in layers, planned and converged.
    link: https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md
"""

EXAMPLES = r"""
- name: Say once what our numbers mean
  qlikfleet.cloud.glossary:
    name: Finance
    description: Words of the finance department
    categories:
      - name: Results
      - name: Earnings
        parent: Results
    terms:
      - name: Earnings before interest and tax
        abbreviation: EBIT
        description: Revenue less the cost of operations
        categories: [Results/Earnings]
        related_terms:
          - type: seeAlso
            term: Net income
        status: verified
      - name: Net income
        categories: [Results/Earnings]

- name: Tell more of the glossary, and leave its terms alone
  qlikfleet.cloud.glossary:
    name: Finance
    description: Words of the finance department, checked each quarter
    overview: Ask the controllers where a word is missing.

- name: Remove a term
  qlikfleet.cloud.glossary:
    name: Finance
    terms:
      - name: Net income
        state: absent

- name: Remove the glossary and all its terms
  qlikfleet.cloud.glossary:
    name: Finance
    state: absent

- name: Remove the glossary
  qlikfleet.cloud.glossary:
    name: Finance
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
      description: Name of the glossary.
      returned: if Qlik returns it
      type: str
    space:
      description: Space that the glossary is in. Defaults to the personal space of the caller.
      returned: if Qlik returns it
      type: str
    description:
      description: What the glossary is about.
      returned: if Qlik returns it
      type: str
    overview:
      description: Introduction to the glossary. A line is a paragraph. Rich text as Qlik's editor keeps it, a JSON
        list, is sent as it is.
      returned: if Qlik returns it
      type: str
    tags:
      description: All its tags.
      returned: if Qlik returns it
      type: list
      elements: str
    term_template:
      description: What the related information of a new term begins with. A line is a paragraph. Rich text as Qlik's
        editor keeps it, a JSON list, is sent as it is.
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
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.glossary import GLOSSARY


def main() -> None:
    run_module(kind_command(GLOSSARY))


if __name__ == "__main__":
    main()
