# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of qlik-cli, as it is written by hand and by its versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands import cli_contexts
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.cli_contexts import credential
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import CONNECTION_SPEC, Options
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError

TEXT = """
current-context: bot
contexts:
  bot: {server: https://a.eu.qlikcloud.com, oauth-client-id: an-id, oauth-client-secret: a-secret}
  key: {server: a.eu.qlikcloud.com, headers: {authorization: bearer a-key}}
  basic: {headers: {Authorization: Basic abc}}
  empty:
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contexts.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("context", "given"),
    [
        ("bot", {"client_id": "an-id", "client_secret": "a-secret"}),
        ("key", {"api_key": "a-key"}),
        ("basic", {}),
        ("empty", {}),
    ],
)
def test_what_a_context_gives(file: Path, context: str, given: dict[str, str]) -> None:
    variables = {cli_contexts.FILE: str(file), cli_contexts.NAME: context}
    found = {option: credential(variables, option) for option in CONNECTION_SPEC}
    assert {option: value for option, value in found.items() if value is not None} == given
    assert credential({}, "client_id") is None


def test_a_task_and_a_variable_win_and_the_environment_comes_last(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QLIK_CLOUD_CLIENT_ID", "of the environment")
    variables = {cli_contexts.FILE: str(file), cli_contexts.NAME: "bot"}
    assert Options({}, variables).option("client_id") == "an-id"
    assert Options({}, {**variables, "qlik_client_id": "of the host"}).option("client_id") == "of the host"
    assert Options({"client_id": "of the task"}, variables).option("client_id") == "of the task"
    assert Options({}, {**variables, cli_contexts.NAME: "key"}).option("client_id") == "of the environment"


@pytest.mark.parametrize("text", ["a-secret: [", "- a-secret", "contexts: a-secret", "\udcff"])
def test_a_file_that_is_none_of_qlik_cli_is_refused_without_its_content(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigurationError) as refused:
        cli_contexts.contexts_of(file)
    assert "a-secret" not in refused.value.message
    with pytest.raises(ConfigurationError, match="cannot be read"):
        cli_contexts.contexts_of(file.parent / "nothing.yml")


def test_where_the_file_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in (file, file.parent):
        monkeypatch.setenv("QLIK_CLI_USER_HOME_DIR", str(given))
        assert cli_contexts.default_file() == file
    usual = file.parent / ".qlik/contexts.yml"
    usual.parent.mkdir()
    usual.write_text(TEXT, encoding="utf-8")
    assert cli_contexts.default_file() == usual
    monkeypatch.delenv("QLIK_CLI_USER_HOME_DIR")
    monkeypatch.setenv("HOME", str(file.parent))
    assert cli_contexts.default_file() == usual
