#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The template of a play's hosts sees hostvars in every play but the first that runs.
#
# Version:  ansible-core 2.19.14, on Python 3.11 (2.18 and 2.21 do the same)
# Input:    a playbook with the same play twice: hosts: "{{ hostvars.keys() if hostvars is defined else 'localhost' }}"
# Expected: both plays run on the same hosts. `groups` is defined in both.
# Seen:     the first play runs on localhost, the second on the hosts of the inventory. With --list-hosts both would run
#           on localhost.
# Reason:   the variable manager is given the host variables when the first play starts, after its hosts are known.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'ansible-core==2.19.14'

touch ansible.cfg
printf '[all]\nalpha\nbeta\n' >inventory.ini
for name in First Second; do
  cat <<YAML
- name: $name
  hosts: "{{ hostvars.keys() | list if hostvars is defined else 'localhost' }}"
  gather_facts: false
  connection: local
  tasks:
    - name: Show the host
      ansible.builtin.debug:
        msg: "$name on {{ inventory_hostname }}, groups {{ 'defined' if groups is defined else 'missing' }}"
YAML
done >play.yml

printed=$(ANSIBLE_HOME="$folder" ANSIBLE_CONFIG="$folder/ansible.cfg" venv/bin/ansible-playbook -i inventory.ini play.yml)
grep '"msg"' <<<"$printed"
grep -q 'First on localhost' <<<"$printed"
grep -q 'Second on alpha' <<<"$printed"
grep -q 'Second on beta' <<<"$printed"
if grep -q 'First on alpha' <<<"$printed"; then exit 1; fi
listed=$(ANSIBLE_HOME="$folder" ANSIBLE_CONFIG="$folder/ansible.cfg" venv/bin/ansible-playbook -i inventory.ini --list-hosts play.yml)
[ "$(grep -c "pattern: \['localhost'\]" <<<"$listed")" = 2 ]
