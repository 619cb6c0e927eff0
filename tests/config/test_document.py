# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``document`` of octopus_config_info: a readable page about a space."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from config.driving import READS, asked, configure, export, task
from emulator.testing import Emulator
from markdown_it import MarkdownIt

SPACE = Path(__file__).with_name("documented.yml")
SECRET = "hush, hush"
HOSTILE = "<b>O</b> | `t` *s* \"q\" 'r' & [l](x) {{ 1+1 }} #{O} \\"
# GitHub and GitLab show tables and do not run HTML; here tags are shown as tags, so that a test sees them.
RENDERER = MarkdownIt("commonmark").enable("table")


def filled(server: Emulator) -> None:
    configure(server, yaml.safe_load(SPACE.read_text(encoding="utf-8")), space="Web shop", secrets={"database": SECRET})


def documented(server: Emulator, *paths: Path, **how: Any) -> dict[str, Any]:
    return export(server, space="Web shop", document=[str(each) for each in paths], **how)


@pytest.fixture
def page(server: Emulator, tmp_path: Path) -> str:
    filled(server)
    documented(server, tmp_path / "space.md")
    return (tmp_path / "space.md").read_text(encoding="utf-8")


def test_check_mode_predicts_the_file_and_a_second_run_changes_nothing(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    path = tmp_path / "new folder" / "space.md"
    predicted = documented(server, path, check=True)
    assert not path.parent.exists()
    done = documented(server, path)
    assert (predicted["changed"], predicted["files"], predicted["diff"]) == (True, [str(path)], done["diff"])
    assert done["diff"] == [
        {"before": "", "after": path.read_bytes().decode(), "before_header": str(path), "after_header": str(path)}
    ]
    again = documented(server, path)
    assert (again["changed"], again["files"], again["diff"]) == (False, [], [])


def test_document_follows_the_space(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    documented(server, tmp_path / "space.md")
    configure(server, {"environments": [{"name": "Canary"}]}, space="Web shop")
    changed = documented(server, tmp_path / "space.md", document_note="Revision 7")
    assert changed["changed"] is True
    assert "Canary" not in changed["diff"][0]["before"] and "Canary" in changed["diff"][0]["after"]
    assert "- Note: Revision 7" in (tmp_path / "space.md").read_text(encoding="utf-8").splitlines()


def test_result_and_folder_are_those_of_an_export_without_a_document(server: Emulator, tmp_path: Path) -> None:
    """The teams are read for the document alone."""
    filled(server)
    plain, requests = asked(server, lambda: export(server, space="Web shop"))
    both, more = asked(server, lambda: documented(server, tmp_path / "a.md", dest=str(tmp_path / "folder")))
    assert both["config"] == plain["config"] and both["secrets"] == plain["secrets"]
    assert not (tmp_path / "folder" / "teams.yml").exists() and (tmp_path / "folder" / "projects.yml").exists()
    kinds = [*plain["config"], "teams", "spaces"]
    _all, named = asked(server, lambda: export(server, space="Web shop", kinds=kinds))
    assert len(requests) < len(more) == len(named) and {each.method for each in more} <= {*READS}


def test_facts_of_a_space(page: str, server: Emulator) -> None:
    lines = page.splitlines()
    assert lines[0] == "# Web shop"
    assert f"- Server: {server.url}" in lines
    assert "| **Shop** |  |  |  |  |  |  |" in lines
    assert "| Storefront | Standard | *1 auto* | *2 auto* | *2* | *3* | *3* |" in lines
    assert "| ↳ Hotfix *channel* | Hotfix |  |  | *(1)* | *2* | *2* |" in lines
    assert "| Warehouse | Default Lifecycle | *1* | *2* | *3* | *4* | *5* |" in lines
    assert '    p2["<b>2. Check</b><br>Test #40;auto#41;<br>Staging<br>1 of 2 suffice"]' in lines
    assert "| web-us-1 *disabled* | *web* | Polling tentacle<br>poll://q3wzzhwhhhqzmeiy4p7k/ |" in lines
    assert "1. **Approve**" in lines and "   - only in *Production EU*, *Production US*" in lines
    assert "   - Deploy package <code>Shop.Web</code> from Octopus Server (built-in)" in lines
    assert "| Site.Url | <code>https://shop.example.com</code> | *Production EU* |" in lines
    assert "|  |  | System administrator | the whole server |" in lines
    assert [each for each in lines if each.startswith("| Shop developers | *admin* | Project deployer | ")] != []


def test_secrets_are_not_shown(page: str) -> None:
    assert SECRET not in page and "<secret" not in page
    assert (
        "| Database.Password<br>*The password of the database* | *secret* | *Production EU*, *Production US* |" in page
    )


def test_roles_in_other_spaces_are_left_out(server: Emulator, page: str, tmp_path: Path) -> None:
    assert "| Space managers | *Octopus Administrators* | Space manager | the whole space |" in page
    export(server, document=[str(tmp_path / "default.md")])
    other = (tmp_path / "default.md").read_text(encoding="utf-8")
    assert other.startswith("# Default\n") and "Deployment creator" in page and "Deployment creator" not in other


def test_page_and_markdown_are_of_one_reading(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    paths = [tmp_path / "space.md", tmp_path / "space.html"]
    done, requests = asked(server, lambda: documented(server, *paths))
    _alone, fewer = asked(server, lambda: documented(server, tmp_path / "other.md"))
    assert done["files"] == [str(each) for each in paths] and len(requests) == len(fewer)
    assert documented(server, *paths)["changed"] is False
    texts = texts_of_page(paths[1].read_text(encoding="utf-8"))
    assert {"Approve", "not a secret", "The password of the database", "1 auto", "secret"} <= set(texts)
    assert not any(SECRET in each or "<secret" in each for each in texts)


def test_page_shows_texts_as_they_are(server: Emulator, tmp_path: Path) -> None:
    """A text with control characters has signs in their place."""
    scripts = ["<script>alert(1)</script>", "</style></title><b>", "a\"b'c&amp;", HOSTILE, "a\x07b\u202ec"]
    environments = [{"name": f"E{number}", "description": text} for number, text in enumerate(scripts)]
    configure(server, {"environments": environments, "lifecycles": [{"name": HOSTILE}]})
    export(server, document=[str(tmp_path / "space.html")])
    texts = texts_of_page((tmp_path / "space.html").read_text(encoding="utf-8"))
    assert [each for each in [*scripts[:-1], "a\ufffdb\ufffdc"] if each not in texts] == []
    assert texts.count(HOSTILE) == 2


class Reader(HTMLParser):
    """The texts of a page, and a check that each tag is closed where it belongs."""

    VOID = ("meta", "link", "br")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def texts_of_page(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader.texts


def test_rows_of_names_alone_are_rows(server: Emulator, tmp_path: Path) -> None:
    """A column in which no row has anything is left out, if others are left."""
    configure(server, {"environments": [{"name": "One"}, {"name": "Two"}]})
    export(server, kinds=["environments"], document=[str(tmp_path / "a.md"), str(tmp_path / "a.html")])
    assert "| One |  |" in (tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    assert "colspan" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_only_the_kinds_that_were_chosen_are_read(server: Emulator, tmp_path: Path) -> None:
    filled(server)
    documented(server, tmp_path / "a.md", kinds=["environments", "machines"])
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    titles = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert titles == ["Environments", "Machines by environment"]
    assert "- Space: Web shop" in text.splitlines()


def test_texts_of_the_server_show_as_they_are(server: Emulator, tmp_path: Path) -> None:
    texts = [HOSTILE, "- no list", "1. no list", "# no title", "=====", "+ plus", "$a$ ~b~ __c__", "100) x", "> quoted"]
    environments = [{"name": f"E{number}", "description": text} for number, text in enumerate(texts)]
    machines = [{"name": HOSTILE, "environments": ["E0"], "roles": ["web"], "cloud_region": {}}]
    configure(server, {"environments": environments, "lifecycles": [{"name": HOSTILE}], "machines": machines})
    path = tmp_path / "space.md"
    export(server, document=[str(path)], document_note="1. note")
    shown = texts_of(path.read_text(encoding="utf-8"))
    assert [each for each in [*texts, "Note: 1. note"] if each not in shown] == []
    assert shown.count(HOSTILE) == 3


def texts_of(markdown: str) -> list[str]:
    """The text of each heading, paragraph and cell as a reader sees it. Tags are told apart from texts."""
    found = []
    for token in RENDERER.parse(markdown):
        if token.type == "inline":
            assert {each.type for each in token.children or ()} <= {
                *("text", "text_special", "html_inline", "em_open", "em_close", "strong_open", "strong_close"),
                "softbreak",
            }
            tags = {each.content for each in token.children or () if each.type == "html_inline"}
            assert tags <= {"<br>", "<code>", "</code>"}, tags
            found.append("".join(each.content for each in token.children or () if each.type != "html_inline"))
    return found


@pytest.mark.parametrize("name", ["space.txt", "space", "space.md.bak"])
def test_another_ending_is_refused_before_anything_is_read(server: Emulator, tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    result, requests = asked(server, lambda: task(server, "octopus_config_info", document=[path]))
    assert result["msg"].startswith(f"document: {path} must end with .md or .html") and requests == []


def test_a_note_needs_a_document(server: Emulator) -> None:
    result, requests = asked(server, lambda: task(server, "octopus_config_info", document_note="of today"))
    assert result["msg"] == "document_note: is shown in a document only; name its files with document"
    assert requests == []


def test_a_file_that_cannot_be_written(server: Emulator, tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    result = task(server, "octopus_config_info", kinds=["environments"], document=[str(tmp_path / "folder.md")])
    assert result["msg"].startswith(f"document: {tmp_path}/folder.md can't be written: ")


def test_a_space_that_is_not_there_yet(server: Emulator, tmp_path: Path) -> None:
    path = tmp_path / "later.md"
    result = export(server, space="Later", check=True, document=[str(path)])
    assert result["diff"][0]["after"].startswith("# Later\n") and not path.exists()
