# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the published facts leave two answers possible: the other one, switched on by name."""

from __future__ import annotations

import typing as t

VARIATIONS = {
    "imports-make-apps": "the mode autoreplace imports a file as another app",
    "dropped-scopes": "a token is granted without the scopes that the client lacks, and the answer does not say so",
    "told-scopes": "every token answer lists all scopes that the token has, user_default among them",
    "fifth-scope": "region clients have a fifth scope, tenants:read",
    "no-creator": "answers do not tell who created an OAuth client",
    "settings-defaults": "tenant settings that were never stored are read as defaults, and a POST must store them",
    "settings-empty": "tenant settings that were never stored are read as nothing at all",
    "other-etags": "the eTag of a file of a brand is not the MD5 of its content",
    "no-md5": "answers have no MD5 of the archive of a theme or extension",
    "other-hostname-links": "links to the next page name another hostname of the tenant than the one that was asked",
    "steward-only": "an administrator makes glossaries and verifies terms only with the role Steward",
    "omitted-defaults": "the engine leaves members of properties out that are empty, false, null or 0",
    "membership-to-reload": "an administrator reloads apps of a space only as its member, and owns tasks only there",
}
# Those that are on. The simulator is one process, so there is one set.
_on: set[str] = set()


def use(names: t.Iterable[str]) -> None:
    """Switch these on and all others off."""
    chosen = set(names)
    if not chosen <= set(VARIATIONS):
        raise ValueError(f"unknown variations: {', '.join(sorted(chosen - set(VARIATIONS)))}")
    _on.clear()
    _on.update(chosen)


def has(name: str) -> bool:
    return name in _on
