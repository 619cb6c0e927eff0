#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client takes a refusal without a body for success.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     an answer of 429 or 503 is an error, whether the server, or a proxy before it, explains it or not
# Behaviour: with the JSON of Octopus in the body it is an error. With Content-Length: 0, the error is nil: a list is
#            empty, a document that was to be created comes back without an ID, and a deletion has succeeded. This
#            holds for functions that are given the client, such as environments.Get. The older services of the client,
#            such as client.Lifecycles, return an error that says nothing
# Output:    429 with a body: list error, create error, delete error
#            429 without: list 0 items, create ID "", delete done
#            503 with a body: list error, create error, delete error
#            503 without: list 0 items, create ID "", delete done
# Here:      the collection goes by the status alone, and a test has refusals without a body (docs/api/errors.md)
#
# Needs go and a way to download the module. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > main.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/client"
	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/environments"
)

const root = `{"Version": "2026.3.1", "InstallationId": "7a3c1c4e-2f3b-4d0e-9a61-1c2d3e4f5a6b", "Links": {"Self": "/api"}}`

// refusing is a client of a server that refuses everything but the first requests of a client.
func refusing(status int, body string) *client.Client {
	server := httptest.NewServer(http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		response.Header().Set("Content-Type", "application/json")
		switch strings.TrimSuffix(request.URL.Path, "/") {
		case "/api", "/api/Spaces-1":
			fmt.Fprint(response, root)
		default:
			response.WriteHeader(status)
			fmt.Fprint(response, body)
		}
	}))
	address, err := url.Parse(server.URL)
	if err != nil {
		panic(err)
	}
	octopus, err := client.NewClient(nil, address, "API-EXAMPLE", "Spaces-1")
	if err != nil {
		panic(err)
	}
	return octopus
}

func outcome(err error, success string) string {
	if err != nil {
		return "error"
	}
	return success
}

func show(status int, what, body string) {
	octopus := refusing(status, body)
	list, err := environments.Get(octopus, "Spaces-1", environments.EnvironmentsQuery{})
	listed := outcome(err, "")
	if err == nil {
		listed = fmt.Sprintf("%d items", len(list.Items))
	}
	environment, err := environments.Add(octopus, environments.NewEnvironment("Test"))
	created := outcome(err, "")
	if err == nil {
		created = fmt.Sprintf("ID %q", environment.GetID())
	}
	deleted := outcome(environments.DeleteByID(octopus, "Spaces-1", "Environments-1"), "done")
	fmt.Printf("%d %s: list %s, create %s, delete %s\n", status, what, listed, created, deleted)
}

func main() {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		show(status, "with a body", `{"ErrorMessage": "Not now."}`)
		show(status, "without", "")
	}
}
GO

{
  go mod init finding
  go get github.com/OctopusDeploy/go-octopusdeploy/v2@v2.115.0
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='429 with a body: list error, create error, delete error
429 without: list 0 items, create ID "", delete done
503 with a body: list error, create error, delete error
503 without: list 0 items, create ID "", delete done'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
