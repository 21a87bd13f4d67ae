# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network's own cost of a first converge: a client with nothing around it, which sends the writes of a plan.

Works as bare.py does: JSON on standard input, with the saved plan of each tenant; JSON on standard output. A write
begins when the ids that it needs are known.
"""

from __future__ import annotations

import json
import re
import ssl
import sys
import time
import typing as t
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmark.bare import THREADS, Host

# As a saved plan writes an id that is not known yet: by the title of what makes it.
_PENDING = re.compile(r"<id of ([^>]+)>")


class Writer(Host):
    """One tenant that is written to."""

    def write(self, changes: list[dict[str, t.Any]]) -> None:
        """Every change once what it refers to is made; the writes of one change follow each other."""
        self._authenticate()
        ids: dict[str, str] = {}
        made = {change["title"] for change in changes if change["action"] == "create"}
        left = {number: self._needed(change) & made for number, change in enumerate(changes)}
        with ThreadPoolExecutor(THREADS) as pool:
            running: dict[t.Any, int] = {}
            while left or running:
                ready = [number for number, needed in left.items() if needed <= ids.keys()]
                for number in ready:
                    del left[number]
                    running[pool.submit(self._carry_out, changes[number], ids)] = number
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    future.result()
                    del running[future]
        for connection in self._opened:
            connection.close()

    @staticmethod
    def _needed(change: dict[str, t.Any]) -> set[str]:
        return set(_PENDING.findall(json.dumps(change["requests"]))) - {change["title"]}

    def _carry_out(self, change: dict[str, t.Any], ids: dict[str, str]) -> None:
        for request in change["requests"]:
            path, body = (
                json.loads(_PENDING.sub(lambda found: ids[found.group(1)], json.dumps(request[part])))
                for part in ("path", "body")
            )
            headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
            answer = self._send(request["method"], "/".join(path), headers, json.dumps(body))
            if request["method"] == "POST":
                ids[change["title"]] = answer.get("id") or answer.get("clientId") or ""


def main() -> None:
    work = json.load(sys.stdin)
    context = ssl.create_default_context(cafile=work["ca"])
    hosts = [Writer(each["host"], each["client"], work["proxy"], context) for each in work["tenants"]]
    plans = [each["changes"] for each in work["tenants"]]
    began = time.perf_counter()
    with ThreadPoolExecutor(len(hosts)) as pool:
        list(pool.map(lambda host, changes: host.write(changes), hosts, plans))
    json.dump({"seconds": time.perf_counter() - began}, sys.stdout)


if __name__ == "__main__":
    main()
