# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, shown on a simulated Qlik Cloud: a fleet of 15 tenants in three regions, from nothing.

Works on a copy of examples/fleet, so that a second run begins from nothing too.
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
    """What is done by hand is done here."""

    def click(self) -> None:
        """What an administrator does by hand in two tenants."""
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
            print(f"    {host}: the description of space Finance was changed by hand")


def tell(demo: Demo) -> None:
    """From nothing to a fleet without drift."""
    demo.step("Three region clients are proven, 15 tenants are created", "qlikfleet.cloud.onboard")
    demo.step("Each tenant gets what its blueprint says", "qlikfleet.cloud.converge", quiet=True)
    demo.step("The same again: nothing changes", "qlikfleet.cloud.converge", quiet=True)
    require(demo.table[-1][3] == demo.table[-1][4], "the second converge wrote something")
    print("\n=== Someone clicks changes into two tenants, behind its back")
    demo.click()
    shown = demo.step("Check mode with diff shows exactly those", "qlikfleet.cloud.converge", "--check", "--diff")
    require(shown.count("someone clicked here") == len(CLICKED), "check mode did not show both changes")
    demo.step("Converge repairs them", "qlikfleet.cloud.converge", quiet=True)
    demo.report()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qlikfleet-demo-") as folder, Simulator() as simulator:
        tell(Demo(simulator, Path(folder) / "fleet"))


if __name__ == "__main__":
    main()
