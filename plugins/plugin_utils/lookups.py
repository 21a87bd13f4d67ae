# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared code of lookups: a context from host variables, and Qlik errors as Ansible errors."""

from __future__ import annotations

import contextlib
import typing as t

from ansible import constants
from ansible.errors import AnsibleLookupError

from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.context import Context
from ansible_collections.qlikfleet.cloud.plugins.module_utils.commands.options import CONNECTION_SPEC
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import QlikError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import TokenCache
from ansible_collections.qlikfleet.cloud.plugins.plugin_utils.templated import Templated


@contextlib.contextmanager
def context_of(templar: t.Any, variables: t.Mapping[str, t.Any], options: dict[str, t.Any]) -> t.Iterator[Context]:
    """Return the context of a lookup, with connection options. Tokens are shared with the tasks of the run."""
    unknown = sorted(set(options) - set(CONNECTION_SPEC))
    if unknown:
        raise AnsibleLookupError(f"There is no option {', '.join(unknown)}; there are {', '.join(CONNECTION_SPEC)}.")
    try:
        yield Context(
            {name: options.get(name) for name in CONNECTION_SPEC},
            variables=Templated(templar, variables),
            spec=CONNECTION_SPEC,
            tokens=TokenCache(constants.DEFAULT_LOCAL_TMP),
        )
    except QlikError as error:
        raise AnsibleLookupError(error.message) from None
