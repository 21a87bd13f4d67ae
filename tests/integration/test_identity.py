# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only kinds of identity and access promise."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from tests.integration.test_every_kind import Cloud, cloud, example_of, simulated

__all__ = ["cloud", "simulated"]
pytestmark = pytest.mark.newest_core

Object = dict[str, t.Any]


@pytest.mark.parametrize(
    "end", [{"status": "revoked"}, {"expiry": "2020-01-01T00:00:00.000Z"}], ids=["revoked", "expired"]
)
def test_an_api_key_that_works_no_more_does_not_count(cloud: Cloud, end: Object) -> None:
    kind = KINDS["api_key"]
    wanted = example_of(kind)
    (identifier,) = cloud.make(kind, wanted).ids.values()
    state = cloud.simulator.state()
    cloud.collection(state, identifier)[identifier] |= end
    cloud.simulator.load(state)
    assert cloud.make(kind, {**wanted, "state": "absent"}).changes == []
    (other,) = cloud.make(kind, wanted).ids.values()
    assert other != identifier
