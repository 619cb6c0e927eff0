#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   slugify 1.6.9 (in lower case), @sindresorhus/slugify 3.0.1 and slug 12.0.1 for JavaScript, python-slugify
#            9.1.3 and Django 5.2.8 for Python, which make a slug of a name.
# Guess:     for a name in ASCII all write lower case, and one hyphen for each run of characters other than letters and
#            digits, as Octopus does with the names of projects and steps.
# Seen:      the five agree about Shop Web alone. For Shop.Web 2.0, slugify writes shop.web-2.0, slug and Django write
#            shopweb-20, and the two others shop-web-2-0. shop_web keeps its underscore, or loses it, or gets a hyphen.
#            @sindresorhus/slugify takes ShopWeb apart, it and slugify write a word for an ampersand, and slugify keeps
#            brackets. All but @sindresorhus/slugify make one number of 1,000.
# Effect:    a program that computes the slug of a project or a step, for an address, a service message or OCL, names
#            something else than what the server has called so.
# Here:      the collection never computes a slug: it reads the one that the server has made.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-slugify==9.1.3 django==5.2.8
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund slugify@1.6.9 @sindresorhus/slugify@3.0.1 slug@12.0.1

cat >names <<'TEXT'
Shop Web
Shop.Web 2.0
shop_web
ShopWeb
Shop & Web
Shop (EU)
1,000 Shops
TEXT
cat >slugs.mjs <<'NODE'
import sindresorhus from "@sindresorhus/slugify";
import { readFileSync } from "node:fs";
import slug from "slug";
import slugify from "slugify";

const LIBRARIES = { slugify: (name) => slugify(name, { lower: true }), sindresorhus, slug: (name) => slug(name) };
for (const [library, made] of Object.entries(LIBRARIES)) {
  console.log(`${library}:`, ...readFileSync("names", "utf8").trim().split("\n").map((name) => made(name)));
}
NODE
cat >slugs.py <<'PYTHON'
from pathlib import Path

from django.utils.text import slugify as django
from slugify import slugify

names = Path("names").read_text().splitlines()
print("python-slugify:", *map(slugify, names))
print("django:", *map(django, names))
PYTHON
seen=$(node slugs.mjs; venv/bin/python slugs.py)
printf '%s\n' "$seen"
expected='slugify: shop-web shop.web-2.0 shop_web shopweb shop-and-web shop-(eu) 1000-shops
sindresorhus: shop-web shop-web-2-0 shop-web shop-web shop-and-web shop-eu 1-000-shops
slug: shop-web shopweb-20 shopweb shopweb shop-web shop-eu 1000-shops
python-slugify: shop-web shop-web-2-0 shop-web shopweb shop-web shop-eu 1000-shops
django: shop-web shopweb-20 shop_web shopweb shop-web shop-eu 1000-shops'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
