# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of a host, and the outcome of a request without an answer."""

from __future__ import annotations

import json
import re
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors

_REDIRECTS = {301, 302, 303, 307, 308}
_WORDS = 12
_INVISIBLE = re.compile(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>")


class Answer(t.NamedTuple):
    """One answer. Lookups in `headers` ignore case. `content` is empty if the answer was saved to a file."""

    status: int
    headers: t.Mapping[str, str]
    content: bytes

    @property
    def is_redirect(self) -> bool:
        return self.status in _REDIRECTS and "Location" in self.headers

    @property
    def is_html(self) -> bool:
        return "html" in self.headers.get("Content-Type", "").lower()

    @property
    def data(self) -> t.Any:
        """Return the decoded JSON, or None if there is none."""
        try:
            return json.loads(self.content) if self.content else None
        except ValueError:
            return None

    @property
    def is_null(self) -> bool:
        return self.content.strip() == b"null"

    @property
    def words(self) -> str:
        """Return the first words of a text or a page, without markup."""
        text = _INVISIBLE.sub(" ", self.content[:20_000].decode("utf-8", "replace"))
        words = "".join(each if each.isprintable() else " " for each in text).split()
        return " ".join(words[:_WORDS])[:120] + (" ..." if len(words) > _WORDS else "")

    @property
    def looks(self) -> str:
        """Describe the answer for an error message: status, content type and first words."""
        content_type = self.headers.get("Content-Type", "").partition(";")[0] or "no content type"
        words = f', beginning with "{self.words}"' if self.words else ", without content"
        return f"{self.status} ({content_type}{words})"


class NoAnswerError(Exception):
    """The request was not answered; whether it took effect is unknown. The text has no secret.

    hopeless: sending the request again cannot help.
    """

    def __init__(self, reason: str, *, hopeless: bool = False) -> None:
        super().__init__(reason)
        self.hopeless = hopeless


class Fields(dict[str, t.Any]):
    """A JSON object. A missing member is an error about the answer, not about the program."""

    def __init__(self, members: dict[str, t.Any], about: t.Callable[[], str], failure: dict[str, t.Any]) -> None:
        super().__init__(members)
        self._about, self._failure = about, failure

    def __missing__(self, name: str) -> t.NoReturn:
        raise errors.NotQlik(f"{self._about()} The member {name} is missing.", **self._failure)


class Rows(list[t.Any]):
    """A JSON list. It is an error about the answer if an object was expected."""

    def __init__(self, rows: list[t.Any], about: t.Callable[[], str], failure: dict[str, t.Any]) -> None:
        super().__init__(rows)
        self._about, self._failure = about, failure

    def __getitem__(self, index: t.Any) -> t.Any:
        if isinstance(index, str):
            raise errors.NotQlik(f"{self._about()} It is a list, so {index} is missing.", **self._failure)
        return super().__getitem__(index)


class Nothing:
    """An answer without content, or whose content is neither an object nor a list."""

    def __init__(self, about: t.Callable[[], str], failure: dict[str, t.Any]) -> None:
        self._about, self._failure = about, failure

    def __bool__(self) -> bool:
        return False

    def __getitem__(self, name: t.Any) -> t.NoReturn:
        raise errors.NotQlik(f"{self._about()} {name} is missing.", **self._failure)

    def get(self, name: str, _default: t.Any = None) -> t.Any:
        return self[name]
