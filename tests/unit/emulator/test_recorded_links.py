# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and roots have the links that real servers gave them, in the same form (api: documents#recorded-links)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from description.description import ROOT_DOCUMENT, where
from emulator.testing import Emulator

from .conftest import Asker
from .recorded_links import MORE, RECORDED, VERSION

SPACE = "/api/Spaces-1"
# Templates of the recorded root of 2019.7 that the emulator gives in another form: each leads to the same documents. It
# has parameters that came a little later, and all collections of a space below the address of the space.
LATER = {
    *("Machines", "Workers", "Tenants", "Tasks", "VariableNames", "VariablePreview", "WorkerPoolsSummary"),
    *("EnvironmentsSummary", "PackageDeltaUpload", "PackageUpload"),
}
IN_A_SPACE = {"Feeds", "BuiltInFeedStats"}


@pytest.fixture(scope="module")
def server() -> Iterator[Emulator]:
    with Emulator(server_version=VERSION) as running:
        running.seed("environments", Name="Test")
        running.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        script = {"Name": "Say", "ActionType": "Octopus.Script", "Properties": {"Octopus.Action.RunOnServer": "true"}}
        running.put_process("Projects-1", [{"Name": "Say", "Actions": [script]}])
        place = {"EnvironmentIds": ["Environments-1"], "Roles": ["web"]}
        running.seed("machines", Name="one", Endpoint={"CommunicationStyle": "None"}, **place)
        running.seed("releases", ProjectId="Projects-1", Version="1")
        running.seed("deployments", ReleaseId="Releases-1", EnvironmentId="Environments-1")
        yield running


@pytest.mark.parametrize("address", RECORDED)
def test_documents_have_the_recorded_links(server: Emulator, address: str) -> None:
    found = Asker(server).get(address)["Links"]
    assert found.pop("Self") == address
    wanted = {
        name: re.sub("^self", address, re.sub(r"^S(?=/|$)", SPACE, link)) for name, link in RECORDED[address].items()
    }
    assert set(found) - set(wanted) == MORE.get(address, set())
    wrong = {name: found.get(name) for name, link in wanted.items() if not fnmatchcase(found.get(name, ""), link)}
    assert not wrong


@pytest.mark.skipif(not where(ROOT_DOCUMENT).exists(), reason=f"{ROOT_DOCUMENT} is not there")
def test_the_root_has_links_of_the_recorded_form() -> None:
    recorded = json.loads(where(ROOT_DOCUMENT).read_text(encoding="utf-8-sig"))
    with Emulator(server_version=recorded["Version"]) as older:
        found = Asker(older).get("/api")["Links"]
    common = recorded["Links"].keys() & found.keys()
    assert len(common) > 70
    differ = {name for name in common if found[name] != recorded["Links"][name]}
    assert differ == LATER | IN_A_SPACE
    for name in LATER:
        path, query = (part.partition("{?") for part in (found[name], recorded["Links"][name]))
        assert path[0] == query[0]
