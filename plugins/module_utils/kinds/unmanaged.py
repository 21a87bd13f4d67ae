# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every type of content that a user can own, in the order in which it is given away.

Spaces first and memberships second, so that the new owner may do what follows in them: an administrator that is not a
member of a space cannot reload its apps. Connections and files come before the apps that read them, and tasks right
after their apps. The old memberships end last of all, so that nothing stops working meanwhile. A type that becomes a
kind has its declaration there, as spaces have.

Not among them is what goes with its user: tokens, and the entitlement to a licence; what no list tells the owner of:
credentials of data connections, private objects of apps (see `app_objects` of the module `owner`); and the reload tasks
of old, which Qlik removed in September 2026.

Sources: @qlik/api 2.19.0 for paths and bodies; the published pages "Migrate app ownership", "Delete users", "Scheduling
tasks" and changelog 241 for what is said of each.
"""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.api_key import API_KEY_CONTENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.extension import EXTENSION_CONTENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.space import SPACE_CONTENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.theme import THEME_CONTENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.webhook import WEBHOOK_CONTENT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import (
    Content,
    Receiver,
    Test,
    acting,
    patching,
    require_done,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_ITEMS = "/api/v1/items"
# One list for all types that the index of items has.
_OWN_ITEMS: Object = {"ownerId": "{user}", "limit": "100"}
_ODAG_LINKS = "/api/analytics/odag-links"
_ALL_APPS: Object = {"resourceType": "app", "limit": "100"}
_BY_FILTER = {"filter": 'ownerId eq "{user}"'}


def _is(resource_type: str) -> Test:
    return lambda found: bool(found["resourceType"] == resource_type)


def _is_in_root(file: Object) -> bool:
    return "/" not in file["name"]


def _files_and_folders(found: list[Object]) -> list[Object]:
    """A folder goes with all that is in it, so that is no content of its own."""
    folders = [(each.get("spaceId"), f"{each['name']}/") for each in found if each.get("folder")]
    return [
        each
        for each in found
        if not any(each.get("spaceId") == space and each["name"].startswith(name) for space, name in folders)
    ]


def _give_data_connection(client: Client, found: Object, receiver: Receiver) -> None:
    body = {"connections": [{"id": found["qID"], "ownerId": receiver.id}]}
    answer = client.request("POST", "/api/connectivity/data-connections/actions/update", json=body)
    require_done(client, answer, f"data connection {found['qName']}")


def _give_task(client: Client, found: Object, _receiver: Receiver) -> None:
    """Whoever changes a task becomes its owner; one that lost its owner or app on the way is switched on again."""
    lost = str((found.get("metadata") or {}).get("disabledCode", "")).startswith("OWNER-")
    enabled = bool(found.get("enabled")) or lost
    patch = [{"op": "replace", "path": "/enabled", "value": enabled}]
    client.request("PATCH", f"/api/scheduling/tasks/{found['id']}", json=patch)


def _give_data_alert(client: Client, found: Object, receiver: Receiver) -> None:
    patch = [
        {"op": "replace", "path": f"/{name}", "value": value}
        for name, value in (("ownerId", receiver.id), ("ownerName", receiver.name))
    ]
    client.request("PATCH", f"/api/v1/data-alerts/{found['id']}", json=patch)


def _give_report_filter(client: Client, found: Object, receiver: Receiver) -> None:
    """The patch of a report filter replaces the whole filter."""
    kept = {name: found[name] for name in ("name", "description", "filterVersion", "filterV1_0") if name in found}
    whole: Object = {"Filter": {**kept, "ownerId": receiver.id}}
    patch = [{"op": "replace", "path": "/filter", "value": whole}]
    client.request("PATCH", f"{found['_list']}/{found['id']}", json=patch)


def _give_odag_link(client: Client, found: Object, receiver: Receiver) -> None:
    """The whole link is sent, since what is left out would be cleared."""
    taken = ("name", "bindings", "properties", "rowEstExpr", "dynamicView", "includeScript")
    body = {name: found[name] for name in taken if name in found}
    body |= {"selectionApp": _selection_app(client, found), "ownerId": receiver.id}
    client.request("PUT", f"{_ODAG_LINKS}/{found['id']}", json=body)


def _selection_app(client: Client, link: Object) -> str:
    """A change must name the app that the link starts from, which no answer tells: it is the one that finds it."""
    for app in client.list(_ITEMS, **_ALL_APPS):
        if any(link["id"] == each["id"] for each in client.list(_ODAG_LINKS, selectionAppID=app["resourceId"])):
            return str(app["resourceId"])
    raise errors.QlikError(f"{client.label}: the app that the link {link['name']} starts from is not visible.")


def _give_membership(client: Client, found: Object, receiver: Receiver) -> None:
    """Give the receiver the roles of both, since a user has one membership of a space. An owner needs none."""
    if client.get(found["_list"].removesuffix("/assignments"))["ownerId"] == receiver.id:
        return
    existing = next(iter(client.list(found["_list"], assigneeId=receiver.id, limit=100)), None)
    if existing:
        roles = sorted({*existing["roles"], *found["roles"]})
        if roles != sorted(existing["roles"]):
            client.request("PUT", f"{found['_list']}/{existing['id']}", json={"roles": roles})
    else:
        body = {"type": "bot" if receiver.is_bot else "user", "assigneeId": receiver.id, "roles": found["roles"]}
        client.request("POST", found["_list"], json=body)


def _end_membership(client: Client, found: Object, _receiver: Receiver) -> None:
    client.delete(f"{found['_list']}/{found['id']}")


def _item(resource_type: str, doc: str, advice: str, delete: str = "", *, by_ids: bool = False) -> Content:
    """A type that the index of items lists, and that has no operation that changes its owner."""
    return Content(
        name=resource_type.replace("-", "_"),
        doc=doc,
        path=_ITEMS,
        query=_OWN_ITEMS,
        is_one=_is(resource_type),
        identifier="resourceId",
        advice=advice,
        delete=delete,
        by_ids=by_ids,
    )


_ITEM_TYPES = (
    _item("glossary", "Business glossaries.", "Make another user steward, or export and import it.",
          "/api/v1/glossaries/{resourceId}"),
    _item("dataasset", "Data assets, which data sets are in.", "It goes with its data: load it anew as another user.",
          "/api/v1/data-assets", by_ids=True),
    _item("dataset", "Data sets.", "It goes with its data: load it anew as another user.", "/api/v1/data-sets",
          by_ids=True),
    _item("assistant", "Assistants.", "Make it anew as another user.", "/api/v1/assistants/{resourceId}"),
    _item("knowledgebase", "Knowledge bases.", "Make it anew as another user.", "/api/v1/knowledgebases/{resourceId}"),
    _item("dataproduct", "Data products.", "Make it anew as another user.",
          "/api/data-governance/data-products/{resourceId}"),
    _item("dataqualityrule", "Data quality rules.", "An administrator changes it in the management console."),
    _item("semantictype", "Semantic types.", "Export and import it as another user.",
          "/api/data-governance/semantic-types/{resourceId}"),
    _item("note", "Notes.", "Copy it as another user."),
    _item("page", "Pages.", "Copy it as another user."),
    _item("genericlink", "Links of the hub.", "Make it anew as another user."),
)  # fmt: skip
# What the index of items lists too, and another list tells more of.
_KNOWN_ELSEWHERE = {
    "app",
    "qvapp",
    "script",
    "automation",
    "automl-experiment",
    "automl-deployment",
    "sharingservicetask",
}


CONTENT_TYPES: tuple[Content, ...] = (
    SPACE_CONTENT,
    Content(
        name="space_membership",
        doc="Roles in spaces of others.",
        path="/api/v1/spaces/{id}/assignments",
        query={"assigneeId": "{user}", "limit": "100"},
        parents=("/api/v1/spaces", {"limit": "100"}),
        label="_parent",
        owner="assigneeId",
        give=_give_membership,
        release=_end_membership,
        delete="{_list}/{id}",
    ),
    Content(
        name="data_connection",
        doc="Data connections; credentials stay with their user.",
        path="/api/connectivity/data-connections",
        query={"userId": "{user}", "noDatafiles": "true", "includeDisabled": "true", "limit": "100"},
        identifier="qID",
        label="qName",
        owner="user",
        give=_give_data_connection,
        afterwards="Its new owner enters its credentials anew.",
        delete="/api/connectivity/data-connections/{qID}",
    ),
    Content(
        name="data_file",
        doc="Data files and folders in the root of their space, folders with what is in them.",
        path="/api/v1/data-files",
        query={"ownerId": "{user}", "includeAllSpaces": "true", "includeFolders": "true", "limit": "1000"},
        whole=_files_and_folders,
        give=acting("POST", "/api/core/data-files/{id}/actions/change-owner"),
        may_go=_is_in_root,
        advice="Only what is in the root of its space changes its owner: move it there, or upload it anew.",
        delete="/api/core/data-files/{id}",
        # With a folder goes what others have in it.
        may_be_deleted=lambda file: not file.get("folder"),
    ),
    *(
        Content(
            name=name,
            doc=doc,
            path=_ITEMS,
            query=_OWN_ITEMS,
            is_one=_is(name),
            identifier="resourceId",
            has_private=True,
            give=acting("PUT", "/api/v1/apps/{resourceId}/owner"),
            delete="/api/v1/apps/{resourceId}",
        )
        for name, doc in (
            ("app", "Apps. One in a personal space goes to the personal space of its new owner."),
            ("qvapp", "QlikView documents."),
            ("script", "Scripts, data flows and table recipes."),
        )
    ),
    Content(
        name="report_filter",
        doc="Report filters of apps.",
        path="/api/v1/apps/{resourceId}/report-filters",
        query={"filterTypes": ["REP", "SUB"], **_BY_FILTER},
        parents=(_ITEMS, _ALL_APPS),
        give=_give_report_filter,
        delete="{_list}/{id}",
    ),
    Content(
        name="task",
        doc="Scheduled tasks.",
        path="/api/scheduling/tasks",
        query={**_BY_FILTER, "limit": "100"},
        owner="metadata.ownerId",
        give=_give_task,
        only_to_caller=True,
        advice="A task goes to whoever changes it: run again as the user who is to have it.",
        delete="/api/scheduling/tasks/{id}",
    ),
    Content(
        name="data_alert",
        doc="Data alerts.",
        path="/api/v1/data-alerts",
        query={"ownerId": "{user}", "limit": "100"},
        rows="tasks",
        give=_give_data_alert,
        delete="/api/v1/data-alerts/{id}",
    ),
    Content(
        name="sharing_task",
        doc="Subscriptions and report tasks.",
        path="/api/v1/sharing-tasks",
        query={"owner": "{user}", "limit": "100"},
        rows="sharingTasks",
        owner="owner",
        give=patching("/api/v1/sharing-tasks/{id}"),
        delete="/api/v1/sharing-tasks/{id}",
    ),
    Content(
        name="report_template",
        doc="Templates of reports.",
        path="/api/v1/report-templates",
        query={"ownerId": "{user}", "limit": "100"},
        # The patch is free-form, and that it takes the owner is not documented: the list afterwards tells.
        give=patching("/api/v1/report-templates/{id}"),
        unsure=True,
        advice="Where Qlik does not take the new owner: upload the template anew.",
        delete="/api/v1/report-templates/{id}",
    ),
    Content(
        name="automation",
        doc="Automations.",
        path="/api/workflows/automations",
        query={**_BY_FILTER, "listAll": "true", "limit": "100"},
        give=acting("POST", "/api/workflows/automations/{id}/actions/change-owner", "userId"),
        costs="its history and its connections",
        afterwards="Its new owner chooses its connections anew.",
        delete="/api/workflows/automations/{id}",
    ),
    Content(
        name="automation_connection",
        doc="Connections of automations.",
        path="/api/workflows/automation-connections",
        query={**_BY_FILTER, "listAll": "true", "limit": "100"},
        give=acting("POST", "/api/workflows/automation-connections/{id}/actions/change-owner", "userId"),
        delete="/api/workflows/automation-connections/{id}",
    ),
    WEBHOOK_CONTENT,
    Content(
        name="odag_link",
        doc="Links of on-demand apps.",
        path=_ODAG_LINKS,
        query={"optOwner": "{user}"},
        owner="owner.id",
        give=_give_odag_link,
    ),
    Content(
        name="ml_experiment",
        doc="Machine learning experiments.",
        path="/api/v1/ml/experiments",
        query={**_BY_FILTER, "limit": "100"},
        label="attributes.name",
        owner="attributes.ownerId",
        advice="Qlik has no way to change its owner: duplicate it as another user, or delete it.",
        delete="/api/v1/ml/experiments/{id}",
    ),
    Content(
        name="ml_deployment",
        doc="Machine learning deployments.",
        path="/api/v1/ml/deployments",
        query={**_BY_FILTER, "limit": "100"},
        label="attributes.name",
        owner="attributes.ownerId",
        advice="Qlik has no way to change its owner: deploy the model anew as another user.",
        delete="/api/v1/ml/deployments/{id}",
    ),
    Content(
        name="ml_batch_prediction",
        doc="Batch predictions of machine learning deployments.",
        path="/api/v1/ml/deployments/{id}/batch-predictions",
        query=_BY_FILTER,
        parents=("/api/v1/ml/deployments", {"limit": "100"}),
        label="attributes.name",
        owner="attributes.ownerId",
        give=patching("{_list}/{id}"),
        delete="{_list}/{id}",
    ),
    THEME_CONTENT,
    EXTENSION_CONTENT,
    Content(
        name="collection",
        doc="Collections.",
        path="/api/v1/collections",
        query={"creatorId": "{user}", "limit": "100"},
        owner="creatorId",
        advice="Qlik has no way to change its owner: make it anew as another user.",
        delete="/api/v1/collections/{id}",
    ),
    Content(
        name="data_store",
        doc="Data stores, which data assets are in.",
        path="/api/v1/data-stores",
        query={"limit": "100"},
        label="technicalName",
        advice="It goes with its data: load it anew as another user.",
        delete="/api/v1/data-stores",
        by_ids=True,
    ),
    *_ITEM_TYPES,
    Content(
        name="other",
        doc="Whatever else the index of items lists.",
        path=_ITEMS,
        query=_OWN_ITEMS,
        is_one=lambda found: found["resourceType"] not in _KNOWN_ELSEWHERE | {each.name for each in _ITEM_TYPES},
        identifier="resourceId",
        advice="It is a type that this version does not know: see to it in the management console.",
    ),
    API_KEY_CONTENT,
)
