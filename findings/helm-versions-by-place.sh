#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      Helm 3.19.0, the packages with which it reads charts, values and --set.
# Guess:     a version without quotes stays what it is. In Chart.yaml, appVersion is a text, so that 1.10 stays 1.10, as
#            Go's own reader of YAML has it for a text. In values.yaml and for --set, 1.10 is the number 1.1.
# Seen:      appVersion is 1.1: the version becomes a number first, and a text again. 007 is 7, and 12e5 is 1.2e+06. For
#            --set, 1.10 is the text 1.10. A template writes the tag 20261130 of values.yaml as 2.026113e+07.
# Effect:    a chart whose appVersion Octopus has filled without quotes deploys the image 1.1 of the release 1.10.
# Here:      docs/packages.md says to write quotes.
#
# Needs Go 1.24 or newer and its module proxy. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >main.go <<'GO'
package main

import (
	"fmt"

	"go.yaml.in/yaml/v3"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/strvals"
)

func main() {
	for _, version := range []string{"1.10", "2026.10", "20261130", "007", "12e5"} {
		chart, err := loader.LoadFiles([]*loader.BufferedFile{
			{Name: "Chart.yaml", Data: []byte("apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: " + version)},
			{Name: "values.yaml", Data: []byte("tag: " + version)},
		})
		if err != nil {
			panic(err)
		}
		set, err := strvals.Parse("tag=" + version)
		if err != nil {
			panic(err)
		}
		var own struct {
			Version string `yaml:"appVersion"`
		}
		if err := yaml.Unmarshal([]byte("appVersion: "+version), &own); err != nil {
			panic(err)
		}
		fmt.Printf("%s: appVersion %s, values %v, --set %v; Go: appVersion %s\n",
			version, chart.Metadata.AppVersion, chart.Values["tag"], set["tag"], own.Version)
	}
}
GO
{
  go mod init finding
  go get helm.sh/helm/v3@v3.19.0
  go mod tidy
} >said 2>&1 || { cat said >&2; exit 2; }
seen=$(go run .)
expected='1.10: appVersion 1.1, values 1.1, --set 1.10; Go: appVersion 1.10
2026.10: appVersion 2026.1, values 2026.1, --set 2026.10; Go: appVersion 2026.10
20261130: appVersion 20261130, values 2.026113e+07, --set 20261130; Go: appVersion 20261130
007: appVersion 7, values 7, --set 007; Go: appVersion 007
12e5: appVersion 1.2e+06, values 1.2e+06, --set 12e5; Go: appVersion 12e5'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
