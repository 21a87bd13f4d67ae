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
  - Sends one request to the tenant's REST API, for objects without a module. The module handles tokens, retries,
    limits and pages.
  - Only V(GET) is sent in check mode. Every other method counts as a change.
options:
  path:
    description:
      - Path of the request, such as V(/api/v1/items).
    type: str
    required: true
  method:
    description:
      - HTTP method of the request.
    type: str
    choices: [GET, POST, PUT, PATCH, DELETE]
    default: GET
  query:
    description:
      - Query parameters.
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
      - File to send unchanged, for example to V(/api/v1/temp-contents). It is streamed.
      - If Qlik answers only with the location, RV(json) has it as C(location).
    type: path
  form:
    description:
      - Parts of a form, for files that are uploaded together with their properties, such as themes and data files.
      - A dictionary that has only C(path) is a file, which is streamed. All other parts are sent as JSON.
    type: dict
  dest:
    description:
      - File to save the answer to, on the machine that the task runs on. Its folder must exist.
      - The answer is streamed, so it may be larger than the memory. Only the owner can read the file.
      - A file that already has this content is not touched. In check mode, the answer is compared and not saved.
    type: path
  all_pages:
    description:
      - Whether a V(GET) follows the links to further pages and returns the objects of all pages.
    type: bool
    default: false
attributes:
  check_mode:
    support: partial
    details: Only V(GET) is sent. Every other method counts as a change.
  diff_mode:
    support: none
  idempotent:
    support: partial
    details: V(GET) changes nothing. Only Qlik knows the effect of other methods.
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
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

- name: Save the licence overview
  qlikfleet.cloud.api:
    path: /api/v1/licenses/overview
    dest: "{{ inventory_dir }}/licence.json"

- name: A data product, which has no module yet; every run makes another one
  qlikfleet.cloud.api:
    method: POST
    path: /api/data-governance/data-products
    body:
      name: Finance figures
"""

RETURN = r"""
json:
  description: The decoded answer, or the objects of all pages.
  returned: success, without O(dest)
  type: raw
dest:
  description: The file that has the answer.
  returned: success, with O(dest)
  type: str
status:
  description: Status code of the answer.
  returned: success, without O(all_pages)
  type: int
  sample: 200
headers:
  description: Headers of the answer, with names in lower case. Cookies, tokens and other secrets are left out.
  returned: success, without O(all_pages)
  type: dict
  sample:
    content-type: application/json
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.api import API
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module


def main() -> None:
    run_module(API)


if __name__ == "__main__":
    main()
