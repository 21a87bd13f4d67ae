# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request, as the client of a host sends it."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import Body, json_body


@dataclass(frozen=True)
class Request:
    """One request. `json` is sent as such if `body` is not given; `save_to` takes the content of the answer.

    harmless: sending it twice does no harm, whatever its method.
    """

    method: str
    path: str
    json: t.Any = None
    body: Body | None = None
    params: t.Mapping[str, t.Any] | None = None
    headers: t.Mapping[str, str] | None = None
    save_to: t.BinaryIO | None = None
    harmless: bool = False

    @property
    def what(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def content(self) -> Body | None:
        return self.body or (None if self.json is None else json_body(self.json))
