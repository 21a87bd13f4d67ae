# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The header that comes of the entries of a content security policy (published specification "csp-origins").

What Qlik itself allows is not published: here each directive begins with the tenant's own origin.
"""

from __future__ import annotations

import re

from answers import Answer, Refused
from operations import Call, behaves

# Published page "Managing Content Security Policy": both are fixed.
_LONGEST = 6144


@behaves("GET", "/api/v1/csp-origins/actions/generate-header")
def _header(call: Call) -> Answer:
    wanted = call.request.headers.get("accept", "*/*")
    if not any(part in wanted for part in ("*/*", "application/json", "text/plain")):
        raise Refused(406, "HTTP-406", f"{wanted} cannot be answered")
    allowed: dict[str, list[str]] = {"default-src": ["'self'"]}
    for entry in call.tenant.objects("csp-origins").values():
        for directive in (name for name, value in entry.items() if value is True):
            name, prefix = (directive.removesuffix("WSS"), "wss://") if directive.endswith("WSS") else (directive, "")
            allowed.setdefault(_spelt(name), ["'self'"]).append(f"{prefix}{entry['origin']}")
    header = "; ".join(f"{name} {' '.join(origins)}" for name, origins in allowed.items())
    if len(header) > _LONGEST:
        raise Refused(400, "HTTP-400", f"the header has more than {_LONGEST} characters")
    return 200, {}, {"Content-Security-Policy": header}


def _spelt(directive: str) -> str:
    """frameAncestors as browsers want it: frame-ancestors."""
    return re.sub("([A-Z])", r"-\1", directive).lower()
