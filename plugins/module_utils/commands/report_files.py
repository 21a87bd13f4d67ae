# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write reports of many tenants: the ending of a file selects its format."""

from __future__ import annotations

import csv
import io
import json
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import private_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

# Spreadsheets evaluate a text that begins with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_files(context: Context, given: t.Iterable[str], writers: t.Mapping[str, t.Callable[[], str]]) -> Object:
    """Write files that differ, and return which. A relative path is relative to the fleet file.

    writers: for each ending the function that returns the content.
    """
    paths = [Path(context.fleet_folder, each) for each in given]
    wrong = [str(path) for path in paths if path.suffix not in writers]
    if wrong:
        raise errors.ConfigurationError(f"dest: {', '.join(wrong)}: use one of the endings {', '.join(writers)}.")
    changed = [path for path in paths if _write(path, writers[path.suffix](), check=context.check_mode)]
    return {"changed": bool(changed), "dest": [str(path) for path in paths]}


def as_json(value: t.Any) -> str:
    return json.dumps(value, indent=2, sort_keys=True) + "\n"


def as_csv(columns: t.Sequence[str], rows: t.Iterable[Object]) -> str:
    """Return a table with a head. Members of a row that are no column are left out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: t.Any) -> t.Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write(path: Path, text: str, *, check: bool) -> bool:
    """Write a file if it differs, and return whether it does."""
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return False
        if not check:
            private_files.replace(path, text)
    except (OSError, ValueError) as error:
        raise errors.ConfigurationError(f"dest: {path} cannot be written: {error}.") from None
    return True
