# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the virtual environments that the Makefile's targets run in.

Only the standard library is used: this is what runs before anything is installed.

    python tests/tools/environments.py main quality importer
    python tests/tools/environments.py --core 2.20 --python /usr/bin/python3.12

An environment is made once and made anew when its pins, its Python or its place change.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
REQUIREMENTS = ROOT / "tests" / "requirements"
COMPLETE = ".complete"
UV = "uv==0.13.9"

# Each supported series of ansible-core with the Pythons it runs on, newest first: one that can hold several series
# is given the newest, and a series is tested with the Python that is named first and works.
SUPPORTED = {
    "2.21": ("3.13", "3.12", "3.14"),
    "2.20": ("3.12", "3.13", "3.14"),
    "2.19": ("3.11", "3.12", "3.13"),
}

# The Python that this one's environment was made from, if it runs in one; never the environment's own, which may be
# what is made anew.
BASE_PYTHON: str = getattr(sys, "_base_executable", None) or sys.executable


@dataclass(frozen=True)
class Environment:
    """A virtual environment: where it is and what is installed in it."""

    path: Path
    requirements: tuple[str, ...]

    @property
    def python(self) -> Path:
        return self.path / "bin" / "python"

    def files(self) -> list[Path]:
        return [REQUIREMENTS / f"{name}.txt" for name in self.requirements if (REQUIREMENTS / f"{name}.txt").exists()]

    def fingerprint(self, interpreter: str) -> str:
        """What must be unchanged for an existing environment to be used again."""
        parts = [str(self.path), interpreter, *(path.read_text(encoding="utf-8") for path in self.files())]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def newest_core(version: tuple[int, int]) -> str:
    """The newest supported ansible-core series that this Python can hold."""
    python = f"{version[0]}.{version[1]}"
    for series, pythons in SUPPORTED.items():
        if python in pythons:
            return series
    raise SystemExit(f"No supported ansible-core runs on Python {python}.")


def environment(name: str) -> Environment:
    """The environment with that name, for the Python that runs this."""
    if name == "main":
        core = newest_core((sys.version_info.major, sys.version_info.minor))
        return Environment(ROOT / ".venv", (f"ansible-core-{core}", "test", "simulator", "lint"))
    return Environment(BUILD / "environments" / name, (name,))


def core_environment(series: str) -> Environment:
    """The environment in which the tests run with one series of ansible-core."""
    path = BUILD / "environments" / f"ansible-core-{series}"
    return Environment(path, (f"ansible-core-{series}", "test", "simulator"))


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold a lock, so that two commands started together do not make the same environment."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / f".{name}.lock").open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run(command: Sequence[str | Path]) -> bool:
    """Run a command that may fail, and show what it said if it does."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return not done.returncode


def uv() -> Path | None:
    """The installer uv, in an environment of its own; None where it cannot be had."""
    home = BUILD / "environments" / "uv"
    program = home / "bin" / "uv"
    with locked("uv"):
        if (home / COMPLETE).exists() and (home / COMPLETE).read_text(encoding="utf-8") == f"{home} {UV}":
            return program
        shutil.rmtree(home, ignore_errors=True)
        if run([BASE_PYTHON, "-m", "venv", home]) and run([home / "bin" / "python", "-m", "pip", "install", "-q", UV]):
            (home / COMPLETE).write_text(f"{home} {UV}", encoding="utf-8")
            return program
    return None


def install_with_uv(target: Environment, interpreter: str, arguments: list[str | Path]) -> bool:
    """Many times as fast as pip; false where it is not available or does not reach the package index."""
    program = uv()
    if program is None:
        return False
    quiet: list[str | Path] = [program, "--quiet", "--no-config"]
    return run([*quiet, "venv", "--no-project", "--python", interpreter, target.path]) and run(
        # Compiled now, as pip does it: where nothing may be written later, each start of Ansible would do it again.
        [*quiet, "pip", "install", "--compile-bytecode", "--python", target.python, *arguments]
    )


def install_with_pip(target: Environment, interpreter: str, arguments: list[str | Path]) -> bool:
    """What works wherever pip was made to work by its own configuration."""
    print("uv is not usable here, pip is used instead, which takes longer.", file=sys.stderr)
    shutil.rmtree(target.path, ignore_errors=True)
    return run([interpreter, "-m", "venv", target.path]) and run(
        [target.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    )


def ensure(target: Environment, interpreter: str = BASE_PYTHON) -> None:
    """Make the environment unless it is there as wanted; the one that this runs in is left as it is."""
    if Path(sys.prefix) == target.path:
        return
    stamp = target.path / COMPLETE
    wanted = target.fingerprint(interpreter)
    with locked(target.path.name):
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and target.python.exists():
            stamp.touch()
            return
        print(f"Setting up {target.path.relative_to(ROOT)} ...", file=sys.stderr, flush=True)
        shutil.rmtree(target.path, ignore_errors=True)
        arguments: list[str | Path] = [part for path in target.files() for part in ("-r", path)]
        if not (install_with_uv(target, interpreter, arguments) or install_with_pip(target, interpreter, arguments)):
            raise SystemExit(f"{target.path.relative_to(ROOT)} could not be set up; the reason is above.")
        stamp.write_text(wanted, encoding="utf-8")


def link_collection() -> Path:
    """Give the checkout the place among collections that Ansible needs; the folder to search is returned.

    The link is relative, so that a checkout may be moved.
    """
    search = BUILD / "collections"
    link = search / "ansible_collections" / "qlikfleet" / "cloud"
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        with contextlib.suppress(FileExistsError):
            link.symlink_to(os.path.relpath(ROOT, link.parent), target_is_directory=True)
    return search


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the virtual environments that the checks run in.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="main, quality or importer")
    parser.add_argument("--core", choices=SUPPORTED, help="series of ansible-core to make an environment for")
    parser.add_argument("--python", default=BASE_PYTHON, help="Python of that environment")
    arguments = parser.parse_args()
    link_collection()
    for name in arguments.names:
        ensure(environment(name))
    if arguments.core:
        ensure(core_environment(arguments.core), arguments.python)


if __name__ == "__main__":
    main()
