# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names as the API spells them, and as options do."""

from __future__ import annotations

import functools
import re


@functools.cache
def camel(name: str) -> str:
    """Return the API's spelling of an option name: valid_origins -> validOrigins."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


@functools.cache
def snake(name: str) -> str:
    """Return the option's spelling of an API name: clientSecret -> client_secret."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower()
