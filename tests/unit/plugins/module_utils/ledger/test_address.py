# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""URLs of a ledger: what they are, and that no part of a password is taken for another part."""

from __future__ import annotations

import pytest

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.address import is_server, parsed, secrets_in


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("postgresql://db/qlik", "postgresql://db/qlik"),
        ("postgres://fleet:canary@db:5432/qlik", "postgresql://db:5432/qlik"),
        ("postgresql://fleet:canary@db1:5432,db2/qlik?sslmode=verify-full", "postgresql://db1:5432,db2/qlik"),
        ("postgresql://fleet:can%40ary@[::1]:5432/qlik", "postgresql://[::1]:5432/qlik"),
        ("postgresql://fleet:a:b@db/qlik", "postgresql://db/qlik"),
        ("postgresql://%2Frun%2Fpostgresql/qlik", "postgresql:///run/postgresql/qlik"),
        ("postgresql://?host=db&dbname=qlik&password=canary", "postgresql://db/qlik"),
        ("postgresql:///?service=fleet", "postgresql:///?service=fleet"),
    ],
)
def test_messages_name_the_database_without_the_password(url: str, label: str) -> None:
    assert is_server(url)
    assert parsed(url).label == label
    assert "canary" not in repr(parsed(url))


def test_the_schema_is_ours_and_not_the_driver_s() -> None:
    address = parsed("postgresql://db/qlik?schema=north&sslmode=require")
    assert (address.schema, address.url) == ("north", "postgresql://db/qlik?sslmode=require")
    assert parsed("postgresql://db/qlik").schema == "qlikfleet"


def test_every_spelling_of_a_password_is_secret() -> None:
    assert secrets_in("postgresql://u:a%20b@db/x?sslpassword=c%2Fd") == {"a%20b", "a b", "c%2Fd", "c/d"}
    assert not secrets_in("postgresql://db/x") | secrets_in("/a/folder") | secrets_in(None)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://fleet:cana/ry@db/qlik",
        "postgresql://fleet:cana?ry@db/qlik",
        "postgresql://fleet:cana#ry@db/qlik",
        "postgresql://fleet:cana@ry@db/qlik",
        "postgresql://fleet:cana?x=ry@db/qlik",
        "postgresql://fleet:canary@db/qlik?schema=a;b",
        "mysql://fleet:canary@db/qlik",
    ],
)
def test_a_wrong_url_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ConfigurationError, match="ledger: ") as raised:
        assert is_server(url)
        parsed(url)
    assert "ry" not in raised.value.message.replace("query", "")
    assert not secrets_in(url)


def test_a_path_is_a_folder() -> None:
    assert not is_server("/srv/ledger")
    assert not is_server("C:/ledger")
