# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible Vault, with the passwords that this run of Ansible was started with."""

from __future__ import annotations

import json
import typing as t

import yaml
from ansible.constants import config
from ansible.errors import AnsibleError
from ansible.parsing.vault import VaultLib, VaultSecretsContext, match_encrypt_secret

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError

_WHICH = "Start Ansible with --vault-password-file or --ask-vault-pass, or set ANSIBLE_VAULT_PASSWORD_FILE."


class RunVault:
    """Encrypt and decrypt variable files."""

    def _secrets(self) -> list[tuple[str, t.Any]]:
        context = VaultSecretsContext.current(optional=True)
        if not context or not context.secrets:
            raise ConfigurationError(f"There is no vault password to encrypt with. {_WHICH}")
        return list(context.secrets)

    def _to_encrypt_with(self, vault_id: str | None) -> tuple[str | None, t.Any]:
        """Return the password of that vault id, or else the one that Ansible would use."""
        wanted = vault_id or config.get_config_value("DEFAULT_VAULT_ENCRYPT_IDENTITY")
        try:
            name, secret = match_encrypt_secret(self._secrets(), encrypt_vault_id=wanted)
        except AnsibleError:
            raise ConfigurationError(f"There is no password of the vault id {wanted}. {_WHICH}") from None
        return name if wanted else None, secret

    def require_password(self, vault_id: str | None) -> None:
        """Report a missing password before there is something to write."""
        self._to_encrypt_with(vault_id)

    def encrypt(self, text: str, vault_id: str | None) -> str:
        name, secret = self._to_encrypt_with(vault_id)
        return str(VaultLib(self._secrets()).encrypt(text, secret, vault_id=name).decode())

    def decrypt(self, text: str) -> dict[str, t.Any]:
        try:
            decrypted = VaultLib(self._secrets()).decrypt(text)
        except AnsibleError:
            raise ConfigurationError(f"None of the vault passwords of this run opens the file. {_WHICH}") from None
        return dict(yaml.safe_load(decrypted) or {})

    def dump(self, variables: dict[str, t.Any]) -> str:
        # Through JSON, since YAML does not know the types of Ansible's own texts.
        return str(yaml.safe_dump(json.loads(json.dumps(variables)), explicit_start=True, sort_keys=True))
