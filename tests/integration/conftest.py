# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the collection on the simulator share."""

from __future__ import annotations

import json
import shutil
import typing as t
from pathlib import Path

import pytest

from tests.integration import commands
from tests.integration.fleets import Fleet
from tests.integration.vaulted import Vaulted
from tests.simulator_process import Simulator

if t.TYPE_CHECKING:
    from tests.integration.clouds import Cloud
    from tests.integration.scene import Scene


# What takes longest begins first, so that no processor waits for it at the end.
_LONGEST = ("test_story.py", "test_story_killed.py", "test_shipped.py", "test_stores.py", "test_limits.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in _LONGEST)


@pytest.fixture(scope="session")
def one_folder(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Path]:
    yield tmp_path_factory.mktemp("each")
    commands.close()


@pytest.fixture
def tmp_path(one_folder: Path) -> Path:
    """The same for each test, and empty: in another folder, Ansible would have to be imported again."""
    shutil.rmtree(one_folder)
    one_folder.mkdir()
    return one_folder


@pytest.fixture
def fleet(tmp_path: Path) -> t.Iterator[Fleet]:
    with Simulator() as simulator:
        yield Fleet(simulator, tmp_path / "fleet")


@pytest.fixture
def vaulted(tmp_path: Path) -> t.Iterator[Vaulted]:
    """A fleet of which Europe has a tenant, and another that is deactivated; what it must never show is looked for."""
    cloud = tmp_path / "cloud.json"
    tenants = ["acme-eu", {"alias": "birch-eu", "status": "disabled"}]
    cloud.write_text(json.dumps({"regions": {"us": {}, "eu": {"tenants": tenants}, "ap": {}}}), encoding="utf-8")
    with Simulator(fleet=cloud) as simulator:
        fleet = Vaulted(simulator, tmp_path / "fleet")
        yield fleet
        fleet.require_no_secret()


@pytest.fixture(scope="session")
def made_scene(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Scene]:
    """Without limits of requests: many tests use up what one tenant has in five minutes."""
    # Here, since the collection is not found yet when this file is loaded.
    from tests.integration.scene import HOST, Scene  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("scene")
    cloud = folder / "cloud.json"
    cloud.write_text(json.dumps({"regions": {"us": {}, "eu": {"tenants": [HOST]}, "ap": {}}}), encoding="utf-8")
    with Simulator(fleet=cloud, rate_scale=0) as simulator:
        yield Scene(simulator, folder)


@pytest.fixture
def scene(made_scene: Scene, tmp_path: Path) -> Scene:
    return made_scene.begin(tmp_path / "ledger")


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Cloud]:
    # The collection can be imported once pytest-ansible has begun.
    from tests.integration.clouds import Cloud  # noqa: PLC0415

    file = tmp_path_factory.mktemp("cloud") / "cloud.json"
    file.write_text('{"regions": {"us": {"tenants": ["acme"]}}}', encoding="utf-8")
    with Simulator(fleet=file, rate_scale=0) as simulator:
        yield Cloud(simulator)


@pytest.fixture
def cloud(simulated: Cloud) -> t.Iterator[Cloud]:
    simulated.begin()
    yield simulated
    counts = simulated.simulator.counts()
    assert (counts["violations"], counts["answer_violations"]) == ([], [])
