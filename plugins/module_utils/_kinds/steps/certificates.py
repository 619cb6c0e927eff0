# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that deploy a certificate (api: steps#kinds)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonText
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    FLAG,
    PORT,
    WORDS,
    StepChoice,
    StepSecret,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

IMPORT_CERTIFICATE = StepType(
    "Octopus.Certificate.Import",
    (
        prop("Certificate.Variable", required="for_new"),
        prop(
            "Certificate.StoreLocation",
            StepChoice(("LocalMachine", "CurrentUser", "Custom User")),
            start="LocalMachine",
            absent="LocalMachine",
        ),
        # The name of a usual store or of any other store.
        prop("Certificate.StoreName", start="My", absent="My"),
        prop("Certificate.StoreUser"),
        prop("Certificate.PrivateKeyExportable", FLAG, start="False"),
        prop("Certificate.PrivateKeyAccessRules", JsonText(), absent="[]"),
    ),
    implied={"store_user": {f"{A}Certificate.StoreLocation": "Custom User"}},
)

KEY = "Java.Certificate."
KEYSTORE = (
    Setting("variable", f"{KEY}Variable", WORDS, required="for_new"),
    Setting("keystore_filename", f"{KEY}KeystoreFilename", WORDS),
    Setting("keystore_alias", f"{KEY}KeystoreAlias", WORDS),
    Setting("private_key_password", f"{KEY}Password", StepSecret()),
)
JAVA_KEYSTORE = StepType(
    "Octopus.JavaDeployCertificate",
    tuple(replace(each, required="for_new") if each.option == "keystore_filename" else each for each in KEYSTORE),
)
SERVER = "Tomcat.Certificate."
TOMCAT_CERTIFICATE = StepType(
    "Octopus.TomcatDeployCertificate",
    (
        *KEYSTORE,
        Setting("catalina_home", f"{SERVER}CatalinaHome", WORDS, required="for_new"),
        Setting("catalina_base", f"{SERVER}CatalinaBase", WORDS),
        Setting("service", f"{SERVER}Service", WORDS, start="Catalina", absent="Catalina"),
        Setting(
            "implementation",
            f"{SERVER}Implementation",
            StepChoice(("BIO", "NIO", "NIO2", "APR")),
            start="NIO",
            absent="NIO",
        ),
        Setting("port", f"{SERVER}Port", PORT),
        Setting("hostname", f"{SERVER}Hostname", WORDS),
        Setting("default", f"{SERVER}Default", FLAG),
        Setting("private_key_filename", f"{SERVER}PrivateKeyFilename", WORDS),
        Setting("public_key_filename", f"{SERVER}PublicKeyFilename", WORDS),
    ),
)

STEPS = (
    Field("import_certificate", "", IMPORT_CERTIFICATE),
    Field("deploy_java_keystore", "", JAVA_KEYSTORE),
    Field("deploy_tomcat_certificate", "", TOMCAT_CERTIFICATE),
)
