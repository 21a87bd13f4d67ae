# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What README and guides say that follows from the code: tables between two marks, written by `make generate`."""

from __future__ import annotations

import importlib
import re
import typing as t
from pathlib import Path

import yaml

from tests.tools import coverage
from tests.tools.environments import SUPPORTED

ROOT = Path(__file__).resolve().parents[2]
UTILS = "ansible_collections.qlikfleet.cloud.plugins.module_utils"
# Folders of plugins that nobody calls by name.
_INNER = {"action", "doc_fragments", "module_utils", "modules", "plugin_utils"}
Row = t.Sequence[str]


def documents(kinds: dict[str, t.Any]) -> dict[Path, str]:
    """Each file with its tables as they must be."""
    tables = {
        "README.md": {"supported": _supported(kinds), "playbooks": _playbooks(), "contents": _contents(kinds)},
        "docs/blueprints.md": {"kinds": _kinds(kinds)},
        "docs/bots.md": {"types": _content_types()},
        "docs/coverage.md": {"coverage": _coverage(), "open": _open()},
    }
    return {ROOT / name: _filled(ROOT / name, made) for name, made in tables.items()}


def _filled(path: Path, tables: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for name, table in tables.items():
        begin, end = f"<!-- {name}: written by make generate -->\n", f"<!-- end of {name} -->"
        before, _begin, rest = text.partition(begin)
        _old, found, after = rest.partition(end)
        if not found:
            raise SystemExit(f"{path.name} has no place for {name}: {begin.strip()} ... {end}")
        text = f"{before}{begin}{table}{end}{after}"
    return text


def _table(head: Row, rows: t.Iterable[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _code(names: t.Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _plain(text: str) -> str:
    """Without the markup of Ansible's documentation."""
    return re.sub(r"[A-Z]\(([^)]*)\)", r"\1", text)


def _playbooks() -> str:
    """What each does is said by the name of its play."""
    plays = {path.stem: yaml.safe_load(path.read_text())[0] for path in sorted((ROOT / "playbooks").glob("*.yml"))}
    return _table(("playbook", ""), [(f"`qlikfleet.cloud.{name}`", play["name"]) for name, play in plays.items()])


def _modules() -> list[str]:
    return [path.stem for path in sorted((ROOT / "plugins/modules").glob("[a-z]*.py"))]


def _supported(kinds: dict[str, t.Any]) -> str:
    """What is tested, and how much there is; the names are further down."""
    playbooks, roles = (len(list(ROOT.glob(found))) for found in ("playbooks/*.yml", "roles/*/tasks"))
    rows = [(f"ansible-core {series}", f"on Python {', '.join(sorted(SUPPORTED[series]))}") for series in SUPPORTED]
    count = f"{len(kinds)} kinds of object, {len(_modules())} modules, {roles} roles, {playbooks} playbooks"
    return _table(("supported", ""), [*rows, ("contents", f"{count}: [what is in it](#what-is-in-it)")])


def _contents(kinds: dict[str, t.Any]) -> str:
    modules = _modules()
    roles = [path.name for path in sorted((ROOT / "roles").iterdir()) if path.is_dir()]
    folders = [path for path in sorted((ROOT / "plugins").iterdir()) if path.is_dir() and path.name not in _INNER]
    plugins = {path.name: sorted({each.stem for each in path.glob("[a-z]*")}) for path in folders}
    rows = {
        "roles": roles,
        "modules of the fleet and its tenants": [name for name in modules if name not in kinds],
        "modules of one kind of object": list(kinds),
        **{name: found for name, found in plugins.items() if found},
    }
    return _table(("", ""), [(name, _code(found)) for name, found in rows.items()])


def _kinds(kinds: dict[str, t.Any]) -> str:
    head = ("kind", "what", "told apart by", "can be purged")
    return _table(
        head,
        [
            (f"`{kind.name}`", _plain(kind.doc), _code(kind.key) or "one in each tenant", _purge(kind))
            for kind in kinds.values()
        ],
    )


def _purge(kind: t.Any) -> str:
    if kind.singleton:
        return "no"
    return "yes" if kind.creator else "with `what: all` only: Qlik does not report who created one"


class _Sample(dict[str, t.Any]):
    """An object with every field that an operation may ask for."""

    def __missing__(self, _name: str) -> str:
        return ""


class _Recorder:
    """Takes the place of a client, and keeps the writes that are sent through it."""

    host = ""

    def __init__(self) -> None:
        self.writes: list[str] = []

    def request(self, method: str, path: str, **_body: t.Any) -> None:
        self.writes.append(f"{method} {path}")

    def delete(self, path: str, **_body: t.Any) -> None:
        self.writes.append(f"DELETE {path}")

    def get(self, _path: str, **_query: t.Any) -> _Sample:
        return _Sample()

    def list(self, _path: str, **_query: t.Any) -> list[_Sample]:
        return [_Sample(id="{id}", roles=[])]


def _operation(kind: t.Any) -> str:
    """How it goes to another user, in the words of the API: what its declaration really sends."""
    if not kind.ownership.give:
        return "not at all"
    client, ownership = _Recorder(), importlib.import_module(f"{UTILS}.model.ownership")
    found = _Sample({kind.identifier: "{id}", "id": "{id}", "resourceId": "{id}", "roles": ["producer"]})
    each = ownership.Owned(kind, found, kind.path.replace("{parent}", "{id}"))
    for change in (kind.ownership.give, kind.ownership.release or (lambda *_how: None)):
        change(client, each, ownership.Receiver("the new owner"))
    return ", ".join(f"`{write}`" for write in client.writes)


def _content_types() -> str:
    name_of = importlib.import_module(f"{UTILS}.model.ownership").type_of
    head = ("type", "what", "how it changes its owner", "what is lost", "what to do", "deleted with its bot")
    return _table(
        head,
        [
            (
                f"`{name_of(kind)}`",
                _plain(kind.ownership.doc or kind.doc),
                _operation(kind) + (", to the user of the run only" if kind.ownership.only_to_caller else ""),
                kind.ownership.costs,
                " ".join(filter(None, (kind.ownership.afterwards, kind.ownership.advice))),
                "yes" if kind.delete else "no, by hand",
            )
            for kind in importlib.import_module(f"{UTILS}.kinds.owned").OWNED
        ],
    )


def _coverage() -> str:
    return "\n".join(f"## {family.title}\n\n{_family(family.lines)}" for family in coverage.families()) + "\n"


def _family(lines: t.Sequence[coverage.Line]) -> str:
    """The operations of a family, and the fields that they send, those of one option or reason together."""
    operations = _table(
        ("operation", "used by", "for, or why not"), [(f"`{each.name}`", each.used_by, each.text) for each in lines]
    )
    named: dict[tuple[str, str], dict[str, None]] = {}
    for each in (field for line in lines for field in line.fields):
        option, dot, _member = each.text.strip("`").partition(".") if each.used_by else (each.text, "", "")
        name = (each.name.rpartition("/")[0] or each.name) if dot and each.text.startswith("`") else each.name
        text = f"`{option}`" if each.text.startswith("`") and each.used_by else each.text
        named.setdefault((each.used_by, text), {})[name] = None
    fields = [
        (_code(names), user, text) for (user, text), names in sorted(named.items(), key=lambda row: not row[0][0])
    ]
    return operations + ("\n" + _table(("field of a body", "set by", "option, or why not"), fields) if fields else "")


def _open() -> str:
    """What nobody has declared yet, though the API has it."""
    named: dict[tuple[str, str], dict[str, None]] = {}
    for family in coverage.families():
        for each in (one for line in family.lines for one in (line, *line.fields)):
            if not each.used_by and "not managed yet" in each.text.lower():
                named.setdefault((family.title, each.text), {})[each.name] = None
    return _table(
        ("", "operation or field", ""), [(title, _code(names), text) for (title, text), names in named.items()]
    )
