#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      openapi-python-client 0.29.1, which generates clients for Python from a description in OpenAPI.
# Guess:     where a value is one of several classes (oneOf), the discriminator of the description says which one. A list
#            with explode: false becomes ids=a,b in the address.
# Seen:      a value is always of the first class that can be read, and a class can be read that has no required property
#            but the discriminator: a machine whose CommunicationStyle is TentaclePassive has an endpoint of the class
#            Ssh. Properties that the class does not have are kept as additional_properties, so that they are written
#            back unchanged. The list becomes ids=a&ids=b.
# Effect:    a program that asks isinstance(endpoint, Ssh), as the types suggest, takes each machine for one with SSH.
# Here:      the collection's kinds name the property that tells the variants of a document apart.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1
cat >api.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": {"title": "Deploy", "version": "1"},
  "paths": {
    "/machines": {
      "get": {
        "operationId": "list",
        "parameters": [
          {"name": "ids", "in": "query", "style": "form", "explode": false,
           "schema": {"type": "array", "items": {"type": "string"}}}
        ],
        "responses": {
          "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Machine"}}}}
        }
      }
    }
  },
  "components": {
    "schemas": {
      "Machine": {
        "type": "object",
        "properties": {
          "Endpoint": {
            "oneOf": [{"$ref": "#/components/schemas/Ssh"}, {"$ref": "#/components/schemas/Tentacle"}],
            "discriminator": {
              "propertyName": "CommunicationStyle",
              "mapping": {"Ssh": "#/components/schemas/Ssh", "TentaclePassive": "#/components/schemas/Tentacle"}
            }
          }
        }
      },
      "Ssh": {
        "type": "object",
        "required": ["CommunicationStyle"],
        "properties": {"CommunicationStyle": {"type": "string"}, "Host": {"type": "string"}}
      },
      "Tentacle": {
        "type": "object",
        "required": ["CommunicationStyle"],
        "properties": {"CommunicationStyle": {"type": "string"}, "Uri": {"type": "string"}}
      }
    }
  }
}
JSON
PATH="$PWD/venv/bin:$PATH" venv/bin/openapi-python-client generate --path api.json --output-path generated >log 2>&1 ||
  { cat log >&2; exit 2; }
cat >generated/run.py <<'PYTHON'
import httpx

from deploy_client import Client
from deploy_client.api.default import list_
from deploy_client.models import Machine

DOCUMENTS = (
    {"Endpoint": {"CommunicationStyle": "Ssh", "Host": "one"}},
    {"Endpoint": {"CommunicationStyle": "TentaclePassive", "Uri": "https://two:10933"}},
)
for document in DOCUMENTS:
    machine = Machine.from_dict(document)
    print(document["Endpoint"]["CommunicationStyle"], type(machine.endpoint).__name__, machine.to_dict() == document)
asked = []
transport = httpx.MockTransport(lambda request: asked.append(request.url) or httpx.Response(200, json={}))
list_.sync(client=Client("http://localhost", httpx_args={"transport": transport}), ids=["a", "b"])
print(asked[0].query.decode())
PYTHON
seen=$(venv/bin/python generated/run.py)
expected='Ssh Ssh True
TentaclePassive Ssh True
ids=a&ids=b'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
