#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ansible-inventory --export writes a plain text that an inventory plugin computes as a dictionary.
#
# Version:  ansible-core 2.19.14 and 2.18.9, on Python 3.11
# Input:    an inventory plugin that sets one variable, `status`, to the text "active".
# Expected: {"hostvars": {"alpha": {"status": "active"}}}, as in 2.18.
# Seen:     2.19: {"status": {"__ansible_unsafe": "active"}}, while the same text in a file of the inventory stays a text.
# Effect:   a program that reads this JSON has to know the marker. AWX stores it as it is, so that a source's
#           `enabled_var` with `enabled_value: active` matches no host.
# Reason:   since 2.19 texts are untrusted unless something marks them as templates. --export keeps that as `unsafe`.
#           A plugin that trusts a checked value (ansible.template.trust_as_template) gets the plain text back.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mkdir plugins
cat >plugins/status.py <<'PYTHON'
DOCUMENTATION = """
name: status
short_description: One host
description: One host with one variable.
options: {}
"""
from ansible.plugins.inventory import BaseInventoryPlugin

try:
    from ansible.template import trust_as_template
except ImportError:
    trust_as_template = str


class InventoryModule(BaseInventoryPlugin):
    NAME = "status"

    def parse(self, inventory, loader, path, cache=True):
        inventory.add_host("alpha")
        inventory.set_variable("alpha", "status", "".join(["act", "ive"]))
        inventory.set_variable("alpha", "trusted", trust_as_template("".join(["act", "ive"])))
PYTHON
mkdir -p fleet/host_vars
printf 'plugin: status\n' >fleet/status.yml
printf 'written: active\n' >fleet/host_vars/alpha.yml

export ANSIBLE_HOME="$folder/home" ANSIBLE_INVENTORY_PLUGINS="$folder/plugins" ANSIBLE_INVENTORY_ENABLED=status
for version in 2.18.9 2.19.14; do
  python3 -m venv --clear venv
  venv/bin/pip install --quiet "ansible-core==$version"
  venv/bin/ansible-inventory -i fleet/status.yml --list --export >"$version.json" 2>"$version.log"
  echo "$version: $(tr -d ' \n' <"$version.json")"
done

python3 - <<'PYTHON'
import json

old, new = (json.load(open(f"{version}.json"))["_meta"]["hostvars"]["alpha"] for version in ("2.18.9", "2.19.14"))
assert old == {"status": "active", "trusted": "active", "written": "active"}, old
assert new == {"status": {"__ansible_unsafe": "active"}, "trusted": "active", "written": "active"}, new
PYTHON
