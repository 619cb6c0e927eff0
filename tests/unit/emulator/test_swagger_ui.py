# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's page in a real browser: it opens, lists every operation, and makes a call with the key."""

from __future__ import annotations

import json
from pathlib import Path

import chromium
import pytest
import requests
from emulator.testing import Emulator

pytestmark = pytest.mark.skipif(chromium.BINARY is None, reason="there is no Chromium")
ME = "#operations-Users-getUsersMe"


def test_page_lists_the_operations_and_makes_a_call(tmp_path: Path) -> None:
    with Emulator(virtual_directory="octopus") as server, chromium.page(tmp_path) as page:
        described = requests.get(f"{server.url}/swaggerui/openapi.json", timeout=10).json()
        operations = [each for item in described["paths"].values() for each in item.values()]
        tags = {tag for each in operations for tag in each["tags"]}
        # The page only lists the parts that there is room for.
        page.resize(1200, 100000)
        page.open(f"{server.url}/swaggerui/")
        page.wait(f"document.querySelectorAll('.opblock-tag').length === {len(tags)}")
        page.run("document.querySelectorAll('.opblock-tag').forEach(each => each.click())")
        page.wait(f"document.querySelectorAll('.opblock').length === {len(operations)}")

        # Once more, with little to draw.
        page.open(f"{server.url}/swaggerui/")
        page.click("#operations-tag-Users")
        page.click(f"{ME} .opblock-summary-control")
        page.click(f"{ME} .try-out__btn")
        page.click(f"{ME} .execute")
        status = f"document.querySelector('{ME} .live-responses-table .response .response-col_status')?.innerText"
        assert page.wait(status).startswith("401")

        page.click(".btn.authorize")
        page.type(".auth-container input", server.api_key)
        page.click(".auth-container .btn.authorize")
        page.click(".modal-ux .close-modal")
        page.click(f"{ME} .execute")
        page.wait(f"{status}?.startsWith('200')")
        shown = page.run(f"document.querySelector('{ME} .live-responses-table .highlight-code').innerText")
        assert json.loads(shown[shown.index("{") : shown.rindex("}") + 1])["Username"] == server.username

        # Every file comes from the emulator.
        assert {each for each in page.requested if not each.startswith((server.url, "data:"))} == set()
        assert page.failed == []
