# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an OAuth client can do besides being a plain object: be published to all tenants of its region."""

from __future__ import annotations

from answers import Answer
from operations import Call, behaves
from world import now


@behaves("POST", "/api/v1/oauth-clients/{id}/actions/publish")
def _publish(call: Call) -> Answer:
    client = call.existing("oauth-clients")
    client.setdefault("publishedAt", now())
    return call.shown(client)
