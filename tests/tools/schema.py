# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON Schemas of the files that an operator writes, for editors: blueprints in variable files, and fleet files."""

from __future__ import annotations

import importlib
import typing as t

import yaml

from tests.tools.sentences import about_field

Schema = dict[str, t.Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "boolean": "boolean",
    "path": "string",
}
# Any value may be a template instead.
_TEMPLATE: Schema = {"$ref": "#/$defs/template"}
_TEMPLATE_DEFINITION: Schema = {"type": "string", "pattern": r"\{[\{%]", "description": "A Jinja template."}


def blueprint(kinds: dict[str, t.Any]) -> Schema:
    """Variable files with layers of a blueprint: other variables may stand beside them."""
    return {
        "$schema": _DRAFT,
        "title": "Variables with layers of a blueprint of qlikfleet.cloud",
        "type": "object",
        "properties": {
            "qlik_layers": {
                "description": "Names of the layers, the most general first.",
                "type": "array",
                "items": {"type": "string"},
            }
        },
        "patternProperties": {"^qlik_blueprint_": _or_template({"$ref": "#/$defs/blueprint"})},
        "$defs": {
            "template": _TEMPLATE_DEFINITION,
            "blueprint": {
                "description": "For each kind its objects.",
                "type": "object",
                "properties": {name: _objects(kind) for name, kind in kinds.items()},
                "additionalProperties": False,
            },
            **{name: _object(kind) for name, kind in kinds.items()},
        },
    }


def _objects(kind: t.Any) -> Schema:
    thing = {"$ref": f"#/$defs/{kind.name}"}
    listed = {"type": "array", "items": _or_template(thing)}
    return {"description": kind.doc, "anyOf": [listed, thing, _TEMPLATE]}


def _object(kind: t.Any) -> Schema:
    properties = {field.name: _field(field, is_key=field.name in kind.key) for field in kind.fields}
    for name, argument in kind.argument_spec().items():
        if name not in properties:
            default = {"default": argument["default"]} if "default" in argument else {}
            properties[name] = _or_template(_value(argument)) | default
    # In one layer only the natural key must be there: the rest may come from another.
    required = [name for name in kind.key if kind.is_needed(kind.field(name))]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _field(field: t.Any, *, is_key: bool = False) -> Schema:
    described: Schema = {"description": " ".join(about_field(field))} | (
        {"default": field.default} if field.default else {}
    )
    if field.children:
        value: Schema = {"type": "array", "items": _or_template(_object(field.children))}
    elif field.options:
        parts = {option.name: _field(option) for option in field.options}
        value = {"type": "object", "properties": parts, "additionalProperties": False}
    else:
        value = _value(field.argument())
    choices = [value, _TEMPLATE]
    if field.type in ("list", "dict"):
        override = {"type": "object", "properties": {"override": value}, "required": ["override"]}
        choices.append({**override, "additionalProperties": False})
    if not is_key and not field.required and not field.choices:
        choices.append({"type": "null"})
    return described | {"anyOf": choices}


def shared(schema: Schema) -> Schema:
    """The same schema, in which a value that many options have is a definition, named by what it can be."""
    definitions: Schema = {}

    def visit(part: t.Any) -> t.Any:
        if isinstance(part, list):
            return [visit(each) for each in part]
        if not isinstance(part, dict):
            return part
        kinds = part.get("anyOf", [])
        name = "-or-".join(filter(None, map(_word, kinds))) if all(map(_is_plain, kinds)) else ""
        if not name:
            return {name: visit(each) for name, each in part.items()}
        if definitions.setdefault(name, kinds) != kinds:
            raise ValueError(f"two shapes are named {name}")
        return {**{key: each for key, each in part.items() if key != "anyOf"}, "$ref": f"#/$defs/{name}"}

    found = visit(schema)
    found["$defs"] |= {name: {"anyOf": kinds} for name, kinds in sorted(definitions.items())}
    return t.cast(Schema, found)


def _is_plain(schema: Schema) -> bool:
    override = schema.get("properties", {}).get("override")
    if override:
        return _is_plain(override)
    return schema == _TEMPLATE or (schema.keys() <= {"type", "items"} and schema.get("items", {}).keys() <= {"type"})


def _word(schema: Schema) -> str:
    """What a plain value is called; nothing for a template, which each can be."""
    override = schema.get("properties", {}).get("override")
    if override:
        return f"override-of-{_word(override)}"
    items = schema.get("items", {}).get("type")
    return f"{schema['type']}-of-{items}" if items else str(schema.get("type", ""))


def _value(argument: t.Mapping[str, t.Any]) -> Schema:
    """The type of an option, as an argument spec or documentation has it."""
    kind = argument.get("type", "str")
    if kind == "list":
        items = {"type": _TYPES[argument["elements"]]} if argument.get("elements") in _TYPES else {}
        return {"type": "array", "items": items}
    if kind == "dict":
        return {"type": "object"}
    choices = {"enum": list(argument["choices"])} if argument.get("choices") else {}
    return {"type": _TYPES[kind], **choices}


def _or_template(schema: Schema) -> Schema:
    return {"anyOf": [schema, _TEMPLATE]}


def fleet() -> Schema:
    """Fleet files: the options of the inventory plugin."""
    plugin = importlib.import_module("ansible_collections.qlikfleet.cloud.plugins.inventory.fleet")
    constructed = importlib.import_module("ansible.plugins.doc_fragments.constructed").ModuleDocFragment
    own = yaml.safe_load(plugin.DOCUMENTATION)["options"]
    options = {**yaml.safe_load(constructed.DOCUMENTATION)["options"], **own}
    properties = {name: {"description": _text(option), **_value(option)} for name, option in options.items()}
    keys = importlib.import_module("ansible_collections.qlikfleet.cloud.plugins.module_utils.tenants.fleet_file")
    properties["regions"]["additionalProperties"] = {
        "description": "A region by its code, the one that hostnames have.",
        "type": ["object", "null"],
        "properties": {
            **_keys(keys.REGION_KEYS, keys.CLIENTS),
            "tenants": {"type": ["object", "null"], "additionalProperties": _tenant(keys)},
        },
        "additionalProperties": False,
    }
    return {
        "$schema": _DRAFT,
        "title": "Fleet file of qlikfleet.cloud",
        "type": "object",
        "properties": properties,
        "required": [name for name, option in options.items() if option.get("required")],
        "additionalProperties": False,
    }


def _keys(described: dict[str, str], clients: t.Sequence[str]) -> Schema:
    properties: Schema = {name: {"description": text, "type": "string"} for name, text in described.items()}
    properties["client"] = {"description": described["client"], "enum": list(clients)}
    return properties


def _tenant(keys: t.Any) -> Schema:
    properties = _keys(keys.TENANT_KEYS, keys.CLIENTS)
    labels = {"type": "object", "additionalProperties": {"type": ["string", "integer"], "minLength": 1}}
    properties["labels"] = {"description": keys.TENANT_KEYS["labels"], **labels}
    return {
        "description": "A tenant by its host name. Other keys are variables of the host.",
        "type": ["object", "null"],
        "properties": properties,
    }


def _text(option: t.Mapping[str, t.Any]) -> str:
    description = option["description"]
    return description if isinstance(description, str) else " ".join(description)
