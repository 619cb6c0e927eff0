#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   docker-parse-image 3.0.1 and parse-docker-image-name 3.0.0 for JavaScript, which take the name of an image
#            apart.
# Guess:     both say what Docker says. The first part is a registry if it has a dot or a port. A digest does not
#            become the tag. The full name adds only what Docker adds: docker.io, "library" there, and "latest".
# Seen:      parse-docker-image-name does so. For docker-parse-image, registry:5000/team/shop/web:1 is the image "registry"
#            with the tag "5000/team/shop/web:1", although it knows the registry without "team". Its full name of
#            acme.azurecr.io/web is acme.azurecr.io/library/web, which is another image. A digest is a tag for it.
# Effect:    a program that turns the images of a deployment into the feed, the package and the version of a step names
#            images that do not exist.
# Here:      the collection takes a feed, a package and a version apart, as Octopus does.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund docker-parse-image@3.0.1 parse-docker-image-name@3.0.0

cat >names.cjs <<'NODE'
const parseImage = require("docker-parse-image");
const parseName = require("parse-docker-image-name");

const DIGEST = `sha256:${"a".repeat(64)}`;
const NAMES = [
  "acme/web:1.0", "registry:5000/shop/web:1", "registry:5000/team/shop/web:1", "acme.azurecr.io/web",
  `ghcr.io/acme/web@${DIGEST}`,
];
const LIBRARIES = {
  "docker-parse-image": (name) => {
    const { registry, repository, tag, fullname } = parseImage(name);
    return `registry ${registry}, image ${repository}, tag ${tag}, in full ${fullname}`;
  },
  "parse-docker-image-name": (name) => {
    const { domain, path, tag } = (parseName.default ?? parseName)(name);
    return `registry ${domain ?? null}, image ${path}, tag ${tag ?? null}`;
  },
};
for (const [library, parse] of Object.entries(LIBRARIES)) {
  for (const name of NAMES) {
    console.log(`${library}: ${name}: ${parse(name)}`.replaceAll(DIGEST, "sha256:…"));
  }
}
NODE
seen=$(node names.cjs)
expected='docker-parse-image: acme/web:1.0: registry null, image web, tag 1.0, in full acme/web:1.0
docker-parse-image: registry:5000/shop/web:1: registry registry:5000, image web, tag 1, in full registry:5000/shop/web:1
docker-parse-image: registry:5000/team/shop/web:1: registry null, image registry, tag 5000/team/shop/web:1, in full library/registry:5000/team/shop/web:1
docker-parse-image: acme.azurecr.io/web: registry acme.azurecr.io, image web, tag null, in full acme.azurecr.io/library/web:latest
docker-parse-image: ghcr.io/acme/web@sha256:…: registry ghcr.io, image web, tag sha256:…, in full ghcr.io/acme/web:sha256:…
parse-docker-image-name: acme/web:1.0: registry null, image acme/web, tag 1.0
parse-docker-image-name: registry:5000/shop/web:1: registry registry:5000, image shop/web, tag 1
parse-docker-image-name: registry:5000/team/shop/web:1: registry registry:5000, image team/shop/web, tag 1
parse-docker-image-name: acme.azurecr.io/web: registry acme.azurecr.io, image web, tag null
parse-docker-image-name: ghcr.io/acme/web@sha256:…: registry ghcr.io, image acme/web, tag null'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
