# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables in a file that Ansible Vault encrypts, the default store of secrets."""

from __future__ import annotations

import contextlib
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.command import Command
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.ledger import private_files
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_ENCRYPTED = "$ANSIBLE_VAULT;"


class Vault(t.Protocol):
    """Interface to encryption with the vault passwords of this run."""

    def require_password(self, vault_id: str | None) -> None: ...

    def encrypt(self, text: str, vault_id: str | None) -> str: ...

    def decrypt(self, text: str) -> Object: ...

    def dump(self, variables: Object) -> str: ...

    def load_values(self, text: str) -> Object: ...

    def seal(self, value: t.Any, vault_id: str | None) -> t.Any: ...

    def dump_values(self, variables: Object) -> str: ...


def read(path: Path, vault: Vault) -> Object:
    """Return the variables of a file, none if it does not exist yet."""
    if not path.exists():
        return {}
    text = path.read_text(encoding="utf-8")
    if not text.startswith(_ENCRYPTED):
        raise errors.ConfigurationError(
            f"{path} is not encrypted as a whole, so no secret is put into it. Encrypt it with ansible-vault, or name "
            "another file."
        )
    return vault.decrypt(text)


def write(path: Path, variables: Object, vault: Vault, vault_id: str | None = None) -> None:
    """Write the variables of a file, encrypted as a whole. Remove a file without variables."""
    if variables:
        private_files.replace(path, vault.encrypt(vault.dump(variables), vault_id))
    else:
        path.unlink()


class _Whole:
    """A file that is encrypted as a whole."""

    def __init__(self, path: Path, vault: Vault, vault_id: str | None) -> None:
        self._path, self._vault, self._vault_id = path, vault, vault_id
        self.variables, self.converts = read(path, vault), False

    def with_values(self, given: Object) -> Object:
        return {**self.variables, **given}

    def write(self, variables: Object) -> None:
        write(self._path, variables, self._vault, self._vault_id)


class _Values:
    """A plain file in which each stored value is encrypted by itself. One that is encrypted as a whole is converted."""

    def __init__(self, path: Path, vault: Vault, vault_id: str | None) -> None:
        self._path, self._vault, self._vault_id = path, vault, vault_id
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        self.converts = text.startswith(_ENCRYPTED)
        self.variables = self._sealed(vault.decrypt(text)) if self.converts else vault.load_values(text)

    def _sealed(self, values: Object) -> Object:
        return {name: self._vault.seal(value, self._vault_id) for name, value in values.items()}

    def with_values(self, given: Object) -> Object:
        """Return the variables with these values. A value that is stored encrypted keeps its ciphertext."""
        known = self.variables
        new = {name: value for name, value in given.items() if not _is_sealed(known.get(name)) or known[name] != value}
        return {**known, **self._sealed(new)}

    def write(self, variables: Object) -> None:
        if variables:
            private_files.replace(self._path, self._vault.dump_values(variables))
        else:
            self._path.unlink()


def _run(context: Context) -> Object:
    params, vault = context.params, context.vault
    if vault is None:
        raise errors.ConfigurationError("Ansible has no vault here.")
    vault.require_password(params["vault_id"])
    path = Path(params["path"])
    with contextlib.nullcontext() if context.check_mode else private_files.locked(path):
        file = (_Values if params["encrypt"] == "values" else _Whole)(path, vault, params["vault_id"])
        stored = file.with_values(params["variables"] or {})
        wanted = {name: value for name, value in stored.items() if name not in (params["absent"] or ())}
        changed = file.converts or _differ(wanted, file.variables)
        if changed and not context.check_mode:
            file.write(wanted)
    return {"changed": changed, "path": str(path), "names": sorted(wanted)}


def _differ(wanted: Object, known: Object) -> bool:
    """Return whether a value differs, or is to be encrypted and is not."""
    return wanted != known or any(_is_sealed(value) != _is_sealed(known[name]) for name, value in wanted.items())


def _is_sealed(value: t.Any) -> bool:
    return hasattr(value, "ciphertext")


VAULTED_VARIABLES = Command(
    "vaulted_variables",
    {
        "path": {"type": "path", "required": True},
        "variables": {"type": "dict", "no_log": True},
        "absent": {"type": "list", "elements": "str"},
        "vault_id": {"type": "str"},
        "encrypt": {"type": "str", "choices": ["file", "values"], "default": "file"},
    },
    _run,
    controller_only=True,
)
