#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# pylint reads a package's module http/client.py as the standard library's http.client.
#
# Version:  pylint 4.1.4 with astroid 4.3.4, on Python 3.11 to 3.13
# Input:    a folder `http` with `__init__.py` and `client.py` below a folder that is no package, as module_utils of an
#           Ansible collection are. client.py imports nothing, and its second line is empty.
# Expected: no message.
# Seen:     http/client.py:2:0: W0611: Unused HTTPStatus imported from http (unused-import)
# Reason:   pylint takes `http.client` for the name of the module, and astroid adds `from http import HTTPStatus` to every
#           module of that name, since its inference of the real one needs it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'pylint==4.1.4' 'astroid==4.3.4'

mkdir -p module_utils/http
touch module_utils/http/__init__.py
cat >module_utils/http/client.py <<'PYTHON'
"""A client."""


def send():
    """Send something."""
    return 1
PYTHON

printed=$(venv/bin/pylint --score=no module_utils/http/client.py || true)
printf '%s\n' "$printed"
grep -q 'http/client.py:2:0: W0611: Unused HTTPStatus imported from http' <<<"$printed"

# The same file under another name has no message.
mv module_utils/http module_utils/web
venv/bin/pylint --score=no module_utils/web/client.py
