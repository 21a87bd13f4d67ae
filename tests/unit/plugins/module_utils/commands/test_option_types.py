# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options from variables and from the environment have the types of the options."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.blueprint import BLUEPRINT
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import Options
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.registry import COMMANDS
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError

pytestmark = pytest.mark.every_core


def _option(name: str, value: t.Any) -> t.Any:
    return Options({}, {f"qlik_{name}": value}, BLUEPRINT.argument_spec).option(name)


@pytest.mark.parametrize(
    ("name", "value", "converted"),
    [
        ("only", "space", ["space"]),
        ("only", ["space", "group A*"], ["space", "group A*"]),
        ("layers", "fleet,tenant", ["fleet", "tenant"]),
        ("timeout", "30", 30.0),
        ("timeout", 5, 5.0),
        ("client", "tenant", "tenant"),
        ("ca_path", "~root", "/root"),
        ("nonsense", [1], [1]),
    ],
)
def test_a_variable_is_converted_as_the_option_is(name: str, value: t.Any, converted: t.Any) -> None:
    assert _option(name, value) == converted


@pytest.mark.parametrize("text", ['{"kinds": ["space"]}', "kinds=space", {"kinds": "space"}])
def test_a_dictionary_may_be_written_as_a_text(text: t.Any) -> None:
    assert _option("purge", text)["kinds"] == ["space"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("purge", True, "qlik_purge must be a dictionary, and is the boolean true."),
        ("purge", "space", "qlik_purge must be a dictionary, and is a text."),
        ("purge", {"kinds": ["space"], "at_most": "x"}, "qlik_purge: at_most must be a whole number, and is a text."),
        ("only", {"space": 1}, "qlik_only must be a list, and is a dictionary."),
        ("only", True, "qlik_only 1 must be a text, and is the boolean true; put it in quotes."),
        ("timeout", "30s", "qlik_timeout must be a number, and is a text."),
        ("timeout", [30], "qlik_timeout must be a number, and is a list."),
        ("hostname", ["acme-eu"], "qlik_hostname must be a text, and is a list."),
        ("region", False, "qlik_region must be a text, and is the boolean false; put it in quotes."),
        ("client", "tenants", "value of qlik_client must be one of: region, tenant, got: tenants."),
    ],
)
def test_what_does_not_fit_is_one_sentence_that_names_the_variable(name: str, value: t.Any, said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        _option(name, value)
    assert raised.value.message == said


def test_the_environment_is_typed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    options = Options({}, {}, BLUEPRINT.argument_spec)
    monkeypatch.setenv("QLIK_CLOUD_TIMEOUT", "7")
    assert options.option("timeout") == 7.0
    monkeypatch.setenv("QLIK_CLOUD_EU_TIMEOUT", "7 s")
    with pytest.raises(ConfigurationError) as raised:
        options.option("timeout", "eu")
    assert raised.value.message == "QLIK_CLOUD_EU_TIMEOUT must be a number, and is a text."


@pytest.mark.parametrize("value", [True, 1.5, {"a": 1}, ["x"], "x"])
def test_no_option_of_any_command_breaks_off_in_words_of_python(value: t.Any) -> None:
    for command in COMMANDS.values():
        for name in command.argument_spec:
            try:
                Options({}, {f"qlik_{name}": value}, command.argument_spec).option(name)
            except ConfigurationError as error:
                assert f"qlik_{name}" in error.message
                assert not any(word in error.message for word in ("<class", "NoneType", "'str'", "'bool'"))
