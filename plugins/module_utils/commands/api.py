# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module api: send one request of the operator."""

from __future__ import annotations

import dataclasses
import filecmp
import json
import os
import re
import tempfile
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.answers import Answer
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import (
    Body,
    Part,
    file_body,
    file_source,
    form_body,
)
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.request import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Words in the name of a header with a secret value.
_SECRET = re.compile(r"cookie|authoriz|authenticat|token|secret|password|signature|api-?key")


def _run_api(context: Context) -> Object:
    params = context.params
    client = context.client()
    method = params["method"]
    if context.check_mode and method != "GET":
        return {"changed": True}
    if method == "GET" and params["all_pages"]:
        return {"json": client.list(params["path"], **(params["query"] or {}))}
    request = Request(method, params["path"], params["body"], _body(params), params["query"], params["headers"])
    if params["dest"]:
        return saved(client, request, Path(params["dest"]), check=context.check_mode)
    answer = client.exchange(request)
    value = client.value(answer, request)
    return {
        "changed": method != "GET",
        "json": answer.data if answer.content else value or None,
        **_about(answer),
    }


def _about(answer: Answer) -> Object:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    shown = {name: value for name, value in headers.items() if not _SECRET.search(name)}
    return {"status": answer.status, "headers": shown}


def saved(client: Client, request: Request, dest: Path, *, check: bool) -> Object:
    """Stream the answer into a file that only its owner may read; replace `dest` if its content differs."""
    require_place(dest)
    folder = None if check else dest.parent
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".writing-")
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            answer = client.exchange(dataclasses.replace(request, save_to=file))
            file.flush()
            os.fsync(file.fileno())
        differs = not (dest.exists() and filecmp.cmp(written, dest, shallow=False))
        if differs and not check:
            written.replace(dest)
    finally:
        written.unlink(missing_ok=True)
    return {"changed": differs or request.method != "GET", "dest": str(dest), **_about(answer)}


def require_place(dest: Path) -> None:
    """Refuse a bad `dest` before anything is sent."""
    if dest.is_dir():
        raise errors.ConfigurationError(f"dest: {dest} is a folder. Add the name of a file.")
    if not os.access(dest.parent, os.W_OK | os.X_OK):
        why = "cannot be written to" if dest.parent.is_dir() else "does not exist"
        raise errors.ConfigurationError(f"dest: the folder {dest.parent} {why}.")


def _body(params: Object) -> Body | None:
    if params["upload"]:
        return file_body(params["upload"])
    return form_body({name: _part(part) for name, part in params["form"].items()}) if params["form"] else None


def _part(part: t.Any) -> Part:
    if isinstance(part, dict) and set(part) == {"path"}:
        return Part(Path(part["path"]).name, file_source(part["path"]), "application/octet-stream")
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
        "dest": {"type": "path"},
        "all_pages": {"type": "bool", "default": False},
    },
    _run_api,
    mutually_exclusive=(("body", "upload", "form"), ("dest", "all_pages")),
)
