#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client ignores the space in which it is told to find a project by its name.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     projects.GetByName(client, spaceID, name) looks in the space with this ID, as projects.Get and
#            projects.GetByID with the same argument do
# Behaviour: the argument is ignored: the function looks in the space for which the client was made. It finds the
#            project of the same name there, without an error, or says that there is none. So does
#            projects.GetByIdentifier. A program for several spaces that changes or deletes the project that it has
#            found changes the one of another space
# Output:    Get in Spaces-2: Projects-2 of Spaces-2
#            GetByID in Spaces-2: Projects-2 of Spaces-2
#            GetByName in Spaces-2: Projects-1 of Spaces-1
#            GetByIdentifier in Spaces-2: Projects-1 of Spaces-1
# Here:      the collection enters the space that the task names through the links of the server (docs/spaces.md)
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
	root = `{"Version": "2026.3.1", "InstallationId": "7a3c1c4e-2f3b-4d0e-9a61-1c2d3e4f5a6b", "Links": {"Self": "/api"}}`
	web  = `{"Id": "Projects-%s", "Name": "Web", "SpaceId": %q, "LifecycleId": "Lifecycles-1", "ProjectGroupId": "ProjectGroups-1"}`
)

// Both spaces have a project called Web: Projects-1 and Projects-2.
func answer(response http.ResponseWriter, request *http.Request) {
	response.Header().Set("Content-Type", "application/json")
	parts := strings.Split(strings.Trim(request.URL.Path, "/"), "/")
	if len(parts) == 1 {
		fmt.Fprint(response, root)
		return
	}
	space := parts[1]
	project := fmt.Sprintf(web, strings.TrimPrefix(space, "Spaces-"), space)
	switch {
	case len(parts) == 2:
		fmt.Fprintf(response, `{"Links": {"Self": "/api/%s"}}`, space)
	case len(parts) == 3:
		fmt.Fprintf(response, `{"Items": [%s], "TotalResults": 1}`, project)
	case strings.HasPrefix(parts[3], "Projects-"):
		fmt.Fprint(response, project)
	default:
		response.WriteHeader(http.StatusNotFound)
		fmt.Fprint(response, `{"ErrorMessage": "The resource was not found."}`)
	}
}

func show(what string, project *projects.Project, err error) {
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s in Spaces-2: %s of %s\n", what, project.GetID(), project.SpaceID)
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
	found, err := projects.Get(octopus, "Spaces-2", projects.ProjectsQuery{PartialName: "Web"})
	if err != nil {
		panic(err)
	}
	show("Get", found.Items[0], nil)
	project, err := projects.GetByID(octopus, "Spaces-2", "Projects-2")
	show("GetByID", project, err)
	project, err = projects.GetByName(octopus, "Spaces-2", "Web")
	show("GetByName", project, err)
	project, err = projects.GetByIdentifier(octopus, "Spaces-2", "Web")
	show("GetByIdentifier", project, err)
}
GO

{
  go mod init finding
  go get github.com/OctopusDeploy/go-octopusdeploy/v2@v2.115.0
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='Get in Spaces-2: Projects-2 of Spaces-2
GetByID in Spaces-2: Projects-2 of Spaces-2
GetByName in Spaces-2: Projects-1 of Spaces-1
GetByIdentifier in Spaces-2: Projects-1 of Spaces-1'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
