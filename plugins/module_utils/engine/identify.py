# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find an object by name, for operations that are not a state."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.read import find_objects, list_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue


def identified(client: Client, kinds: dict[str, Kind], kind: Kind, name: str) -> str:
    """Return the id of an object by its name, such as Finance/Sales for an app in a space."""
    above = {target for part in kind.key for target in kind.field(part).kinds_of_reference}
    lists = {target: list_objects(client, kinds[target]) for target in sorted(above)}
    catalogue = Catalogue(kinds, {**lists, kind.name: find_objects(client, kind, {name})}, {})
    return _identifier(catalogue, kind, name, client.label)


def identified_below(client: Client, kind: Kind, parent: str, name: str, title: str) -> str:
    """Return the id of an object below another one, whose id is `parent`. `title` begins an error."""
    path = (kind.listing.path or kind.path).format(parent=parent)
    catalogue = Catalogue({kind.name: kind}, {kind.name: list_objects(client, kind, path)}, {})
    return _identifier(catalogue, kind, name, f"{client.label}: {title}")


def _identifier(catalogue: Catalogue, kind: Kind, name: str, place: str) -> str:
    try:
        return str(catalogue.identifier(kind.name, name))
    except errors.QlikError as error:
        error.message = f"{place}: {error.message}"
        raise
