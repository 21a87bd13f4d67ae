# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses of PostgreSQL servers: URLs that may have a password, and how messages name them without it."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass, field
from urllib.parse import unquote

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError

DEFAULT_SCHEMA = "qlikfleet"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HOST = r"(?:\[[^\]@/?#]*\]|[^@/?#:,\[\]]*)(?::\d*)?"
# Strict, so that no part of a password that is not percent-encoded can be taken for a host or an option.
_URL = re.compile(
    rf"postgres(?:ql)?://(?:(?P<user>[^:@/?#]*)(?::(?P<password>[^@/?#]*))?@)?"
    rf"(?P<hosts>{_HOST}(?:,{_HOST})*)(?P<database>/[^@/?#]*)?(?:\?(?P<options>(?:\w+=[^&@?#]*(?:&|$))*))?"
)
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Address:
    """A database of a server.

    url: for the driver. schema: of our tables. label: for messages, without a password. secrets: every spelling of the
    passwords.
    """

    url: str = field(repr=False)
    schema: str
    label: str
    secrets: frozenset[str] = field(repr=False)


def is_server(place: str) -> bool:
    """Tell whether a place is a server. Refuse a URL that is not PostgreSQL's, which is not a folder either."""
    found = _SCHEME.match(place)
    if not found:
        return False
    if found[1] not in ("postgresql", "postgres"):
        raise ConfigurationError(f"ledger: {found[1]}:// is unknown. Set a folder, or postgresql://host/database.")
    return True


def parsed(place: str) -> Address:
    """Return the parts of a URL. Errors do not show it, since it may have a password."""
    found = _URL.fullmatch(place)
    if not found:
        raise ConfigurationError(
            "ledger: not a valid URL, such as postgresql://user@host:5432/database?sslmode=verify-full. Percent-encode "
            "special characters, such as %40 for @, in user and password."
        )
    options = [option.partition("=")[::2] for option in (found["options"] or "").split("&") if option]
    schemas = [value for name, value in options if name == "schema"] or [DEFAULT_SCHEMA]
    if not _SCHEMA.fullmatch(schemas[-1]):
        raise ConfigurationError(f"ledger: schema {schemas[-1]} is not lower-case letters, digits and underscores.")
    kept = "&".join(f"{name}={value}" for name, value in options if name != "schema")
    given = [found["password"] or "", *(value for name, value in options if "password" in name)]
    return Address(
        url=place.partition("?")[0] + (f"?{kept}" if kept else ""),
        schema=schemas[-1],
        label=_label(found["hosts"], found["database"] or "", dict(options)),
        secrets=frozenset(text for each in given for text in (each, unquote(each)) if text),
    )


def secrets_in(place: t.Any) -> frozenset[str]:
    """Return what must not be shown of the place of a ledger."""
    try:
        return parsed(str(place)).secrets
    except ConfigurationError:
        return frozenset()


def _label(hosts: str, database: str, options: dict[str, str]) -> str:
    """Return what identifies the database. What the URL does not name comes from libpq's environment."""
    named = {"host": unquote(hosts), "dbname": database, **options}
    text = f"postgresql://{named['host']}/{named['dbname'].lstrip('/')}"
    return text + "".join(f"?{name}={options[name]}" for name in ("service",) if name in options)
