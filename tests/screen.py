# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a terminal shows after a text was written on it."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\x1b\[[?\d;]*[A-Za-z]|.", re.DOTALL)


def seen(text: str) -> list[str]:
    """The lines of an endless screen; colours are left out."""
    lines, row, column = [""], 0, 0
    for token in _TOKEN.findall(text):
        match token:
            case "\r":
                column = 0
            case "\n":
                row, column = row + 1, 0
                lines += [""] * (row == len(lines))
            case "\x1b[A":
                row -= 1
            case "\x1b[J":
                del lines[row + 1 :]
                lines[row] = lines[row][:column]
            case _ if token.startswith("\x1b"):
                assert token.endswith("m"), f"{token!r} is not known here"
            case _:
                lines[row] = f"{lines[row]:{column}}"[:column] + token + lines[row][column + 1 :]
                column += 1
    return lines
