#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      Octopus's Terraform provider 1.17.0, its data sources for lists.
# Guess:     a data source without "take" has all documents that its filters let through: the provider's reference calls
#            "take" a filter, as it does the names and the IDs, and it can be left out.
# Seen:      the data source has the first page of the server's list, and no word about the others. With a "take" that
#            is large enough, it has them all.
# Effect:    a for_each over the tenants of a space leaves out those after the 30th. A new tenant pushes another one off
#            the page, and Terraform plans to destroy what was made for that one.
# Here:      docs/api/collections.md says so. The collection reads every page of a list.
#
# Needs Go 1.24 or newer and its module proxy. Exits with 0 as long as the behaviour is the one above.
# The provider is asked by Terraform's protocol, without a terraform. The server has 45 documents of each kind, and its
# pages have 30 unless a request asks for another number, as those of Octopus Server have.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >main.go <<'GO'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/OctopusDeploy/terraform-provider-octopusdeploy/octopusdeploy_framework"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const documents, page = 45, 30

type object = map[string]any

func list(request *http.Request) object {
	skip, _ := strconv.Atoi(request.URL.Query().Get("skip"))
	take, err := strconv.Atoi(request.URL.Query().Get("take"))
	if err != nil {
		take = page
	}
	items := []any{}
	for i := skip; i < min(skip+take, documents); i++ {
		items = append(items, object{"Id": fmt.Sprint("Documents-", i), "Name": fmt.Sprint("Document ", i),
			"LifecycleId": "Lifecycles-1", "ProjectGroupId": "ProjectGroups-1"})
	}
	links := object{}
	if skip+take < documents {
		links["Page.Next"] = fmt.Sprintf("%s?skip=%d&take=%d", request.URL.Path, skip+take, take)
	}
	return object{"Items": items, "TotalResults": documents, "ItemsPerPage": take, "Links": links}
}

func answer(writer http.ResponseWriter, request *http.Request) {
	var body any
	switch strings.TrimSuffix(request.URL.Path, "/") {
	case "/api", "/api/Spaces-1":
		links := object{"SpaceHome": "/api/{spaceId}", "Spaces": "/api/spaces{/id}{?skip,ids,take,partialName}"}
		body = object{"Version": "2026.3.1", "ApiVersion": "3.0.0", "Links": links}
	case "/api/spaces/Spaces-1":
		body = object{"Id": "Spaces-1", "Name": "Default"}
	case "/api/configuration/feature-toggles":
		body = object{"FeatureToggles": []any{}}
	default:
		body = list(request)
	}
	writer.Header().Set("Content-Type", "application/json")
	json.NewEncoder(writer).Encode(body)
}

// A configuration of the provider or a data source, with null for each option that is not given.
func configuration(kind tftypes.Type, given object) *tfprotov6.DynamicValue {
	values := map[string]tftypes.Value{}
	for name, each := range kind.(tftypes.Object).AttributeTypes {
		values[name] = tftypes.NewValue(each, given[name])
	}
	value, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, values))
	if err != nil {
		panic(err)
	}
	return &value
}

// The number of documents that a data source has.
func found(provider tfprotov6.ProviderServer, source string, kind tftypes.Type, given object) int {
	read, err := provider.ReadDataSource(context.Background(), &tfprotov6.ReadDataSourceRequest{
		TypeName: "octopusdeploy_" + source, Config: configuration(kind, given)})
	if err != nil {
		panic(err)
	}
	for _, each := range read.Diagnostics {
		fmt.Println(source, each.Severity, each.Summary, each.Detail)
	}
	state, err := read.State.Unmarshal(kind)
	if err != nil {
		panic(err)
	}
	options, items := map[string]tftypes.Value{}, []tftypes.Value{}
	if err := state.As(&options); err != nil {
		panic(err)
	}
	if err := options[source].As(&items); err != nil {
		panic(err)
	}
	return len(items)
}

func main() {
	server := httptest.NewServer(http.HandlerFunc(answer))
	defer server.Close()
	provider := providerserver.NewProtocol6(octopusdeploy_framework.NewOctopusDeployFrameworkProvider())()
	schemas, err := provider.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		panic(err)
	}
	given := object{"address": server.URL, "api_key": "API-EXAMPLEEXAMPLEEXAMPLEEXAMPLE", "space_id": "Spaces-1"}
	if _, err := provider.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.9.8", Config: configuration(schemas.Provider.ValueType(), given)}); err != nil {
		panic(err)
	}
	sources := "environments tenants projects lifecycles tag_sets library_variable_sets users"
	for _, source := range strings.Fields(sources) {
		kind := schemas.DataSourceSchemas["octopusdeploy_"+source].ValueType()
		fmt.Printf("%s: %d of %d, with a take of 1000 %d\n", source, found(provider, source, kind, object{}), documents,
			found(provider, source, kind, object{"take": 1000}))
	}
}
GO
{
  go mod init finding
  go get github.com/OctopusDeploy/terraform-provider-octopusdeploy@v1.17.0
  go mod tidy
} >said 2>&1 || { cat said >&2; exit 2; }
seen=$(go run .)
expected='environments: 30 of 45, with a take of 1000 45
tenants: 30 of 45, with a take of 1000 45
projects: 30 of 45, with a take of 1000 45
lifecycles: 30 of 45, with a take of 1000 45
tag_sets: 30 of 45, with a take of 1000 45
library_variable_sets: 30 of 45, with a take of 1000 45
users: 30 of 45, with a take of 1000 45'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
