#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client does not encode the texts of a list in a query.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     a list in a query is expanded as RFC 6570 has it: each member is percent-encoded, as a single text is, so
#            that tenants are found by a tag such as "Size/R&D"
# Behaviour: the members are joined as they are. At an ampersand the server reads the next parameter, and at a number
#            sign the address ends. The filter is cut without an error, and a shorter tag may find other tenants
# Output:    partialName R&D: partialName=[R&D]
#            tags Size/R&D: D=[] tags=[Size/R]
#            tags Language/C#, Size/Big: tags=[Language/C]
#            tags Size/A+B: tags=[Size/A B]
# Here:      docs/api/collections.md says so
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
	"sort"
	"strings"

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/newclient"
	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/tenants"
)

func main() {
	var asked url.Values
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		asked = request.URL.Query()
		fmt.Fprint(answer, `{"Items": [], "Links": {}}`)
	}))
	defer server.Close()
	address, _ := url.Parse(server.URL)
	session := &newclient.HttpSession{HttpClient: server.Client(), BaseURL: address}
	client := newclient.NewClientS(session, "Spaces-1")
	for _, each := range []struct {
		what  string
		query tenants.TenantsQuery
	}{
		{"partialName R&D", tenants.TenantsQuery{PartialName: "R&D"}},
		{"tags Size/R&D", tenants.TenantsQuery{Tags: []string{"Size/R&D"}}},
		{"tags Language/C#, Size/Big", tenants.TenantsQuery{Tags: []string{"Language/C#", "Size/Big"}}},
		{"tags Size/A+B", tenants.TenantsQuery{Tags: []string{"Size/A+B"}}},
	} {
		if _, err := tenants.Get(client, "Spaces-1", each.query); err != nil {
			panic(err)
		}
		var parts []string
		for name, values := range asked {
			parts = append(parts, name+"=["+strings.Join(values, " | ")+"]")
		}
		sort.Strings(parts)
		fmt.Printf("%s: %s\n", each.what, strings.Join(parts, " "))
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
expected='partialName R&D: partialName=[R&D]
tags Size/R&D: D=[] tags=[Size/R]
tags Language/C#, Size/Big: tags=[Language/C]
tags Size/A+B: tags=[Size/A B]'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
