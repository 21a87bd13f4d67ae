# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module by name, for the action plugin that runs them."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.api import API
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.app_export import APP_EXPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import BLUEPRINT, BLUEPRINT_INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot import BOT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.bot_info import BOT_INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.check import CHECK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.check_report import CHECK_REPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.drift_report import DRIFT_REPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export import EXPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.export_layers import EXPORT_LAYERS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.info import INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import OBJECT, kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.ledger import LEDGER, LEDGER_INFO
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.owner import OWNER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.region_client import (
    REGION_CLIENT,
    REGION_CLIENT_INFO,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.runs import (
    AUTOMATION_RUN,
    KNOWLEDGEBASE_SYNC,
    RELOAD,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.tenant import TENANT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.tenant_client import TENANT_CLIENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.usage import USAGE_INFO, USAGE_REPORT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.vaulted_variables import VAULTED_VARIABLES
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS

COMMANDS = {
    command.name: command
    for command in (
        API,
        APP_EXPORT,
        AUTOMATION_RUN,
        BLUEPRINT,
        BLUEPRINT_INFO,
        BOT,
        BOT_INFO,
        CHECK,
        CHECK_REPORT,
        DRIFT_REPORT,
        EXPORT,
        EXPORT_LAYERS,
        INFO,
        KNOWLEDGEBASE_SYNC,
        LEDGER,
        LEDGER_INFO,
        OBJECT,
        OWNER,
        REGION_CLIENT,
        REGION_CLIENT_INFO,
        RELOAD,
        TENANT,
        TENANT_CLIENT,
        USAGE_INFO,
        USAGE_REPORT,
        VAULTED_VARIABLES,
        *(kind_command(kind) for kind in KINDS.values()),
    )
}
