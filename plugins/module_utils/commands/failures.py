# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results about objects that failed."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.source import at
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.amounts import amount, first


def failed(label: str, failures: t.Sequence[Object]) -> Object:
    """Return the message and the data of a failure, or nothing.

    failures: `object`, `message` and `place` of each. Objects that failed for the same reason are grouped.
    """
    if not failures:
        return {}
    alike: dict[str, list[str]] = {}
    for each in failures:
        title, message = str(each["object"]), str(each["message"])
        # Some messages begin with their object.
        reason = message.removeprefix(title).lstrip(":").strip() if message.startswith(title) else message
        alike.setdefault(reason, []).append(at(each.get("place", "")) + title)
    texts = "; ".join(f"{first(titles)}: {reason}" for reason, titles in alike.items())
    return {
        "failed": True,
        "msg": f"{label}: {amount(len(failures), 'object')} failed. {texts}",
        "failures": list(failures),
    }
