#!/usr/bin/env bash
# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# @qlik/api documents createQlikApi(hostConfig), but takes createQlikApi({ hostConfig }).
#
# Version:  npm @qlik/api 2.19.0 with TypeScript 5.9.3, on Node.js 20
# Input:    the call of the package's own docs/authentication.md: createQlikApi({ authType: "apikey", host, apiKey })
# Expected: an API that is bound to that host.
# Seen:     it compiles to an error (TS2353: ... does not exist in type 'CreateQlikApiProps'), and in JavaScript the
#           object is ignored, so the first call is rejected before anything is sent:
#           Invalid host config: a host config must be provided when making a cross domain request
#           createQlikApi({ hostConfig: { ... } }) works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @qlik/api@2.19.0 typescript@5.9.3

grep -A1 'const api = createQlikApi({$' node_modules/@qlik/api/docs/authentication.md | grep -q 'authType: "apikey"'

cat >call.mts <<'TYPESCRIPT'
import { createQlikApi } from "@qlik/api";
createQlikApi({ authType: "apikey", host: "my-org.region.qlikcloud.com", apiKey: "key" });
TYPESCRIPT
printed=$(npx tsc --noEmit --strict --skipLibCheck --target es2022 --module nodenext call.mts || true)
printf '%s\n' "$printed"
grep -q "TS2353: .* does not exist in type 'CreateQlikApiProps'" <<<"$printed"

cat >call.mjs <<'JAVASCRIPT'
import http from "node:http";
import { createQlikApi } from "@qlik/api";

const seen = [];
const server = http.createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  response.setHeader("content-type", "application/json");
  response.end('{"data": []}');
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const hostConfig = { authType: "apikey", host: `http://127.0.0.1:${server.address().port}`, apiKey: "key" };
const refused = await createQlikApi(hostConfig).spaces.getSpaces().catch((error) => error.message);
console.log("as documented:", refused, "- requests:", seen.length);
const { status } = await createQlikApi({ hostConfig }).spaces.getSpaces();
console.log("below hostConfig:", status, "- last request:", seen.at(-1));
server.close();
server.closeAllConnections();
JAVASCRIPT
printed=$(node call.mjs)
printf '%s\n' "$printed"
grep -q '^as documented: Invalid host config: a host config must be provided .* - requests: 0$' <<<"$printed"
grep -q '^below hostConfig: 200 - last request: GET /api/v1/spaces$' <<<"$printed"
