#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ansible-core lets a YAML boolean pass as an integer, and changes texts without quotes, without a warning.
#
# Version:  ansible-core 2.19.14, on Python 3.11
# Input:    module options as a task has them without quotes: `limit: yes` for type int; `name: yes` and `name: 1.10`
#           for type str
# Expected: an error for the int, as for any text but a number; for a str the text that was written, or an error.
# Seen:     limit stays the boolean True, which JSON writes as `true`. name becomes 'True' and '1.1'.
#           There is neither an error nor a warning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'ansible-core==2.19.14'

cat >validate.py <<'PYTHON'
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.parsing.dataloader import DataLoader

validator = ArgumentSpecValidator({"limit": {"type": "int"}, "name": {"type": "str"}})
for written in ("limit: yes", "limit: many", "name: yes", "name: 1.10"):
    result = validator.validate(DataLoader().load(written))
    (option,) = (name for name in ("limit", "name") if written.startswith(name))
    print(written, "=>", repr(result.validated_parameters[option]), result.error_messages, result._warnings)
PYTHON
printed=$(venv/bin/python validate.py)
printf '%s\n' "$printed"
grep -Fxq 'limit: yes => True [] []' <<<"$printed"
grep -q '^limit: many => .* cannot be converted to an int' <<<"$printed"
grep -Fxq "name: yes => 'True' [] []" <<<"$printed"
grep -Fxq "name: 1.10 => '1.1' [] []" <<<"$printed"
