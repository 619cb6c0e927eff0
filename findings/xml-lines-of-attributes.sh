#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Libraries: that read XML: lxml 6.0.2 for Python, fast-xml-parser 5.3.2, @xmldom/xmldom 0.9.8 and xml2js 0.6.2 for
#            JavaScript, the one of Go 1.26, and the one of Java 17.
# Guess:     a text of several lines that Octopus puts into an attribute (value="#{Key | XmlEscape}") is read with its
#            lines, as a text between two tags is.
# Seen:      for lxml, xmldom and Java, each line break and each tab in an attribute is a blank, as XML 1.0 has it in
#            section 3.3.3. The others keep them. &#xA; is a line break for all but fast-xml-parser, which leaves it.
# Effect:    a certificate in an attribute of a configuration is one line for the program, although a test that read the
#            file with another library saw all of its lines.
# Here:      docs/octostache.md says so, and how to write the line breaks.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, Go 1.24 or newer, a JDK 17 or newer, and the
# package indexes of the first two. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check lxml==6.0.2
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund fast-xml-parser@5.3.2 @xmldom/xmldom@0.9.8 xml2js@0.6.2
# The first two attributes have a line break and a tab as they are, the third has them as references.
printf '<add value="one\ntwo" tabs="one\ttwo" escaped="one&#xA;two&#x9;three">one\ntwo</add>' >web.config

cat >read.py <<'PYTHON'
import json

from lxml import etree

root = etree.parse("web.config").getroot()
print(f"lxml: {json.dumps([root.get('value'), root.get('tabs'), root.get('escaped'), root.text])}")
PYTHON
cat >read.cjs <<'NODE'
const { readFileSync } = require("node:fs");
const { XMLParser } = require("fast-xml-parser");
const { DOMParser } = require("@xmldom/xmldom");
const xml2js = require("xml2js");

const text = readFileSync("web.config", "utf8");
const show = (name, values) => console.log(`${name}: ${JSON.stringify(values).replaceAll(",", ", ")}`);
const fast = new XMLParser({ ignoreAttributes: false }).parse(text).add;
show("fast-xml-parser", [fast["@_value"], fast["@_tabs"], fast["@_escaped"], fast["#text"]]);
const element = new DOMParser().parseFromString(text, "text/xml").documentElement;
show("xmldom", [...["value", "tabs", "escaped"].map((name) => element.getAttribute(name)), element.textContent]);
xml2js.parseString(text, (error, read) => {
  const { value, tabs, escaped } = read.add.$;
  show("xml2js", [value, tabs, escaped, read.add._]);
});
NODE
mkdir go
cat >go/main.go <<'GO'
package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"strings"
)

func main() {
	text, _ := os.ReadFile("../web.config")
	var read struct {
		Value   string `xml:"value,attr"`
		Tabs    string `xml:"tabs,attr"`
		Escaped string `xml:"escaped,attr"`
		Text    string `xml:",chardata"`
	}
	if err := xml.Unmarshal(text, &read); err != nil {
		panic(err)
	}
	written, _ := json.Marshal([]string{read.Value, read.Tabs, read.Escaped, read.Text})
	fmt.Println("Go: " + strings.ReplaceAll(string(written), ",", ", "))
}
GO
(cd go && go mod init finding) >said 2>&1 || { cat said >&2; exit 2; }
cat >Read.java <<'JAVA'
import java.io.File;
import javax.xml.parsers.DocumentBuilderFactory;

class Read {
    static String shown(String text) {
        return "\"" + text.replace("\n", "\\n").replace("\t", "\\t") + "\"";
    }

    public static void main(String[] arguments) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var add = builder.parse(new File("web.config")).getDocumentElement();
        System.out.println("Java: [" + shown(add.getAttribute("value")) + ", " + shown(add.getAttribute("tabs")) + ", "
            + shown(add.getAttribute("escaped")) + ", " + shown(add.getTextContent()) + "]");
    }
}
JAVA
seen=$(
  venv/bin/python read.py
  node read.cjs
  (cd go && go run .)
  java Read.java
)
expected='lxml: ["one two", "one two", "one\ntwo\tthree", "one\ntwo"]
fast-xml-parser: ["one\ntwo", "one\ttwo", "one&#xA;two&#x9;three", "one\ntwo"]
xmldom: ["one two", "one two", "one\ntwo\tthree", "one\ntwo"]
xml2js: ["one\ntwo", "one\ttwo", "one\ntwo\tthree", "one\ntwo"]
Go: ["one\ntwo", "one\ttwo", "one\ntwo\tthree", "one\ntwo"]
Java: ["one two", "one two", "one\ntwo\tthree", "one\ntwo"]'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
