# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Give options from variables or the environment the types that task options have."""

from __future__ import annotations

import contextlib
import typing as t

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.validation import check_type_dict

from ansible_collections.qlikfleet.cloud.plugins.module_utils.blueprint.value_types import type_faults
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http import errors
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object


def typed(source: str, argument: Object | None, value: t.Any) -> t.Any:
    """Return the value of a variable with the type of its option, or refuse it with the name of the variable."""
    if not argument or value is None or _is_right(argument, value):
        return value
    value = _as_dictionary(value) if argument["type"] == "dict" else value
    # The validator stops at a value that is not a dictionary, and its messages have Python types.
    faults = [fault for each in type_faults({source: argument}, {source: value}).values() for fault in each]
    checked = None if faults else ArgumentSpecValidator({source: argument}).validate({source: value})
    if checked and not checked.error_messages:
        return checked.validated_parameters[source]
    raise errors.ConfigurationError(f"{'; '.join(faults or (checked.error_messages if checked else []))}.")


def _is_right(argument: Object, value: t.Any) -> bool:
    return argument["type"] == "str" and isinstance(value, str) and "choices" not in argument


def _as_dictionary(value: t.Any) -> t.Any:
    """Return the dictionary in a text of JSON or of `key=value` pairs, and any other value unchanged."""
    with contextlib.suppress(TypeError, ValueError):
        return check_type_dict(value)
    return value
