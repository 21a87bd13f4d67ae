# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a host is reached, as far as it takes no host."""

from __future__ import annotations

import requests
from ansible.template import is_trusted_as_template, trust_as_template

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import tls_context


def test_certificates_are_read_once_whatever_gives_their_path() -> None:
    path = requests.utils.DEFAULT_CA_BUNDLE_PATH
    tagged = trust_as_template(path)
    assert is_trusted_as_template(tagged), "a text as ansible-core has it, with a tag"
    assert tls_context(tagged) is tls_context(path) is tls_context(None)
