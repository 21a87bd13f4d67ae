# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Content security policy entries. Source: the published specification "csp-origins" of 2026-07-24."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Put

_DIRECTIVES = (
    ("child_src", "childSrc"),
    ("connect_src", "connectSrc"),
    ("connect_src_wss", "connectSrcWSS"),
    ("font_src", "fontSrc"),
    ("form_action", "formAction"),
    ("frame_ancestors", "frameAncestors"),
    ("frame_src", "frameSrc"),
    ("img_src", "imgSrc"),
    ("media_src", "mediaSrc"),
    ("object_src", "objectSrc"),
    ("script_src", "scriptSrc"),
    ("style_src", "styleSrc"),
    ("worker_src", "workerSrc"),
)


def _without_scheme(origin: str) -> str:
    """Remove the scheme: Qlik stores an origin without it, and 'connectSrcWSS' prefixes sources with wss://."""
    return origin.removeprefix("https://").rstrip("/")


CONTENT_SECURITY_POLICY = Kind(
    name="content_security_policy",
    noun="content security policy entry",
    plural="content security policy entries",
    doc="Entries of the content security policy, which say what browsers may load from where.",
    path="/api/v1/csp-origins",
    key=("origin",),
    update=Put(),
    fields=(
        Field(
            name="origin",
            doc="The allowed origin, such as V(cdn.example.com). V(https://) before it makes no difference.",
            same=_without_scheme,
            write=_without_scheme,
        ),
        Field(name="name", doc="Display name of the entry."),
        Field(name="description", doc="Purpose of the entry."),
        *(
            Field(name=name, wire=wire, type="bool", doc=f"Whether C({name.replace('_', '-')}) allows the origin.")
            for name, wire in _DIRECTIVES
        ),
    ),
    needs="the role C(TenantAdmin), or the permission C(admin.csp)",
    source="published specification of the API C(csp-origins), and the help page on the policy for its limits",
    notes=(
        "A tenant has at most 256 entries, and its header at most 6,144 characters.",
        "GET /api/v1/csp-origins/actions/generate-header returns the header that browsers get.",
        "Qlik replaces an entry as a whole; the module keeps directives that are not set.",
    ),
    examples="""
- name: Allow extensions to load fonts and images from our content network
  qlikfleet.cloud.content_security_policy:
    origin: cdn.example.com
    name: Content network
    font_src: true
    img_src: true

- name: Allow websockets there, and forbid fonts
  qlikfleet.cloud.content_security_policy:
    origin: cdn.example.com
    connect_src_wss: true
    font_src: false
""",
)
