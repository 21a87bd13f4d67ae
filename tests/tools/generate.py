# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the files that are derived from the declarations; with --check, fail if one is stale."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import typing as t
from pathlib import Path

import yaml

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands import many_objects
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.kind_module import kind_command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.sent_secrets import UPDATE_SECRETS
from tests.tools import guides, schema
from tests.tools.sentences import about_field, about_kind

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = "ansible_collections.qlikfleet.cloud.plugins"
HEADER = """# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""
# Files beside the declarations.
NOT_A_KIND = {
    "app_properties",
    "app_script",
    "bundles",
    "in_spaces",
    "owned",
    "recipients",
    "registry",
    "space_content",
    "unmanaged",
}
_ANSWERED = {"returned": "if Qlik answered", "type": "str"}
_ABOUT = {"returned": "if the failure is about one", "type": "str"}
FAILURE = {
    "description": "Reason for a failure, as data.",
    "returned": "failure",
    "type": "dict",
    "contains": {
        "status": {"description": "HTTP status of the answer.", **_ANSWERED, "type": "int"},
        "code": {"description": "Error code of the answer.", **_ANSWERED},
        "detail": {"description": "Explanation in the answer.", **_ANSWERED},
        "trace_id": {"description": "Id that Qlik's support can find the request with.", **_ANSWERED},
        "tenant": {"description": "Name of the tenant in the inventory, or its hostname.", **_ABOUT},
        "host": {"description": "Hostname of the tenant.", **_ABOUT},
        "object": {"description": "Object or request that failed.", **_ABOUT},
    },
}
_WIDTH = 110
_NEEDED = "Required, unless O(objects) is set."
MADE = "# Made by `make generate`; change the declaration or the generator instead.\n"


def kinds() -> dict[str, t.Any]:
    """The declarations, found by their files: the constant has the file's name in capitals."""
    names = sorted({path.stem for path in (ROOT / "plugins/module_utils/kinds").glob("[a-z]*.py")} - NOT_A_KIND)
    package = f"{PLUGINS}.module_utils.kinds"
    return {name: getattr(importlib.import_module(f"{package}.{name}"), name.upper()) for name in names}


def options(fields: t.Iterable[t.Any], spec: dict[str, t.Any], key: t.Collection[str] = ()) -> dict[str, t.Any]:
    """The options of fields, as documentation has them. `key`: those that a task with one object must give."""
    documented: dict[str, t.Any] = {}
    for field in fields:
        needed = [] if spec[field.name].get("required") or field.name not in key else [_NEEDED]
        option = {"description": [*about_field(field), *needed], **spec[field.name]}
        option.pop("no_log", None)
        below = field.children.fields if field.children else field.options
        if below:
            option["suboptions"] = options(below, option.pop("options"))
        if field.children:
            option["suboptions"] |= {**was(field.children), **state(field.children)}
            documented[f"purge_{field.name}"] = {
                "description": [f"Whether to remove {field.name} that are not listed."],
                "type": "bool",
                "default": False,
            }
        documented[field.name] = option
    return documented


def _needed(kind: t.Any) -> set[str]:
    return {name for pair in kind_command(kind).required_one_of for name in pair}


def state(kind: t.Any) -> dict[str, t.Any]:
    spec = kind.argument_spec().get("state")
    return {"state": {"description": [f"Whether the {kind.title_noun} should exist."], **spec}} if spec else {}


def was(kind: t.Any) -> dict[str, t.Any]:
    if not kind.can_be_renamed:
        return {}
    text = (
        f"Former name of the {kind.title_noun}. An object with this name is renamed, instead of creating another one."
    )
    return {"was": {"description": [text, "An object that is already renamed is left unchanged."], "type": "str"}}


def secrets(kind: t.Any) -> dict[str, t.Any]:
    """When write-only values are sent again, for kinds that have some."""
    if not kind.has_secrets:
        return {}
    when = (
        "With V(when_changed), if they differ from the last ones, of which the ledger keeps salted digests. "
        "Without a ledger, nothing is sent, and the module warns. V(always) sends them in each run, V(on_create) never."
    )
    texts = (
        "When to send values and files that Qlik never returns to an existing object.",
        when,
        "The variable C(qlik_update_secrets) of the host can also set it. Defaults to V(when_changed).",
    )
    return {"update_secrets": {"description": list(texts), **UPDATE_SECRETS["update_secrets"]}}


def many(kind: t.Any) -> dict[str, t.Any]:
    """The options that give a list of objects instead of one."""
    if kind.singleton:
        return {}
    patterns = f"Patterns of {kind.title_plural} to keep, such as V({kind.name} Legacy*)."
    documented = {
        "what": "Whether to remove only objects that this OAuth client created, or all.",
        "except": patterns,
        "at_most": "If there are more objects to remove than this, nothing is removed.",
    }
    one = f"A list of {kind.title_plural} instead of one. Each has options of this module, except connection options."
    objects = (one, "The tenant's list is read once, and changes are written by several threads.")
    purge = (
        "Removes objects that are not in O(objects). Objects that Qlik made, and those that the run uses, are kept.",
        "Without it, other objects are left alone.",
    )
    return {
        "objects": {"description": list(objects), **many_objects.SPEC["objects"]},
        "purge": {
            "description": list(purge),
            "type": "dict",
            "suboptions": {
                name: {"description": [documented[name]], **option} for name, option in many_objects.PURGE.items()
            },
        },
    }


def module(kind: t.Any) -> str:
    """The module of a kind: documentation as literal text, and one statement."""
    documentation = {
        "module": kind.name,
        "short_description": f"Manage {kind.title_noun}" if kind.singleton else f"Manage {kind.title_plural}",
        "version_added": kind.since,
        "author": ["qlikfleet.cloud contributors (@qlikfleet)"],
        "description": [
            kind.doc,
            "Options that are not set keep their current value. An empty string or list clears the value.",
        ],
        "options": {
            **options(kind.fields, kind_command(kind).spec, _needed(kind)),
            **secrets(kind),
            **was(kind),
            **state(kind),
            **many(kind),
        },
        "extends_documentation_fragment": ["qlikfleet.cloud.attributes", "qlikfleet.cloud.connection"],
    }
    documentation["notes"] = about_kind(kind)
    documentation["seealso"] = [
        {"module": "qlikfleet.cloud.blueprint"},
        {
            "name": "Blueprints",
            "description": "How objects are declared in layers, planned and converged.",
            "link": "https://github.com/qlikfleet/cloud/blob/main/docs/blueprints.md",
        },
    ]
    returned = results(kind)
    if kind.shown_once:
        returned[kind.secret_name] = {
            "description": "The secret, which Qlik shows once.",
            "returned": "when the object was created",
            "type": "str",
        }
        returned[many_objects.secrets_name(kind)] = {
            "description": "With O(objects), the secrets of created objects, by their titles.",
            "returned": "when objects were created",
            "type": "dict",
        }
    return (
        f"#!/usr/bin/python\n{HEADER}{MADE}"
        f'"""{kind.doc}"""\n\nfrom __future__ import annotations\n\n'
        f'DOCUMENTATION = r"""\n{dump(documentation)}"""\n\n'
        f'EXAMPLES = r"""\n{examples(kind)}"""\n\n'
        f'RETURN = r"""\n{dump(returned)}"""\n\n'
        f"from {PLUGINS}.module_utils.commands.command import run_module\n"
        f"from {PLUGINS}.module_utils.commands.kind_module import kind_command\n"
        f"{imported(kind.name)}\n\n"
        f"def main() -> None:\n    run_module(kind_command({kind.name.upper()}))\n\n\n"
        'if __name__ == "__main__":\n    main()\n'
    )


def examples(kind: t.Any) -> str:
    """The examples of the declaration, and one that removes the object of the first."""
    name = f"qlikfleet.cloud.{kind.name}"
    own = next(task[name] for task in yaml.safe_load(kind.examples) if name in task)
    if kind.singleton:
        return str(kind.examples.lstrip())
    removal = {
        "name": f"Remove the {kind.title_noun}",
        name: {**{key: own[key] for key in kind.key if key in own}, "state": "absent"},
    }
    return f"{kind.examples.lstrip()}\n{dump([removal])}"


def results(kind: t.Any) -> dict[str, t.Any]:
    """What a module returns, with each part of the object."""
    values = {
        option.name: {"description": option.doc, "returned": "if Qlik returns it", **_type(option)}
        for option in kind.fields
        if not option.children
    }
    found: dict[str, t.Any] = {}
    if not kind.singleton:
        found["id"] = {
            "description": "Id of the object. In check mode, the id of a new object is not known yet.",
            "returned": "if the object exists afterwards",
            "type": "str",
            "sample": "507f191e810c19729de860ea",
        }
    found["object"] = {
        "description": "The object after the task, with the option names. Empty if it is absent.",
        "returned": "success",
        "type": "dict",
        "contains": values,
    }
    if not kind.singleton:
        found["objects"] = {
            "description": "With O(objects), C(id) and C(object) of each, in the same order.",
            "returned": "if objects is set",
            "type": "list",
            "elements": "dict",
        }
    found["diff"] = {
        "description": "The object before and after.",
        "returned": "in diff mode",
        "type": "list",
        "elements": "dict",
    }
    return found | {"failure": FAILURE}


def _type(option: t.Any) -> dict[str, str]:
    # A file is returned as a text.
    return {"type": "str" if option.type == "path" else option.type} | (
        {"elements": option.elements} if option.elements else {}
    )


def imported(name: str) -> str:
    """The import of a declaration, broken as the formatter breaks it."""
    module_name, constant = f"{PLUGINS}.module_utils.kinds.{name}", name.upper()
    line = f"from {module_name} import {constant}\n"
    return line if len(line) <= 121 else f"from {module_name} import (\n    {constant},\n)\n"


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, as yamllint wants them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def dump(data: t.Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=110, allow_unicode=True)


def registry(declared: dict[str, t.Any]) -> str:
    base = f"{PLUGINS}.module_utils"
    imports = "".join(imported(name) for name in declared)
    entries = "".join(f"    {name.upper()},\n" for name in declared)
    return (
        f'{HEADER}{MADE}"""Every kind, imported by name, so that shipped modules bring them along."""\n\n'
        f"from __future__ import annotations\n\n{imports}from {base}.model.kind import Kind\n\n"
        f"_ALL: tuple[Kind, ...] = (\n{entries})\n"
        "# All that can be read, and those of them that can be written.\n"
        "READABLE: dict[str, Kind] = {kind.name: kind for kind in _ALL}\n"
        "KINDS = {name: kind for name, kind in READABLE.items() if not kind.read_only}\n"
    )


def _reaches_tenants(path: Path) -> bool:
    """Whether a module has the options of the connection, which `module_defaults` of the group give."""
    return "qlikfleet.cloud.connection" in path.read_text(encoding="utf-8")


def runtime(names: list[str], connected: list[str]) -> str:
    """Every module goes through the action plugin; those that reach tenants are in the group for module_defaults."""
    routed = [name for name in names if name != "object"]
    data = {
        "requires_ansible": ">=2.19.0",
        "action_groups": {"all": connected},
        "plugin_routing": {"modules": {name: {"action_plugin": "qlikfleet.cloud.object"} for name in routed}},
    }
    return f"---\n{MADE}{dump(data)}"


def _json(value: t.Any, indent: str = "") -> str:
    """JSON with what fits on a line on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, (dict, list)):
        return line
    inside = f"{indent}  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"{inside}{_json(each, inside)}" for each in value) + f"\n{indent}]"
    parts = (f"{inside}{json.dumps(name)}: {_json(each, inside)}" for name, each in value.items())
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def outputs() -> dict[Path, str]:
    every = kinds()
    declared = {name: kind for name, kind in every.items() if not kind.read_only}
    files = {ROOT / "plugins/modules" / f"{name}.py": module(kind) for name, kind in declared.items()}
    files[ROOT / "plugins/module_utils/kinds/registry.py"] = registry(every)
    modules = list((ROOT / "plugins/modules").glob("[a-z]*.py"))
    names, connected = (
        sorted({path.stem for path in some} | set(declared)) for some in (modules, filter(_reaches_tenants, modules))
    )
    files[ROOT / "meta/runtime.yml"] = runtime(names, connected)
    for name, made in {"blueprint": schema.shared(schema.blueprint(declared)), "fleet": schema.fleet()}.items():
        files[ROOT / f"meta/schemas/{name}.json"] = _json(made) + "\n"
    return files | guides.documents(declared)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a file is stale")
    check = parser.parse_args().check
    stale = [(path, text) for path, text in outputs().items() if not path.exists() or path.read_text() != text]
    for path, text in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int(bool(stale) and check)


if __name__ == "__main__":
    sys.exit(main())
