#!/bin/sh
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Prints the Python that the development environment is built on: the first one that really works.
# A name on PATH proves nothing (version managers put placeholders there that only print an error),
# so each candidate is run. The versions that the newest supported ansible-core is tested with come first.
set -eu

works() {
    "$1" -c 'import sys, ensurepip, venv; print(sys.executable); sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

for version in 3.13 3.12 3.14 3.11; do
    for candidate in "python$version" "${HOME:-/nonexistent}/.pyenv/versions/$version".*/bin/python \
                     "${PYENV_ROOT:-/nonexistent}/versions/$version".*/bin/python; do
        works "$candidate" && exit 0
    done
done
works python3 && exit 0
echo "No working Python 3.11 or newer with the venv and ensurepip modules was found" \
     "(on Debian and Ubuntu: apt install python3-venv)." >&2
exit 1
