#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   Newtonsoft.Json 13.0.2 on .NET Core 3.1.23, with which Octostache reads the values of variables.
# Guess:     comments, which the library accepts in JSON, are not values: the array [1, /* two */ 2] has two elements,
#            whatever reads it, and its text without blanks is [1,2].
# Seen:      JArray.Parse drops the comment. JsonConvert.DeserializeObject without a type keeps it as an element, so
#            that the array has three, of which the second is the text " two ". ToString writes it back as a comment,
#            although Count counts it. A comment in an object is dropped by both.
# Effect:    a loop of Octostache over such a value runs once for each comment: #{each i in Ports} over
#            [80, /* TLS */ 443] has the item " TLS ", and #{Ports[1]} is not 443.
# Here:      the filter octostache does the same (docs/api/octostache.md), and a test has the cases.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    pythonnet==3.0.5 clr-loader==0.2.7.post0 dotnetcore2==3.1.23
# This package ships the library; the package itself is not installed.
"$work/venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" \
    azureml-dataprep==4.10.8
"$work/venv/bin/python" -m zipfile --extract "$work"/azureml_dataprep-4.10.8-*.whl "$work/wheel"
printf '%s' '{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "3.1.23"}}}' >"$work/run.json"

DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$work/venv/bin/python" - "$work" <<'PYTHON'
import sys
from pathlib import Path

import dotnetcore2
from clr_loader import get_coreclr
from pythonnet import set_runtime

work, root = Path(sys.argv[1]), Path(dotnetcore2.__file__).parent / "bin"
set_runtime(get_coreclr(runtime_config=str(work / "run.json"), dotnet_root=root))
import clr

clr.AddReference(str(next(work.glob("wheel/**/Newtonsoft.Json.dll"))))
from Newtonsoft.Json import Formatting, JsonConvert
from Newtonsoft.Json.Linq import JArray, JToken

ARRAY, OBJECT = "[1, /* two */ 2]", '{"a": /* two */ 2}'
compact = getattr(Formatting, "None")
read = JsonConvert.DeserializeObject(ARRAY)
SEEN = (
    ("JArray.Parse: elements", JArray.Parse(ARRAY).Count, 2),
    ("DeserializeObject: elements", read.Count, 3),
    ("DeserializeObject: types", [str(each.Type) for each in read], ["Integer", "Comment", "Integer"]),
    ("DeserializeObject: second element", read[1].ToString(), " two "),
    ("DeserializeObject: as text", read.ToString(compact), "[1/* two */,2]"),
    ("DeserializeObject: an object", JsonConvert.DeserializeObject(OBJECT).ToString(compact), '{"a":2}'),
    ("JToken.Parse: an object", JToken.Parse(OBJECT).ToString(compact), '{"a":2}'),
)
changed = 0
for what, found, seen in SEEN:
    print(f"{what}: {found!r}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
