// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

package test

import (
	"os"
	"testing"

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/client"
	"github.com/OctopusSolutionsEngineering/OctopusTerraformTestFramework/v2/octoclient"
)

// ApiKey is the key of the server that the environment names.
var ApiKey = os.Getenv("OCTOPUS_API_KEY")

// ArrangeTest runs a test on the server that the environment names, in place of one in a container.
func (o *OctopusContainerTest) ArrangeTest(
	t *testing.T, testFunc func(t *testing.T, container *OctopusContainer, client *client.Client) error,
) {
	url := os.Getenv("OCTOPUS_URL")
	found, err := octoclient.CreateClient(url, "", ApiKey)
	if err == nil {
		err = testFunc(t, &OctopusContainer{URI: url}, found)
	}
	if err != nil {
		t.Fatal(err)
	}
}
