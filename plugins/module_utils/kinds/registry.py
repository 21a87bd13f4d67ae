# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Made by `make generate`; change the declaration or the generator instead.
"""Every kind, imported by name, so that shipped modules bring them along."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.api_key import API_KEY
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.api_key_settings import API_KEY_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.app import APP
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.app_object import APP_OBJECT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.assistant import ASSISTANT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.auth_settings import AUTH_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation import AUTOMATION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation_connection import AUTOMATION_CONNECTION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation_connector import AUTOMATION_CONNECTOR
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation_settings import AUTOMATION_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.banner import BANNER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.brand import BRAND
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.collection import COLLECTION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.content_security_policy import (
    CONTENT_SECURITY_POLICY,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_alert import DATA_ALERT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_alert_settings import DATA_ALERT_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_connection import DATA_CONNECTION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_file import DATA_FILE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.email_settings import EMAIL_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.encryption_key_provider import (
    ENCRYPTION_KEY_PROVIDER,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.extension import EXTENSION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.genericlink import GENERICLINK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.glossary import GLOSSARY
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.group import GROUP
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.group_settings import GROUP_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.identity_provider import IDENTITY_PROVIDER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.ip_policy import IP_POLICY
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.item_settings import ITEM_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.knowledgebase import KNOWLEDGEBASE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.license_assignment import LICENSE_ASSIGNMENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.license_settings import LICENSE_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.oauth_client import OAUTH_CLIENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.pinned_link import PINNED_LINK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.report_template import REPORT_TEMPLATE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.role import ROLE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.sharing_settings import SHARING_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.sharing_task import SHARING_TASK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.space import SPACE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.tag import TAG
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.task import TASK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.tenant_settings import TENANT_SETTINGS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.theme import THEME
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.user import USER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.web_integration import WEB_INTEGRATION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.webhook import WEBHOOK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind

_ALL: tuple[Kind, ...] = (
    API_KEY,
    API_KEY_SETTINGS,
    APP,
    APP_OBJECT,
    ASSISTANT,
    AUTH_SETTINGS,
    AUTOMATION,
    AUTOMATION_CONNECTION,
    AUTOMATION_CONNECTOR,
    AUTOMATION_SETTINGS,
    BANNER,
    BRAND,
    COLLECTION,
    CONTENT_SECURITY_POLICY,
    DATA_ALERT,
    DATA_ALERT_SETTINGS,
    DATA_CONNECTION,
    DATA_FILE,
    EMAIL_SETTINGS,
    ENCRYPTION_KEY_PROVIDER,
    EXTENSION,
    GENERICLINK,
    GLOSSARY,
    GROUP,
    GROUP_SETTINGS,
    IDENTITY_PROVIDER,
    IP_POLICY,
    ITEM_SETTINGS,
    KNOWLEDGEBASE,
    LICENSE_ASSIGNMENT,
    LICENSE_SETTINGS,
    OAUTH_CLIENT,
    PINNED_LINK,
    REPORT_TEMPLATE,
    ROLE,
    SHARING_SETTINGS,
    SHARING_TASK,
    SPACE,
    TAG,
    TASK,
    TENANT_SETTINGS,
    THEME,
    USER,
    WEB_INTEGRATION,
    WEBHOOK,
)
# All that can be read, and those of them that can be written.
READABLE: dict[str, Kind] = {kind.name: kind for kind in _ALL}
KINDS = {name: kind for name, kind in READABLE.items() if not kind.read_only}
