# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results about objects that failed."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.failures import failed


def test_nothing_is_said_where_nothing_failed() -> None:
    assert failed("acme", []) == {}


def test_each_reason_is_said_once_with_the_objects_that_have_it() -> None:
    failures = [
        {"object": "space A", "message": "space A: it is not empty."},
        *({"object": f"pinned_link {number}", "message": "at most 50 links."} for number in range(7)),
        {"object": "role B", "message": "refused.", "place": "fleet.yml:3"},
    ]
    result = failed("acme (acme.eu.qlikcloud.com)", failures)
    assert result["failures"] == failures
    assert result["msg"] == (
        "acme (acme.eu.qlikcloud.com): 9 objects failed. space A: it is not empty.; pinned_link 0, pinned_link 1, "
        "pinned_link 2, pinned_link 3, pinned_link 4 and 2 more: at most 50 links.; fleet.yml:3: role B: refused."
    )
