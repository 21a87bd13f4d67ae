# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One upload as the collection does it, in a process of its own; prints its seconds."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from ansible_collections.qlikfleet.cloud.plugins.module_utils.engine.uploads import upload
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.api import Client
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.bodies import file_source
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.tokens import Credentials
from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.transport import Connection
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import LocalFile


def main() -> None:
    work = json.load(sys.stdin)
    connection = Connection(domain=work["domain"], proxy=work["proxy"], ca_path=work["ca"])
    client = Client(work["host"], Credentials(work["client_id"], work["client_secret"]), connection)
    client.authenticate()
    source = file_source(Path(work["file"]))
    file = LocalFile(Path(work["file"]).name, source.length, {}, source.open)
    began = time.perf_counter()
    upload(client, "/api/v1/temp-contents/files", file)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
