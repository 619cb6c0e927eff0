# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps for Java (api: steps#kinds)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import FEATURES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import REQUIRED_PACKAGE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.features import NAMES, SCRIPTED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import (
    A,
    Setting,
    choice,
    prop,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    FLAG,
    LINES,
    PORT,
    WORDS,
    StepSecret,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

JAVA_ARCHIVE = StepType(
    "Octopus.JavaArchive",
    (
        REQUIRED_PACKAGE,
        prop("JavaArchive.DeployExploded", FLAG, start="False"),
        Setting("compression", f"{A}Package.JavaArchiveCompression", FLAG, start="True", absent="True"),
        prop("Package.CustomPackageFileName"),
        prop("Package.UseCustomInstallationDirectory", FLAG, start="False"),
        prop("Package.CustomInstallationDirectory"),
        Setting(
            "purge_custom_installation_directory",
            f"{A}Package.CustomInstallationDirectoryShouldBePurgedBeforeDeployment",
            FLAG,
            start="False",
        ),
        Setting("purge_exclusions", f"{A}Package.CustomInstallationDirectoryPurgeExclusions", LINES),
        *SCRIPTED,
    ),
    implied={"custom_installation_directory": {f"{A}Package.UseCustomInstallationDirectory": "True"}},
    starts={FEATURES: f"{NAMES}SubstituteInFiles"},
)

CONTROLLER, NAME = "Tomcat.Deploy.Controller", "Tomcat.Deploy.Name"
MANAGER = "http://localhost:8080/manager"
TOMCAT = (
    Setting("controller", CONTROLLER, WORDS, start=MANAGER, absent=MANAGER),
    Setting("user", "Tomcat.Deploy.User", WORDS, required="for_new"),
    Setting("password", "Tomcat.Deploy.Password", StepSecret(), required="for_new"),
)
APPLICATION = (
    Setting("version", "Tomcat.Deploy.Version", WORDS),
    Setting("enabled", "Tomcat.Deploy.Enabled", FLAG, start="True"),
)
TOMCAT_DEPLOY = StepType(
    "Octopus.TomcatDeploy",
    (REQUIRED_PACKAGE, *TOMCAT, Setting("name", NAME, WORDS), *APPLICATION, *SCRIPTED),
    starts={FEATURES: f"{NAMES}TomcatDeployManager"},
)
TOMCAT_STATE = StepType(
    "Octopus.TomcatState", (*TOMCAT, Setting("name", NAME, WORDS, required="for_new"), *APPLICATION)
)

WILDFLY = (
    *(
        Setting(option, f"WildFly.Deploy.{key}", of_type, start=start, absent=start)
        for option, key, of_type, start in (
            ("controller", "Controller", WORDS, "localhost"),
            ("port", "Port", PORT, "9990"),
            ("protocol", "Protocol", WORDS, "remote+http"),
        )
    ),
    Setting("user", "WildFly.Deploy.User", WORDS),
    Setting("password", "WildFly.Deploy.Password", StepSecret()),
    choice("server_type", "WildFly.Deploy.ServerType", "Standalone", "Domain"),
    Setting("enabled", "WildFly.Deploy.Enabled", FLAG, start="True"),
    Setting("enabled_server_group", "WildFly.Deploy.EnabledServerGroup", WORDS),
    Setting("disabled_server_group", "WildFly.Deploy.DisabledServerGroup", WORDS),
)
WILDFLY_NAME = Setting("name", "WildFly.Deploy.Name", WORDS)
WILDFLY_DEPLOY = StepType(
    "Octopus.WildFlyDeploy",
    (REQUIRED_PACKAGE, *WILDFLY, WILDFLY_NAME, *SCRIPTED),
    starts={FEATURES: f"{NAMES}WildflyDeployCLI"},
)
WILDFLY_STATE = StepType(
    "Octopus.WildFlyState",
    (*WILDFLY, replace(WILDFLY_NAME, required="for_new")),
    starts={FEATURES: f"{NAMES}WildflyStateCLI"},
)

STEPS = (
    Field("deploy_java_archive", "", JAVA_ARCHIVE),
    Field("deploy_to_tomcat", "", TOMCAT_DEPLOY),
    Field("change_tomcat_application", "", TOMCAT_STATE),
    Field("deploy_to_wildfly", "", WILDFLY_DEPLOY),
    Field("change_wildfly_application", "", WILDFLY_STATE),
)
