# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of objects in AWX 24.6.1: their fields with defaults, what makes one unique, and what goes with it."""

from __future__ import annotations

import typing as t

Object = dict[str, t.Any]

_COMMON: Object = {"name": "", "description": ""}
_PROMPTED = ("job_type", "diff_mode", "limit", "verbosity", "job_slice_count", "variables", "inventory", "credential")
_ASKS: Object = {f"ask_{name}_on_launch": False for name in _PROMPTED}
_PROMPTS: Object = {"job_type": None, "diff_mode": None, "limit": None, "verbosity": None, "job_slice_count": None}
# Fields that a client may set. AWX ignores others, and answers 201 or 200.
FIELDS: dict[str, Object] = {
    "organizations": _COMMON,
    "credential_types": {**_COMMON, "kind": "cloud", "inputs": {}, "injectors": {}, "managed": False},
    "credentials": {**_COMMON, "credential_type": None, "organization": None, "inputs": {}},
    "execution_environments": {**_COMMON, "organization": None, "image": "", "pull": "", "credential": None},
    "projects": {
        **_COMMON,
        "organization": None,
        "default_environment": None,
        "scm_type": "",
        "scm_url": "",
        "scm_branch": "",
        "local_path": "",
        "credential": None,
        "scm_update_on_launch": False,
        "scm_update_cache_timeout": 0,
    },
    "inventories": {**_COMMON, "organization": None, "kind": "", "host_filter": None, "variables": ""},
    "inventory_sources": {
        **_COMMON,
        "inventory": None,
        "source": "",
        "source_project": None,
        "source_path": "",
        "source_vars": "",
        "credential": None,
        "execution_environment": None,
        "overwrite": False,
        "overwrite_vars": False,
        "update_on_launch": False,
        "update_cache_timeout": 0,
        "enabled_var": "",
        "enabled_value": "",
    },
    "job_templates": {
        **_COMMON,
        **_ASKS,
        "organization": None,
        "job_type": "run",
        "project": None,
        "inventory": None,
        "playbook": "",
        "execution_environment": None,
        "forks": 0,
        "job_slice_count": 1,
        "diff_mode": False,
        "allow_simultaneous": False,
        "extra_vars": "",
        "survey_enabled": False,
        "limit": "",
        "verbosity": 0,
    },
    "workflow_job_templates": {
        **_COMMON,
        "organization": None,
        "inventory": None,
        "allow_simultaneous": False,
        "extra_vars": "",
    },
    "workflow_job_template_nodes": {
        **_PROMPTS,
        "identifier": "",
        "workflow_job_template": None,
        "unified_job_template": None,
        "extra_data": {},
        "all_parents_must_converge": False,
    },
    "workflow_approval_templates": {**_COMMON, "timeout": 0},
    "schedules": {**_COMMON, **_PROMPTS, "rrule": "", "unified_job_template": None, "extra_data": {}, "enabled": True},
    "notification_templates": {
        **_COMMON,
        "organization": None,
        "notification_type": "",
        "notification_configuration": {},
    },
}
TYPES = {kind: "inventory" if kind == "inventories" else kind.removesuffix("s") for kind in FIELDS}
# Beside the name: what an object of the kind is unique in.
UNIQUE_IN = {
    "credential_types": ("kind",),
    "credentials": ("organization", "credential_type"),
    "projects": ("organization",),
    "inventories": ("organization",),
    "inventory_sources": ("inventory",),
    "job_templates": ("organization",),
    "workflow_job_templates": ("organization",),
    "workflow_job_template_nodes": ("identifier", "workflow_job_template"),
    "schedules": ("unified_job_template",),
    "notification_templates": ("organization",),
}
# What goes with an object that is deleted: for each kind the fields of others that name it.
GO_WITH = {
    "inventories": {"inventory_sources": "inventory"},
    "job_templates": {"schedules": "unified_job_template", "workflow_job_template_nodes": "unified_job_template"},
    "workflow_job_templates": {"workflow_job_template_nodes": "workflow_job_template"},
}
UNIFIED = ("projects", "inventory_sources", "job_templates", "workflow_job_templates", "workflow_approval_templates")
ASSOCIATIONS = (
    *("credentials", "success_nodes", "always_nodes", "failure_nodes", "instance_groups", "labels"),
    *(f"notification_templates_{when}" for when in ("started", "success", "error", "approvals")),
)


class RefusedError(Exception):
    """With a status, and what is the matter."""


def refused(**reasons: str) -> RefusedError:
    return RefusedError(400, {name: [reason] for name, reason in reasons.items()})
