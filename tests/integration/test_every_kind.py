# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every kind promises, for each kind of the registry, over HTTP: a kind that is added is tested here unasked.

The object of a kind is the first example of its declaration; objects that it refers to are created beforehand.
"""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.outcome import Outcome
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from ansible_collections.qlikfleet.cloud.plugins.module_utils.kinds.registry import KINDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.secret_digests import SecretDigests
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Secret, replaced, secrets_in
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.catalogue import identifier_of
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.memory import Forgetful, NoLedger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.purge import Purge
from tests.integration.clouds import Cloud
from tests.integration.samples import another, example_of, examples_of, with_files

pytestmark = pytest.mark.newest_core

ORDINARY = [name for name, kind in KINDS.items() if not kind.singleton]
DELETABLE = [name for name, kind in KINDS.items() if kind.delete]


def _planned(outcome: Outcome) -> int:
    """The requests of a plan; an upload has two, one for the file and one for what is in it."""
    requests = [request for change in outcome.changes for request in change.requests]
    return len(requests) + sum(bool(request.upload and request.body.size) for request in requests)


@pytest.mark.parametrize("name", KINDS)
def test_twice_is_once_and_a_check_is_the_run(cloud: Cloud, name: str) -> None:
    kind = KINDS[name]
    wanted = example_of(kind)
    check, none = cloud.writes_of(lambda: cloud.make(kind, wanted, check=True))
    done, sent = cloud.writes_of(lambda: cloud.make(kind, wanted))
    assert (none, sent) == (0, _planned(check))
    assert sent > 0
    assert [change.title for change in done.changes] == [change.title for change in check.changes]
    again, more = cloud.writes_of(lambda: cloud.make(kind, wanted))
    assert (again.changes, more) == ([], 0)


CHANGES = [
    (name, option.name)
    for name, kind in KINDS.items()
    for option in kind.fields
    if option.name in example_of(kind)
    and option.name not in kind.key
    and option.is_readable
    and not option.along
    and (value := another(kind, option, example_of(kind))) is not None
    and not kind.faults({**example_of(kind), option.name: value})
]


@pytest.mark.parametrize(("name", "option"), CHANGES)
def test_a_change_of_one_option_is_exactly_that_write(cloud: Cloud, name: str, option: str) -> None:
    kind = KINDS[name]
    wanted = example_of(kind)
    cloud.make(kind, wanted)
    changed = {**wanted, option: another(kind, kind.field(option), wanted)}
    if kind.field(option).immutable:
        outcome = cloud.converge({name: [changed]})
        assert f"cannot change {option}" in outcome.failures[0]["message"]
        return
    done, sent = cloud.writes_of(lambda: cloud.make(kind, changed))
    (change,) = done.changes
    differing = {each for each in change.after if change.after[each] != change.before.get(each)}
    assert (sent, differing) == (1, {option})
    assert cloud.make(kind, changed).changes == []


@pytest.mark.parametrize("name", KINDS)
def test_every_example_runs(cloud: Cloud, name: str) -> None:
    """One after the other, as a reader tries them; each of them a second time changes nothing."""
    for wanted in examples_of(KINDS[name]):
        cloud.make(KINDS[name], wanted)
        assert cloud.make(KINDS[name], wanted).changes == []


@pytest.mark.parametrize("name", KINDS)
def test_order_of_sets_and_options_left_out_are_no_change(cloud: Cloud, name: str) -> None:
    kind = KINDS[name]
    wanted = example_of(kind)
    cloud.make(kind, wanted)
    reversed_ = {
        key: value[::-1] if isinstance(value, list) and not kind.field(key).ordered else value
        for key, value in wanted.items()
    }
    assert cloud.make(kind, reversed_).changes == []
    for left_out in set(wanted) - set(kind.key):
        rest = {key: value for key, value in wanted.items() if key != left_out}
        assert cloud.make(kind, rest).changes == []


@pytest.mark.parametrize("name", DELETABLE)
def test_absent_by_its_key_alone_and_absent_again(cloud: Cloud, name: str) -> None:
    kind = KINDS[name]
    wanted = example_of(kind)
    cloud.make(kind, wanted)
    absent = {**{key: wanted[key] for key in kind.key if key in wanted}, "state": "absent"}
    done, sent = cloud.writes_of(lambda: cloud.make(kind, absent))
    assert (len(done.changes), sent) == (1, _planned(done))
    again, more = cloud.writes_of(lambda: cloud.make(kind, absent))
    assert (again.changes, more) == ([], 0)


SECRETS = [
    (name, option.name)
    for name, kind in KINDS.items()
    for option in kind.fields
    if secrets_in(option.hidden(example_of(kind).get(option.name))) and not (option.is_readable or option.immutable)
]


@pytest.mark.parametrize(("name", "option"), SECRETS)
def test_a_changed_secret_is_sent_once(cloud: Cloud, tmp_path: Path, name: str, option: str) -> None:
    """With a ledger; without one it is told that nothing is known, and nothing is sent."""
    kind, memory = KINDS[name], SecretDigests(str(tmp_path), "acme")
    wanted = example_of(kind)
    cloud.make(kind, wanted, memory=memory)
    assert cloud.make(kind, wanted, memory=memory).changes == []
    is_file = kind.field(option) in kind.files
    value = (
        with_files(kind, wanted, "another")[option]
        if is_file
        else _with_other_secrets(kind.field(option), wanted[option])
    )
    changed = {**wanted, option: value}
    none = NoLedger()
    assert cloud.make(kind, changed, memory=none).changes == []
    assert len(none.titles) == 1
    done, sent = cloud.writes_of(lambda: cloud.make(kind, changed, memory=memory))
    assert ([change.action for change in done.changes], sent) == (["update"], _planned(done) if is_file else 1)
    assert cloud.make(kind, changed, memory=memory).changes == []
    assert len(cloud.make(kind, changed, memory=Forgetful()).changes) == 1


def _with_other_secrets(option: Field, value: t.Any) -> t.Any:
    return replaced(
        option.hidden(value), lambda leaf: _another_secret(leaf.reveal()) if isinstance(leaf, Secret) else leaf
    )


def _another_secret(value: t.Any) -> t.Any:
    return replaced(value, lambda leaf: f"{leaf}x" if isinstance(leaf, str) else leaf)


def _is_its_own_key(kind: Kind) -> bool:
    """Of some objects a part of the natural key is the id, so that there are never two."""
    return kind.identifier in [kind.field(part).api_name for part in kind.key]


@pytest.mark.parametrize("name", [name for name in ORDINARY if not _is_its_own_key(KINDS[name])])
def test_two_of_one_key_are_an_error_that_names_both(cloud: Cloud, name: str) -> None:
    kind = KINDS[name]
    wanted = example_of(kind)
    cloud.make(kind, wanted)
    (found,) = cloud.make(kind, wanted, describe=True).states
    state, identifier = cloud.simulator.state(), found.id
    things = cloud.collection(state, identifier)
    thing = things[identifier]
    twin = json.loads(json.dumps(thing).replace(identifier, "f" * len(identifier)))
    things["f" * len(identifier)] = twin
    cloud.simulator.load(state)
    (failure,) = cloud.converge({name: [wanted]}).failures
    for each in (thing, twin):
        assert identifier_of(kind, each) in failure["message"]


REFERENCES = [
    (name, option.name)
    for name, kind in KINDS.items()
    for option in kind.fields
    if option.reference and not option.children
]


@pytest.mark.parametrize(("name", "option"), REFERENCES)
def test_an_unknown_reference_is_an_error_with_its_name(cloud: Cloud, name: str, option: str) -> None:
    kind = KINDS[name]
    value: t.Any = "Nobody of this name"
    needed = {name: each for name, each in example_of(kind).items() if name in kind.key or kind.field(name).required}
    example = next((each for each in examples_of(kind) if option in each), needed)
    wanted = {**example, option: [value] if kind.field(option).type == "list" else value}
    with pytest.raises(errors.ConfigurationError, match=f"{option}: .* no .* '{value}'"):
        cloud.converge({name: [wanted]})
    assert cloud.client.writes_sent == 0


RENAMED = [name for name in ORDINARY if KINDS[name].can_be_renamed]


@pytest.mark.parametrize("name", RENAMED)
def test_a_renamed_object_is_the_same_object(cloud: Cloud, name: str) -> None:
    """With one write, once; a purge of the run takes neither name for another object."""
    kind = KINDS[name]
    wanted, option = example_of(kind), kind.key[0]
    cloud.make(kind, wanted)
    (state,) = cloud.make(kind, wanted, describe=True).states
    renamed = {**wanted, option: f"new-{wanted[option]}", "was": wanted[option]}
    purge = Purge((name,), "all", ("space Reports", "app * Reports"), 0)
    done, sent = cloud.writes_of(lambda: cloud.make(kind, renamed, purge=purge))
    assert ([change.action for change in done.changes], sent) == (["update"], 1)
    (again,) = cloud.make(kind, renamed, describe=True).states
    assert again.id == state.id
    assert cloud.make(kind, renamed, purge=purge).changes == []


@pytest.mark.parametrize("name", RENAMED)
def test_a_new_name_that_another_object_has_is_an_error_with_both_ids(cloud: Cloud, name: str) -> None:
    kind = KINDS[name]
    wanted, option = example_of(kind), kind.key[0]
    other = with_files(kind, {**wanted, option: f"new-{wanted[option]}"})
    for each in (wanted, other):
        cloud.make(kind, each)
    ids = [state.id for each in (wanted, other) for state in cloud.make(kind, each, describe=True).states]
    (failure,) = cloud.converge({name: [{**other, "was": wanted[option]}]}).failures
    assert len(set(ids)) == 2
    assert all(identifier in failure["message"] for identifier in ids)


def test_what_refers_to_a_renamed_object_finds_it_by_its_new_name(cloud: Cloud) -> None:
    group = {"name": "Readers", "was": "Analysts", "provider_type": "custom"}
    space = {"name": "S", "type": "shared", "members": [{"type": "group", "name": "Readers", "roles": ["consumer"]}]}
    outcome = cloud.converge({"group": [group], "space": [space]})
    assert outcome.failures == []
    assert [change.action for change in outcome.changes] == ["update", "create", "create"]
    assert cloud.converge({"group": [group], "space": [space]}).changes == []


def test_a_bot_is_a_member_by_the_name_of_its_client(cloud: Cloud) -> None:
    client = {
        "client_name": "Nightly",
        "app_type": "web",
        "allowed_grant_types": ["client_credentials"],
        "connection_config": {"consent_method": "trusted"},
    }
    made = cloud.make(KINDS["oauth_client"], client)
    (identifier,), (secret,) = made.ids.values(), made.secrets.values()
    Client(cloud.client.host, Credentials(identifier, secret), cloud.client.connection).authenticate()
    member = {"type": "bot", "name": "Nightly", "roles": ["consumer"]}
    space = {"name": "S", "type": "shared", "members": [member]}
    blueprint = {"oauth_client": [client], "space": [space]}
    assert cloud.converge(blueprint).failures == []
    assert cloud.converge(blueprint).changes == []
    by_id = {**space, "members": [{**member, "name": identifier}]}
    assert cloud.converge({"space": [by_id]}).changes == []
    twice = {**space, "members": [member, {**member, "type": "user", "name": identifier}]}
    (failure,) = cloud.converge({"space": [twice]}).failures
    assert "is declared twice" in failure["message"]


def test_what_cannot_be_renamed_has_no_option_for_it() -> None:
    assert "was" not in KINDS["user"].argument_spec()
    assert "was" in KINDS["space"].argument_spec()
