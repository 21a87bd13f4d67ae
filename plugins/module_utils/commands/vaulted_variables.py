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


def _run(context: Context) -> Object:
    params, vault = context.params, context.vault
    if vault is None:
        raise errors.ConfigurationError("Ansible has no vault here.")
    vault.require_password(params["vault_id"])
    path = Path(params["path"])
    with contextlib.nullcontext() if context.check_mode else private_files.locked(path):
        known = read(path, vault)
        given: Object = params["variables"] or {}
        wanted = {name: value for name, value in {**known, **given}.items() if name not in (params["absent"] or ())}
        changed = wanted != known
        if changed and not context.check_mode:
            write(path, wanted, vault, params["vault_id"])
    return {"changed": changed, "path": str(path), "names": sorted(wanted)}


VAULTED_VARIABLES = Command(
    "vaulted_variables",
    {
        "path": {"type": "path", "required": True},
        "variables": {"type": "dict", "no_log": True},
        "absent": {"type": "list", "elements": "str"},
        "vault_id": {"type": "str"},
    },
    _run,
    controller_only=True,
)
