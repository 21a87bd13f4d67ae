# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages with clients that other people wrote, fetched once. A test of one that cannot be had is skipped."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.environments import BUILD, ensure, environment, locked

NPM = ("@qlik/api@2.19.0", "undici@6.21.1", "enigma.js@2.15.0", "ws@8.23.0", "https-proxy-agent@7.0.6")


def node_modules() -> Path:
    """The folder in which the packages are; made once."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("Node.js is not installed, so Qlik's client for JavaScript is not tried.")
    folder = BUILD / "environments" / "qlik-api"
    stamp = folder / ".complete"
    with locked("qlik-api"):
        if not stamp.exists() or stamp.read_text("utf-8") != " ".join(NPM):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--silent", "--prefix", str(folder))
            if subprocess.run([npm, "install", *quiet, *NPM], check=False, capture_output=True).returncode:
                pytest.skip("The npm registry does not answer, so Qlik's client for JavaScript is not tried.")
            stamp.write_text(" ".join(NPM), encoding="utf-8")
    return folder


def sdk_python() -> Path:
    """The Python that has Qlik's client, in an environment of its own."""
    target = environment("qlik-sdk")
    try:
        ensure(target)
    except SystemExit as failed:
        pytest.skip(f"Qlik's client for Python is not tried: {failed}")
    return target.python


def runner() -> Path:
    """The program ansible-runner, in an environment of its own."""
    target = environment("ansible-runner")
    try:
        ensure(target)
    except SystemExit as failed:
        pytest.skip(f"ansible-runner is not tried: {failed}")
    return target.python.with_name("ansible-runner")
