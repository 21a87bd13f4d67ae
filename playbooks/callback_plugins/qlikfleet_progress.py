# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Enables the callback plugin `progress` in the playbooks of the collection.

Ansible loads callback plugins that are in this folder beside a playbook.
"""

from __future__ import annotations

DOCUMENTATION = r"""
name: qlikfleet_progress
type: aggregate
short_description: Enables qlikfleet.cloud.progress in the playbooks of the collection
description: Has the options of P(qlikfleet.cloud.progress#callback), and is silent if that is enabled.
options: {}
"""

import typing as t

from ansible import constants
from ansible.plugins.loader import callback_loader

from ansible_collections.qlikfleet.cloud.plugins.callback import progress

_ENABLED = "qlikfleet.cloud.progress"


class CallbackModule(progress.CallbackModule):
    """Prints lines, and never draws: that is for those who have enabled the plugin themselves."""

    CALLBACK_NAME = "qlikfleet_progress"
    CALLBACK_NEEDS_ENABLED = False
    _may_draw = False

    def set_options(self, *arguments: t.Any, **options: t.Any) -> None:
        """Take the options of the plugin that this one enables."""
        self._load_name = callback_loader.get(_ENABLED, class_only=True)._load_name
        super().set_options(*arguments, **options)

    def _is_wanted(self) -> bool:
        return _ENABLED not in constants.CALLBACKS_ENABLED and super()._is_wanted()
