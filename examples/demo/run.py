# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create and converge a fleet of 15 tenants in three regions on a simulated Qlik Cloud.

Works on a copy of examples/fleet, so every run starts with an empty Qlik Cloud.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stage import Simulator, Stage, require

CLICKED = ("acme-eu", "cedar-us")


class Demo(Stage):
    """A stage whose tenants are also changed by hand."""

    def click(self) -> None:
        """Change two tenants as an administrator would by hand."""
        for name in CLICKED:
            region = name.rsplit("-", maxsplit=1)[1]
            host = f"{name}.{region}.{self.simulator.ready['domain']}"
            session = requests.Session()
            session.trust_env = False
            session.proxies, session.verify = {"https": self.simulator.proxy}, self.simulator.ca
            client = self.simulator.ready["regions"][region]
            body = {key: client[key] for key in ("client_id", "client_secret")} | {"grant_type": "client_credentials"}
            token = session.post(f"https://{host}/oauth/token", json=body, timeout=30).json()["access_token"]
            session.headers["Authorization"] = f"Bearer {token}"
            spaces = session.get(f"https://{host}/api/v1/spaces?limit=100", timeout=30).json()["data"]
            space = next(each for each in spaces if each["name"] == "Finance")
            patch = [{"op": "replace", "path": "/description", "value": "someone clicked here"}]
            session.patch(f"https://{host}/api/v1/spaces/{space['id']}", json=patch, timeout=30).raise_for_status()
            print(f"    {host}: changed the description of space Finance by hand")


def tell(demo: Demo) -> None:
    """Build the fleet, and repair changes that were made by hand."""
    demo.step("Prove three region clients and create 15 tenants", "qlikfleet.cloud.onboard")
    demo.step("Converge each tenant to its blueprint", "qlikfleet.cloud.converge", quiet=True)
    demo.step("Converge again: nothing changes", "qlikfleet.cloud.converge", quiet=True)
    require(demo.table[-1][3] == demo.table[-1][4], "the second converge wrote something")
    print("\n=== Someone changes two tenants by hand")
    demo.click()
    shown = demo.step("Show exactly these changes in check mode", "qlikfleet.cloud.converge", "--check", "--diff")
    require(shown.count("someone clicked here") == len(CLICKED), "check mode did not show both changes")
    demo.step("Repair them", "qlikfleet.cloud.converge", quiet=True)
    demo.report()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qlikfleet-demo-") as folder, Simulator() as simulator:
        tell(Demo(simulator, Path(folder) / "fleet"))


if __name__ == "__main__":
    main()
