#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the module community.general.jenkins_credential 11.4.2, of ansible 12.3.0 with ansible-core 2.19.14.
#            Release 13.5.0, of ansible 14.5.0, does the same.
# Guess:     in check mode, which the module supports fully by its documentation ("check_mode: support: full"), it
#            reads, says "changed", and sends no request that creates or deletes.
# Seen:      the module never looks at the mode. With --check it creates a credential that is missing and deletes one
#            that should be absent. With "force: true" it deletes the credential and creates it again, on each run,
#            whether or not it differs.
# Effect:    a preview of a change of all credentials carries it out, and a pipeline that previews each pull request
#            replaces them with values that nobody has reviewed.
# Here:      a contract test holds each module to sending nothing in check mode but requests that read.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
pip=(venv/bin/python -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet ansible-core==2.19.14 urllib3==2.5.0
# The package has many collections, of which one is needed.
"${pip[@]}" download --quiet --no-deps --dest . ansible==12.3.0
venv/bin/python -c 'import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
names = [each for each in archive.namelist() if each.startswith("ansible_collections/community/general/")]
archive.extractall(".", names)' ansible-12.3.0-*.whl

# A server with the few addresses of Jenkins that the module calls. It keeps the IDs of credentials, and notes what
# changes them.
cat >server.py <<'PYTHON'
import http.server
import json
import urllib.parse

DOMAIN = "/credentials/store/system/domain/_"
kept = {"old"}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.removeprefix(f"{DOMAIN}/credential/").removesuffix("/api/json")
        self.answer(200 if self.path.startswith("/crumbIssuer") or name in kept else 404)

    def do_POST(self):
        body = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
        if self.path == f"{DOMAIN}/createCredentials":
            change = "create " + json.loads(body["json"][0])["credentials"]["id"]
            kept.add(change.split()[1])
        else:
            change = "delete " + self.path.removeprefix(f"{DOMAIN}/credential/").removesuffix("/doDelete")
            kept.discard(change.split()[1])
        with open("changes", "a") as file:
            file.write(change + "\n")
        self.answer(200)

    def answer(self, status):
        text = json.dumps({"crumbRequestField": "Jenkins-Crumb", "crumb": "1"}).encode()
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
    - community.general.jenkins_credential:
        url: http://127.0.0.1:$(cat port)
        jenkins_user: admin
        token: token
        type: text
        secret: value
        id: $1
        $2
YAML
  ANSIBLE_COLLECTIONS_PATH=. venv/bin/ansible-playbook -i localhost, -c local play.yml --check >printed 2>&1 || true
  echo "$1, $2: $(grep -o 'changed=[01]' printed), sent: $(paste --serial --delimiters=, changes | grep . || echo nothing)"
}
seen=$(
  task new "state: present"
  task new "state: present"
  task new "force: true"
  task old "state: absent"
  task old "state: absent"
)
expected="new, state: present: changed=1, sent: create new
new, state: present: changed=0, sent: nothing
new, force: true: changed=1, sent: delete new,create new
old, state: absent: changed=1, sent: delete old
old, state: absent: changed=0, sent: nothing"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
