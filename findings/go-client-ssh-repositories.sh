#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client can't read any project of a space in which one project's repository has the usual SSH address.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     the client, which has code for Git credentials with an SSH key, reads a project whose repository has an
#            address of the form that Octopus's documentation of such credentials shows, git@example.com:org/repo
# Behaviour: reading the project fails, because the client parses the address as a URL, which it is not. The list of
#            the space's projects fails as well, so that no project is found by its name
# Output:    https://example.com/shop/web.git: 2 projects
#            ssh://git@example.com/shop/web.git: 2 projects
#            git@example.com:shop/web.git: parse "git@example.com:shop/web.git": first path segment in URL cannot contain colon
# Here:      the collection takes the address as a text (docs/api/projects.md)
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
	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/projects"
)

const (
	root    = `{"Version": "2026.3.1", "InstallationId": "7a3c1c4e-2f3b-4d0e-9a61-1c2d3e4f5a6b", "Links": {"Self": "/api"}}`
	project = `{"Id": "Projects-%d", "Name": "Web %d", "LifecycleId": "Lifecycles-1", "ProjectGroupId": "ProjectGroups-1",
		"IsVersionControlled": %t, "PersistenceSettings": %s}`
	git = `{"Type": "VersionControlled", "Url": %q, "DefaultBranch": "main", "BasePath": ".octopus",
		"Credentials": {"Type": "Reference", "Id": "GitCredentials-1"}}`
)

// listed reads the projects of a space: one in the database, and one in a repository with this address.
func listed(repository string) string {
	list := fmt.Sprintf(`{"Items": [%s, %s], "TotalResults": 2}`,
		fmt.Sprintf(project, 1, 1, false, `{"Type": "Database"}`),
		fmt.Sprintf(project, 2, 2, true, fmt.Sprintf(git, repository)))
	server := httptest.NewServer(http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		response.Header().Set("Content-Type", "application/json")
		switch strings.TrimSuffix(request.URL.Path, "/") {
		case "/api", "/api/Spaces-1":
			fmt.Fprint(response, root)
		default:
			fmt.Fprint(response, list)
		}
	}))
	defer server.Close()
	address, err := url.Parse(server.URL)
	if err != nil {
		panic(err)
	}
	octopus, err := client.NewClient(nil, address, "API-EXAMPLE", "Spaces-1")
	if err != nil {
		panic(err)
	}
	found, err := projects.Get(octopus, "Spaces-1", projects.ProjectsQuery{})
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%d projects", len(found.Items))
}

func main() {
	for _, repository := range []string{
		"https://example.com/shop/web.git", "ssh://git@example.com/shop/web.git", "git@example.com:shop/web.git",
	} {
		fmt.Printf("%s: %s\n", repository, listed(repository))
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
expected='https://example.com/shop/web.git: 2 projects
ssh://git@example.com/shop/web.git: 2 projects
git@example.com:shop/web.git: parse "git@example.com:shop/web.git": first path segment in URL cannot contain colon'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
