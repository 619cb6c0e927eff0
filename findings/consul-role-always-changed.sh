#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the module community.general.consul_role 11.4.2, of ansible 12.3.0 with ansible-core 2.19.14.
# Guess:     the second run of a task is unchanged.
# Seen:      Consul answers with the name and the ID of each policy, and the module compares this with the one of them
#            that the task has. So a task with policies is changed each time, and writes the role each time, by name as
#            by ID. Check mode says the same. A role without policies is unchanged in the second run. consul_policy
#            takes another order of its datacenters for a change.
# Effect:    each run reports a change and starts the handlers, so that nobody sees a real one. A nightly check finds
#            each role to be different.
# Here:      contract tests hold the second run of each module to be unchanged. A reference may be a name, an ID or a
#            slug, and all of them are equal (docs/idempotence.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
pip=(venv/bin/python -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet ansible-core==2.19.14
# The package has many collections, of which one is needed.
"${pip[@]}" download --quiet --no-deps --dest . ansible==12.3.0
venv/bin/python -c 'import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
names = [each for each in archive.namelist() if each.startswith("ansible_collections/community/general/")]
archive.extractall(".", names)' ansible-12.3.0-*.whl

# A server with the few addresses of Consul that the modules call. It answers with the name and the ID of each policy of
# a role, as Consul does, and notes what changes it.
cat >server.py <<'PYTHON'
import http.server
import json

kept = {}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, _, name = self.path.removeprefix("/v1/acl/").partition("/name/")
        found = kept.get((kind, name))
        self.answer(200 if found else 404, found or {})

    def do_PUT(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = self.path.removeprefix("/v1/acl/").partition("/")[0]
        body["ID"] = f"id-of-{body['Name']}"
        for each in body.get("Policies", []):
            name = each.get("Name") or each["ID"].removeprefix("id-of-")
            each |= {"Name": name, "ID": f"id-of-{name}"}
        kept[kind, body["Name"]] = body
        with open("changes", "a") as file:
            file.write(f"{kind}\n")
        self.answer(200, body)

    def answer(self, status, document):
        text = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open("port", "w") as file:
    file.write(str(server.server_port))
server.serve_forever()
PYTHON
venv/bin/python server.py &
server=$!
until [ -s port ]; do sleep 0.2; done

task() {
  rm -f changes
  touch changes
  cat >play.yml <<YAML
- hosts: localhost
  gather_facts: false
  vars: {ansible_python_interpreter: "{{ ansible_playbook_python }}"}
  tasks:
    - community.general.consul_$1: {host: 127.0.0.1, port: $(cat port), token: token, $2}
YAML
  ANSIBLE_COLLECTIONS_PATH=. venv/bin/ansible-playbook -i localhost, -c local play.yml "${@:3}" >printed 2>&1 || true
  echo "$* $(grep -o 'changed=[01]' printed), writes: $(wc -l <changes)"
}
seen=$(
  task role "name: plain"
  task role "name: plain"
  task role "name: web, policies: [{name: read}]"
  task role "name: web, policies: [{name: read}]"
  task role "name: web, policies: [{name: read}]" --check
  task role "name: web, policies: [{id: id-of-read}]"
  task policy "name: read, rules: text, valid_datacenters: [b, a]"
  task policy "name: read, rules: text, valid_datacenters: [b, a]"
  task policy "name: read, rules: text, valid_datacenters: [a, b]"
)
expected="role name: plain changed=1, writes: 1
role name: plain changed=0, writes: 0
role name: web, policies: [{name: read}] changed=1, writes: 1
role name: web, policies: [{name: read}] changed=1, writes: 1
role name: web, policies: [{name: read}] --check changed=1, writes: 0
role name: web, policies: [{id: id-of-read}] changed=1, writes: 1
policy name: read, rules: text, valid_datacenters: [b, a] changed=1, writes: 1
policy name: read, rules: text, valid_datacenters: [b, a] changed=0, writes: 0
policy name: read, rules: text, valid_datacenters: [a, b] changed=1, writes: 1"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
