# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a tenant has of a kind."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.client import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind, Object


def list_objects(client: Client, kind: Kind, path: str) -> list[Object]:
    """All objects of a kind; a singleton that does not exist is an empty list."""
    if not kind.singleton:
        page: Object = {"limit": kind.page_size} if kind.page_size else {}
        return client.list(path, **page)
    try:
        found = client.get(path)
    except errors.ApiError as error:
        if error.status == 404:
            return []
        raise
    return [found] if found else []
