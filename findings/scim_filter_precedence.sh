#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# scim2-filter-parser joins `or` before `and`; RFC 7644 wants `and` first.
#
# Version:  PyPI scim2-filter-parser 0.7.0, on Python 3.11
# Input:    name eq "a" or name eq "b" and status eq "active"
# Expected: what RFC 7644, section 3.4.2.2, says of precedence: grouping, `not`, `and`, `or`. So
#           (name = a) OR ((name = b) AND (status = active))
# Seen:     ((name = a) OR (name = b)) AND (status = active), which leaves out an inactive "a".
#           Operators of one level are joined from left to right: with the `and` first, the result is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'scim2-filter-parser==0.7.0'

cat >parse.py <<'PYTHON'
from scim2_filter_parser.queries import SQLQuery

columns = {("name", None, None): "name", ("status", None, None): "status"}
for text in ('name eq "a" or name eq "b" and status eq "active"', 'status eq "active" and name eq "b" or name eq "a"'):
    print(SQLQuery(text, "users", columns).where_sql)
PYTHON
printed=$(venv/bin/python parse.py)
printf '%s\n' "$printed"
[ "$printed" = '((name = {a}) OR (name = {b})) AND (status = {c})
((status = {a}) AND (name = {b})) OR (name = {c})' ]
