# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that Qlik shows once: a converge creates their objects only if it has a place for them."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands import vaulted_variables
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import private_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.plan.change import Change

# Variable in a file of secrets: {host: {title of the object: secret}}.
VARIABLE = "qlik_new_secrets"


@dataclass(frozen=True)
class NewSecrets:
    """The place for the secrets of one converge: an encrypted file, the result, or none."""

    context: Context
    client: Client

    @property
    def _file(self) -> Path | None:
        given = self.context.option("secrets_file")
        return self.context.beside_fleet_file("secrets_file", str(given)) if given else None

    def require_place(self, changes: t.Iterable[Change]) -> None:
        """Refuse to create objects with secrets without a place for them, before anything is sent."""
        titles = self._titles(changes)
        if not titles or self.context.check_mode or self.context.params["return_secrets"]:
            return
        if not self._file:
            raise errors.ConfigurationError(
                f"{self.client.label}: nothing was changed. {self._shown_once(titles)} Set qlik_secrets_file to a file "
                "that keeps it encrypted, or return_secrets.",
                **self.client.identity,
            )
        if not self.context.vault:
            raise errors.ConfigurationError(
                f"{self.client.label}: nothing was changed. {self._shown_once(titles)} secrets_file needs Ansible's "
                "vault, which is not where this task runs. Set return_secrets instead.",
                **self.client.identity,
            )
        if not private_files.can_be_written(self._file):
            raise errors.ConfigurationError(
                f"{self.client.label}: nothing was changed. {self._shown_once(titles)} The secrets_file {self._file} "
                "cannot be written. Set qlik_secrets_file to a file elsewhere.",
                **self.client.identity,
            )
        self.context.vault.require_password(None)
        vaulted_variables.read(self._file, self.context.vault)

    def warnings(self, changes: t.Iterable[Change]) -> list[str]:
        """Return warnings of check mode about secrets that the run would create."""
        titles = self._titles(changes) if self.context.check_mode else []
        place = self._file or self.context.params["return_secrets"]
        advice = "" if place else " The run refuses without qlik_secrets_file or return_secrets."
        return [f"{self.client.label}: {self._shown_once(titles)}{advice}"] if titles else []

    def keep(self, title: str, secret: str) -> None:
        """Add a secret to the file, while other threads and tenants wait."""
        if not self._file or not self.context.vault:
            return
        host = self.context.name_in_files
        try:
            with private_files.locked(self._file):
                known = vaulted_variables.read(self._file, self.context.vault)
                kept = known.get(VARIABLE, {})
                kept = {**kept, host: {**kept.get(host, {}), title: secret}}
                vaulted_variables.write(self._file, {**known, VARIABLE: kept}, self.context.vault)
        except OSError as error:
            raise errors.ConfigurationError(
                f"{self.client.label}: {title} was created, and its secret could not be kept in {self._file}: "
                f"{error.strerror}. Delete it, and run again.",
                **self.client.identity,
            ) from None

    @staticmethod
    def _titles(changes: t.Iterable[Change]) -> list[str]:
        return [change.title for change in changes if change.shown_once]

    @staticmethod
    def _shown_once(titles: list[str]) -> str:
        verb = "has a secret" if len(titles) == 1 else "have secrets"
        return f"{', '.join(titles)} {verb} that Qlik shows once, at the creation."
