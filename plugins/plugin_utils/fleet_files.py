# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""State of the fleet files of this run: read, or refused with the reason.

Ansible continues with an inventory that it could not read. The lookup plugin checks this state before a play begins.
"""

from __future__ import annotations

READ: set[str] = set()
REFUSED: dict[str, str] = {}
ENDINGS = (".qlik.yml", ".qlik.yaml")
