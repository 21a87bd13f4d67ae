#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# qlik-sdk ignores REQUESTS_CA_BUNDLE, which requests, its HTTP library, obeys.
#
# Version:  PyPI qlik-sdk 0.17.0 (its own pin: requests 2.27.1), on Python 3.11
# Input:    a host whose certificate is from a private authority, as behind a proxy that inspects TLS, and that authority
#           in REQUESTS_CA_BUNDLE. qlik-sdk has no option for it.
# Expected: users.get_me() returns the user, as requests.get() of the same URL does in the same process.
# Seen:     ConnectionException: Connection Error: https://localhost:..., caused by CERTIFICATE_VERIFY_FAILED
# Reason:   it sends with Session.send(), which takes no settings from the environment but proxies.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'qlik-sdk==0.17.0' 'trustme==1.2.1'

cat >call.py <<'PYTHON'
import http.server
import os
import ssl
import threading

import requests
import trustme
from qlik_sdk import AuthType, Config, Qlik

authority = trustme.CA()
authority.cert_pem.write_to_path("authority.pem")
os.environ["REQUESTS_CA_BUNDLE"] = os.path.abspath("authority.pem")


class Tenant(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"id": "u1"}')

    def log_message(self, *_arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Tenant)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
authority.issue_cert("localhost").configure_cert(context)
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()

host = f"https://localhost:{server.server_port}"
print("requests:", requests.get(f"{host}/api/v1/users/me", timeout=10).json())
try:
    print("qlik-sdk:", Qlik(Config(host=host, auth_type=AuthType.APIKey, api_key="key")).users.get_me())
except Exception as error:
    print("qlik-sdk:", type(error).__name__, repr(error.__cause__))
PYTHON
printed=$(NO_PROXY=localhost no_proxy=localhost venv/bin/python call.py)
printf '%s\n' "$printed"
grep -q "^requests: {'id': 'u1'}$" <<<"$printed"
grep -q '^qlik-sdk: ConnectionException .*CERTIFICATE_VERIFY_FAILED' <<<"$printed"
