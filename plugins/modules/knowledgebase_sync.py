#!/usr/bin/python
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Index a data source of a knowledge base."""

from __future__ import annotations

DOCUMENTATION = r"""
module: knowledgebase_sync
short_description: Index a data source of a knowledge base
version_added: 0.1.0
author:
  - qlikfleet.cloud contributors (@qlikfleet)
description:
  - Indexes the files or pages of a data source again, waits for the end, and fails if some of them could not be indexed.
  - If the source is already being indexed, the module waits for that and does not start it again.
options:
  knowledgebase:
    description:
      - Name of the knowledge base.
    type: str
    required: true
  source:
    description:
      - Name of the data source.
    type: str
    required: true
  wait:
    description:
      - Whether to wait for the end.
    type: bool
    default: true
  timeout:
    description:
      - Seconds to wait. Indexing continues afterwards, and another task waits for it again.
    type: int
    default: 3600
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: none
    details: Each task indexes the source, unless it is being indexed.
notes:
  - The caller needs a role in the space of the knowledge base that may change it, or the scope C(admin.knowledgebases).
  - "Source: published specification of the API C(knowledgebases). What a single index answers there is a file without a
    status, so the module reads the list of indexes."
seealso:
  - module: qlikfleet.cloud.knowledgebase
extends_documentation_fragment:
  - qlikfleet.cloud.attributes
  - qlikfleet.cloud.connection
"""

EXAMPLES = r"""
- name: Index the guides of the sales team
  qlikfleet.cloud.knowledgebase_sync:
    knowledgebase: Guides
    source: Sales

- name: Start to index without waiting
  qlikfleet.cloud.knowledgebase_sync:
    knowledgebase: Guides
    source: Sales
    wait: false
"""

RETURN = r"""
run:
  description: The index, as Qlik last answered it.
  returned: success, not in check mode
  type: dict
  sample:
    id: 6512c1a4f2b3e9d1a0c4b7e8
    status: completed
    startedAt: "2026-11-27T06:00:00.000Z"
    completedAt: "2026-11-27T06:02:10.000Z"
"""

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import run_module
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.runs import KNOWLEDGEBASE_SYNC


def main() -> None:
    run_module(KNOWLEDGEBASE_SYNC)


if __name__ == "__main__":
    main()
