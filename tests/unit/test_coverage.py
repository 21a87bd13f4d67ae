# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation and field of the administrative APIs is managed, or `coverage.yml` says why it is not."""

from __future__ import annotations

import copy
import typing as t
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from tests.tools import coverage, sent, uses


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, t.Any]]:
    """What stands by hand, to be changed by a test."""
    changed = copy.deepcopy(coverage.data())
    coverage.families.cache_clear()
    monkeypatch.setattr(coverage, "data", lambda: changed)
    yield changed["families"]
    coverage.families.cache_clear()


def test_everything_is_managed_or_explained() -> None:
    assert coverage.faults() == []


def test_an_operation_without_a_reason(data: dict[str, t.Any]) -> None:
    del data["Users"]["operations"]["POST /api/v1/users/actions/filter"]
    (fault,) = coverage.faults()
    assert fault.startswith("POST /api/v1/users/actions/filter: no kind uses it")


def test_a_field_without_a_reason(data: dict[str, t.Any]) -> None:
    del data["Users"]["fields"]["picture"]
    assert coverage.faults() == ["Users: no kind sends picture, and coverage.yml does not say why"]


@pytest.mark.parametrize("place", ["PATCH /api/v1/users/{userId}", "POST /api/v1/users/actions/praise"])
def test_a_reason_for_an_operation_that_is_used_or_gone(data: dict[str, t.Any], place: str) -> None:
    data["Users"]["operations"][place] = "listed"
    (fault,) = coverage.faults()
    assert fault.startswith(place)


@pytest.mark.parametrize("name", ["email", "shoeSize"])
def test_a_reason_for_a_field_that_is_sent_or_gone(data: dict[str, t.Any], name: str) -> None:
    data["Users"]["fields"][name] = "answered"
    assert coverage.faults() == [f"Users: {name} is sent or unknown, so it needs no reason"]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"licenseKey": "license_key"}, "datacenter has no option and no reason"),
        ({"licenseKey": "licence_key", "datacenter": "datacenter"}, "tenant has no option licence_key"),
        ({"licenseKey": "license_key", "datacenter": "datacenter", "x": "name"}, "the contract has no field x"),
    ],
)
def test_the_options_of_a_module_by_hand(data: dict[str, t.Any], fields: dict[str, str], fault: str) -> None:
    data["Tenants"]["operations"]["POST /api/v1/tenants"]["fields"] = fields
    assert coverage.faults() == [f"POST /api/v1/tenants: {fault}"]


def test_a_kind_whose_path_no_family_has(data: dict[str, t.Any]) -> None:
    del data["Banner"]
    assert all("no family in coverage.yml has its path" in fault for fault in coverage.faults())
    assert len(coverage.faults()) == 2


@pytest.mark.parametrize(
    ("kind", "option", "name"),
    [
        ("user", Field(name="shoe_size", doc="", after_create=True), "shoeSize"),
        (
            "email_settings",
            Field(name="provider_config", doc="", options=(Field(name="x", doc=""),)),
            "providerConfig/x",
        ),
    ],
)
def test_an_option_that_the_contract_lacks(kind: str, option: Field, name: str) -> None:
    known = sent.ALL[kind]
    assert uses.unknown(known) == []
    others = tuple(each for each in known.fields if each.name != option.name)
    assert uses.unknown(replace(known, fields=(*others, option))) == [name]
