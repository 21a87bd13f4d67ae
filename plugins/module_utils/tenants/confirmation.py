# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Confirmation of irreversible actions, by typing the name of the tenant again."""

from __future__ import annotations

import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError


def require_typed(typed: t.Any, hostnames: t.Iterable[str], what: str) -> None:
    """Require one of the hostnames, or the alias that it begins with."""
    accepted = {name for hostname in hostnames if hostname for name in (hostname, hostname.split(".", maxsplit=1)[0])}
    if str(typed or "") not in accepted:
        raise ConfigurationError(f"{what} Type the tenant's alias or hostname in confirm_alias.")
