#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ansible-runner before 2.4.2 makes a message of an action plugin look like a fault of the plugin.
#
# Version:  ansible-runner 2.4.1 with ansible-core 2.19.14, on Python 3.11
# Input:    an action plugin that calls `Display().display("hello")`, Ansible's own way to print, for two hosts.
# Expected: "hello" twice and no warning, as ansible-playbook alone does it, and ansible-runner 2.4.3.
# Seen:     a warning for each host: "WorkerProcess for [...] errantly sent data directly to stdout instead of using
#           Display".
# Reason:   the runner's callback plugin wraps Display.display. Its wrapper writes in the worker process, where since 2.19
#           Display has to send the text to the main process.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mkdir -p data/project/action_plugins data/inventory
printf 'alpha ansible_connection=local\nbeta ansible_connection=local\n' >data/inventory/hosts
cat >data/project/action_plugins/say.py <<'PYTHON'
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        Display().display("hello")
        return {"changed": False}
PYTHON
mkdir -p data/project/library
printf '#!/usr/bin/python\n"""Placeholder: the action plugin of this name does the work."""\n' >data/project/library/say.py
cat >data/project/play.yml <<'YAML'
- name: Speak
  hosts: all
  gather_facts: false
  tasks:
    - name: Say hello
      say:
YAML

for version in 2.4.1 2.4.3; do
  python3 -m venv --clear venv
  venv/bin/pip install --quiet 'ansible-core==2.19.14' "ansible-runner==$version"
  rm -rf data/artifacts
  PATH="$folder/venv/bin:$PATH" ANSIBLE_HOME="$folder/home" venv/bin/ansible-runner run data -p play.yml >"$version.txt" 2>&1
  echo "$version: hello $(grep -c '^hello' "$version.txt" || true) times," \
    "warnings $(grep -c 'errantly sent data' "$version.txt" || true)"
done
[ "$(grep -c 'errantly sent data' 2.4.1.txt)" = 2 ]
[ "$(grep -c '^hello' 2.4.3.txt)" = 2 ]
if grep -q 'errantly sent data' 2.4.3.txt; then exit 1; fi
