# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as a page: one file that needs no network. A script in it draws the report, which the file holds as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_PAGE = "page.html"
_PLACE = '{"the": "report"}'


def as_page(report: Object) -> str:
    """Return the page. The script shows each value as a text, never as HTML."""
    page = Path(__file__).with_name(_PAGE).read_text(encoding="utf-8")
    # Inside a script element, `<` could end it or begin a comment.
    data = json.dumps(report, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
    return page.replace(_PLACE, data)
