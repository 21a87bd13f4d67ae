# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Digests of the secrets that were sent to a tenant, so that a changed one is sent again.

An entry of the ledger for each tenant: {title of an object: {option: salt and digest}}. A secret can be a weak
password, so its digest is slow to compute, and has its own salt. The digest of a file has no need of that.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger.store import Ledger
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Fingerprint, Secret

PART = "secret-digests"
# About 20 ms and 8 MiB per digest.
_COST, _BLOCK = 2**13, 8


class SecretDigests:
    """Digests of the secrets that were sent to one tenant."""

    def __init__(self, ledger_place: str, name: str) -> None:
        self._ledger, self._name = Ledger(ledger_place, PART), name

    def is_known(self, title: str, option: str, value: Secret) -> bool:
        """Tell whether this value is the last sent one."""
        salt, _colon, digest = str(self._sent().get(title, {}).get(option, "")).partition(":")
        return bool(digest) and hmac.compare_digest(digest, _digest(salt, value))

    def remember(self, title: str, values: t.Mapping[str, Secret]) -> None:
        """Store the digests of secrets that Qlik has accepted."""
        made = {option: _salted(value) for option, value in values.items()}
        with self._ledger.locked(self._name):
            sent = self._sent()
            self._ledger.write(self._name, {"sent": {**sent, title: {**sent.get(title, {}), **made}}})

    def _sent(self) -> dict[str, t.Any]:
        return t.cast("dict[str, t.Any]", self._ledger.read(self._name).get("sent", {}))


def _salted(value: Secret) -> str:
    salt = secrets.token_hex(16)
    return f"{salt}:{_digest(salt, value)}"


def _digest(salt: str, value: Secret) -> str:
    text = json.dumps(value.reveal(), sort_keys=True)
    if isinstance(value, Fingerprint):
        return hashlib.sha256((salt + text).encode()).hexdigest()
    return hashlib.scrypt(text.encode(), salt=salt.encode(), n=_COST, r=_BLOCK, p=1, dklen=32).hex()
