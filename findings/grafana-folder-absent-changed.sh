#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the module grafana.grafana.folder 6.0.6, of ansible 12.3.0 with ansible-core 2.19.14. Release 6.1.0, of
#            ansible 14.5.0, does the same.
# Guess:     with "state: absent", a folder that does not exist is unchanged. The uid says which folder is meant: it is
#            deleted if its title has been changed since, or the task fails and says so.
# Seen:      the module says "changed" each time, although nothing was there and nothing was deleted. It deletes a
#            folder only if its uid and its title are those of the task: with another title, the folder stays, and the
#            task is changed and its output says "Folder does not exist".
# Effect:    the recap and the handlers report a folder as deleted that is still there, after somebody has given it
#            another title in the browser. Each run reports a change.
# Here:      contract tests hold the second run of each module to be unchanged, also with state: absent.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
pip=(venv/bin/python -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet ansible-core==2.19.14 requests==2.32.5
# The package has many collections, of which one is needed.
"${pip[@]}" download --quiet --no-deps --dest . ansible==12.3.0
venv/bin/python -c 'import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
names = [each for each in archive.namelist() if each.startswith("ansible_collections/grafana/grafana/")]
archive.extractall(".", names)' ansible-12.3.0-*.whl

# A server with the addresses of Grafana for folders. It keeps the folders, and notes which ones it deletes.
cat >server.py <<'PYTHON'
import http.server
import json

kept = {"team": "Team", "renamed": "Title of the browser"}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer([{"uid": uid, "title": title} for uid, title in kept.items()])

    def do_DELETE(self):
        uid = self.path.removeprefix("/api/folders/")
        kept.pop(uid)
        with open("deleted", "a") as file:
            file.write(uid + "\n")
        self.answer({"message": "Folder deleted"})

    def answer(self, body):
        text = json.dumps(body).encode()
        self.send_response(200)
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
  rm -f deleted
  touch deleted
  cat >play.yml <<YAML
- hosts: localhost
  gather_facts: false
  vars: {ansible_python_interpreter: "{{ ansible_playbook_python }}"}
  tasks:
    - grafana.grafana.folder:
        grafana_url: http://127.0.0.1:$(cat port)
        grafana_api_key: key
        uid: $1
        title: $2
        state: absent
YAML
  ANSIBLE_COLLECTIONS_PATH=. venv/bin/ansible-playbook -i localhost, -c local play.yml >printed 2>&1 || true
  echo "$1, $2: $(grep -o 'changed=[01]' printed), deleted: $(grep . deleted || echo nothing)"
}
seen=$(
  task team Team
  task team Team
  task renamed Renamed
  task missing Missing
)
expected="team, Team: changed=1, deleted: team
team, Team: changed=1, deleted: nothing
renamed, Renamed: changed=1, deleted: nothing
missing, Missing: changed=1, deleted: nothing"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
