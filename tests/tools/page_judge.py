# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges a page in a real browser: what it requests, how it fits small screens, its colours, its structure."""

from __future__ import annotations

from pathlib import Path

from chromium import Page

NARROW, WIDE = 360, 1280
SCHEMES = ("light", "dark")
# The elements whose texts have too little contrast to their background (WCAG 2.2, 1.4.3).
CONTRAST = """(() => {
  const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const back = parts(getComputedStyle(each).backgroundColor);
      if (back.length === 3 || back[3] > 0) return back;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes('dark') ? [18, 18, 18] : [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
    if (!text || element.closest('title, style')) continue;
    const style = getComputedStyle(element), drawn = element.closest('svg');
    if (drawn && !element.closest('g')) continue;
    const front = parts(drawn ? style.fill : style.color);
    const back = drawn ? parts(getComputedStyle(element.closest('g').querySelector('rect')).fill) : behind(element);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(`${text.slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return found;
})()"""
# The mistakes that hinder screen readers, after the rules of axe-core.
STRUCTURE = """(() => {
  const found = [], all = selector => [...document.querySelectorAll(selector)];
  if (!document.documentElement.lang) found.push('no language');
  if (!document.title.trim()) found.push('no title');
  if (all('h1').length !== 1 || all('main').length !== 1) found.push('not one h1 and one main');
  let last = 0;
  for (const each of all('h1, h2, h3, h4')) {
    const level = Number(each.tagName[1]);
    if (level > last + 1) found.push(`${each.innerText}: skips a level`);
    if (!each.innerText.trim()) found.push('an empty heading');
    last = level;
  }
  const ids = all('[id]').map(each => each.id);
  found.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `${id}: twice`));
  const lost = all('a[href^="#"]').filter(each => !document.getElementById(each.hash.slice(1)));
  found.push(...lost.map(each => `${each.hash}: leads nowhere`));
  found.push(...all('th:not([scope])').map(each => `${each.innerText}: no scope`));
  found.push(...all('svg:not([role=img][aria-label])').map(() => 'a drawing without words'));
  found.push(...all('ol > :not(li), ul > :not(li)').map(() => 'a list with something else'));
  const may = each => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX);
  const scrolls = all('main *').filter(each => may(each) && each.scrollWidth > each.clientWidth && each.tabIndex < 0);
  found.push(...scrolls.map(each => `${each.className}: no keyboard`));
  return found;
})()"""
# Texts that leave the box that they are in.
OVERFLOWS = """[...document.querySelectorAll('svg g')].flatMap(group => {
  const box = group.querySelector('rect').getBBox();
  return [...group.querySelectorAll('text')].filter(text => {
    const own = text.getBBox();
    return own.x + own.width > box.x + box.width || own.y + own.height > box.y + box.height;
  }).map(text => text.textContent);
})"""
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def problems(page: Page, file: Path) -> list[str]:
    """The problems of a page in a file, in light and dark, on a small and a large screen."""
    address = file.as_uri()
    for heard in (page.requested, page.failed, page.logged):
        heard.clear()
    found, backgrounds = [], set()
    for width in (NARROW, WIDE):
        page.resize(width, 900)
        for scheme in SCHEMES:
            page.use_scheme(scheme)
            page.open(address)
            page.wait(f"document.readyState === 'complete' && location.href === {address!r}")
            where = f"{scheme}, {width} pixels"
            found += [f"contrast, {where}: {each}" for each in page.run(CONTRAST)]
            wide = page.run("document.documentElement.scrollWidth")
            found += [f"{where}: scrolls to {wide}"] if wide > width else []
            found += [f"structure, {where}: {each}" for each in page.run(STRUCTURE)]
            found += [f"drawing, {where}: {each} leaves its box" for each in page.run(OVERFLOWS)]
            backgrounds.add(page.run(BACKGROUND))
    found += [] if len(backgrounds) == len(SCHEMES) else ["dark and light look alike"]
    found += [f"requested {each}" for each in set(page.requested) - {address, "about:blank", "data:,"}]
    return [*found, *page.failed, *page.logged]
