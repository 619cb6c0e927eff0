#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   github.com/hashicorp/go-version 1.9.0 for Go, with which Terraform compares versions, and beside it
#            golang.org/x/mod/semver 0.30.0.
# Guess:     pre-releases are ordered as SemVer 2.0.0 orders them in its own example: alpha, alpha.1, alpha.beta, beta.
#            If not, the order is at least an order, so that a list has one newest version.
# Seen:      alpha is older than alpha.1, alpha.1 is older than alpha.beta, and alpha.beta is older than alpha. Whatever
#            adds a word to a pre-release is older than it: rc.hotfix than rc, beta.2.feature than beta.2. Of the same
#            three versions in another order, version.Collection sorts another one to the end.
# Effect:    the newest package or release that a program finds depends on the order in which the server lists them.
# Here:      the collection orders versions as Octopus does (docs/api/versions.md): more parts are newer.
#
# Needs go and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"fmt"
	"sort"

	"github.com/hashicorp/go-version"
	"golang.org/x/mod/semver"
)

var signs = map[int]string{-1: "<", 0: "=", 1: ">"}

func newest(texts ...string) string {
	versions := version.Collection{}
	for _, text := range texts {
		versions = append(versions, version.Must(version.NewVersion(text)))
	}
	sort.Sort(versions)
	return versions[len(versions)-1].Original()
}

func main() {
	for _, pair := range [][2]string{
		{"1.0.0-alpha", "1.0.0-alpha.1"},
		{"1.0.0-alpha.1", "1.0.0-alpha.beta"},
		{"1.0.0-alpha", "1.0.0-alpha.beta"},
		{"1.0.0-rc", "1.0.0-rc.hotfix"},
		{"1.0.0-beta.2", "1.0.0-beta.2.feature"},
	} {
		first, second := version.Must(version.NewVersion(pair[0])), version.Must(version.NewVersion(pair[1]))
		order := signs[first.Compare(second)]
		other := signs[semver.Compare("v"+pair[0], "v"+pair[1])]
		fmt.Printf("%s and %s: go-version %s, x/mod %s\n", pair[0], pair[1], order, other)
	}
	fmt.Println("newest:", newest("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta"))
	fmt.Println("newest:", newest("1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-alpha"))
	fmt.Println("newest:", newest("1.0.0-alpha.beta", "1.0.0-alpha", "1.0.0-alpha.1"))
}
GO

{
  go mod init finding
  go get github.com/hashicorp/go-version@v1.9.0 golang.org/x/mod@v0.30.0
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='1.0.0-alpha and 1.0.0-alpha.1: go-version <, x/mod <
1.0.0-alpha.1 and 1.0.0-alpha.beta: go-version <, x/mod <
1.0.0-alpha and 1.0.0-alpha.beta: go-version >, x/mod <
1.0.0-rc and 1.0.0-rc.hotfix: go-version >, x/mod <
1.0.0-beta.2 and 1.0.0-beta.2.feature: go-version >, x/mod <
newest: 1.0.0-alpha.beta
newest: 1.0.0-alpha
newest: 1.0.0-alpha.1'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
