#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      Kustomize, its API 0.20.1, the rules for images of a kustomization.
# Guess:     an image is found by what it is: nginx is the image docker.io/library/nginx, so that a rule for the one
#            changes the other. A rule that finds no image is an error, or at least a warning.
# Seen:      names are compared as texts, and a rule that finds no image silently changes nothing. A rule with
#            newTag: #{Tag}, a comment to YAML, does the same. A new tag takes the place of a digest, as guessed.
# Effect:    a deployment of a release succeeds with the image of the one before.
# Here:      docs/octostache.md says so. The collection sends the options of such a step as they are.
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
	"strings"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const digest = "@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d"

func main() {
	for _, each := range [][3]string{
		{"nginx:1.24", "nginx", `"1.25"`},
		{"docker.io/nginx:1.24", "nginx", `"1.25"`},
		{"docker.io/library/nginx:1.24", "nginx", `"1.25"`},
		{"nginx:1.24", "docker.io/library/nginx", `"1.25"`},
		{"nginx:1.24" + digest, "nginx", `"1.25"`},
		{"nginx:1.24", "nginx", `#{Tag}`},
	} {
		files := filesys.MakeFsInMemory()
		files.WriteFile("pod.yaml", []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"+
			"    - {name: web, image: \""+each[0]+"\"}\n"))
		files.WriteFile("kustomization.yaml", []byte("resources: [pod.yaml]\nimages:\n  - name: "+each[1]+
			"\n    newTag: "+each[2]+"\n"))
		result, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, ".")
		seen := ""
		if err != nil {
			seen = "error " + strings.Split(err.Error(), "\n")[0]
		} else {
			text, _ := result.AsYaml()
			_, seen, _ = strings.Cut(string(text), "image: ")
			seen, _, _ = strings.Cut(seen, "\n")
		}
		fmt.Printf("%s, rule for %s with %s: %s\n", strings.Replace(each[0], digest, "@DIGEST", 1), each[1], each[2],
			strings.Replace(seen, digest, "@DIGEST", 1))
	}
}
GO
{
  go mod init finding
  go get sigs.k8s.io/kustomize/api@v0.20.1 sigs.k8s.io/kustomize/kyaml@v0.20.1
  go mod tidy
} >said 2>&1 || { cat said >&2; exit 2; }
seen=$(go run .)
expected='nginx:1.24, rule for nginx with "1.25": nginx:1.25
docker.io/nginx:1.24, rule for nginx with "1.25": docker.io/nginx:1.24
docker.io/library/nginx:1.24, rule for nginx with "1.25": docker.io/library/nginx:1.24
nginx:1.24, rule for docker.io/library/nginx with "1.25": nginx:1.24
nginx:1.24@DIGEST, rule for nginx with "1.25": nginx:1.25
nginx:1.24, rule for nginx with #{Tag}: nginx:1.24'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
