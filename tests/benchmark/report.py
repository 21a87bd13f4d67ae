# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table on screen and the file for machines."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

# What is shown, in this order: key, words, unit, and the bound that it should stay within.
ROWS = (
    ("noop_seconds", "converge that changes nothing", "s", ""),
    ("empty_play_seconds", "empty play on the same inventory", "s", ""),
    ("bare_client_seconds", "bare concurrent client, same requests", "s", ""),
    ("noop_over_floor", "converge over (empty play + bare client)", "x", "at most 1.25"),
    ("progress_over_plain", "converge with progress shown over without", "x", "at most 1.05"),
    ("uri_seconds", "same objects with uri tasks (scaled)", "s", ""),
    ("uri_over_noop", "uri tasks over converge", "x", "at least 40"),
    ("noop_requests", "requests of the converge, without tokens", "", ""),
    ("noop_requests_minimum", "requests that cannot be saved", "", ""),
    ("noop_token_requests", "token requests of the converge", "", ""),
    ("noop_token_requests_minimum", "hosts that need a token", "", ""),
    ("debug_task_ms", "one debug task on one tenant", "ms", ""),
    ("object_task_ms", "one task of a single-object module", "ms", ""),
    ("module_task_ms", "the same module shipped", "ms", ""),
    ("task_over_debug_ms", "single-object task over debug", "ms", "at most 25"),
    ("task_over_module", "single-object task over shipped module", "x", "at most 0.125"),
    ("first_seconds", "first converge", "s", ""),
    ("bare_writes_seconds", "bare concurrent client, same writes", "s", ""),
    ("first_over_floor", "first converge over (empty play + bare)", "x", "at most 1.4"),
    ("first_writes", "writes of the first converge", "", ""),
    ("first_writes_minimum", "writes that cannot be saved", "", ""),
    ("breadth_kinds", "kinds in the two that follow", "", ""),
    ("deep_objects", "one tenant: objects, 100 of most kinds", "", ""),
    ("deep_requests", "its requests", "", ""),
    ("deep_seconds", "its converge that changes nothing", "s", ""),
    ("deep_over_floor", "over (empty play + bare client)", "x", "at most 1.25"),
    ("wide_requests", "15 tenants, all kinds: requests", "", ""),
    ("wide_seconds", "their converge that changes nothing", "s", ""),
    ("wide_over_floor", "over (empty play + bare client)", "x", "at most 1.15"),
    ("sweep_10_seconds", "converge of 10 tenants x 20 objects", "s", ""),
    ("sweep_100_seconds", "converge of 100 tenants", "s", ""),
    ("sweep_1000_seconds", "converge of 1,000 tenants", "s", ""),
    ("per_tenant_1000_over_100", "a tenant of 1,000 over one of 100", "x", "at most 1.1"),
    ("peak_mib_parent", "peak memory of Ansible, 1,000 tenants", "MiB", ""),
    ("peak_mib_worker", "peak memory of a worker", "MiB", ""),
    ("bulk_seconds", "1,000 users, limits 25 times as fast", "s", ""),
    ("bulk_rate_over_permitted", "its rate over what Qlik permits", "x", "at least 0.95"),
    ("bulk_429", "requests of it that were refused", "", "0"),
    ("upload_seconds", "an app of 300 MB into 3 tenants", "s", ""),
    ("upload_worker_mib", "peak memory of a worker that sends it", "MiB", "at most 90"),
    ("upload_second_writes", "writes of the second run", "", "0"),
    ("upload_mb_per_second", "rate of one upload", "MB/s", ""),
    ("curl_mb_per_second", "rate of curl with the same bytes", "MB/s", ""),
    ("upload_over_curl", "rate of an upload over that of curl", "x", "at least 0.9"),
)


def table(figures: dict[str, t.Any]) -> str:
    """What was measured, and every figure with its bound."""
    title = (
        f"{figures['tenants']} tenants x {figures['objects']} objects of {figures['kinds']} kinds, "
        f"{figures['latency_ms']} ms latency; mean of {figures['rounds']}, "
        f"ansible-core {figures['ansible_core']}, Python {figures['python']}"
    )
    lines = [title, ""]
    for key, words, unit, bound in ROWS:
        value = figures[key]
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        lines.append(f"{key:28} {words:42} {shown:>10} {unit:4}{bound}".rstrip())
    return "\n".join(lines)


def write(figures: dict[str, t.Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()}
    path.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
