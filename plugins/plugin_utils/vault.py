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


class Sealed(str):
    """A value of a plain file that is encrypted by itself, with the ciphertext that the file has of it."""

    ciphertext = ""


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
        return dict(yaml.safe_load(self._decrypted(text)) or {})

    def _decrypted(self, text: str) -> str:
        try:
            return str(VaultLib(self._secrets()).decrypt(text).decode())
        except AnsibleError:
            raise ConfigurationError(f"None of the vault passwords of this run opens the file. {_WHICH}") from None

    def dump(self, variables: dict[str, t.Any]) -> str:
        return str(yaml.safe_dump(_plain(variables), explicit_start=True, sort_keys=True))

    def load_values(self, text: str) -> dict[str, t.Any]:
        """Return the variables of a plain file. Values that are encrypted by themselves are decrypted and marked."""

        class Loader(yaml.SafeLoader):
            """Read the tag of encrypted values."""

        Loader.add_constructor("!vault", lambda _loader, node: self._unsealed(str(node.value)))
        try:
            # The class is a safe loader.
            return dict(yaml.load(text, Loader) or {})  # noqa: S506
        except (yaml.YAMLError, ValueError) as error:
            reason = str(getattr(error, "problem", "it is not a dictionary"))
            raise ConfigurationError(f"The file cannot be read: {reason}.") from None

    def _unsealed(self, ciphertext: str) -> Sealed:
        value = Sealed(self._decrypted(ciphertext))
        value.ciphertext = ciphertext
        return value

    def seal(self, value: t.Any, vault_id: str | None) -> Sealed:
        """Encrypt one value. Only texts can be encrypted by themselves."""
        if not isinstance(value, str):
            raise ConfigurationError("Only a text can be encrypted as a value: set encrypt to file.")
        sealed = Sealed(value)
        sealed.ciphertext = self.encrypt(str(value), vault_id)
        return sealed

    def dump_values(self, variables: dict[str, t.Any]) -> str:
        """Return a plain file in which each marked value is encrypted by itself."""
        written = {name: each if isinstance(each, Sealed) else _plain(each) for name, each in variables.items()}
        return str(yaml.dump(written, Dumper=_Dumper, explicit_start=True, sort_keys=True))


class _Dumper(yaml.SafeDumper):
    """Write encrypted values as `ansible-vault encrypt_string` does."""


_Dumper.add_representer(Sealed, lambda dumper, value: dumper.represent_scalar("!vault", value.ciphertext, style="|"))


def _plain(value: t.Any) -> t.Any:
    """Return a value through JSON, since YAML does not know the types of Ansible's own texts."""
    return json.loads(json.dumps(value))
