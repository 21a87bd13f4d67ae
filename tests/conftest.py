# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tests share: where the collection is found, and an environment that nothing on the machine leaks into."""

from __future__ import annotations

import os
import sys
import typing as t
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgresql
from tests.simulator_process import Simulator
from tests.tools.environments import BUILD, link_collection
from tests.warm import Forked, Warm

# A developer's own settings and credentials must not decide what a test sees.
for name in [name for name in os.environ if name.startswith(("ANSIBLE_", "QLIK_"))]:
    del os.environ[name]

# Read by pytest-ansible, which starts after this file is loaded, and by every ansible command that a test starts.
COLLECTIONS = str(link_collection())
os.environ["ANSIBLE_COLLECTIONS_PATH"] = COLLECTIONS
sys.path.insert(0, COLLECTIONS)

# Commands that a test starts are those of the environment that the tests run in, with a home of their own.
HOME = BUILD / "home"
HOME.mkdir(parents=True, exist_ok=True)
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
os.environ["HOME"] = str(HOME)
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(BUILD / "hypothesis")

# How long an example takes says nothing about what is right, least of all on a machine that does other work too.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def warm_simulators() -> t.Iterator[None]:
    """Each simulator is a process of its own, without the time that its imports take."""
    warm: list[Warm] = []

    def start(command: list[str], stdout: int) -> Forked:
        if not warm:
            warm.append(Warm("simulator"))
        return warm[0].start(command, cwd=Path.cwd(), environment=os.environ, stdout=stdout, stderr=2)

    Simulator.start = staticmethod(start)
    yield
    for each in warm:
        each.close()


@pytest.fixture(scope="session")
def database() -> t.Iterator[postgresql.PostgreSQL]:
    """A PostgreSQL server, which each test process starts once it is needed."""
    if postgresql.why_not():
        pytest.skip(postgresql.why_not())
    with postgresql.PostgreSQL() as server:
        yield server
