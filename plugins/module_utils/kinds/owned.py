# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of content that a user can own, in the order in which it is handed over.

Spaces first and memberships second, so that the new owner may do what follows in them: an administrator that is not a
member of a space cannot reload its apps. Connections and files come before the apps that read them, and tasks right
after their apps. The old memberships end last of all, so that nothing stops working meanwhile.

Not included are tokens and licence entitlements, which end with their user; credentials of data connections and private
objects of apps, whose owner no list has (see `app_objects` of the module `owner`); and the former reload tasks, which
Qlik removed in September 2026.
"""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds import unmanaged
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.api_key import API_KEY
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.app import APP
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.assistant import ASSISTANT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation import AUTOMATION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.automation_connection import AUTOMATION_CONNECTION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.collection import COLLECTION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_alert import DATA_ALERT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_connection import DATA_CONNECTION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.data_file import DATA_FILE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.extension import EXTENSION
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.genericlink import GENERICLINK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.glossary import GLOSSARY
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.knowledgebase import KNOWLEDGEBASE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.report_template import REPORT_TEMPLATE
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.sharing_task import SHARING_TASK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.space import SPACE, SPACE_MEMBER
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.task import TASK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.theme import THEME
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.webhook import WEBHOOK
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership, ownership_of

# One list for all types in the index of items.
ITEMS = Listing(path=unmanaged.ITEMS, query={"ownerId": "{user}"})

_KNOWN: tuple[Kind, ...] = (
    SPACE,
    SPACE_MEMBER,
    DATA_CONNECTION,
    DATA_FILE,
    APP,
    unmanaged.QVAPP,
    unmanaged.SCRIPT,
    unmanaged.REPORT_FILTER,
    TASK,
    DATA_ALERT,
    SHARING_TASK,
    REPORT_TEMPLATE,
    AUTOMATION,
    AUTOMATION_CONNECTION,
    WEBHOOK,
    unmanaged.ODAG_LINK,
    unmanaged.ML_EXPERIMENT,
    unmanaged.ML_DEPLOYMENT,
    unmanaged.ML_BATCH_PREDICTION,
    THEME,
    EXTENSION,
    COLLECTION,
    unmanaged.DATA_STORE,
    GLOSSARY,
    unmanaged.DATA_ASSET,
    unmanaged.DATA_SET,
    ASSISTANT,
    KNOWLEDGEBASE,
    unmanaged.DATA_PRODUCT,
    unmanaged.DATA_QUALITY_RULE,
    unmanaged.SEMANTIC_TYPE,
    unmanaged.NOTE,
    unmanaged.PAGE,
    GENERICLINK,
    API_KEY,
)
# Types that the index of items also lists, but another list describes in more detail.
_ELSEWHERE = {"automation", "automl-experiment", "automl-deployment", "sharingservicetask"}
_ITEM_TYPES = _ELSEWHERE | {ownership_of(kind).item for kind in _KNOWN}

OWNED: tuple[Kind, ...] = (
    *_KNOWN,
    Kind(
        name="other",
        doc="Other types in the index of items.",
        path=unmanaged.ITEMS,
        identifier="resourceId",
        listing=Listing(query=ITEMS.query, is_one=lambda found: found["resourceType"] not in _ITEM_TYPES),
        ownership=Ownership(advice="This version does not know the type. Handle it in the management console."),
        delete=None,
    ),
)
