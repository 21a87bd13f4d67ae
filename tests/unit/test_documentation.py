# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What README and guides say is what the code has: links, names, variables, options, messages, examples."""

from __future__ import annotations

import ast
import importlib
import itertools
import json
import re
import shlex
import typing as t
from functools import cache

import jsonschema_rs
import pytest
import yaml

from tests.guides import PAGES, ROOT, Page

# The kind that ARCHITECTURE.md adds.
MADE_UP = {"label"}
UTILS = "ansible_collections.qlikfleet.cloud.plugins.module_utils"


def _util(name: str) -> t.Any:
    return importlib.import_module(f"{UTILS}.{name}")


@cache
def _modules() -> dict[str, set[str]]:
    """Each module with its options."""
    return {name: set(command.argument_spec) for name, command in _util("commands.registry").COMMANDS.items()}


@cache
def _role_variables() -> set[str]:
    files = ROOT.glob("roles/*/meta/argument_specs.yml")
    specs = [spec for file in files for spec in yaml.safe_load(file.read_text())["argument_specs"].values()]
    return {name for spec in specs for name in spec["options"]}


@cache
def _variables() -> set[str]:
    """Variables of roles and of hosts: those of options, those that the inventory sets, and layers."""
    inventory = (ROOT / "plugins/inventory/fleet.py").read_text()
    options = {f"qlik_{option}" for module in _modules().values() for option in module}
    layers = {f"qlik_blueprint_{layer}" for layer in _util("commands.blueprint").LAYERS}
    return _role_variables() | options | layers | set(re.findall(r'"(qlik_\w+)"', inventory))


@cache
def _names() -> set[str]:
    """Everything that has a full name: qlikfleet.cloud.<name>."""
    plugins = [path for path in (ROOT / "plugins").glob("*/[a-z]*") if path.parent.name not in ("module_utils",)]
    events = [*(ROOT / "extensions/eda").rglob("*.yml"), *(ROOT / "extensions/eda/plugins").rglob("*.py")]
    files = [*plugins, *events, *(ROOT / "playbooks").glob("*.yml"), *(path for path in (ROOT / "roles").iterdir())]
    groups = yaml.safe_load((ROOT / "meta/runtime.yml").read_text())["action_groups"]
    return {path.stem for path in files} | set(groups)


@cache
def _texts() -> str:
    """Every text of the code, its parts apart, and the roles as they are."""
    files = [*(ROOT / "plugins").rglob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    constants = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\0".join([*constants, *(" ".join(file.read_text().split()) for file in ROOT.glob("roles/*/tasks/*.yml"))])


def _columns() -> dict[str, set[str]]:
    """Tables by their first head: what the first column may name."""
    blueprint = importlib.import_module("ansible_collections.qlikfleet.cloud.plugins.modules.blueprint")
    store = yaml.safe_load((ROOT / "roles/client_store/meta/argument_specs.yml").read_text())
    schema = json.loads((ROOT / "meta/schemas/fleet.json").read_text())
    region = schema["properties"]["regions"]["additionalProperties"]["properties"]
    return {
        "variable": _role_variables(),
        "option": set().union(*_modules().values()),
        "option of purge": set(_util("plan.purge").ARGUMENT_SPEC),
        "result": {"changed", *yaml.safe_load(blueprint.RETURN)},
        "layer": set(_util("commands.blueprint").LAYERS),
        "of a tenant": set(region["tenants"]["additionalProperties"]["properties"]),
        "`client_store_in`": set(store["argument_specs"]["main"]["options"]["client_store_in"]["choices"]),
    }


pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pages
def test_links_lead_somewhere(page: Page) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.prose):
        name, _sign, anchor = link.partition("#")
        target = Page((page.path.parent / name).resolve()) if name else page
        assert target.path.exists(), link
        assert not anchor or anchor in target.anchors, link


@pages
def test_full_names_exist(page: Page) -> None:
    assert set(re.findall(r"qlikfleet\.cloud\.([a-z_]+)", page.text)) - _names() - MADE_UP == set()


@pages
def test_variables_exist(page: Page) -> None:
    """Or the page sets them itself."""
    named = set(re.findall(r"(?<![\w./])(?:qlik|bots|region_client|client_store|tenant_client)_\w+", page.text))
    own = {name for variables in page.mappings for name in variables}
    assert named - _variables() - _names() - own == set()


@pages
def test_variables_of_the_environment_exist(page: Page) -> None:
    options = {option.upper() for module in _modules().values() for option in module} | {
        f"ORGANIZATION_{name}" for name in ("CLIENT_ID", "CLIENT_SECRET")
    }
    for name in re.findall(r"QLIK_CLOUD_([A-Z_]+)", page.text):
        assert any(name == option or re.fullmatch(rf"[A-Z]+(_[A-Z]+)?_{option}", name) for option in options), name


@pages
def test_tables_name_what_there_is(page: Page) -> None:
    known = _columns()
    for head, *rows in page.tables:
        if head[0] in known:
            named = {name for row in rows for name in re.findall(r"`(\w+)`", row[0])}
            assert named - known[head[0]] == set(), head


@pages
def test_files_tests_and_targets_exist(page: Page) -> None:
    for name in re.findall(r"`((?:docs|examples|meta|playbooks|plugins|roles|tests)/[\w./*-]+)`", page.prose):
        assert list(ROOT.glob(name.rstrip("/"))), name
    tests = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    assert all(f"def {name}(" in tests for name in re.findall(r"`(test_\w+)`", page.prose))
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"(?:`|^)make ([a-z]+)", page.text, re.MULTILINE)
    assert all(f"\n{target}:" in makefile for target in targets), targets


@pages
def test_examples_in_yaml_are_what_the_schemas_allow(page: Page) -> None:
    schemas = {name: json.loads((ROOT / f"meta/schemas/{name}.json").read_text()) for name in ("blueprint", "fleet")}
    for example in page.mappings:
        # Another source of the inventory has no schema; it is read where the guide is run.
        if example.get("plugin") not in (None, "qlikfleet.cloud.fleet"):
            continue
        name = "fleet" if "plugin" in example else "blueprint"
        jsonschema_rs.validator_for(schemas[name]).validate(example)


def _read_by(name: str) -> set[str]:
    """Variables of a playbook of the collection itself."""
    file = ROOT / "playbooks" / f"{name.rpartition('.')[2]}.yml"
    return set(re.findall(r"\w+", file.read_text())) if file.exists() else set()


@pages
def test_commands_are_ones_that_there_are(page: Page) -> None:
    """Playbooks of their own, files of variables and options of modules are in the page or in the collection."""
    files = {fence.file for fence in page.fences("yaml")}
    for command in page.commands:
        program, first, *rest = shlex.split(command, comments=True)
        given = [value for option, value in itertools.pairwise(rest) if option == "-e"]
        assert program != "ansible-playbook" or first.startswith("qlikfleet.cloud.") or first in files, command
        assert all(value[1:] in files for value in given if value.startswith("@")), command
        variables = {value.partition("=")[0] for value in given if "=" in value}
        assert variables - _variables() <= _read_by(first), command
        if "-m" in rest:
            module = rest[rest.index("-m") + 1].removeprefix("qlikfleet.cloud.")
            arguments = rest[rest.index("-a") + 1]
            options = json.loads(arguments) if arguments.startswith("{") else re.findall(r"(\w+)=", arguments)
            assert set(options) <= _modules()[module], command


def test_messages_are_those_of_the_code() -> None:
    page = Page(ROOT / "docs/fleet.md")
    messages = [row[0] for head, *rows in page.tables if head[0] == "message" for row in rows]
    assert len(messages) > 20
    for message in messages:
        for part in message.split("`")[1].split("..."):
            assert part.strip() in _texts(), message


def test_every_kind_of_bot_is_explained() -> None:
    """Those that the module `bot_info` tells apart."""
    module = importlib.import_module("ansible_collections.qlikfleet.cloud.plugins.modules.bot_info")
    known = re.findall(r"V\((\w+)\)", " ".join(yaml.safe_load(module.DOCUMENTATION)["description"]))
    (table,) = (rows for head, *rows in Page(ROOT / "docs/bots.md").tables if head[0] == "kind of bot")
    assert {row[0].strip("`") for row in table} == set(known)


def test_every_guide_is_in_the_readme() -> None:
    readme = Page(ROOT / "README.md")
    assert all(f"(docs/{path.name})" in readme.text for path in (ROOT / "docs").glob("*.md"))
