#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# antsibull-changelog passes a fragment that has a section twice, and releases only the last.
#
# Version:  antsibull-changelog 0.36.0, on Python 3.11
# Input:    a fragment with `bugfixes`, another section, and `bugfixes` again, as two merged branches leave it
# Expected: `lint` names the key that is there twice (YAML 1.2: keys are unique), or the release has both entries.
# Seen:     `lint` prints nothing and exits with 0. `release` writes the second entry; the first is lost, and the fragment
#           is deleted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'antsibull-changelog==0.36.0'

mkdir -p changelogs/fragments
cat >changelogs/config.yaml <<'YAML'
title: Demo
is_other_project: true
changes_file: changelog.yaml
changes_format: combined
notesdir: fragments
output: [{file: CHANGELOG.rst, format: rst}]
prelude_section_name: release_summary
prelude_section_title: Summary
sections: [[minor_changes, Minor Changes], [bugfixes, Bugfixes]]
YAML
cat >changelogs/fragments/merged.yml <<'YAML'
---
bugfixes:
  - The first entry.
minor_changes:
  - Something else.
bugfixes:
  - The second entry.
YAML

venv/bin/antsibull-changelog lint
venv/bin/antsibull-changelog release --version 1.0.0 --date 2026-01-01
cat CHANGELOG.rst
grep -q 'The second entry' CHANGELOG.rst
if grep -q 'The first entry' CHANGELOG.rst changelogs/changelog.yaml; then exit 1; fi
[ ! -e changelogs/fragments/merged.yml ]
