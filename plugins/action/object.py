# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin of all modules: `meta/runtime.yml` routes them here.

Ansible recompiles this file in every worker. The class therefore lives in a module that the inventory plugin has
already imported.
"""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.action import ActionModule

__all__ = ["ActionModule"]
