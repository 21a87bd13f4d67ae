# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that stop a request: errors in the API's form."""

from __future__ import annotations

import typing as t

Answer = tuple[int, dict[str, str], t.Any]


class Refused(Exception):  # noqa: N818
    """An error answer: {errors: [{code, title, detail, status}], traceId}."""

    def __init__(self, status: int, code: str, title: str, **headers: str) -> None:
        super().__init__(title)
        self.status, self.headers = status, headers
        self.body: dict[str, t.Any] = {
            "errors": [{"code": code, "title": title, "status": str(status)}],
            "traceId": "0" * 32,
        }
