#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# With the official Go client, a single feed or account empties the list of all of them, without an error.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     if the client can't read a document of a list, it returns an error, or leaves out this document alone
# Behaviour: the list is empty, and the error is nil. TotalResults still counts the documents. This happens as soon as a
#            space has a feed of Amazon ECR with the credentials of the machine, which has no access key, or an account
#            for Google Cloud with OpenID Connect. Terraform's data sources and Octopus's command line tool list feeds
#            and accounts with this client
# Output:    two NuGet feeds: 2 of 2 feeds, error <nil>
#            a NuGet feed and an ECR feed: 0 of 2 feeds, error <nil>
#            two tokens: 2 of 2 accounts, error <nil>
#            a token and a Google Cloud account: 0 of 2 accounts, error <nil>
# Here:      octopus_feed and octopus_account know both; docs/api/feeds.md and docs/api/accounts.md say what GO does
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

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/accounts"
	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/client"
	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/feeds"
)

const (
	none   = `{"HasValue": false, "NewValue": null}`
	secret = `{"HasValue": true, "NewValue": null}`
	root   = `{"Version": "2026.3.1", "InstallationId": "7a3c1c4e-2f3b-4d0e-9a61-1c2d3e4f5a6b", "Links": {"Self": "/api"}}`
	nuget  = `{"Id": "Feeds-1", "Name": "Packages", "FeedType": "NuGet", "FeedUri": "https://packages.example.com/"}`
	ecr    = `{"Id": "Feeds-2", "Name": "Images", "FeedType": "AwsElasticContainerRegistry", "Region": "eu-west-1",
		"UseMachineCredentials": true, "AccessKey": null, "SecretKey": ` + none + `}`
	token  = `{"Id": "Accounts-1", "Name": "Registry", "AccountType": "Token", "Token": ` + secret + `}`
	google = `{"Id": "Accounts-2", "Name": "Cloud", "AccountType": "GoogleCloudOidcAccount", "Audience": "octopus"}`
)

// connected is a client of a server whose lists all have these two documents.
func connected(first, second string) *client.Client {
	list := fmt.Sprintf(`{"Items": [%s, %s], "TotalResults": 2, "ItemsPerPage": 30}`, first, second)
	answer := func(response http.ResponseWriter, request *http.Request) {
		response.Header().Set("Content-Type", "application/json")
		switch path := strings.TrimSuffix(request.URL.Path, "/"); path {
		case "/api":
			fmt.Fprint(response, root)
		case "/api/Spaces-1":
			fmt.Fprint(response, `{"Links": {"Self": "/api/Spaces-1"}}`)
		default:
			fmt.Fprint(response, list)
		}
	}
	address, err := url.Parse(httptest.NewServer(http.HandlerFunc(answer)).URL)
	if err != nil {
		panic(err)
	}
	octopus, err := client.NewClient(nil, address, "API-EXAMPLE", "Spaces-1")
	if err != nil {
		panic(err)
	}
	return octopus
}

func main() {
	for _, each := range [][2]string{{"two NuGet feeds", nuget}, {"a NuGet feed and an ECR feed", ecr}} {
		found, err := feeds.Get(connected(nuget, each[1]), "Spaces-1", feeds.FeedsQuery{})
		fmt.Printf("%s: %d of %d feeds, error %v\n", each[0], len(found.Items), found.TotalResults, err)
	}
	for _, each := range [][2]string{{"two tokens", token}, {"a token and a Google Cloud account", google}} {
		found, err := accounts.Get(connected(token, each[1]), "Spaces-1", &accounts.AccountsQuery{})
		fmt.Printf("%s: %d of %d accounts, error %v\n", each[0], len(found.Items), found.TotalResults, err)
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
expected='two NuGet feeds: 2 of 2 feeds, error <nil>
a NuGet feed and an ECR feed: 0 of 2 feeds, error <nil>
two tokens: 2 of 2 accounts, error <nil>
a token and a Google Cloud account: 0 of 2 accounts, error <nil>'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
