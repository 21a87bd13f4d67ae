# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds without fields: types of content that users own, but blueprints do not support.

They are only listed, handed over and deleted with their owner.

Sources: @qlik/api 2.19.0 for paths and bodies; the published pages "Migrate app ownership", "Delete users", "Scheduling
tasks" and changelog 241 for each type.
"""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.listing import Listing
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import (
    Give,
    Owned,
    Ownership,
    Receiver,
    Tenant,
    acting,
    patching,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Delete, Write, delete_by_id

ITEMS = "/api/v1/items"
_ODAG_LINKS = "/api/analytics/odag-links"
_BY_FILTER = {"filter": 'ownerId eq "{user}"'}
_DELETE = Delete()


def _give_report_filter(client: Tenant, each: Owned, receiver: Receiver) -> None:
    """Send the whole report filter, since its patch replaces it."""
    names = ("name", "description", "filterVersion", "filterV1_0")
    kept = {name: each.found[name] for name in names if name in each.found}
    whole: Object = {"Filter": {**kept, "ownerId": receiver.id}}
    client.request("PATCH", each.at, json=[{"op": "replace", "path": "/filter", "value": whole}])


def _give_odag_link(client: Tenant, each: Owned, receiver: Receiver) -> None:
    """Send the whole link, since Qlik clears omitted fields."""
    taken = ("name", "bindings", "properties", "rowEstExpr", "dynamicView", "includeScript")
    body = {name: each.found[name] for name in taken if name in each.found}
    body |= {"selectionApp": _selection_app(client, each.found), "ownerId": receiver.id}
    client.request("PUT", each.at, json=body)


def _selection_app(client: Tenant, link: Object) -> str:
    """Name the app that the link starts from, since Qlik requires it but does not return it."""
    for app in client.list(ITEMS, resourceType="app", limit=100):
        if any(link["id"] == each["id"] for each in client.list(_ODAG_LINKS, selectionAppID=app["resourceId"])):
            return str(app["resourceId"])
    raise errors.QlikError(f"{client.label}: the app that the link {link['name']} starts from is not visible.")


def _item(
    name: str,
    doc: str,
    path: str = "",
    *,
    advice: str = "",
    give: Give | None = None,
    has_private: bool = False,
    delete: Write | None = _DELETE,
) -> Kind:
    """Return a kind that the index of items lists under this type."""
    ownership = Ownership(item=name, give=give, has_private=has_private, advice=advice)
    return Kind(name=name, doc=doc, path=path, ownership=ownership, delete=delete if path else None)


_GIVE_APP = acting("PUT", "owner")
QVAPP, SCRIPT = (
    _item(name, doc, "/api/v1/apps", give=_GIVE_APP, has_private=True)
    for name, doc in (
        ("qvapp", "QlikView documents."),
        ("script", "Scripts, data flows and table recipes."),
    )
)
REPORT_FILTER = Kind(
    name="report_filter",
    doc="Report filters of apps.",
    path="/api/v1/apps/{parent}/report-filters",
    listing=Listing(query={"filterTypes": ["REP", "SUB"]}, page_size=None),
    ownership=Ownership(query=_BY_FILTER, above="app", give=_give_report_filter),
)
ODAG_LINK = Kind(
    name="odag_link",
    doc="Links of on-demand apps.",
    path=_ODAG_LINKS,
    listing=Listing(page_size=None),
    ownership=Ownership(query={"optOwner": "{user}"}, owner="owner.id", give=_give_odag_link),
    delete=None,
)
ML_EXPERIMENT, ML_DEPLOYMENT = (
    Kind(
        name=name,
        doc=f"Machine learning {plural}.",
        path=f"/api/v1/ml/{plural}",
        ownership=Ownership(
            query=_BY_FILTER,
            label="attributes.name",
            owner="attributes.ownerId",
            advice=f"Qlik cannot change its owner: {instead}.",
        ),
    )
    for name, plural, instead in (
        ("ml_experiment", "experiments", "duplicate it as another user, or delete it"),
        ("ml_deployment", "deployments", "deploy the model again as another user"),
    )
)
ML_BATCH_PREDICTION = Kind(
    name="ml_batch_prediction",
    doc="Batch predictions of machine learning deployments.",
    path="/api/v1/ml/deployments/{parent}/batch-predictions",
    listing=Listing(page_size=None),
    ownership=Ownership(
        query=_BY_FILTER, above="ml_deployment", label="attributes.name", owner="attributes.ownerId", give=patching
    ),
)
_WITH_DATA = "It goes with its data: load it again as another user."
_AGAIN = "Create it again as another user."
DATA_STORE = Kind(
    name="data_store",
    doc="Data stores, which contain data assets.",
    path="/api/v1/data-stores",
    ownership=Ownership(label="technicalName", advice=_WITH_DATA),
    delete=delete_by_id,
)
DATA_ASSET = _item(
    "dataasset",
    "Data assets, which contain data sets.",
    "/api/v1/data-assets",
    advice=_WITH_DATA,
    delete=delete_by_id,
)
DATA_SET = _item("dataset", "Data sets.", "/api/v1/data-sets", advice=_WITH_DATA, delete=delete_by_id)
DATA_PRODUCT = _item("dataproduct", "Data products.", "/api/data-governance/data-products", advice=_AGAIN)
DATA_QUALITY_RULE = _item(
    "dataqualityrule", "Data quality rules.", advice="An administrator changes it in the management console."
)
SEMANTIC_TYPE = _item(
    "semantictype",
    "Semantic types.",
    "/api/data-governance/semantic-types",
    advice="Export and import it as another user.",
)
NOTE = _item("note", "Notes.", advice="Copy it as another user.")
PAGE = _item("page", "Pages.", advice="Copy it as another user.")
