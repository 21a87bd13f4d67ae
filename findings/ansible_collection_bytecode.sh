#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The code of a collection is compiled anew by every process: no bytecode of it is ever stored or used.
#
# Version:  ansible-core 2.19.14, on Python 3.11
# Input:    a collection with one file in module_utils of 2,000 small functions, which a lookup plugin imports; a playbook
#           with that lookup, twice. PYTHONDONTWRITEBYTECODE is not set, and the folder can be written.
# Expected: as for any Python package, the first run writes __pycache__ and the second one does not compile.
# Seen:     no __pycache__ appears below module_utils, and each run calls compile() for the file once.
# Reason:   the collection loader's get_code compiles the source itself. It does not use importlib's cache. Plugins
#           themselves are loaded another way, and do get a __pycache__.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'ansible-core==2.19.14'

here=collections/ansible_collections/example/one
mkdir -p "$here/plugins/lookup" "$here/plugins/module_utils"
printf 'namespace: example\nname: one\nversion: 1.0.0\n' >"$here/galaxy.yml"
python3 -c '
for number in range(2000):
    print(f"def number_{number}(value):\n    return value + {number}\n\n")
' >"$here/plugins/module_utils/many.py"
cat >"$here/plugins/lookup/number.py" <<'PYTHON'
from ansible.plugins.lookup import LookupBase
from ansible_collections.example.one.plugins.module_utils.many import number_1


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return [number_1(1)]
PYTHON
cat >play.yml <<'YAML'
- name: Use the collection
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Show a number
      ansible.builtin.debug:
        msg: "number {{ lookup('example.one.number') }}"
YAML

# Python tells through an audit hook what it compiles, also in the worker processes that Ansible forks.
cat >run.py <<'PYTHON'
import sys


def note(event, arguments):
    if event == "compile" and str(arguments[1]).endswith("module_utils/many.py"):
        with open("compiled.txt", "a") as file:
            file.write("compiled\n")


sys.addaudithook(note)
from ansible.cli.playbook import main

main(["ansible-playbook", "-i", "localhost,", "-c", "local", "play.yml"])
PYTHON

export ANSIBLE_HOME="$folder/home" ANSIBLE_COLLECTIONS_PATH="$folder/collections"
unset PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX
for run in 1 2; do
  printed=$(venv/bin/python run.py 2>&1)
  grep -q 'number 2' <<<"$printed"
  echo "after run $run: compiled $(wc -l <compiled.txt) times"
  [ "$(wc -l <compiled.txt)" = "$run" ]
done
find "$here" -name __pycache__
[ -d "$here/plugins/lookup/__pycache__" ]
[ ! -e "$here/plugins/module_utils/__pycache__" ]
