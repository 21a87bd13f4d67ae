# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traps for a model of kinds, each on a kind that has nothing else."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.durations import seconds
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field, Reference
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Pending
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import MASK, Secret, masked, revealed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Action, Patch, Put, switch
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import Catalogue, indexed
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import Forgetful, NoMemory
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.planner import Planner, place_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.show import diffs

Object = dict[str, t.Any]
NAME = Field(name="name", doc="Name.")


def _kind(*fields: Field, **more: t.Any) -> Kind:
    return Kind(**{"name": "thing", "doc": "Made up.", "path": "/things", "fields": (NAME, *fields), **more})


def _plan(kind: Kind, wanted: Object, *found: Object, memory: t.Any = None, **others: t.Any) -> Change | None:
    kinds = {kind.name: kind, **{name: each for name, (each, _things) in others.items()}}
    lists = {kind.name: list(found), **{name: things for name, (_each, things) in others.items()}}
    catalogue = Catalogue(kinds, lists, {kind.name: [wanted]})
    return Planner(catalogue, memory or NoMemory()).plan(kind, wanted, indexed(kind, found, catalogue), place_of(kind))


def _sent(change: Change | None) -> t.Any:
    assert change is not None
    return revealed(change.requests[0].body)


# Secrets and what is write-only.

SECRET = _kind(Field(name="pass_word", doc="A secret.", secret=True))
HAS = {"name": "A", "pass_word": "canary"}


def test_a_secret_is_masked_wherever_a_change_is_shown() -> None:
    change = _plan(SECRET, HAS)
    assert change is not None
    for shown in (repr(change), str(diffs([change])), str(masked(change.requests[0].body)), f"{change.after}"):
        assert "canary" not in shown
    assert MASK in str(diffs([change]))
    assert _sent(change) == {"name": "A", "passWord": "canary"}
    assert SECRET.argument_spec()["pass_word"]["no_log"] is True


@pytest.mark.parametrize(
    ("memory", "is_sent"), [(NoMemory(), False), (Forgetful(), True)], ids=["no memory", "unknown to it"]
)
def test_a_write_only_value_is_sent_again_where_it_is_not_known(memory: t.Any, is_sent: bool) -> None:
    change = _plan(SECRET, HAS, {"id": "1", "name": "A"}, memory=memory)
    assert (change is not None) is is_sent
    if change:
        assert _sent(change) == [{"op": "replace", "path": "/passWord", "value": "canary"}]
        assert change.remembers == {"pass_word": Secret(["canary"])}


def test_a_secret_below_an_option_is_a_secret_too() -> None:
    kind = _kind(
        Field(
            name="auth",
            doc="How.",
            type="dict",
            options=(Field(name="user", doc="Who."), Field(name="pass_word", doc="A secret.", secret=True)),
        )
    )
    wanted = {"name": "A", "auth": {"user": "u", "pass_word": "canary"}}
    found = {"id": "1", "name": "A", "auth": {"user": "u"}}
    assert "canary" not in str(diffs([t.cast(Change, _plan(kind, wanted))]))
    assert _plan(kind, wanted, found) is None
    change = _plan(kind, wanted, found, memory=Forgetful())
    assert _sent(change)[0]["value"] == {"user": "u", "passWord": "canary"}


# Lists.

STEPS = Field(
    name="steps",
    doc="Steps.",
    type="list",
    elements="dict",
    match_by=("day",),
    options=(Field(name="day", doc="Day."), Field(name="start_at", doc="Time.")),
)


def test_a_list_of_dictionaries_is_read_and_sent_in_the_words_of_each_side() -> None:
    kind = _kind(STEPS)
    wanted = {"name": "A", "steps": [{"day": "mo", "start_at": "8"}]}
    assert _sent(_plan(kind, wanted))["steps"] == [{"day": "mo", "startAt": "8"}]
    found = {"id": "1", "name": "A", "steps": [{"startAt": "8", "id": "made by Qlik", "day": "mo"}]}
    assert _plan(kind, wanted, found) is None


def test_members_that_are_not_given_keep_their_value() -> None:
    found = {"id": "1", "name": "A", "steps": [{"day": "tu", "startAt": "9"}, {"day": "mo", "startAt": "8"}]}
    assert _plan(_kind(STEPS), {"name": "A", "steps": [{"day": "mo"}, {"day": "tu", "start_at": "9"}]}, found) is None
    change = _plan(_kind(STEPS), {"name": "A", "steps": [{"day": "mo", "start_at": "7"}]}, found)
    assert _sent(change)[0]["value"] == [{"day": "mo", "startAt": "7"}]


@pytest.mark.parametrize("ordered", [True, False])
def test_order_counts_where_the_kind_says_so(ordered: bool) -> None:
    kind = _kind(Field(name="links", doc="Links.", type="list", elements="str", ordered=ordered))
    change = _plan(kind, {"name": "A", "links": ["a", "b"]}, {"id": "1", "name": "A", "links": ["b", "a"]})
    assert (change is not None) is ordered


# Values.

NUMBER, SWITCH, TEXT = (Field(name="value", doc="V.", type=type_) for type_ in ("int", "bool", "str"))


@pytest.mark.parametrize(
    ("option", "wanted", "found", "changes"),
    [
        (NUMBER, 0, {}, True),
        (NUMBER, 0, {"value": 0}, False),
        (SWITCH, False, {}, False),
        (SWITCH, False, {"value": True}, True),
        (Field(name="value", doc="V.", type="bool", missing=True), False, {}, True),
        (Field(name="value", doc="V.", type="bool", missing=True), True, {}, False),
        (TEXT, "", {}, False),
        (TEXT, None, {"value": "x"}, True),
        (TEXT, None, {}, False),
        (NUMBER, None, {"value": 3}, True),
        (Field(name="value", doc="V.", same=str.lower), "PT1H", {"value": "pt1h"}, False),
        (Field(name="value", doc="V.", type="dict"), {"a": 1}, {"value": {"a": 1, "b": 2}}, True),
    ],
)
def test_values_compare_as_qlik_means_them(option: Field, wanted: t.Any, found: Object, changes: bool) -> None:
    change = _plan(_kind(option), {"name": "A", "value": wanted}, {"id": "1", "name": "A", **found})
    assert (change is not None) is changes


@pytest.mark.parametrize(
    ("clear", "sent"),
    [
        ("empty", {"op": "replace", "path": "/value", "value": ""}),
        ("null", {"op": "replace", "path": "/value", "value": None}),
        ("remove", {"op": "remove", "path": "/value"}),
    ],
)
def test_null_clears_in_the_way_of_the_api(clear: t.Any, sent: Object) -> None:
    kind = _kind(Field(name="value", doc="V.", clear=clear))
    assert _sent(_plan(kind, {"name": "A", "value": None}, {"id": "1", "name": "A", "value": "x"})) == [sent]
    assert _plan(kind, {"name": "A"}, {"id": "1", "name": "A", "value": "x"}) is None


def test_a_put_keeps_what_it_does_not_know() -> None:
    kind = _kind(TEXT, update=Put(keep=("headers",)))
    found = {"id": "1", "name": "A", "value": "x", "headers": {"a": "b"}, "createdAt": "then"}
    assert _sent(_plan(kind, {"name": "A", "value": "y"}, found)) == {"name": "A", "value": "y", "headers": {"a": "b"}}


def test_required_is_asked_for_at_creation_only() -> None:
    kind = _kind(Field(name="url", doc="Where.", required=True))
    with pytest.raises(errors.ConfigurationError, match="thing A: creating it requires url"):
        _plan(kind, {"name": "A"})
    assert "required" not in kind.argument_spec()["url"]
    gone = _plan(kind, {"name": "A", "state": "absent"}, {"id": "1", "name": "A", "url": "u"})
    assert gone is not None
    assert gone.requests[0].path == ("/things", "1")


# One in each tenant.

SETTINGS = _kind(Field(name="on", doc="On.", type="bool"), TEXT, key=(), singleton=True)


def test_a_singleton_that_is_answered_as_its_defaults_is_absent_already() -> None:
    absent = {"state": "absent"}
    assert _plan(SETTINGS, absent, {"id": "made up", "on": False}) is None
    assert _plan(SETTINGS, absent) is None
    gone = _plan(SETTINGS, absent, {"id": "made up", "on": True})
    assert gone is not None
    assert [(request.method, request.path) for request in gone.requests] == [("DELETE", ("/things",))]


def test_what_qlik_always_has_cannot_be_absent() -> None:
    kind = _kind(TEXT, delete=None)
    assert "state" not in kind.argument_spec()
    with pytest.raises(errors.ConfigurationError, match="thing A is a built-in object and cannot be deleted"):
        _plan(kind, {"name": "A", "state": "absent"}, {"id": "1", "name": "A"})


# Options that go together.

PROVIDER = _kind(
    Field(name="provider", doc="Who.", along=("config",)),
    Field(
        name="config",
        doc="How.",
        type="dict",
        options=(Field(name="server", doc="S."), Field(name="password", doc="P.", secret=True)),
    ),
)
CONFIGURED = {"id": "1", "name": "A", "provider": "a", "config": {"server": "s"}}


def test_an_option_that_changes_with_another_is_asked_for() -> None:
    with pytest.raises(errors.ConfigurationError, match="thing A: changing provider requires config"):
        _plan(PROVIDER, {"name": "A", "provider": "b"}, CONFIGURED)
    assert _plan(PROVIDER, {"name": "A", "provider": "a"}, CONFIGURED) is None
    assert _plan(PROVIDER, {"name": "A", "provider": "b", "config": {"server": "t"}}, CONFIGURED) is not None


def test_a_new_secret_below_an_option_keeps_the_members_beside_it() -> None:
    wanted = {"name": "A", "config": {"password": "canary"}}
    change = _plan(PROVIDER, wanted, CONFIGURED, memory=Forgetful())
    value = {"server": "s", "password": "canary"}
    assert _sent(change) == [{"op": "replace", "path": "/config", "value": value}]


# Identity.

SPACE = Kind(name="space", doc="S.", path="/spaces", fields=(NAME,))
APP = _kind(Field(name="space", doc="Where.", reference="space", wire="spaceId"), name="app", key=("name", "space"))
SPACES: list[Object] = [{"id": "s1", "name": "Finance"}, {"id": "s2", "name": "Sales"}]


def test_a_key_of_several_fields_tells_objects_apart() -> None:
    apps = [{"id": "1", "name": "A", "spaceId": "s1"}, {"id": "2", "name": "A", "spaceId": "s2"}]
    gone = _plan(APP, {"name": "A", "space": "Sales", "state": "absent"}, *apps, space=(SPACE, SPACES))
    assert gone is not None
    assert (gone.title, gone.requests[0].path) == ("app A Sales", ("/things", "2"))
    created = _plan(APP, {"name": "A"}, *apps, space=(SPACE, SPACES))
    assert created is not None
    assert created.makes == Pending("app", ("A", ""))


def test_an_object_with_such_a_key_can_be_referred_to() -> None:
    link = _kind(Field(name="app", doc="App.", reference="app", wire="appId"), name="link", path="/links")
    apps = [{"id": "1", "name": "A", "spaceId": "s1"}, {"id": "2", "name": "A", "spaceId": "s2"}]
    change = _plan(link, {"name": "L", "app": "Sales/A"}, space=(SPACE, SPACES), app=(APP, apps))
    assert _sent(change) == {"name": "L", "appId": "2"}


def test_an_id_of_another_name_is_the_id_everywhere() -> None:
    kind = _kind(name="client", identifier="clientId")
    user = _kind(Field(name="client", doc="C.", reference="client"), name="user", path="/users")
    client = {"clientId": "c1", "name": "C"}
    assert _sent(_plan(user, {"name": "U", "client": "C"}, client=(kind, [client]))) == {"name": "U", "client": "c1"}
    gone = _plan(kind, {"name": "C", "state": "absent"}, client)
    assert gone is not None
    assert gone.requests[0].path == ("/things", "c1")


def test_the_spelling_of_a_key_that_makes_no_difference() -> None:
    kind = _kind(key=("name",), fields=(Field(name="name", doc="N.", same=str.lower),))
    assert _plan(kind, {"name": "ABC"}, {"id": "1", "name": "abc"}) is None


def test_a_reference_of_several_kinds_names_them_all() -> None:
    choose = Reference(("user", "group"), lambda thing: str(thing["type"]))
    kind = _kind(Field(name="type", doc="T."), Field(name="who", doc="W.", reference=choose))
    group, user = (_kind(name=name, path=f"/{name}s") for name in ("group", "user"))
    others: Object = {"group": (group, [{"id": "g", "name": "X"}]), "user": (user, [{"id": "u", "name": "X"}])}
    assert _sent(_plan(kind, {"name": "A", "type": "group", "who": "X"}, **others))["who"] == "g"
    assert _sent(_plan(kind, {"name": "A", "type": "user", "who": "X"}, **others))["who"] == "u"


# Writes.


def test_an_option_with_an_operation_of_its_own_keeps_the_id_of_the_creation() -> None:
    kind = _kind(
        Field(name="enabled", doc="On.", type="bool", via=switch("actions/enable", "actions/disable")),
        Field(name="owner", doc="Whose.", via=Action("POST", "actions/change-owner", "userId")),
    )
    change = _plan(kind, {"name": "A", "enabled": True, "owner": "u"})
    assert change is not None
    pending = Pending("thing", ("A",))
    assert [(each.path, each.body, each.makes) for each in change.requests] == [
        (("/things",), {"name": "A"}, pending),
        (("/things", pending, "actions/enable"), None, None),
        (("/things", pending, "actions/change-owner"), {"userId": "u"}, None),
    ]
    off = _plan(kind, {"name": "A", "enabled": False}, {"id": "1", "name": "A", "enabled": True})
    assert off is not None
    assert [each.path for each in off.requests] == [("/things", "1", "actions/disable")]


_VALUES = {"str": st.text("ab", max_size=2), "int": st.integers(0, 2), "bool": st.booleans()}


@given(st.sampled_from(sorted(_VALUES)), st.data())
def test_what_a_plan_sends_is_what_is_then_found(type_: str, data: st.DataObject) -> None:
    kind = _kind(Field(name="value", doc="V.", type=type_))
    found: Object = {"id": "1", "name": "A", **data.draw(st.fixed_dictionaries({}, optional={"value": _VALUES[type_]}))}
    wanted = {"name": "A", **data.draw(st.fixed_dictionaries({}, optional={"value": _VALUES[type_] | st.none()}))}
    change = _plan(kind, wanted, found)
    if change:
        for entry in t.cast(list[Object], change.requests[0].body):
            found[entry["path"].strip("/")] = entry["value"]
    assert _plan(kind, wanted, found) is None


def test_a_value_that_is_part_of_another_one() -> None:
    """Read, created and patched at its place; the other parts of an object are not sent."""
    kind = _kind(
        Field(name="realm", doc="R.", wire="options/realm"), Field(name="issuer", doc="I.", wire="options/by/x")
    )
    assert _sent(_plan(kind, {"name": "A", "realm": "r", "issuer": "i"})) == {
        "name": "A",
        "options": {"realm": "r", "by": {"x": "i"}},
    }
    found = {"id": "1", "name": "A", "options": {"realm": "r", "other": 1}}
    assert _plan(kind, {"name": "A", "realm": "r"}, found) is None
    assert _sent(_plan(kind, {"name": "A", "realm": "s"}, found)) == [
        {"op": "replace", "path": "/options/realm", "value": "s"}
    ]
    assert _plan(kind, {"name": "A", "issuer": ""}, {"id": "1", "name": "A", "options": None}) is None


def test_settings_that_always_exist_are_patched_even_where_none_are_answered() -> None:
    kind = _kind(Field(name="on", doc="O.", type="bool"), key=(), singleton=True, create=Patch(), delete=None)
    change = _plan(kind, {"on": True})
    assert change is not None
    assert [(each.method, each.path, each.body) for each in change.requests] == [
        ("PATCH", ("/things",), [{"op": "replace", "path": "/on", "value": True}])
    ]


def _keys(*found: Object) -> t.Callable[[Object], Change | None]:
    """Plans of a kind whose natural key has a reference."""
    users = (_kind(name="user", path="/users"), [{"id": "u", "name": "Anna"}])
    key = _kind(Field(name="user", doc="U.", reference="user", immutable=True), key=("name", "user"))
    return lambda wanted: _plan(key, wanted, *found, user=users)


def test_what_is_removed_by_a_key_with_a_reference() -> None:
    plan = _keys({"id": "1", "name": "A", "user": "u"})
    gone = plan({"name": "A", "user": "Anna", "state": "absent"})
    assert gone is not None
    assert gone.requests[0].path == ("/things", "1")
    assert plan({"name": "A", "user": "Nobody", "state": "absent"}) is None


def test_what_is_renamed_by_a_key_with_a_reference() -> None:
    plan = _keys({"id": "1", "name": "A", "user": "u"})
    assert _sent(plan({"name": "B", "was": "A", "user": "Anna"})) == [{"op": "replace", "path": "/name", "value": "B"}]


@pytest.mark.parametrize(("one", "other"), [("P7D", "PT168H"), ("P1W", "P7D"), ("PT90M", "PT1H30M"), ("p1d", "PT24H")])
def test_durations_of_one_length_are_one(one: str, other: str) -> None:
    kind = _kind(Field(name="life", doc="L.", same=seconds))
    assert _plan(kind, {"name": "A", "life": one}, {"id": "1", "name": "A", "life": other}) is None
    assert _plan(kind, {"name": "A", "life": one}, {"id": "1", "name": "A", "life": "P1M"}) is not None


def test_an_option_that_a_creation_takes_and_another_operation_changes() -> None:
    change = Action("PUT", "consent", "method")
    kind = _kind(Field(name="consent", doc="C.", changed_by=change), Field(name="note", doc="N."))
    made = _plan(kind, {"name": "A", "consent": "x"})
    assert made is not None
    assert [(each.method, each.body) for each in made.requests] == [("POST", {"name": "A", "consent": "x"})]
    later = _plan(kind, {"name": "A", "consent": "y", "note": "n"}, {"id": "1", "name": "A", "consent": "x"})
    assert later is not None
    assert [(each.method, each.path, each.body) for each in later.requests] == [
        ("PATCH", ("/things", "1"), [{"op": "replace", "path": "/note", "value": "n"}]),
        ("PUT", ("/things", "1", "consent"), {"method": "y"}),
    ]


def test_a_hidden_value_that_means_nothing_is_not_sent() -> None:
    kind = _kind(Field(name="on", doc="O.", write_only=True, write=lambda wanted: "on" if wanted else None))
    assert _sent(_plan(kind, {"name": "A", "on": False})) == {"name": "A"}
    assert _sent(_plan(kind, {"name": "A", "on": True})) == {"name": "A", "on": "on"}
