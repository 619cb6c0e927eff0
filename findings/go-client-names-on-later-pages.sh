#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client finds some documents by name on the first page alone, and others on all pages.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     GetByName reads further pages until it has found the document of this name, or there is no page left
# Behaviour: for lifecycles it reads all pages. For tenants and spaces it asks once, for the documents whose names contain
#            the text, and reads the first page. If the one with exactly this name comes later, the error is "cannot
#            find the item". projects.GetByName and runbooks.GetByName are written in the same way
# Output:    lifecycle Shop: found, 2 pages read
#            tenant Shop: cannot find the item, 1 pages read
#            space Shop: cannot find the item, 1 pages read
# Here:      the collection follows the pages of each list to their end (docs/api/collections.md)
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
	"strconv"
	"strings"

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/client"
)

const root = `{"Version": "2026.3.1", "InstallationId": "7a3c1c4e-2f3b-4d0e-9a61-1c2d3e4f5a6b", "Links": {
	"Self": "/api", "SpaceHome": "/api/{spaceId}",
	"Spaces": "/api/spaces{/id}{?name,skip,ids,take,partialName}",
	"Lifecycles": "/api/Spaces-1/lifecycles{/id}{?skip,take,ids,partialName}",
	"Tenants": "/api/Spaces-1/tenants{/id}{?skip,projectId,name,tags,take,ids,partialName}"}}`

var pages int

// Each list has 31 documents in the order of their names, of which the last one is called Shop, and pages of 30.
func answer(response http.ResponseWriter, request *http.Request) {
	response.Header().Set("Content-Type", "application/json")
	path := strings.TrimSuffix(request.URL.Path, "/")
	if path == "/api" || path == "/api/Spaces-1" {
		fmt.Fprint(response, root)
		return
	}
	pages++
	if skip, _ := strconv.Atoi(request.URL.Query().Get("skip")); skip > 0 {
		fmt.Fprint(response, `{"Items": [{"Id": "X-31", "Name": "Shop"}], "TotalResults": 31, "ItemsPerPage": 30, "Links": {}}`)
		return
	}
	items := []string{}
	for number := range 30 {
		items = append(items, fmt.Sprintf(`{"Id": "X-%d", "Name": "Pet Shop %d"}`, number+1, number+1))
	}
	fmt.Fprintf(response, `{"Items": [%s], "TotalResults": 31, "ItemsPerPage": 30, "Links": {"Page.Next": "%s?%s"}}`,
		strings.Join(items, ", "), path, "partialName=Shop&skip=30&take=30")
}

func show(what string, err error) {
	outcome := "found"
	if err != nil {
		outcome = err.Error()
	}
	fmt.Printf("%s Shop: %s, %d pages read\n", what, outcome, pages)
	pages = 0
}

func main() {
	address, err := url.Parse(httptest.NewServer(http.HandlerFunc(answer)).URL)
	if err != nil {
		panic(err)
	}
	octopus, err := client.NewClient(nil, address, "API-EXAMPLE", "Spaces-1")
	if err != nil {
		panic(err)
	}
	pages = 0
	_, err = octopus.Lifecycles.GetByName("Shop")
	show("lifecycle", err)
	_, err = octopus.Tenants.GetByName("Shop")
	show("tenant", err)
	_, err = octopus.Spaces.GetByName("Shop")
	show("space", err)
}
GO

{
  go mod init finding
  go get github.com/OctopusDeploy/go-octopusdeploy/v2@v2.115.0
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='lifecycle Shop: found, 2 pages read
tenant Shop: cannot find the item, 1 pages read
space Shop: cannot find the item, 1 pages read'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
