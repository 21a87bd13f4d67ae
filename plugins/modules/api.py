#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send a request to a tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: api
short_description: Send a request to a tenant
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - A request of the tenant's REST API, with token, retries and pages taken care of, for what has no module yet.
  - Only V(GET) is free of changes. In check mode nothing else is sent.
options:
  path:
    description:
      - Path of the request, such as V(/api/v1/items).
    type: str
    required: true
  method:
    description:
      - Verb of the request.
    type: str
    choices: [GET, POST, PUT, PATCH, DELETE]
    default: GET
  query:
    description:
      - Parameters of the query.
    type: dict
  body:
    description:
      - Body of the request, sent as JSON.
    type: raw
  headers:
    description:
      - Further headers.
    type: dict
  upload:
    description:
      - A file to send as it is, to V(/api/v1/temp-contents) for one.
      - Where Qlik answers with the place of it alone, RV(json) has it as C(location).
    type: path
  form:
    description:
      - Parts of a form, for what is uploaded with facts about it, such as themes and data files.
      - A part that is a dictionary with C(path) alone is that file. Every other one is sent as JSON.
    type: dict
  all_pages:
    description:
      - Whether a V(GET) follows the links to further pages and returns the objects of all.
    type: bool
    default: false
extends_documentation_fragment:
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: All apps of the tenant
  qlikfleet.cloud.api:
    path: /api/v1/items
    query:
      resourceType: app
      limit: 100
    all_pages: true
  register: apps

- name: A glossary, which has no module yet; every run makes another one
  qlikfleet.cloud.api:
    method: POST
    path: /api/v1/glossaries
    body:
      name: Finance terms
"""

RETURN = r"""
json:
  description: The decoded answer, or the objects of all pages.
  returned: success
  type: raw
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.api import API
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(API)


if __name__ == "__main__":
    main()
