#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   com.damnhandy:handy-uri-templates 2.1.8, com.google.http-client:google-http-client 1.47.1 and
#            io.micronaut:micronaut-http 4.9.9 for Java, three that expand templates of RFC 6570.
# Guess:     all give the address of the RFC for the links of Octopus. A variable without a value is left out with its
#            sign; so is an empty list, and an empty text is not. It does not matter which class a list has.
# Seen:      micronaut-http leaves out the sign of the first value that is there, if another one stands before it: {&take,skip}
#            gives "a=1skip=2", and {/id,sub} gives "apix". It leaves out an empty text behind a slash. google-http-client
#            writes the "?" for an empty list, and ignores a value with a length, {?name:3}. handy-uri-templates fails
#            with IllegalAccessException for List.of, and takes an ArrayList.
# Effect:    of a link that continues a query, the next page is asked for with a broken parameter, so that the server can
#            give the first page again. A program with handy-uri-templates works until somebody writes its list of IDs in
#            the newer way.
# Here:      the collection expands templates with uritemplate, which follows the RFC here.
#
# Needs a JDK 17 or newer, mvn and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Expand.java <<'JAVA'
import com.damnhandy.uri.template.UriTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

class Expand {
    record Case(String template, Map<String, Object> values) {}

    static String said(BiFunction<String, Map<String, Object>, String> expand, Case each) {
        try {
            return expand.apply(each.template, each.values);
        } catch (RuntimeException error) {
            return error.getCause() == null ? "an error" : error.getCause().getClass().getSimpleName();
        }
    }

    public static void main(String[] arguments) {
        Map<String, BiFunction<String, Map<String, Object>, String>> libraries = new LinkedHashMap<>();
        libraries.put("handy", (template, values) -> UriTemplate.fromTemplate(template).expand(values));
        libraries.put("google", (template, values) ->
            com.google.api.client.http.UriTemplate.expand(template, values, false));
        libraries.put("micronaut", (template, values) ->
            new io.micronaut.http.uri.UriTemplate(template).expand(values));
        List<Case> cases = List.of(
            new Case("api/a{?skip,take}", Map.of("take", 30)),
            new Case("api/b?a=1{&take,skip}", Map.of("skip", 2)),
            new Case("api/c{/id,sub}", Map.of("sub", "x")),
            new Case("api/d{/id}", Map.of("id", "")),
            new Case("api/e{?name:3}", Map.of("name", "Shop.Web")),
            new Case("api/f{?ids}", Map.of("ids", new ArrayList<>())),
            new Case("api/g{?ids}", Map.of("ids", new ArrayList<>(List.of("a", "b")))),
            new Case("api/h{?ids}", Map.of("ids", List.of("a", "b"))));
        libraries.forEach((name, expand) ->
            cases.forEach(each -> System.out.println(name + ": " + said(expand, each))));
    }
}
JAVA

for artifact in com.damnhandy:handy-uri-templates:2.1.8 joda-time:joda-time:2.12.7 \
  com.google.http-client:google-http-client:1.47.1 com.google.guava:guava:33.4.0-jre \
  io.micronaut:micronaut-http:4.9.9 io.micronaut:micronaut-core:4.9.9; do
  mvn --quiet --batch-mode "-Dmaven.repo.local=$work/repository" dependency:copy "-Dartifact=$artifact" \
    "-DoutputDirectory=$work/libraries" > said 2>&1 || { cat said >&2; exit 2; }
done
seen=$(java -cp "$work/libraries/*" Expand.java)
printf '%s\n' "$seen"
expected='handy: api/a?take=30
handy: api/b?a=1&skip=2
handy: api/c/x
handy: api/d/
handy: api/e?name=Sho
handy: api/f
handy: api/g?ids=a,b
handy: IllegalAccessException
google: api/a?take=30
google: api/b?a=1&skip=2
google: api/c/x
google: api/d/
google: api/e
google: api/f?
google: api/g?ids=a,b
google: api/h?ids=a,b
micronaut: api/a?take=30
micronaut: api/b?a=1skip=2
micronaut: api/cx
micronaut: api/d
micronaut: api/e?name=Sho
micronaut: api/f
micronaut: api/g?ids=a,b
micronaut: api/h?ids=a,b'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
