# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of users, and dynamic registration of OAuth clients."""

from __future__ import annotations

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Patch

AUTH_SETTINGS = Kind(
    name="auth_settings",
    noun="authentication settings",
    plural="authentication settings",
    doc="How long users stay signed in, and whether applications may register OAuth clients themselves.",
    path="/api/core/auth-settings",
    key=(),
    singleton=True,
    create=Patch(),
    delete=None,
    needs="the role C(TenantAdmin), or the scope C(admin.auth-settings)",
    fields=(
        Field(
            name="user_session_inactivity_timeout_minutes",
            doc="Minutes without activity after which a session ends.",
            type="int",
        ),
        Field(
            name="max_user_session_lifespan_hours",
            doc="Hours after which a session ends, even if its user is active. Qlik counts it in minutes, and permits "
            "whole hours only.",
            wire="maxUserSessionLifespanMinutes",
            type="int",
            read=lambda minutes: None if minutes is None else minutes // 60,
            write=lambda hours: hours * 60,
        ),
        Field(
            name="dynamic_client_registration_enabled",
            doc="Whether applications may register OAuth clients themselves (RFC 7591).",
            type="bool",
        ),
        Field(
            name="dcr_allowed_authentication_methods",
            doc="How such clients may authenticate. "
            "It can only be set if O(dynamic_client_registration_enabled) is on.",
            type="list",
            elements="str",
            choices=("none", "client_secret"),
        ),
    ),
    notes=(
        "Qlik has defaults for a tenant that never saved these settings; they cannot be deleted.",
        "Sessions are those of people in browsers. They do not limit the tokens of OAuth clients.",
    ),
    examples="""
- name: End sessions after half an hour without activity, and after a working day
  qlikfleet.cloud.auth_settings:
    user_session_inactivity_timeout_minutes: 30
    max_user_session_lifespan_hours: 9

- name: Allow AI assistants to register as confidential clients
  qlikfleet.cloud.auth_settings:
    dynamic_client_registration_enabled: true
    dcr_allowed_authentication_methods: [client_secret]

- name: Forbid applications to register themselves
  qlikfleet.cloud.auth_settings:
    dynamic_client_registration_enabled: false
""",
)
