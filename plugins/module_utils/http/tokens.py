# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Token cache: one token request per credential and host in a whole run, shared by all its tasks and processes.

Access tokens are scoped to one host (published page "Create a tenant"), so the host is part of the key.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import threading
import time
import typing as t
from dataclasses import dataclass, field
from pathlib import Path

# A token lives 21,600 s. A token that expires within a minute is not used any more.
_MARGIN_SECONDS = 60


@dataclass(frozen=True)
class Credentials:
    """An OAuth client or an API key. Secrets are not part of `repr`.

    refusal: the meaning of a refusal, if more is known than which client should work.

    Line breaks at the end are removed: reading a secret from a file or from the output of a command often adds one.
    """

    client_id: str
    client_secret: str = field(repr=False)
    api_key: str = field(default="", repr=False)
    refusal: str = ""

    def __post_init__(self) -> None:
        for name in ("client_id", "client_secret", "api_key"):
            object.__setattr__(self, name, getattr(self, name).rstrip("\r\n"))

    def secrets(self) -> list[str]:
        return [value for value in (self.client_secret, self.api_key) if value]


class Token(t.NamedTuple):
    """An access token, the time it expires (seconds since 1970), and its scopes if Qlik returned them."""

    value: str
    expires: float
    scope: str = ""

    def good(self, refused: str) -> bool:
        """Return whether the host has not refused it and it stays valid for a while."""
        return bool(self.value) and self.value != refused and self.expires > time.time() + _MARGIN_SECONDS


_NONE = Token("", 0.0)


@dataclass
class TokenCache:
    """Tokens in memory. Processes share those in `directory` (0700, removed after the run)."""

    directory: str | None = None
    _memory: dict[str, Token] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def token(self, host: str, credentials: Credentials, request: t.Callable[[], Token], *, refused: str = "") -> Token:
        """Return the token for a host. `refused`: the token that the host answered with 401."""
        text = "\0".join((host, credentials.client_id, credentials.client_secret))
        key = hashlib.sha256(text.encode()).hexdigest()
        with self._lock:
            known = self._memory.get(key, _NONE)
            if not known.good(refused):
                with self._file(key) as path:
                    known = self._read(path)
                    if not known.good(refused):
                        known = request()
                        self._write(path, known)
                self._memory[key] = known
            return known

    @contextlib.contextmanager
    def _file(self, key: str) -> t.Iterator[Path | None]:
        if self.directory is None:
            yield None
            return
        path = Path(self.directory) / f"qlikfleet-token-{key[:32]}"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield path
        finally:
            os.close(descriptor)

    @staticmethod
    def _read(path: Path | None) -> Token:
        text = path.read_text(encoding="utf-8") if path else ""
        return Token(*json.loads(text)) if text else _NONE

    @staticmethod
    def _write(path: Path | None, token: Token) -> None:
        if path:
            path.write_text(json.dumps(token), encoding="utf-8")
