# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that programs are forked from; see `warm.py`.

    python warm_server.py DESCRIPTOR ansible|simulator

The descriptor is a socket. Each message is a program, with descriptors for its standard streams and for its report. The
report has two lines: the process id, and the exit status.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import typing as t
import warnings
from pathlib import Path

_LARGEST = 1 << 17
ANSIBLE = (
    "ansible.cli.playbook",
    "ansible.executor.module_common",
    "ansible.executor.playbook_executor",
    "ansible.plugins.callback.default",
    "ansible.plugins.strategy.linear",
    "cryptography.fernet",
    "requests",
)
ACTIONS = ("add_host", "assert", "copy", "debug", "include_vars", "normal", "set_fact", "validate_argument_spec")


def watch(child: int, report: socket.socket) -> t.NoReturn:
    """Report how the program ends; it ends with whoever asked for it."""
    report.sendall(f"{child}\n".encode())
    ended = os.pidfd_open(child)
    if ended not in select.select([ended, report], [], [])[0]:
        os.kill(child, signal.SIGTERM)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        report.sendall(f"{status}\n".encode())
    finally:
        os._exit(0)


def become(program: dict[str, t.Any], streams: list[int]) -> None:
    """Have the streams, folder, environment and arguments of a program."""
    for standard, given in enumerate(streams):
        os.dup2(given, standard)
        os.close(given)
    os.chdir(program["cwd"])
    os.environ.clear()
    os.environ.update(program["environment"])
    sys.argv = program["command"]


def reap(options: int) -> None:
    """Take note of the processes that have ended, so that their time is counted as that of this one."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, options)[0]:
            pass


def serve(control: socket.socket) -> str:
    """Return in each fork, with the file to run."""
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, _LARGEST, 4)
        reap(0 if not message else os.WNOHANG)
        if not message:
            sys.exit()
        if os.fork():
            for descriptor in descriptors:
                os.close(descriptor)
            continue
        control.close()
        *streams, last = descriptors
        report = socket.socket(fileno=last)
        child = os.fork()
        if child:
            for descriptor in streams:
                os.close(descriptor)
            watch(child, report)
        report.close()
        become(json.loads(message), streams)
        return sys.argv[0]


def remember_compiled(folder: str) -> None:
    """Compile the modules of collections once: Ansible does it in each of its processes."""
    finder: t.Any = importlib.import_module("ansible.utils.collection_loader._collection_finder")
    known = {}
    for place, _folders, names in os.walk(folder, followlinks=True):
        for path in (Path(place, name) for name in names if name.endswith(".py")):
            source = path.read_bytes()
            known[str(path), source] = compile(source, path, "exec", 0, dont_inherit=True)

    def remembered(source: t.Any, filename: str, **options: t.Any) -> t.Any:
        return known.get((filename, source)) or compile(source, filename, **options)

    finder.compile = remembered


def warm_ansible() -> None:
    """Import what every playbook imports, and nothing of the collection, whose modules keep state."""
    for name in ANSIBLE:
        importlib.import_module(name)
    loader: t.Any = importlib.import_module("ansible.plugins.loader")
    # Each program configures this again, in the same way.
    warnings.filterwarnings("ignore", "AnsibleCollectionFinder has already been configured")
    loader.init_plugin_loader()
    for each in (loader.become_loader, loader.callback_loader, loader.connection_loader, loader.shell_loader):
        list(each.all(class_only=True))
    for each in (loader.filter_loader, loader.test_loader):
        list(each.all())
    for name in ACTIONS:
        loader.action_loader.get(f"ansible.builtin.{name}", class_only=True)
    first = os.environ["ANSIBLE_COLLECTIONS_PATH"].partition(":")[0]
    remember_compiled(f"{first}/ansible_collections/qlikfleet/cloud/plugins")
    remove_temporary_folder()


def remove_temporary_folder() -> None:
    """Ansible makes its temporary folder when it is imported, and removes it when it ends: each program has its own."""
    clean: t.Any = importlib.import_module("ansible.utils.path").cleanup_tmp_file
    atexit.unregister(clean)
    clean(sys.modules["ansible.constants"].DEFAULT_LOCAL_TMP)


def make_temporary_folder() -> None:
    constants: t.Any = sys.modules["ansible.constants"]
    constants.DEFAULT_LOCAL_TMP = constants.config.get_config_value("DEFAULT_LOCAL_TMP")


def warm_simulator() -> None:
    folder = str(Path(__file__).with_name("simulator"))
    sys.path.insert(0, folder)
    importlib.import_module("server")
    importlib.import_module("certificates")
    importlib.import_module("app").tenant_contract()
    sys.path.remove(folder)


WARM = {"ansible": warm_ansible, "simulator": warm_simulator}


if __name__ == "__main__":
    WARM[sys.argv[2]]()
    # What is there stays: no fork needs to look for garbage in it.
    gc.freeze()
    # From here on this is the program. Its own end is that of the process.
    file = serve(socket.socket(fileno=int(sys.argv[1])))
    if "ansible.constants" in sys.modules:
        make_temporary_folder()
    sys.path[0] = str(Path(file).parent)
    runpy.run_path(file, run_name="__main__")
