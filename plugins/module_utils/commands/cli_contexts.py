# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contexts of qlik-cli: its file has tenants and their credentials (published page "qlik-cli contexts").

The inventory gives a host the name of its context, and nothing secret. Secrets are read here, when they are used.
"""

from __future__ import annotations

import os
import typing as t
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

try:
    import yaml
except ImportError:
    # The machine that a module is shipped to may not have it.
    yaml = None  # type: ignore[assignment]

# Variables of hosts that come from contexts.
FILE, NAME = "qlik_contexts_file", "qlik_context"
_BEARER = "bearer "


def default_file() -> Path:
    """Return the file with the contexts of qlik-cli. The variable names its folder, or the file itself."""
    given = os.environ.get("QLIK_CLI_USER_HOME_DIR")
    folder = Path(given).expanduser() if given else Path.home()
    usual = folder / ".qlik/contexts.yml"
    return next((path for path in (usual, folder / "contexts.yml", folder) if path.is_file()), usual)


def contexts_of(path: Path) -> dict[str, Object]:
    """Return the contexts of a file by their names. Messages never have any of its content."""
    if yaml is None:
        raise ConfigurationError(f"{path} cannot be read: the Python package PyYAML is missing where this task runs.")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ConfigurationError(f"{path} is not valid YAML.") from None
    contexts = content.get("contexts") if isinstance(content, dict) else None
    if not isinstance(contexts, dict):
        raise ConfigurationError(f"{path} has no contexts of qlik-cli.")
    return {str(name): each if isinstance(each, dict) else {} for name, each in contexts.items()}


def credential(variables: t.Mapping[str, t.Any], option: str) -> str | None:
    """Return a connection option from the context of a host, None if it has none."""
    file = variables.get(FILE) if option in _OPTIONS else None
    if not file:
        return None
    path, name = Path(str(file)), str(variables.get(NAME))
    contexts = contexts_of(path)
    if name not in contexts:
        raise ConfigurationError(f"{path} has no context {name} any more.")
    return _OPTIONS[option](contexts[name]) or None


def _api_key(context: Object) -> str:
    headers = context.get("headers")
    found = [str(value) for name, value in headers.items() if str(name).lower() == "authorization"] if headers else []
    bearer = next((value for value in found if value.lower().startswith(_BEARER)), "")
    return bearer[len(_BEARER) :].strip()


_OPTIONS: dict[str, t.Callable[[Object], str]] = {
    "client_id": lambda context: str(context.get("oauth-client-id") or ""),
    "client_secret": lambda context: str(context.get("oauth-client-secret") or ""),
    "api_key": _api_key,
}
