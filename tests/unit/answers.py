# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of Qlik, for transports that tests script."""

from __future__ import annotations

import json
import typing as t

from requests.structures import CaseInsensitiveDict

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Answer


def answer(body: t.Any, status: int = 200, **headers: str) -> Answer:
    """Return an answer; a body that is no bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, CaseInsensitiveDict({"Content-Type": "application/json", **given}), content)
