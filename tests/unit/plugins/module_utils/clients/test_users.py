# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How one user is found, whatever characters the name has."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.clients import users
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client

Object = dict[str, t.Any]
ODD = ("CORP\\anna", 'anna "the boss"', "a\\u00fc", '" or status eq "active', "back\\\\slash")
PLAIN = ("müller@example.com", "Łukasz", "anna", "o'brien", "名前")


class Tenant:
    """Lists its users, whatever the filter, and keeps the filters."""

    label, identity = "acme-eu", {}

    def __init__(self, *subjects: str) -> None:
        self.users = [{"id": f"id-{number}", "subject": subject} for number, subject in enumerate(subjects)]
        self.filters: list[str] = []

    def list(self, _path: str, *, filter: str, limit: int) -> list[Object]:  # noqa: A002
        self.filters.append(filter)
        return self.users


def _find(tenant: Tenant, wanted: str) -> Object | None:
    return users.find(t.cast(Client, tenant), wanted)


@pytest.mark.parametrize("name", PLAIN)
def test_letters_are_sent_as_they_are(name: str) -> None:
    tenant = Tenant("somebody", name)
    assert _find(tenant, name) == {"id": "id-1", "subject": name}
    assert f'subject eq "{name}" or email eq "{name}" or id eq "{name}"' in tenant.filters[-1]


@pytest.mark.parametrize("name", ODD)
def test_names_that_a_filter_cannot_quote_are_compared_here(name: str) -> None:
    tenant = Tenant("somebody", name)
    assert _find(tenant, name) == {"id": "id-1", "subject": name}
    assert [text for text in tenant.filters if name in text or "email eq" in text] == []


@pytest.mark.parametrize("name", ["Anna", "ann", "CORP\\Anna", "müller"])
def test_a_similar_name_is_another_user(name: str) -> None:
    assert _find(Tenant("anna", "CORP\\anna", "mueller", "Müller"), name) is None
