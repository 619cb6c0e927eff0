# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The style sheet of pages: light and dark, wide and narrow, on screen and on paper."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --ink: #1b2430; --dim: #56636f; --page: #f5f7f9; --card: #fff; --line: #d9e0e6;
  --head: #eef2f5; --link: #0b5cad; --auto: #11623a; --auto-back: #dff3e6; --hand: #1d4e89; --hand-back: #e3eefa;
  --off: #8a3b12; --off-back: #fdeadf; --secret: #7a2e6d; --secret-back: #f8e6f4; --chip: #3b4854;
    --chip-back: #e9edf1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e9ef; --dim: #a0afbd; --page: #11171d; --card: #19212a;
  --line: #313d49; --head: #222c37; --link: #8cc2ff; --auto: #8fdcae; --auto-back: #173a27; --hand: #a9cdf5;
  --hand-back: #1c3350; --off: #f6b48d; --off-back: #452514; --secret: #efaee3; --secret-back: #41203b;
  --chip: #c3ced8; --chip-back: #2b3642; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 92rem; padding: 1.5rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 .8rem; padding-bottom: .35rem;
  border-bottom: 2px solid var(--line); }
h3 { display: inline; font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .5rem 0; max-width: 46rem; overflow-wrap: anywhere; }
.dim, dt { color: var(--dim); }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: 0; }
.facts dt { font-size: .75rem; text-transform: uppercase; letter-spacing: .05em; }
.facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
header { padding-bottom: 1.25rem; }
nav ol { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: .2rem 0; color: var(--link); text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { margin: 0 0 2.75rem; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .7rem 0;
  padding: 0 1rem .7rem; }
details:not([open]) { padding-bottom: 0; }
summary { cursor: pointer; padding: .6rem 0 .5rem; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.scroll { overflow: auto; } .of-matrix { max-height: calc(100vh - 2rem); }
table { border-collapse: collapse; width: 100%; background: var(--card); }
section > .scroll > table { border: 1px solid var(--line); }
th, td { text-align: left; vertical-align: top; padding: .42rem .7rem; border-top: 1px solid var(--line);
  overflow-wrap: anywhere; }
thead th { overflow-wrap: normal; background: var(--head); color: var(--dim); font-size: .8rem; font-weight: 600;
  border-top: 0;
  vertical-align: bottom; }
tbody th { font-weight: 600; }
.group th { background: var(--head); font-size: .85rem; color: var(--dim); font-weight: 700; }
.list tbody th { width: 24%; }
.matrix { border-collapse: separate; border-spacing: 0; }
.matrix th, .matrix td { overflow-wrap: break-word; padding: .38rem .35rem; max-width: 16rem; }
.matrix thead th { position: sticky; top: 0; z-index: 3; } .matrix td:nth-child(2) { min-width: 7rem; }
.matrix th:first-child { min-width: 9rem; position: sticky; left: 0; z-index: 1; background: var(--card);
  border-right: 1px solid var(--line); }
.matrix .group th { z-index: 2; border-right: 0; background: var(--head); } .matrix thead th:first-child { z-index: 4;
  background: var(--head); }
.matrix th:nth-child(n+3), .matrix td:nth-child(n+3) { text-align: center; min-width: 3.4rem; }
.matrix tbody tr:not(.group):hover > * { background: var(--head); }
.mark { display: inline-block; border-radius: .3rem; padding: 0 .4rem; margin: .05rem 0; font-size: .85em;
  font-weight: 500;
  color: var(--chip); background: var(--chip-back); overflow-wrap: anywhere; }
.mark.automatic { color: var(--auto); background: var(--auto-back); font-weight: 700; white-space: nowrap; }
.mark.by-hand { color: var(--hand); background: var(--hand-back); font-weight: 700; white-space: nowrap; }
.mark.note { display: block; padding: 0; margin: 0; color: var(--dim); background: none; font-weight: 400; }
.mark.off { color: var(--off); background: var(--off-back); }
.mark.secret { color: var(--secret); background: var(--secret-back); font-weight: 700; }
code { font: .88em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; }
ol.steps { margin: .2rem 0; padding-left: 1.8rem; }
.steps > li { padding: .3rem 0; overflow-wrap: anywhere; } .steps > li::marker { color: var(--dim); font-weight: 600; }
.steps ul { margin: .1rem 0 0; padding-left: 1.1rem; color: var(--dim); }
.lifecycle { display: block; margin: .3rem 0; }
.lifecycle text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--ink); }
.lifecycle .phase { font-size: 14px; font-weight: 700; } .lifecycle .auto { fill: var(--auto); font-weight: 600; }
.lifecycle .hand { fill: var(--hand); } .lifecycle .note { fill: var(--dim); font-style: italic; }
.lifecycle .box { fill: var(--head); stroke: var(--line); stroke-width: 1.5; }
.lifecycle .optional { stroke-dasharray: 6 4; stroke: var(--dim); }
.lifecycle .arrow { fill: none; stroke: var(--dim); stroke-width: 1.5; }
@media (min-width: 64rem) {
  .columns { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 2.5rem; }
  nav { position: sticky; top: 1.5rem; align-self: start; max-height: calc(100vh - 3rem); overflow-y: auto; }
  nav ol { border-left: 2px solid var(--line); padding-left: .9rem; }
}
@media (max-width: 63.99rem) { nav { margin-bottom: 2rem; } nav ol { columns: 12rem; column-gap: 1.5rem; } }
@media (max-width: 40rem) {
  body { padding: 1rem .8rem 3rem; } h1 { font-size: 1.6rem; } details { padding: 0 .7rem .6rem; }
  .list thead { display: none; }
  .list, .list tbody, .list tr, .list th, .list td { display: block; width: auto; }
  .list tbody th { width: auto; padding-bottom: .1rem; }
  .list td { border-top: 0; padding: .1rem .7rem .3rem; } .list td:empty { display: none; }
  .list tr > td:first-child + td { border-top: 1px dashed var(--line); padding-top: .4rem; }
  .list td::before { content: attr(data-label); display: block; font-size: .72rem; color: var(--dim); }
  .list .group th { border-top: 2px solid var(--line); padding-bottom: .42rem; }
  .matrix th, .matrix td { padding: .35rem .45rem; font-size: .88rem; }
  .matrix th:first-child { min-width: 7rem; max-width: 9rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --dim: #444; --page: #fff; --card: #fff; --line: #bbb; --head: #f2f2f2;
    --link: #000;
    --auto: #11623a; --auto-back: #fff; --hand: #1d4e89; --hand-back: #fff; --off: #8a3b12; --off-back: #fff;
    --secret: #7a2e6d; --secret-back: #fff; --chip: #222; --chip-back: #fff; }
  @page { margin: 1.5cm; }
  body { font-size: 10pt; max-width: none; padding: 0; } nav { display: none; } .columns { display: block; }
  .mark { border: 1px solid currentColor; } .scroll, .of-matrix { overflow: visible; max-height: none; }
  .lifecycle { max-width: 100%; height: auto; }
  .matrix th, .matrix td { font-size: 7pt; padding: .12rem .2rem; overflow-wrap: anywhere; }
  .matrix th:first-child, .matrix td:nth-child(2) { min-width: 0; } .matrix th:nth-child(n+3),
    .matrix td:nth-child(n+3) { min-width: 0; }
  .matrix th:first-child, .matrix thead th { position: static; } thead { display: table-header-group; }
  details { border: 0; padding: 0; } tr, .steps > li, svg { break-inside: avoid; } h2, summary { break-after: avoid; }
  details::details-content { content-visibility: visible; display: block; }
}
"""
