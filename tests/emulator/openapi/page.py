# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves the description as JSON and YAML, and Swagger UI with all of its files."""

from __future__ import annotations

import html
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from emulator.addresses import Addresses
from emulator.model import Document
from emulator.octopus import Octopus
from emulator.openapi.document import openapi
from emulator.openapi.swagger import swagger
from emulator.replies import JSON, Reply
from emulator.roots import default_space

# Servers have had these since 3.17 [OctopusDeploy/Issues#3777]. Unverified: they need no sign-in. The page reads the
# description without a key [#4072], and by the documentation it exposes no data of the server [OctopusDeploy/docs, REST
# API]. A recorded root of 2019.7 has no link to them.
SWAGGER_JSON, SWAGGER_YAML = "/api/swagger.json", "/api/swagger.yaml"
PAGE = "/swaggerui"
# Only the emulator has this file; no server's address for it is known.
OPENAPI = "openapi.json"
# Swagger UI's files are in a package that follows its releases. Flask, for which it is made, is not needed.
PACKAGE = "flask_swagger_ui"
ASSETS: Mapping[str, str] = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui-standalone-preset.js": "text/javascript; charset=utf-8",
    "favicon-32x32.png": "image/png",
}
HTML = "text/html; charset=utf-8"
# All addresses are below the page's own, so that a virtual directory makes no difference; the validator is off, because
# it is on the internet. The Swagger 2.0 document comes first: with the OpenAPI 3.1 document, Swagger UI works through
# all of it for each operation that a user opens, which takes seconds.
TEMPLATE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<base href="{base}/">
<title>Octopus Server API</title>
<link rel="icon" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="swagger-ui-standalone-preset.js"></script>
<script>
SwaggerUIBundle({{
  dom_id: "#swagger-ui",
  urls: [{{name: "Swagger 2.0", url: "../api/swagger.json"}}, {{name: "OpenAPI 3.1", url: "openapi.json"}}],
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  docExpansion: "none",
  filter: true,
  persistAuthorization: true,
  validatorUrl: null,
}});
</script>
</body>
</html>
"""
MISSING = (
    "<!doctype html><title>Octopus Server API</title><p>Swagger UI is not installed. "
    "<code>python -m pip install --no-deps -r requirements/page.txt</code> installs it; "
    '<a href="{base}/openapi.json">the description</a> is there without.'
)


@dataclass
class Published:
    """``_written``: the documents, by name and by the other values that they depend on."""

    octopus: Octopus
    addresses: Addresses
    _written: dict[tuple[str, bool], bytes] = field(default_factory=dict)

    def answer(self, path: str) -> Reply | None:
        """The answer to a GET of a plain path in lower case; None for any other address."""
        if self.addresses.scrambles:
            # With scrambled links, every address in the description would be wrong.
            return None
        if path == SWAGGER_JSON:
            return Reply(200, self._as("swagger"), JSON)
        if path == SWAGGER_YAML:
            return Reply(200, self._as("yaml"), "application/yaml; charset=utf-8")
        if path in (PAGE, f"{PAGE}/index.html"):
            return self._page()
        name = path.removeprefix(f"{PAGE}/")
        if name == OPENAPI:
            return Reply(200, self._as("openapi"), JSON)
        file = asset(name)
        return Reply(200, file.read_bytes(), ASSETS[name]) if file else None

    def _page(self) -> Reply:
        base = html.escape(f"{self.addresses.prefix}{PAGE}")
        template = TEMPLATE if asset("swagger-ui-bundle.js") else MISSING
        return Reply(200, template.format(base=base).encode(), HTML)

    def _as(self, form: str) -> bytes:
        key = (form, default_space(self.octopus) is not None)
        if key not in self._written:
            self._written[key] = written(openapi(self.octopus, self.addresses.prefix), form, self.octopus)
        return self._written[key]


def written(document: Document, form: str, octopus: Octopus) -> bytes:
    if form == "openapi":
        return orjson.dumps(document)
    older = swagger(document, octopus.release)
    if form == "swagger":
        return orjson.dumps(older)
    # Imported for the first request.
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    # A copy without parts that occur several times, because YAML would write these as anchors.
    text: bytes = yaml.dump(orjson.loads(orjson.dumps(older)), Dumper=dumper, sort_keys=False, encoding="utf-8")
    return text


def asset(name: str) -> Path | None:
    """A file of Swagger UI; None if the package is not installed, or the page does not need the file."""
    found = importlib.util.find_spec(PACKAGE) if name in ASSETS else None
    folders = (found.submodule_search_locations if found else None) or ()
    return next((file for each in folders if (file := Path(each) / "dist" / name).is_file()), None)
