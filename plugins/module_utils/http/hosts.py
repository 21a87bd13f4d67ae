# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostnames and regions: `<tenant>.<region>.<domain>`, `register.<region>.<domain>`, `console.<domain>`."""

from __future__ import annotations

import re

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError

DEFAULT_DOMAIN = "qlikcloud.com"
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def is_region(code: str) -> bool:
    """Tell whether this can be a region code. The list of regions is open."""
    return bool(_LABEL.fullmatch(code))


def plain_domain(domain: str) -> str:
    """Return the domain, or refuse a URL or other text."""
    if not all(map(_LABEL.fullmatch, domain.lower().split("."))):
        raise ConfigurationError(f"domain: {domain!r} is not a domain. Give only the domain, such as {DEFAULT_DOMAIN}.")
    return domain.lower()


def register_host(region: str, domain: str = DEFAULT_DOMAIN) -> str:
    """Return the host at which tenants of a region are created, deactivated and reactivated."""
    return f"register.{region}.{domain}"


def console_host(domain: str = DEFAULT_DOMAIN) -> str:
    """Return the host at which an organization client lists the tenants of all regions."""
    return f"console.{domain}"


def is_tenant_host(hostname: str, domain: str = DEFAULT_DOMAIN) -> bool:
    """Return whether a host is neither the register host of a region nor the console of the organization."""
    return hostname not in (console_host(domain), register_host(region_of(hostname, domain), domain))


def region_of(hostname: str, domain: str = DEFAULT_DOMAIN) -> str:
    """Return the region code in a hostname, its only unambiguous source."""
    require_allowed(hostname, domain)
    labels = hostname[: -len(domain) - 1].split(".")
    return labels[1] if len(labels) == 2 else ""


def require_allowed(hostname: str, domain: str) -> None:
    """Refuse a host outside the domain: an answer or a typing error must not send a token there."""
    name = hostname.lower()
    labels = name[: -len(domain) - 1].split(".") if name.endswith("." + domain) else []
    if not labels or not all(_LABEL.fullmatch(label) for label in labels):
        raise ConfigurationError(
            f"{hostname} is not a host of {domain}: no token is sent there. For another Qlik Cloud domain, "
            "such as that of government regions, set the option domain.",
            tenant=hostname,
        )


def alias_hostname(alias: str, region: str, domain: str = DEFAULT_DOMAIN) -> str:
    """Return the hostname of an alias. Refuse one that Qlik would refuse.

    The length is documented (TENANTS-10); the characters are those of a DNS label.
    """
    name = alias[: -len(f".{region}.{domain}")] if alias.endswith(f".{region}.{domain}") else alias
    if not 3 <= len(name) <= 63 or not _LABEL.fullmatch(name):
        raise ConfigurationError(
            f"Qlik would refuse the alias {alias!r}: an alias has 3 to 63 lower-case letters, digits and hyphens, and "
            "begins and ends with a letter or digit."
        )
    return f"{name}.{region}.{domain}"
