# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Document the attributes of modules: those that work in a tenant, and those that only work on the controller."""

from __future__ import annotations


class ModuleDocFragment:
    """The module attributes, as ansible-doc shows them."""

    DOCUMENTATION = r"""
attributes:
  check_mode:
    description: Whether the task can say what would change without changing it.
    support: full
    details: Check mode, diff and run are one computation. The first use of an OAuth client creates its bot user.
  diff_mode:
    description: Whether the task can show what changes.
    support: full
  idempotent:
    description: Whether the task changes nothing the second time.
    support: full
  action_group:
    description: The group for C(module_defaults), C(group/qlikfleet.cloud.all).
    support: full
    membership: [qlikfleet.cloud.all]
  platform:
    description: Where the task runs.
    platforms: posix
    support: full
  async:
    description: Whether the task can run in the background.
    support: full
    details: It then runs in its own process.
"""

    CONTROLLER = r"""
attributes:
  check_mode:
    description: Whether the task can say what would change without changing it.
    support: full
  diff_mode:
    description: Whether the task can show what changes.
    support: none
  idempotent:
    description: Whether the task changes nothing the second time.
    support: full
  platform:
    description: Where the task runs.
    platforms: posix
    support: full
"""
