# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module api: one request of the operator's own."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Part
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def _run_api(context: Context) -> Object:
    params = context.params
    client = context.client()
    method = params["method"]
    if context.check_mode and method != "GET":
        return {"changed": True}
    if method == "GET" and params["all_pages"]:
        return {"json": client.list(params["path"], **(params["query"] or {}))}
    answer = client.request(
        method,
        params["path"],
        json=params["body"],
        params=params["query"],
        headers=params["headers"],
        upload=_content(params["upload"]) if params["upload"] else None,
        form={name: _part(part) for name, part in params["form"].items()} if params["form"] else None,
    )
    return {"changed": method != "GET", "json": answer}


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise errors.ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None


def _part(part: t.Any) -> Part:
    if isinstance(part, dict) and set(part) == {"path"}:
        return Part(Path(part["path"]).name, _content(part["path"]), "application/octet-stream")
    return Part(None, json.dumps(part), "application/json")


API = Command(
    "api",
    {
        "path": {"type": "str", "required": True},
        "method": {"type": "str", "choices": ["GET", "POST", "PUT", "PATCH", "DELETE"], "default": "GET"},
        "query": {"type": "dict"},
        "body": {"type": "raw"},
        "headers": {"type": "dict"},
        "upload": {"type": "path"},
        "form": {"type": "dict"},
        "all_pages": {"type": "bool", "default": False},
    },
    _run_api,
    mutually_exclusive=(("body", "upload", "form"),),
)
