# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Browsers sign in with a JWT that an identity provider of the tenant vouches for."""

from __future__ import annotations

import base64
import datetime
import json
import time
import typing as t

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.simulator_process import Simulator
from tests.unit.simulator.caller import Caller, tenant

ISSUER = "https://issuer.example.com"


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def _certificate(key: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "issuer.example.com")])
    moment = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, moment, moment + datetime.timedelta(days=1))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def _jwt(key: rsa.RSAPrivateKey, *, kid: str = "one", **claims: t.Any) -> str:
    moment = int(time.time())
    header = {"alg": "RS256", "typ": "JWT", "kid": kid}
    payload = {
        "iss": f"{ISSUER}/{kid}",
        "aud": "qlik.api/login/jwt-session",
        "nbf": moment,
        "exp": moment + 60,
        **claims,
    }
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, payload)]
    signature = key.sign(b".".join(parts), padding.PKCS1v15(), hashes.SHA256())
    return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


@pytest.fixture
def caller(shared: Simulator, key: rsa.RSAPrivateKey) -> Caller:
    caller = tenant(shared, 14)
    pems = {"one": _public(key), "line": _public(key).replace("\n", ""), "certificate": _certificate(key)}
    provider = {"protocol": "jwtAuth", "provider": "external", "tenantIds": [], "description": ""}
    found = caller.call("GET", "/api/v1/identity-providers").json()["data"]
    for kid, pem in pems.items() if not found else ():
        options = {"issuer": f"{ISSUER}/{kid}", "staticKeys": [{"kid": kid, "pem": pem}]}
        made = caller.made("/api/v1/identity-providers", {**provider, "options": options})
        assert [each["kid"] for each in made["options"]["staticKeys"]] == [kid]
    return caller


def _sign_in(caller: Caller, token: str) -> t.Any:
    return caller.call("POST", "/login/jwt-session", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("kid", ["one", "line", "certificate"])
def test_a_good_jwt_is_a_session_of_its_user(caller: Caller, key: rsa.RSAPrivateKey, kid: str) -> None:
    subject = f"jwt|{kid}"
    answer = _sign_in(caller, _jwt(key, kid=kid, sub=subject, name="Anna", email=f"{kid}@example.com"))
    assert answer.status_code == 200, answer.text
    names = [cookie.name for cookie in answer.cookies]
    assert sorted(names) == ["_csrfToken", "_csrfToken.sig", "eas.sid", "eas.sid.sig"]
    for bearer in ("", "Bearer whatever"):
        headers = {"Cookie": f"eas.sid={answer.cookies['eas.sid']}", "Authorization": bearer}
        me = caller.call("GET", "/api/v1/users/me", headers=headers)
        mine = caller.call("GET", me.headers["Location"], headers=headers).json()
        assert (mine["subject"], mine["name"]) == (subject, "Anna")


@pytest.mark.parametrize(
    "wrong",
    [{"kid": "another"}, {"iss": "https://other.example.com"}, {"aud": "other"}, {"exp": 1}, {"nbf": 9_999_999_999}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_jwt_is_refused(caller: Caller, key: rsa.RSAPrivateKey, wrong: dict[str, t.Any]) -> None:
    assert _sign_in(caller, _jwt(key, **{"sub": "jwt|wrong", **wrong})).status_code == 401


def test_a_jwt_of_another_key_is_refused(caller: Caller) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for token in (_jwt(other, sub="jwt|other"), "nonsense", "a.b.c"):
        assert _sign_in(caller, token).status_code == 401


def test_groups_of_a_jwt_are_made_where_the_tenant_makes_groups(caller: Caller, key: rsa.RSAPrivateKey) -> None:
    def groups() -> set[str]:
        return {each["name"] for each in caller.call("GET", "/api/v1/groups").json()["data"]}

    _sign_in(caller, _jwt(key, sub="jwt|member", groups=["Of the issuer"]))
    assert "Of the issuer" not in groups()
    caller.call("PATCH", "/api/v1/groups/settings", [{"op": "replace", "path": "/autoCreateGroups", "value": True}])
    _sign_in(caller, _jwt(key, sub="jwt|member", groups=["Of the issuer"]))
    assert "Of the issuer" in groups()
