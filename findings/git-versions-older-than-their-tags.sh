#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tools:     dunamai 1.26.5 for Python and git-describe 4.1.1 for JavaScript, which make versions of Git tags, and
#            commitizen 4.19.3 for Python, which counts them up. semver 3.1.1 for Python compares what they write.
# Guess:     asked for SemVer, they write versions whose order is that of the commits: a build after the tag v1.0.0 is
#            newer than 1.0.0, and the eleventh release candidate is newer than the tenth.
# Seen:      five commits after v1.0.0, dunamai with --style semver writes 1.0.0-post.5, a pre-release of 1.0.0, which
#            is older; with --bump the build is newer. git-describe writes 1.0.0+5.g and the hash, which is equal to
#            1.0.0. After 1.0.0-rc9, commitizen with the scheme semver, which it recommends outside of Python, writes
#            1.0.0-rc10, which is older; with semver2 it writes rc.10.
# Effect:    a channel, a trigger and a step that take the newest package stay at the tag, or at the tenth candidate,
#            whatever is built after it. A rule of a channel without pre-releases never takes such a build.
# Here:      docs/versions.md warns of the three, and shows the order.
#
# Needs git, Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0
# as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check dunamai==1.26.5 commitizen==4.19.3 semver==3.1.1
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund git-describe@4.1.1 semver@7.7.3

export GIT_AUTHOR_NAME=finding GIT_AUTHOR_EMAIL=finding@example.com
export GIT_COMMITTER_NAME=finding GIT_COMMITTER_EMAIL=finding@example.com GIT_CONFIG_GLOBAL=/dev/null

compared() {
  venv/bin/python - "$1" "$2" <<'PYTHON'
import sys

import semver

old, new = sys.argv[1:]
order = {-1: "older than", 0: "equal to", 1: "newer than"}[semver.Version.parse(new).compare(old)]
print(f"{new} is {order} {old}")
PYTHON
}

built() {
  git init --quiet built
  echo web > built/web
  git -C built add web
  git -C built commit --quiet --message "feat: web"
  git -C built tag v1.0.0
  for number in 1 2 3 4 5; do
    git -C built commit --quiet --allow-empty --message "fix: $number"
  done
  for options in "" --bump; do
    # The options are words, and none of them is a word, too.
    # shellcheck disable=SC2086
    compared 1.0.0 "$(cd built && ../venv/bin/dunamai from git --style semver --no-metadata $options)"
  done
  # The hash of the commit is another one in each run.
  text='console.log(require("git-describe").gitDescribeSync("built").semverString)'
  compared 1.0.0 "$(node -e "$text" | sed 's/g[0-9a-f]*$/g1a2b3c4/')"
}

counted() {
  scheme=$1 version=$2
  git init --quiet "$scheme"
  cat > "$scheme/.cz.toml" <<TOML
[tool.commitizen]
name = "cz_conventional_commits"
version = "$version"
version_scheme = "$scheme"
tag_format = "v\$version"
TOML
  git -C "$scheme" add .cz.toml
  git -C "$scheme" commit --quiet --message "feat: web"
  git -C "$scheme" tag "v$version"
  git -C "$scheme" commit --quiet --allow-empty --message "fix: web"
  compared "$version" "$(cd "$scheme" && ../venv/bin/cz bump --get-next --yes --prerelease rc)"
}

seen=$(
  built
  counted semver 1.0.0-rc9
  counted semver2 1.0.0-rc.9
)
printf '%s\n' "$seen"
expected='1.0.0-post.5 is older than 1.0.0
1.0.1-pre.5 is newer than 1.0.0
1.0.0+5.g1a2b3c4 is equal to 1.0.0
1.0.0-rc10 is older than 1.0.0-rc9
1.0.0-rc.10 is newer than 1.0.0-rc.9'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
