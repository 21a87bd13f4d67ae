# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a blueprint as a YAML file for people to read and git to compare, and read such a file back."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

try:
    import yaml
except ImportError:
    yaml = None  # type: ignore[assignment]

_WIDTH = 120
# Template markers. A text with one of them is data, which Ansible must not evaluate.
_TEMPLATES = ("{{", "{%", "{#")


_VARIABLE = re.compile(r"\{\{ (\w+) \}\}")
_COMMENT = re.compile("# ?")


class Variable(str):
    """The name of a variable, instead of its value."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper if yaml else object):  # type: ignore[misc]
    """Indent lists, and write texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow=flow, indentless=False)

    def ignore_aliases(self, _data: t.Any) -> bool:
        return True


def _text(dumper: t.Any, value: str) -> t.Any:
    tag = "!unsafe" if any(each in value for each in _TEMPLATES) else "tag:yaml.org,2002:str"
    style = "|" if "\n" in value else "'" if tag == "!unsafe" else None
    return dumper.represent_scalar(tag, value, style=style)


def _variable(dumper: t.Any, value: Variable) -> t.Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", f"{{{{ {value} }}}}", style='"')


if yaml:
    _Dumper.add_representer(str, _text)
    _Dumper.add_representer(Variable, _variable)


def as_yaml(variables: Object, comments: t.Iterable[str] = ()) -> str:
    """Return variables as a YAML file that begins with comments."""
    if yaml is None:
        raise ConfigurationError("The Python package PyYAML is missing where this task runs. Install it there.")
    head = "".join(f"# {line}".rstrip() + "\n" for line in comments)
    body = yaml.dump(variables, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return f"---\n{head}{body}"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader) if yaml else object):  # type: ignore[misc]
    """Read what `as_yaml` writes: a text with the tag is data, and a text like a template is a variable."""


def _data(loader: t.Any, node: t.Any) -> str:
    return str(loader.construct_scalar(node))


def _text_or_variable(loader: t.Any, node: t.Any) -> str:
    text = _data(loader, node)
    variable = _VARIABLE.fullmatch(text)
    if not variable and any(each in text for each in _TEMPLATES):
        raise ConfigurationError(f"line {node.start_mark.line + 1} has a template, which no export writes")
    return Variable(variable[1]) if variable else text


if yaml:
    _Loader.add_constructor("!unsafe", _data)
    _Loader.add_constructor("tag:yaml.org,2002:str", _text_or_variable)


def from_yaml(text: str) -> tuple[Object, list[str]]:
    """Return the variables and the comments of a text that `as_yaml` wrote."""
    if yaml is None:
        raise ConfigurationError("The Python package PyYAML is missing where this task runs. Install it there.")
    comments = []
    for line in text.splitlines()[1:]:
        if not line.startswith("#"):
            break
        comments.append(_COMMENT.sub("", line, count=1))
    try:
        return yaml.load(text, _Loader) or {}, comments
    except yaml.YAMLError as error:
        raise ConfigurationError(f"not valid YAML: {error}") from None
