# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostnames."""

from __future__ import annotations

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors, hosts


@pytest.mark.parametrize("host", ["evil.com", "a.eu.qlikcloud.com.evil.com", "qlikcloud.com", "a/b.eu.qlikcloud.com"])
def test_no_token_leaves_the_domain(host: str) -> None:
    with pytest.raises(errors.ConfigurationError):
        hosts.require_allowed(host, "qlikcloud.com")


@pytest.mark.parametrize("alias", ["ab", "a" * 64, "Acme", "-acme", "acme_eu", "a.b"])
def test_an_alias_that_qlik_would_refuse(alias: str) -> None:
    with pytest.raises(errors.ConfigurationError):
        hosts.alias_hostname(alias, "eu")


def test_an_alias_by_either_spelling() -> None:
    assert hosts.alias_hostname("acme", "eu") == hosts.alias_hostname("acme.eu.qlikcloud.com", "eu")
    assert hosts.region_of("acme.eu.qlikcloud.com") == "eu"
