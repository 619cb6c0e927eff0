#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   octopus-deploy-swagger-client 1.1.0 for Python, which was generated from the Swagger description that
#            Octopus Server publishes of itself.
# Guess:     a process that is read and written back keeps the properties of its steps, and an account its user name:
#            the client has classes for both. A client that is too old for a value raises an error.
# Seen:      each property of a step becomes {}, because the description calls it an object, PropertyValueResource, and
#            servers send a text. The user name of an account is lost, because the description of the operation names
#            the class that all accounts share. Neither says a word. Only an unknown word, such as a new type of
#            schedule, raises an error. The variables of a project, and the endpoint of a machine, keep their values.
# Effect:    a program that renames a step with this client clears the script in it.
# Here:      docs/api/processes.md says so. Neither the collection nor the emulator is generated from the description.
#
# Needs Python and a way to download the package. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check octopus-deploy-swagger-client==1.1.0

"$work/venv/bin/python" - <<'PYTHON'
import json
import sys
from types import SimpleNamespace

from octopus_deploy_swagger_client import ApiClient

client = ApiClient()


def written(definition, document):
    answer = SimpleNamespace(data=json.dumps(document))
    return client.sanitize_for_serialization(client.deserialize(answer, definition))


def error(definition, document):
    try:
        return written(definition, document)
    except ValueError as problem:
        return str(problem).partition(",")[0]


script = {"Octopus.Action.Script.ScriptBody": "echo hello"}
step = {"Name": "Say hello", "Actions": [{"Name": "Say hello", "ActionType": "Octopus.Script", "Properties": script}]}
process = written("DeploymentProcessResource", {"Version": 3, "Steps": [step]})
account = {"Id": "Accounts-1", "Name": "Shop", "AccountType": "UsernamePassword", "Username": "shop"}
variables = {"Version": 1, "Variables": [{"Name": "Port", "Value": "8080", "Scope": {"Role": ["web"]}}]}
machine = {"Name": "web-1", "Endpoint": {"CommunicationStyle": "TentaclePassive", "Uri": "https://web-1:10933/"}}
trigger = {"Name": "Nightly", "Filter": {"FilterType": "OnceDailySchedule"}}
SEEN = (
    ("the properties of a step", process["Steps"][0]["Actions"][0]["Properties"], dict.fromkeys(script, {})),
    (
        "an account",
        written("AccountResource", account),
        {"Id": "Accounts-1", "Name": "Shop", "AccountType": "UsernamePassword"},
    ),
    ("variables", written("VariableSetResource", variables), variables),
    ("a machine", written("DeploymentTargetResource", machine), machine),
    ("a trigger", error("ProjectTriggerResource", trigger), "Invalid value for `filter_type` (OnceDailySchedule)"),
)
changed = 0
for what, found, seen in SEEN:
    print(f"{what}: {found!r}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
