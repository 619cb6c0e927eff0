# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a process. ``make kinds`` writes the typed options."""

from __future__ import annotations


class ModuleDocFragment:
    """The options of every module for the steps of a process."""

    DOCUMENTATION = r"""
options:
  mode:
    description:
      - Whether O(steps) is the whole process, in order (V(replace)), or only the steps that this task manages
        (V(merge)).
      - V(replace) removes every step that is not given. V(merge) leaves such steps where they are, and removes steps
        only with O(steps[].state=absent).
    type: str
    choices: [replace, merge]
    default: replace
  steps:
    description:
      - The steps, in order. An empty list removes all steps with O(mode=replace).
    type: list
    required: true
    elements: dict
    suboptions:
      name:
        description:
          - The name of the step.
        type: str
        required: true
      new_name:
        description:
          - The name that the step is to have. The step called O(steps[].name) is renamed and keeps its ID and slug. If
            there is only a step called O(steps[].new_name), nothing is renamed.
        type: str
      condition:
        description:
          - The condition for running the step. A new step has V(Success), which means that all steps before it have
            succeeded. V(Variable) needs O(steps[].condition_expression).
        type: str
        choices: [Success, Failure, Always, Variable]
      condition_expression:
        description:
          - The expression that decides whether the step runs, for example V(#{Backup.IsWanted}).
        type: str
      start_trigger:
        description:
          - Whether the step starts after the previous one or together with it. The first step of a process always has
            V(StartAfterPrevious).
        type: str
        choices: [StartAfterPrevious, StartWithPrevious]
      package_requirement:
        description:
          - Whether the step runs before or after packages are acquired.
        type: str
        choices: [LetOctopusDecide, BeforePackageAcquisition, AfterPackageAcquisition]
      target_tags:
        description:
          - The tags of the deployment targets on which, or for which, the step runs. The only entry can be an
            expression with C(#{...}). An empty list clears them.
        type: list
        elements: str
      max_parallelism:
        description:
          - The number of deployment targets on which a rolling deployment works at the same time, or an expression with
            C(#{...}). With an empty string, the step is not a rolling deployment.
        type: raw
      # Typed options, written by make kinds.
      run_script: &id011
        description:
          - Runs a script, given here or taken from a package or a Git repository. The type of the action is
            V(Octopus.Script).
        type: dict
        suboptions:
          script_source:
            description:
              - Where the script comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          syntax:
            description:
              - The language of the script (C(Octopus.Action.Script.Syntax)).
            type: str
            choices:
              - PowerShell
              - Bash
              - CSharp
              - FSharp
              - Python
          script_body:
            description:
              - The script itself (C(Octopus.Action.Script.ScriptBody)).
            type: str
          script_file_name:
            description:
              - The file in the package or the repository (C(Octopus.Action.Script.ScriptFileName)).
            type: str
          script_parameters:
            description:
              - The parameters for the script (C(Octopus.Action.Script.ScriptParameters)).
            type: str
          package: &id009
            description:
              - The package of the step. An empty dictionary removes it.
            type: dict
            suboptions:
              package_id:
                description:
                  - The ID of the package in its feed, or an expression with C(#{...}).
                  - Required for a new step.
                type: str
              feed:
                description:
                  - The feed, or an expression with C(#{...}). Name, slug or ID.
                  - Required for a new step.
                type: str
              acquisition_location:
                description:
                  - Who downloads the package, V(Server), V(ExecutionTarget) or nobody (V(NotAcquired)), or an
                    expression with C(#{...}).
                type: str
              properties:
                description:
                  - Further properties of the package, for example C(Extract) or C(SelectionMode).
                type: dict
              version:
                description:
                  - The version that is always used. An empty string leaves the choice to each release. Requires Octopus
                    Server 2024.4 or newer.
                type: str
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: &id010
            description:
              - The Git repository of the step. An empty dictionary removes it. Requires Octopus Server 2023.4 or newer.
            type: dict
            suboptions:
              repository_uri:
                description:
                  - The address of the repository.
                  - Required for a new step.
                type: str
              default_branch:
                description:
                  - The branch that is used if a release does not choose another branch.
                  - Required for a new step.
                type: str
              git_credential_type:
                description:
                  - The way in which the server signs in to the repository, which follows from C(git_credential).
                type: str
              git_credential:
                description:
                  - The Git credential. Name, slug or ID.
                type: str
              git_hub_connection_id:
                description:
                  - The ID of the GitHub connection, for the type V(GitHub).
                type: str
              file_path_filters:
                description:
                  - The files whose changes create a release.
                type: list
                elements: str
          fail_on_error_output:
            description:
              - Whether the step fails if the script writes to its error output
                (C(Octopus.Action.FailScriptOnErrorOutput)).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          structured_variables: &id001
            description:
              - The feature that replaces values in JSON, YAML, XML and properties files.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              targets:
                description:
                  - The files, which may have wildcards (C(Octopus.Action.Package.JsonConfigurationVariablesTargets)).
                type: list
                elements: str
          substitute_in_files: &id002
            description:
              - The feature that replaces C(#{...}) in files.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              targets:
                description:
                  - The files, which may have wildcards (C(Octopus.Action.SubstituteInFiles.TargetFiles)).
                type: list
                elements: str
              output_encoding:
                description:
                  - The encoding of the files (C(Octopus.Action.SubstituteInFiles.OutputEncoding)).
                type: str
              warn_if_no_match:
                description:
                  - Whether a file pattern that matches no file causes a warning
                    (C(Octopus.Action.SubstituteInFiles.EnableNoMatchWarning)).
                type: bool
          powershell_edition: &id003
            description:
              - The feature that chooses the edition of PowerShell on Windows.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              edition:
                description:
                  - The edition (C(Octopus.Action.PowerShell.Edition)).
                type: str
                choices:
                  - Desktop
                  - Core
      deploy_package: &id012
        description:
          - Deploys a package to deployment targets. The type of the action is V(Octopus.TentaclePackage).
        type: dict
        suboptions:
          package: &id004
            description:
              - The package of the step. An empty dictionary removes it.
              - Required for a new step.
            type: dict
            suboptions:
              package_id:
                description:
                  - The ID of the package in its feed, or an expression with C(#{...}).
                  - Required for a new step.
                type: str
              feed:
                description:
                  - The feed, or an expression with C(#{...}). Name, slug or ID.
                  - Required for a new step.
                type: str
              acquisition_location:
                description:
                  - Who downloads the package, V(Server), V(ExecutionTarget) or nobody (V(NotAcquired)), or an
                    expression with C(#{...}).
                type: str
              properties:
                description:
                  - Further properties of the package, for example C(Extract) or C(SelectionMode).
                type: dict
              version:
                description:
                  - The version that is always used. An empty string leaves the choice to each release. Requires Octopus
                    Server 2024.4 or newer.
                type: str
          skip_if_already_installed:
            description:
              - Whether a package that is deployed already is skipped
                (C(Octopus.Action.Package.SkipIfAlreadyInstalled)).
            type: bool
          configuration_transforms: &id005
            description:
              - The feature that runs XML configuration transforms.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              run_automatically:
                description:
                  - Whether transforms for the environment run automatically
                    (C(Octopus.Action.Package.AutomaticallyRunConfigurationTransformationFiles)).
                  - A new step has V(True).
                type: bool
              additional_transforms:
                description:
                  - Further transforms, such as C(Web.#{Octopus.Environment.Name}.config => Web.config)
                    (C(Octopus.Action.Package.AdditionalXmlConfigurationTransforms)).
                type: list
                elements: str
              ignore_errors:
                description:
                  - Whether failed transforms are ignored (C(Octopus.Action.Package.IgnoreConfigTransformationErrors)).
                type: bool
          configuration_variables: &id006
            description:
              - The feature that replaces settings and connection strings in .NET configuration files.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              update_automatically:
                description:
                  - Whether settings and connection strings with the name of a variable get its value
                    (C(Octopus.Action.Package.AutomaticallyUpdateAppSettingsAndConnectionStrings)).
                  - A new step has V(True).
                type: bool
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: &id007
            description:
              - The feature that runs scripts before, during and after the deployment, and when it fails.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              pre_deploy_ps1:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PreDeploy.ps1).
                type: str
              pre_deploy_sh:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PreDeploy.sh).
                type: str
              pre_deploy_csx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PreDeploy.csx).
                type: str
              pre_deploy_fsx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PreDeploy.fsx).
                type: str
              pre_deploy_py:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PreDeploy.py).
                type: str
              deploy_ps1:
                description:
                  - Sets C(Octopus.Action.CustomScripts.Deploy.ps1).
                type: str
              deploy_sh:
                description:
                  - Sets C(Octopus.Action.CustomScripts.Deploy.sh).
                type: str
              deploy_csx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.Deploy.csx).
                type: str
              deploy_fsx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.Deploy.fsx).
                type: str
              deploy_py:
                description:
                  - Sets C(Octopus.Action.CustomScripts.Deploy.py).
                type: str
              post_deploy_ps1:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PostDeploy.ps1).
                type: str
              post_deploy_sh:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PostDeploy.sh).
                type: str
              post_deploy_csx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PostDeploy.csx).
                type: str
              post_deploy_fsx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PostDeploy.fsx).
                type: str
              post_deploy_py:
                description:
                  - Sets C(Octopus.Action.CustomScripts.PostDeploy.py).
                type: str
              deploy_failed_ps1:
                description:
                  - Sets C(Octopus.Action.CustomScripts.DeployFailed.ps1).
                type: str
              deploy_failed_sh:
                description:
                  - Sets C(Octopus.Action.CustomScripts.DeployFailed.sh).
                type: str
              deploy_failed_csx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.DeployFailed.csx).
                type: str
              deploy_failed_fsx:
                description:
                  - Sets C(Octopus.Action.CustomScripts.DeployFailed.fsx).
                type: str
              deploy_failed_py:
                description:
                  - Sets C(Octopus.Action.CustomScripts.DeployFailed.py).
                type: str
          custom_directory: &id008
            description:
              - The feature that installs the package to a folder of your choice.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              path:
                description:
                  - The folder (C(Octopus.Action.Package.CustomInstallationDirectory)).
                type: str
              purge:
                description:
                  - Whether the folder is emptied before the deployment
                    (C(Octopus.Action.Package.CustomInstallationDirectoryShouldBePurgedBeforeDeployment)).
                type: bool
              purge_exclusions:
                description:
                  - The files and folders that stay
                    (C(Octopus.Action.Package.CustomInstallationDirectoryPurgeExclusions)).
                type: list
                elements: str
          powershell_edition: *id003
      transfer_package: &id013
        description:
          - Transfers a package to deployment targets as a file. The type of the action is V(Octopus.TransferPackage).
        type: dict
        suboptions:
          package: *id004
          transfer_path:
            description:
              - The folder on the deployment target (C(Octopus.Action.Package.TransferPath)).
              - Required for a new step.
            type: str
      deploy_to_iis: &id014
        description:
          - Deploys a package as a web site, virtual directory or web application of IIS. The type of the action is
            V(Octopus.IIS).
        type: dict
        suboptions:
          package: *id004
          deployment_type:
            description:
              - Sets C(Octopus.Action.IISWebSite.DeploymentType).
              - A new step has V(webSite).
            type: str
            choices:
              - webSite
              - virtualDirectory
              - webApplication
          create_or_update_web_site:
            description:
              - Sets C(Octopus.Action.IISWebSite.CreateOrUpdateWebSite).
              - A new step has V(True).
            type: bool
          web_site_name:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebSiteName).
            type: str
          web_root_type:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebRootType).
              - A new step has V(packageRoot).
            type: str
            choices:
              - packageRoot
              - relativeToPackageRoot
          web_root:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebRoot).
            type: str
          start_web_site:
            description:
              - Sets C(Octopus.Action.IISWebSite.StartWebSite).
              - A new step has V(True).
            type: bool
          bindings:
            description:
              - The bindings, each as the API has it (C(Octopus.Action.IISWebSite.Bindings)).
            type: raw
          existing_bindings:
            description:
              - Sets C(Octopus.Action.IISWebSite.ExistingBindings).
              - A new step has V(Replace).
            type: str
            choices:
              - Replace
              - Merge
          enable_anonymous_authentication:
            description:
              - Sets C(Octopus.Action.IISWebSite.EnableAnonymousAuthentication).
              - A new step has V(False).
            type: bool
          enable_basic_authentication:
            description:
              - Sets C(Octopus.Action.IISWebSite.EnableBasicAuthentication).
              - A new step has V(False).
            type: bool
          enable_windows_authentication:
            description:
              - Sets C(Octopus.Action.IISWebSite.EnableWindowsAuthentication).
              - A new step has V(True).
            type: bool
          application_pool_name:
            description:
              - Sets C(Octopus.Action.IISWebSite.ApplicationPoolName).
            type: str
          application_pool_framework_version:
            description:
              - Sets C(Octopus.Action.IISWebSite.ApplicationPoolFrameworkVersion).
              - A new step has V(v4.0).
            type: str
            choices:
              - v4.0
              - v2.0
              - No Managed Code
          application_pool_identity_type:
            description:
              - Sets C(Octopus.Action.IISWebSite.ApplicationPoolIdentityType).
              - A new step has V(ApplicationPoolIdentity).
            type: str
            choices:
              - ApplicationPoolIdentity
              - LocalService
              - LocalSystem
              - NetworkService
              - SpecificUser
          application_pool_username:
            description:
              - Sets C(Octopus.Action.IISWebSite.ApplicationPoolUsername).
            type: str
          application_pool_password:
            description:
              - The password of the user of the application pool (C(Octopus.Action.IISWebSite.ApplicationPoolPassword)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          start_application_pool:
            description:
              - Sets C(Octopus.Action.IISWebSite.StartApplicationPool).
              - A new step has V(True).
            type: bool
          virtual_directory_create_or_update:
            description:
              - Sets C(Octopus.Action.IISWebSite.VirtualDirectory.CreateOrUpdate).
            type: bool
          virtual_directory_web_site_name:
            description:
              - Sets C(Octopus.Action.IISWebSite.VirtualDirectory.WebSiteName).
            type: str
          virtual_directory_virtual_path:
            description:
              - Sets C(Octopus.Action.IISWebSite.VirtualDirectory.VirtualPath).
            type: str
          virtual_directory_physical_path:
            description:
              - Sets C(Octopus.Action.IISWebSite.VirtualDirectory.PhysicalPath).
            type: str
          web_application_create_or_update:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.CreateOrUpdate).
            type: bool
          web_application_web_site_name:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.WebSiteName).
            type: str
          web_application_virtual_path:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.VirtualPath).
            type: str
          web_application_physical_path:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.PhysicalPath).
            type: str
          web_application_web_root_type:
            description:
              - Sets C(Octopus.Action.WebApplication.WebRootType).
              - A new step has V(packageRoot).
            type: str
            choices:
              - packageRoot
              - relativeToPackageRoot
          web_application_application_pool_name:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.ApplicationPoolName).
            type: str
          web_application_application_pool_framework_version:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.ApplicationPoolFrameworkVersion).
              - A new step has V(v4.0).
            type: str
            choices:
              - v4.0
              - v2.0
              - No Managed Code
          web_application_application_pool_identity_type:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.ApplicationPoolIdentityType).
              - A new step has V(ApplicationPoolIdentity).
            type: str
            choices:
              - ApplicationPoolIdentity
              - LocalService
              - LocalSystem
              - NetworkService
              - SpecificUser
          web_application_application_pool_username:
            description:
              - Sets C(Octopus.Action.IISWebSite.WebApplication.ApplicationPoolUsername).
            type: str
          web_application_application_pool_password:
            description:
              - The password of the user of the application pool
                (C(Octopus.Action.IISWebSite.WebApplication.ApplicationPoolPassword)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          skip_if_already_installed:
            description:
              - Whether a package that is deployed already is skipped
                (C(Octopus.Action.Package.SkipIfAlreadyInstalled)).
            type: bool
          configuration_transforms: *id005
          configuration_variables: *id006
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
          custom_directory: *id008
          powershell_edition: *id003
      deploy_windows_service: &id015
        description:
          - Deploys a package as a Windows service. The type of the action is V(Octopus.WindowsService).
        type: dict
        suboptions:
          package: *id004
          create_or_update_service:
            description:
              - Sets C(Octopus.Action.WindowsService.CreateOrUpdateService).
              - A new step has V(True).
            type: bool
          service_name:
            description:
              - The name of the service (C(Octopus.Action.WindowsService.ServiceName)).
              - Required for a new step.
            type: str
          display_name:
            description:
              - Sets C(Octopus.Action.WindowsService.DisplayName).
            type: str
          description:
            description:
              - Sets C(Octopus.Action.WindowsService.Description).
            type: str
          executable_path:
            description:
              - The path of the program in the package (C(Octopus.Action.WindowsService.ExecutablePath)).
              - Required for a new step.
            type: str
          arguments:
            description:
              - Sets C(Octopus.Action.WindowsService.Arguments).
            type: str
          service_account:
            description:
              - Sets C(Octopus.Action.WindowsService.ServiceAccount).
              - A new step has V(LocalSystem).
            type: str
            choices:
              - LocalSystem
              - NT Authority\NetworkService
              - NT Authority\LocalService
              - _CUSTOM
          custom_account_name:
            description:
              - Sets C(Octopus.Action.WindowsService.CustomAccountName).
            type: str
          custom_account_password:
            description:
              - The password of the account that runs the service
                (C(Octopus.Action.WindowsService.CustomAccountPassword)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          start_mode:
            description:
              - Sets C(Octopus.Action.WindowsService.StartMode).
              - A new step has V(auto).
            type: str
            choices:
              - auto
              - delayed-auto
              - demand
              - disabled
              - unchanged
          desired_status:
            description:
              - Sets C(Octopus.Action.WindowsService.DesiredStatus).
              - A new step has V(Default).
            type: str
            choices:
              - Default
              - Started
              - Stopped
              - Unchanged
          dependencies:
            description:
              - Sets C(Octopus.Action.WindowsService.Dependencies).
            type: str
          skip_if_already_installed:
            description:
              - Whether a package that is deployed already is skipped
                (C(Octopus.Action.Package.SkipIfAlreadyInstalled)).
            type: bool
          configuration_transforms: *id005
          configuration_variables: *id006
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
          custom_directory: *id008
          powershell_edition: *id003
      deploy_to_nginx: &id016
        description:
          - Deploys a package as a site of nginx. The type of the action is V(Octopus.Nginx).
        type: dict
        suboptions:
          package: *id004
          host_name:
            description:
              - Sets C(Octopus.Action.Nginx.Server.HostName).
            type: str
          bindings:
            description:
              - The bindings, each as the API has it (C(Octopus.Action.Nginx.Server.Bindings)).
            type: raw
          locations:
            description:
              - Sets C(Octopus.Action.Nginx.Server.Locations).
            type: raw
          config_name:
            description:
              - Sets C(Octopus.Action.Nginx.Server.ConfigName).
            type: str
          skip_if_already_installed:
            description:
              - Whether a package that is deployed already is skipped
                (C(Octopus.Action.Package.SkipIfAlreadyInstalled)).
            type: bool
          configuration_transforms: *id005
          configuration_variables: *id006
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
          custom_directory: *id008
          powershell_edition: *id003
      deploy_java_archive: &id017
        description:
          - Deploys a Java archive to a folder. The type of the action is V(Octopus.JavaArchive).
        type: dict
        suboptions:
          package: *id004
          deploy_exploded:
            description:
              - Sets C(Octopus.Action.JavaArchive.DeployExploded).
              - A new step has V(False).
            type: bool
          compression:
            description:
              - Sets C(Octopus.Action.Package.JavaArchiveCompression).
              - A new step has V(True).
            type: bool
          custom_package_file_name:
            description:
              - Sets C(Octopus.Action.Package.CustomPackageFileName).
            type: str
          use_custom_installation_directory:
            description:
              - Sets C(Octopus.Action.Package.UseCustomInstallationDirectory).
              - A new step has V(False).
            type: bool
          custom_installation_directory:
            description:
              - Sets C(Octopus.Action.Package.CustomInstallationDirectory).
            type: str
          purge_custom_installation_directory:
            description:
              - Sets C(Octopus.Action.Package.CustomInstallationDirectoryShouldBePurgedBeforeDeployment).
              - A new step has V(False).
            type: bool
          purge_exclusions:
            description:
              - The files and folders that stay (C(Octopus.Action.Package.CustomInstallationDirectoryPurgeExclusions)).
            type: list
            elements: str
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
      deploy_to_tomcat: &id018
        description:
          - Deploys a Java archive through the manager of Tomcat. The type of the action is V(Octopus.TomcatDeploy).
        type: dict
        suboptions:
          package: *id004
          controller:
            description:
              - Sets C(Tomcat.Deploy.Controller).
              - A new step has V(http://localhost:8080/manager).
            type: str
          user:
            description:
              - Sets C(Tomcat.Deploy.User).
              - Required for a new step.
            type: str
          password:
            description:
              - The password (C(Tomcat.Deploy.Password)).
              - Required for a new step.
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          name:
            description:
              - Sets C(Tomcat.Deploy.Name).
            type: str
          version:
            description:
              - Sets C(Tomcat.Deploy.Version).
            type: str
          enabled:
            description:
              - Whether the feature is on. Any other option of the feature switches it on (C(Tomcat.Deploy.Enabled)).
              - A new step has V(True).
            type: bool
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
      change_tomcat_application: &id019
        description:
          - Starts or stops an application of Tomcat. The type of the action is V(Octopus.TomcatState).
        type: dict
        suboptions:
          controller:
            description:
              - Sets C(Tomcat.Deploy.Controller).
              - A new step has V(http://localhost:8080/manager).
            type: str
          user:
            description:
              - Sets C(Tomcat.Deploy.User).
              - Required for a new step.
            type: str
          password:
            description:
              - The password (C(Tomcat.Deploy.Password)).
              - Required for a new step.
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          name:
            description:
              - Sets C(Tomcat.Deploy.Name).
              - Required for a new step.
            type: str
          version:
            description:
              - Sets C(Tomcat.Deploy.Version).
            type: str
          enabled:
            description:
              - Whether the feature is on. Any other option of the feature switches it on (C(Tomcat.Deploy.Enabled)).
              - A new step has V(True).
            type: bool
      deploy_to_wildfly: &id020
        description:
          - Deploys a Java archive to WildFly. The type of the action is V(Octopus.WildFlyDeploy).
        type: dict
        suboptions:
          package: *id004
          controller:
            description:
              - Sets C(WildFly.Deploy.Controller).
              - A new step has V(localhost).
            type: str
          port:
            description:
              - Sets C(WildFly.Deploy.Port).
              - A new step has V(9990).
            type: raw
          protocol:
            description:
              - Sets C(WildFly.Deploy.Protocol).
              - A new step has V(remote+http).
            type: str
          user:
            description:
              - Sets C(WildFly.Deploy.User).
            type: str
          password:
            description:
              - The password (C(WildFly.Deploy.Password)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          server_type:
            description:
              - Sets C(WildFly.Deploy.ServerType).
              - A new step has V(Standalone).
            type: str
            choices:
              - Standalone
              - Domain
          enabled:
            description:
              - Whether the feature is on. Any other option of the feature switches it on (C(WildFly.Deploy.Enabled)).
              - A new step has V(True).
            type: bool
          enabled_server_group:
            description:
              - Sets C(WildFly.Deploy.EnabledServerGroup).
            type: str
          disabled_server_group:
            description:
              - Sets C(WildFly.Deploy.DisabledServerGroup).
            type: str
          name:
            description:
              - Sets C(WildFly.Deploy.Name).
            type: str
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
      change_wildfly_application: &id021
        description:
          - Enables or disables a deployment of WildFly. The type of the action is V(Octopus.WildFlyState).
        type: dict
        suboptions:
          controller:
            description:
              - Sets C(WildFly.Deploy.Controller).
              - A new step has V(localhost).
            type: str
          port:
            description:
              - Sets C(WildFly.Deploy.Port).
              - A new step has V(9990).
            type: raw
          protocol:
            description:
              - Sets C(WildFly.Deploy.Protocol).
              - A new step has V(remote+http).
            type: str
          user:
            description:
              - Sets C(WildFly.Deploy.User).
            type: str
          password:
            description:
              - The password (C(WildFly.Deploy.Password)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          server_type:
            description:
              - Sets C(WildFly.Deploy.ServerType).
              - A new step has V(Standalone).
            type: str
            choices:
              - Standalone
              - Domain
          enabled:
            description:
              - Whether the feature is on. Any other option of the feature switches it on (C(WildFly.Deploy.Enabled)).
              - A new step has V(True).
            type: bool
          enabled_server_group:
            description:
              - Sets C(WildFly.Deploy.EnabledServerGroup).
            type: str
          disabled_server_group:
            description:
              - Sets C(WildFly.Deploy.DisabledServerGroup).
            type: str
          name:
            description:
              - Sets C(WildFly.Deploy.Name).
              - Required for a new step.
            type: str
      run_docker_container: &id022
        description:
          - Runs a Docker container. The type of the action is V(Octopus.DockerRun).
        type: dict
        suboptions:
          package: *id004
          network_type:
            description:
              - Sets C(Octopus.Action.Docker.NetworkType).
            type: str
            choices:
              - none
              - bridge
              - host
              - container
              - network
          network_container:
            description:
              - Sets C(Octopus.Action.Docker.NetworkContainer).
            type: str
          network_name:
            description:
              - Sets C(Octopus.Action.Docker.NetworkName).
            type: str
          network_alias:
            description:
              - Sets C(Octopus.Action.Docker.NetworkAlias).
            type: str
          port_mapping:
            description:
              - Sets C(Octopus.Action.Docker.PortMapping).
            type: raw
          port_auto_map:
            description:
              - Sets C(Octopus.Action.Docker.PortAutoMap).
            type: bool
          added_host:
            description:
              - Sets C(Octopus.Action.Docker.AddedHost).
            type: raw
          volume_bindings:
            description:
              - Sets C(Octopus.Action.Docker.VolumeBindings).
            type: raw
          volume_driver:
            description:
              - Sets C(Octopus.Action.Docker.VolumeDriver).
            type: str
          volumes_from:
            description:
              - Sets C(Octopus.Action.Docker.VolumesFrom).
            type: str
          env_variables:
            description:
              - Sets C(Octopus.Action.Docker.EnvVariable).
            type: raw
          restart_policy:
            description:
              - Sets C(Octopus.Action.Docker.RestartPolicy).
              - A new step has V(no).
            type: str
            choices:
              - 'no'
              - on-failure
              - always
              - unless-stopped
          restart_policy_max:
            description:
              - Sets C(Octopus.Action.Docker.RestartPolicyMax).
            type: raw
          dont_run:
            description:
              - Sets C(Octopus.Action.Docker.DontRun).
            type: bool
          command:
            description:
              - Sets C(Octopus.Action.Docker.Command).
            type: str
          args:
            description:
              - Sets C(Octopus.Action.Docker.Args).
            type: str
      stop_docker_resources: &id023
        description:
          - Stops and removes Docker containers and networks. The type of the action is V(Octopus.DockerStop).
        type: dict
        suboptions:
          remove:
            description:
              - Sets C(Octopus.Action.Docker.Remove).
            type: bool
          remove_steps:
            description:
              - Sets C(Octopus.Action.Docker.RemoveSteps).
            type: str
          remove_by_environment:
            description:
              - Sets C(Octopus.Action.Docker.RemoveByEnvironment).
            type: bool
          remove_by_release:
            description:
              - Sets C(Octopus.Action.Docker.RemoveByRelease).
            type: bool
          remove_by_tenant:
            description:
              - Sets C(Octopus.Action.Docker.RemoveByTenant).
            type: bool
          remove_custom_tags:
            description:
              - Sets C(Octopus.Action.Docker.RemoveCustomTags).
            type: raw
          remove_all:
            description:
              - Sets C(Octopus.Action.Docker.RemoveAll).
            type: bool
          stop_timeout:
            description:
              - Sets C(Octopus.Action.Docker.StopTimeout).
              - A new step has V(10).
            type: raw
      create_docker_network: &id024
        description:
          - Creates a Docker network. The type of the action is V(Octopus.DockerNetwork).
        type: dict
        suboptions:
          network_type:
            description:
              - Sets C(Octopus.Action.Docker.NetworkType).
              - A new step has V(bridge).
            type: str
            choices:
              - bridge
              - other
          network_custom_driver:
            description:
              - Sets C(Octopus.Action.Docker.NetworkCustomDriver).
            type: str
          network_name:
            description:
              - Sets C(Octopus.Action.Docker.NetworkName).
            type: str
          network_subnet:
            description:
              - Sets C(Octopus.Action.Docker.NetworkSubnet).
            type: str
          network_ip_range:
            description:
              - Sets C(Octopus.Action.Docker.NetworkIPRange).
            type: str
          network_gateway:
            description:
              - Sets C(Octopus.Action.Docker.NetworkGateway).
            type: str
          args:
            description:
              - Sets C(Octopus.Action.Docker.Args).
            type: str
      import_certificate: &id025
        description:
          - Imports a certificate into a certificate store of Windows. The type of the action is
            V(Octopus.Certificate.Import).
        type: dict
        suboptions:
          variable:
            description:
              - Sets C(Octopus.Action.Certificate.Variable).
              - Required for a new step.
            type: str
          store_location:
            description:
              - Sets C(Octopus.Action.Certificate.StoreLocation).
              - A new step has V(LocalMachine).
            type: str
            choices:
              - LocalMachine
              - CurrentUser
              - Custom User
          store_name:
            description:
              - Sets C(Octopus.Action.Certificate.StoreName).
              - A new step has V(My).
            type: str
          store_user:
            description:
              - Sets C(Octopus.Action.Certificate.StoreUser).
            type: str
          private_key_exportable:
            description:
              - Sets C(Octopus.Action.Certificate.PrivateKeyExportable).
              - A new step has V(False).
            type: bool
          private_key_access_rules:
            description:
              - Sets C(Octopus.Action.Certificate.PrivateKeyAccessRules).
            type: raw
      deploy_java_keystore: &id026
        description:
          - Writes a certificate to a Java keystore. The type of the action is V(Octopus.JavaDeployCertificate).
        type: dict
        suboptions:
          variable:
            description:
              - Sets C(Java.Certificate.Variable).
              - Required for a new step.
            type: str
          keystore_filename:
            description:
              - Sets C(Java.Certificate.KeystoreFilename).
              - Required for a new step.
            type: str
          keystore_alias:
            description:
              - Sets C(Java.Certificate.KeystoreAlias).
            type: str
          private_key_password:
            description:
              - The password of the private key (C(Java.Certificate.Password)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
      deploy_tomcat_certificate: &id027
        description:
          - Gives a certificate to Tomcat. The type of the action is V(Octopus.TomcatDeployCertificate).
        type: dict
        suboptions:
          variable:
            description:
              - Sets C(Java.Certificate.Variable).
              - Required for a new step.
            type: str
          keystore_filename:
            description:
              - Sets C(Java.Certificate.KeystoreFilename).
            type: str
          keystore_alias:
            description:
              - Sets C(Java.Certificate.KeystoreAlias).
            type: str
          private_key_password:
            description:
              - The password of the private key (C(Java.Certificate.Password)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          catalina_home:
            description:
              - Sets C(Tomcat.Certificate.CatalinaHome).
              - Required for a new step.
            type: str
          catalina_base:
            description:
              - Sets C(Tomcat.Certificate.CatalinaBase).
            type: str
          service:
            description:
              - The service of Tomcat (C(Tomcat.Certificate.Service)).
              - A new step has V(Catalina).
            type: str
          implementation:
            description:
              - Sets C(Tomcat.Certificate.Implementation).
              - A new step has V(NIO).
            type: str
            choices:
              - BIO
              - NIO
              - NIO2
              - APR
          port:
            description:
              - Sets C(Tomcat.Certificate.Port).
            type: raw
          hostname:
            description:
              - Sets C(Tomcat.Certificate.Hostname).
            type: str
          default:
            description:
              - Sets C(Tomcat.Certificate.Default).
            type: bool
          private_key_filename:
            description:
              - Sets C(Tomcat.Certificate.PrivateKeyFilename).
            type: str
          public_key_filename:
            description:
              - Sets C(Tomcat.Certificate.PublicKeyFilename).
            type: str
      deploy_kubernetes_yaml: &id028
        description:
          - Applies Kubernetes manifests. The type of the action is V(Octopus.KubernetesDeployRawYaml).
        type: dict
        suboptions:
          yaml_source:
            description:
              - Sets C(Octopus.Action.Script.ScriptSource).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          yaml:
            description:
              - The manifests (C(Octopus.Action.KubernetesContainers.CustomResourceYaml)).
            type: str
          yaml_files:
            description:
              - The files with manifests in the package or the repository
                (C(Octopus.Action.KubernetesContainers.CustomResourceYamlFileName)).
            type: list
            elements: str
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          deployment_timeout:
            description:
              - The number of seconds to wait for the resources (C(Octopus.Action.Kubernetes.DeploymentTimeout)).
              - A new step has V(180).
            type: raw
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
          server_side_apply:
            description:
              - Whether manifests are applied on the server side (C(Octopus.Action.Kubernetes.ServerSideApply.Enabled)).
              - A new step has V(True).
            type: bool
          force_conflicts:
            description:
              - Whether the step takes over fields that others manage
                (C(Octopus.Action.Kubernetes.ServerSideApply.ForceConflicts)).
              - A new step has V(True).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          structured_variables: *id001
          substitute_in_files: *id002
      deploy_kubernetes_containers: &id029
        description:
          - Deploys containers to Kubernetes, with an optional service, ingress and other resources. The type of the
            action is V(Octopus.KubernetesDeployContainers).
        type: dict
        suboptions:
          resource_type:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentResourceType).
              - A new step has V(Deployment).
            type: str
            choices:
              - Deployment
              - StatefulSet
              - DaemonSet
              - Job
          deployment_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentName).
              - Required for a new step.
            type: str
          containers:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.Containers).
              - Required for a new step.
            type: raw
          replicas:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.Replicas).
              - A new step has V(1).
            type: raw
          deployment_style:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentStyle).
              - A new step has V(RollingUpdate).
            type: str
            choices:
              - RollingUpdate
              - Recreate
              - BlueGreen
          max_unavailable:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.MaxUnavailable).
            type: str
          max_surge:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.MaxSurge).
            type: str
          deployment_wait:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentWait).
              - A new step has V(NoWait).
            type: str
            choices:
              - NoWait
              - Wait
          deployment_paused:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentPaused).
            type: bool
          revision_history_limit:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.RevisionHistoryLimit).
            type: raw
          progress_deadline_seconds:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ProgressDeadlineSeconds).
            type: raw
          termination_grace_period_seconds:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.TerminationGracePeriodSeconds).
            type: raw
          min_ready_seconds:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.MinReadySeconds).
            type: raw
          partition:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.Partition).
            type: raw
          completions:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.Completions).
            type: raw
          parallelism:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.Parallelism).
            type: raw
          backoff_limit:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.BackoffLimit).
            type: raw
          active_deadline_seconds:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ActiveDeadlineSeconds).
            type: raw
          ttl_seconds_after_finished:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.TtlSecondsAfterFinished).
            type: raw
          deployment_labels:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentLabels).
            type: raw
          deployment_annotations:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentAnnotations).
            type: raw
          pod_annotations:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodAnnotations).
            type: raw
          node_selectors:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.NodeSelectors).
            type: raw
          combined_volumes:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.CombinedVolumes).
            type: raw
          persistent_volume_claims:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PersistentVolumeClaims).
            type: raw
          pod_affinity:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodAffinity).
            type: raw
          pod_anti_affinity:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodAntiAffinity).
            type: raw
          node_affinity:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.NodeAffinity).
            type: raw
          tolerations:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.Tolerations).
            type: raw
          pod_readiness_gates:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodReadinessGates).
            type: raw
          host_aliases:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.HostAliases).
            type: raw
          dns_config_options:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DnsConfigOptions).
            type: raw
          pod_security_sysctls:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecuritySysctls).
            type: raw
          pod_service_account_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodServiceAccountName).
            type: str
          priority_class_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PriorityClassName).
            type: str
          dns_config_nameservers:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DnsConfigNameservers).
            type: str
          dns_config_searches:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DnsConfigSearches).
            type: str
          pod_security_fs_group:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecurityFsGroup).
            type: str
          pod_security_run_as_group:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecurityRunAsGroup).
            type: str
          pod_security_run_as_user:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecurityRunAsUser).
            type: str
          pod_security_se_linux_level:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecuritySeLinuxLevel).
            type: str
          pod_security_se_linux_role:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecuritySeLinuxRole).
            type: str
          pod_security_se_linux_type:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecuritySeLinuxType).
            type: str
          pod_security_se_linux_user:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecuritySeLinuxUser).
            type: str
          pod_security_supplemental_groups:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecuritySupplementalGroups).
            type: str
          stateful_set_service_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.StatefulSetServiceName).
            type: str
          restart_policy:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.RestartPolicy).
              - A new step has V(Always).
            type: str
            choices:
              - Always
              - OnFailure
              - Never
          dns_policy:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DnsPolicy).
            type: str
            choices:
              - Default
              - ClusterFirst
              - ClusterFirstWithHostNet
              - None
          host_network:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.HostNetwork).
            type: bool
          pod_security_run_as_non_root:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodSecurityRunAsNonRoot).
            type: bool
          pod_management_policy:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.PodManagementPolicy).
              - A new step has V(OrderedReady).
            type: str
            choices:
              - OrderedReady
              - Parallel
          service_name_type:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ServiceNameType).
            type: str
            choices:
              - None
              - External
              - Managed
          service:
            description:
              - A service for the containers.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              service_name:
                description:
                  - The name of the service (C(Octopus.Action.KubernetesContainers.ServiceName)).
                type: str
              service_type:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.ServiceType).
                  - A new step has V(ClusterIP).
                type: str
                choices:
                  - ClusterIP
                  - NodePort
                  - LoadBalancer
                  - ExternalName
              service_ports:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.ServicePorts).
                type: raw
              service_cluster_ip:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.ServiceClusterIp).
                type: str
              service_load_balancer_ip:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.ServiceLoadBalancerIp).
                type: str
              load_balancer_annotations:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.LoadBalancerAnnotations).
                type: raw
          ingress:
            description:
              - An ingress for the service.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              ingress_name:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.IngressName).
                type: str
              ingress_class_name:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.IngressClassName).
                type: str
              ingress_annotations:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.IngressAnnotations).
                type: raw
              ingress_rules:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.IngressRules).
                type: raw
              ingress_tls_certificates:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.IngressTlsCertificates).
                type: raw
          config_map:
            description:
              - A config map for the containers.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              config_map_name:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.ConfigMapName).
                type: str
              config_map_values:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.ConfigMapValues).
                type: raw
          secret:
            description:
              - A secret for the containers.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              secret_name:
                description:
                  - Sets C(Octopus.Action.KubernetesContainers.SecretName).
                type: str
              secret_values:
                description:
                  - The values of the secret, as JSON (C(Octopus.Action.KubernetesContainers.SecretValues)).
                  - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is
                    sent.
                type: str
          custom_resource:
            description:
              - Further resources, as YAML.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              yaml:
                description:
                  - The manifests (C(Octopus.Action.KubernetesContainers.CustomResourceYaml)).
                type: str
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          deployment_timeout:
            description:
              - The number of seconds to wait for the resources (C(Octopus.Action.Kubernetes.DeploymentTimeout)).
              - A new step has V(180).
            type: raw
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
          server_side_apply:
            description:
              - Whether manifests are applied on the server side (C(Octopus.Action.Kubernetes.ServerSideApply.Enabled)).
              - A new step has V(True).
            type: bool
          force_conflicts:
            description:
              - Whether the step takes over fields that others manage
                (C(Octopus.Action.Kubernetes.ServerSideApply.ForceConflicts)).
              - A new step has V(True).
            type: bool
      deploy_kubernetes_config_map: &id030
        description:
          - Deploys a config map to Kubernetes. The type of the action is V(Octopus.KubernetesDeployConfigMap).
        type: dict
        suboptions:
          config_map_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ConfigMapName).
              - Required for a new step.
            type: str
          config_map_values:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ConfigMapValues).
            type: raw
          deployment_labels:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentLabels).
            type: raw
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          deployment_timeout:
            description:
              - The number of seconds to wait for the resources (C(Octopus.Action.Kubernetes.DeploymentTimeout)).
              - A new step has V(180).
            type: raw
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
          server_side_apply:
            description:
              - Whether manifests are applied on the server side (C(Octopus.Action.Kubernetes.ServerSideApply.Enabled)).
              - A new step has V(True).
            type: bool
          force_conflicts:
            description:
              - Whether the step takes over fields that others manage
                (C(Octopus.Action.Kubernetes.ServerSideApply.ForceConflicts)).
              - A new step has V(True).
            type: bool
      deploy_kubernetes_secret: &id031
        description:
          - Deploys a secret to Kubernetes. The type of the action is V(Octopus.KubernetesDeploySecret).
        type: dict
        suboptions:
          secret_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.SecretName).
              - Required for a new step.
            type: str
          secret_values:
            description:
              - The values of the secret, as JSON (C(Octopus.Action.KubernetesContainers.SecretValues)).
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: str
          deployment_labels:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentLabels).
            type: raw
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          deployment_timeout:
            description:
              - The number of seconds to wait for the resources (C(Octopus.Action.Kubernetes.DeploymentTimeout)).
              - A new step has V(180).
            type: raw
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
          server_side_apply:
            description:
              - Whether manifests are applied on the server side (C(Octopus.Action.Kubernetes.ServerSideApply.Enabled)).
              - A new step has V(True).
            type: bool
          force_conflicts:
            description:
              - Whether the step takes over fields that others manage
                (C(Octopus.Action.Kubernetes.ServerSideApply.ForceConflicts)).
              - A new step has V(True).
            type: bool
      deploy_kubernetes_service: &id032
        description:
          - Deploys a service to Kubernetes. The type of the action is V(Octopus.KubernetesDeployService).
        type: dict
        suboptions:
          service_name:
            description:
              - The name of the service (C(Octopus.Action.KubernetesContainers.ServiceName)).
              - Required for a new step.
            type: str
          service_type:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ServiceType).
              - A new step has V(ClusterIP).
            type: str
            choices:
              - ClusterIP
              - NodePort
              - LoadBalancer
              - ExternalName
          service_ports:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ServicePorts).
            type: raw
          service_cluster_ip:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ServiceClusterIp).
            type: str
          service_load_balancer_ip:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.ServiceLoadBalancerIp).
            type: str
          load_balancer_annotations:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.LoadBalancerAnnotations).
            type: raw
          selector_labels:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.SelectorLabels).
            type: raw
          deployment_labels:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentLabels).
            type: raw
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          deployment_timeout:
            description:
              - The number of seconds to wait for the resources (C(Octopus.Action.Kubernetes.DeploymentTimeout)).
              - A new step has V(180).
            type: raw
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
          server_side_apply:
            description:
              - Whether manifests are applied on the server side (C(Octopus.Action.Kubernetes.ServerSideApply.Enabled)).
              - A new step has V(True).
            type: bool
          force_conflicts:
            description:
              - Whether the step takes over fields that others manage
                (C(Octopus.Action.Kubernetes.ServerSideApply.ForceConflicts)).
              - A new step has V(True).
            type: bool
      deploy_kubernetes_ingress: &id033
        description:
          - Deploys an ingress to Kubernetes. The type of the action is V(Octopus.KubernetesDeployIngress).
        type: dict
        suboptions:
          ingress_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.IngressName).
              - Required for a new step.
            type: str
          ingress_class_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.IngressClassName).
            type: str
          ingress_annotations:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.IngressAnnotations).
            type: raw
          ingress_rules:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.IngressRules).
            type: raw
          ingress_tls_certificates:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.IngressTlsCertificates).
            type: raw
          default_rule_port:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DefaultRulePort).
            type: str
          default_rule_service_name:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DefaultRuleServiceName).
            type: str
          deployment_labels:
            description:
              - Sets C(Octopus.Action.KubernetesContainers.DeploymentLabels).
            type: raw
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          deployment_timeout:
            description:
              - The number of seconds to wait for the resources (C(Octopus.Action.Kubernetes.DeploymentTimeout)).
              - A new step has V(180).
            type: raw
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
          server_side_apply:
            description:
              - Whether manifests are applied on the server side (C(Octopus.Action.Kubernetes.ServerSideApply.Enabled)).
              - A new step has V(True).
            type: bool
          force_conflicts:
            description:
              - Whether the step takes over fields that others manage
                (C(Octopus.Action.Kubernetes.ServerSideApply.ForceConflicts)).
              - A new step has V(True).
            type: bool
      run_kubectl_script: &id034
        description:
          - Runs a script that uses kubectl. The type of the action is V(Octopus.KubernetesRunScript).
        type: dict
        suboptions:
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          script_source:
            description:
              - Where the script comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          syntax:
            description:
              - The language of the script (C(Octopus.Action.Script.Syntax)).
            type: str
            choices:
              - PowerShell
              - Bash
          script_body:
            description:
              - The script itself (C(Octopus.Action.Script.ScriptBody)).
            type: str
          script_file_name:
            description:
              - The file in the package or the repository (C(Octopus.Action.Script.ScriptFileName)).
            type: str
          script_parameters:
            description:
              - The parameters for the script (C(Octopus.Action.Script.ScriptParameters)).
            type: str
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          structured_variables: *id001
          substitute_in_files: *id002
          powershell_edition: *id003
      upgrade_helm_chart: &id035
        description:
          - Installs or upgrades a Helm chart. The type of the action is V(Octopus.HelmChartUpgrade).
        type: dict
        suboptions:
          chart_source:
            description:
              - Where the chart comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Package).
            type: str
            choices:
              - Package
              - GitRepository
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          chart_directory:
            description:
              - Sets C(Octopus.Action.Helm.ChartDirectory).
            type: str
          release_name:
            description:
              - The name of the Helm release (C(Octopus.Action.Helm.ReleaseName)).
            type: str
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.Helm.Namespace)).
            type: str
          reset_values:
            description:
              - Whether values of the previous release are dropped (C(Octopus.Action.Helm.ResetValues)).
              - A new step has V(True).
            type: bool
          values_sources:
            description:
              - The sources of values, each as the API has it (C(Octopus.Action.Helm.TemplateValuesSources)).
            type: raw
          timeout:
            description:
              - How long Helm waits, for example V(5m) (C(Octopus.Action.Helm.Timeout)).
            type: str
          additional_args:
            description:
              - Further arguments for Helm (C(Octopus.Action.Helm.AdditionalArgs)).
            type: str
          custom_helm_executable:
            description:
              - Sets C(Octopus.Action.Helm.CustomHelmExecutable).
            type: str
          key_values:
            description:
              - Single values, by their names (C(Octopus.Action.Helm.KeyValues)).
            type: raw
          yaml_values:
            description:
              - Values as YAML (C(Octopus.Action.Helm.YamlValues)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
      deploy_with_kustomize: &id036
        description:
          - Applies Kubernetes manifests with Kustomize. The type of the action is V(Octopus.Kubernetes.Kustomize).
        type: dict
        suboptions:
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          overlay_path:
            description:
              - Sets C(Octopus.Action.Kubernetes.Kustomize.OverlayPath).
              - Required for a new step.
            type: str
          load_restrictor_none:
            description:
              - Sets C(Octopus.Action.Kubernetes.Kustomize.LoadRestrictorNone).
            type: bool
          substitute_in_files:
            description:
              - The feature that replaces C(#{...}) in files (C(Octopus.Action.SubstituteInFiles.TargetFiles)).
            type: list
            elements: str
          namespace:
            description:
              - The namespace of Kubernetes (C(Octopus.Action.KubernetesContainers.Namespace)).
            type: str
          resource_status_check:
            description:
              - Whether the step waits until the resources are ready (C(Octopus.Action.Kubernetes.ResourceStatusCheck)).
              - A new step has V(True).
            type: bool
          deployment_timeout:
            description:
              - The number of seconds to wait for the resources (C(Octopus.Action.Kubernetes.DeploymentTimeout)).
              - A new step has V(180).
            type: raw
          wait_for_jobs:
            description:
              - Whether the step also waits for jobs (C(Octopus.Action.Kubernetes.WaitForJobs)).
              - A new step has V(False).
            type: bool
          server_side_apply:
            description:
              - Whether manifests are applied on the server side (C(Octopus.Action.Kubernetes.ServerSideApply.Enabled)).
              - A new step has V(True).
            type: bool
          force_conflicts:
            description:
              - Whether the step takes over fields that others manage
                (C(Octopus.Action.Kubernetes.ServerSideApply.ForceConflicts)).
              - A new step has V(True).
            type: bool
      run_aws_script: &id037
        description:
          - Runs a script that uses the command line of AWS. The type of the action is V(Octopus.AwsRunScript).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(False).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
              - Required for a new step.
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          script_source:
            description:
              - Where the script comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          syntax:
            description:
              - The language of the script (C(Octopus.Action.Script.Syntax)).
            type: str
            choices:
              - PowerShell
              - Bash
          script_body:
            description:
              - The script itself (C(Octopus.Action.Script.ScriptBody)).
            type: str
          script_file_name:
            description:
              - The file in the package or the repository (C(Octopus.Action.Script.ScriptFileName)).
            type: str
          script_parameters:
            description:
              - The parameters for the script (C(Octopus.Action.Script.ScriptParameters)).
            type: str
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          structured_variables: *id001
          substitute_in_files: *id002
          powershell_edition: *id003
      deploy_cloudformation_template: &id038
        description:
          - Deploys an AWS CloudFormation template. The type of the action is V(Octopus.AwsRunCloudFormation).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(False).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
              - Required for a new step.
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          stack_name:
            description:
              - The name of the stack (C(Octopus.Action.Aws.CloudFormationStackName)).
              - Required for a new step.
            type: str
          wait_for_completion:
            description:
              - Sets C(Octopus.Action.Aws.WaitForCompletion).
              - A new step has V(True).
            type: bool
          template_source:
            description:
              - Where the template comes from. The source follows from the other options
                (C(Octopus.Action.Aws.TemplateSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - S3URL
              - GitRepository
          template:
            description:
              - The template itself, as text or as data (C(Octopus.Action.Aws.CloudFormationTemplate)).
            type: str
          template_parameters:
            description:
              - The parameters of the template (C(Octopus.Action.Aws.CloudFormationTemplateParametersRaw)).
            type: raw
          template_url:
            description:
              - Sets C(Octopus.Action.Aws.CloudFormationTemplateS3URL).
            type: str
          parameters_url:
            description:
              - Sets C(Octopus.Action.Aws.CloudFormationParametersS3URL).
            type: str
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          role_arn:
            description:
              - Sets C(Octopus.Action.Aws.CloudFormation.RoleArn).
            type: str
          iam_capabilities:
            description:
              - Sets C(Octopus.Action.Aws.IamCapabilities).
            type: raw
          tags:
            description:
              - Sets C(Octopus.Action.Aws.CloudFormation.Tags).
            type: raw
          disable_rollback:
            description:
              - Sets C(Octopus.Action.Aws.DisableRollback).
            type: bool
          change_set:
            description:
              - The feature that creates a change set instead of changing the stack at once.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the feature is on. Any other option of the feature switches it on.
                type: bool
              generate_name:
                description:
                  - Sets C(Octopus.Action.Aws.CloudFormation.ChangeSet.GenerateName).
                  - A new step has V(True).
                type: bool
              name:
                description:
                  - Sets C(Octopus.Action.Aws.CloudFormation.ChangeSet.Name).
                type: str
              defer:
                description:
                  - Sets C(Octopus.Action.Aws.CloudFormation.ChangeSet.Defer).
                type: bool
          structured_variables: *id001
          substitute_in_files: *id002
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      apply_cloudformation_change_set: &id039
        description:
          - Applies a change set to a stack of AWS CloudFormation. The type of the action is
            V(Octopus.AwsApplyCloudFormationChangeSet).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(False).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
              - Required for a new step.
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          stack_name:
            description:
              - The name of the stack (C(Octopus.Action.Aws.CloudFormationStackName)).
              - Required for a new step.
            type: str
          wait_for_completion:
            description:
              - Sets C(Octopus.Action.Aws.WaitForCompletion).
              - A new step has V(True).
            type: bool
          change_set_arn:
            description:
              - Sets C(Octopus.Action.Aws.CloudFormation.ChangeSet.Arn).
              - Required for a new step.
            type: str
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      delete_cloudformation_stack: &id040
        description:
          - Deletes a stack of AWS CloudFormation. The type of the action is V(Octopus.AwsDeleteCloudFormation).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(False).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
              - Required for a new step.
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          stack_name:
            description:
              - The name of the stack (C(Octopus.Action.Aws.CloudFormationStackName)).
              - Required for a new step.
            type: str
          wait_for_completion:
            description:
              - Sets C(Octopus.Action.Aws.WaitForCompletion).
              - A new step has V(True).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      upload_to_s3: &id041
        description:
          - Uploads a package, or files in it, to a bucket of AWS S3. The type of the action is V(Octopus.AwsUploadS3).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(False).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
              - Required for a new step.
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          bucket_name:
            description:
              - The name of the bucket (C(Octopus.Action.Aws.S3.BucketName)).
              - Required for a new step.
            type: str
          package: *id004
          target_mode:
            description:
              - Sets C(Octopus.Action.Aws.S3.TargetMode).
              - A new step has V(EntirePackage).
            type: str
            choices:
              - EntirePackage
              - FileSelections
          package_options:
            description:
              - Sets C(Octopus.Action.Aws.S3.PackageOptions).
            type: raw
          file_selections:
            description:
              - Sets C(Octopus.Action.Aws.S3.FileSelections).
            type: raw
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      create_s3_bucket: &id042
        description:
          - Creates a bucket of AWS S3. The type of the action is V(Octopus.AwsCreateS3).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(True).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
              - Required for a new step.
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          bucket_name:
            description:
              - The name of the bucket (C(Octopus.Action.Aws.S3.BucketName)).
              - Required for a new step.
            type: str
          stack_name:
            description:
              - The name of the stack (C(Octopus.Action.Aws.CloudFormationStackName)).
            type: str
          tags:
            description:
              - Sets C(Octopus.Action.Aws.CloudFormation.Tags).
            type: raw
          public_access:
            description:
              - Sets C(Octopus.Action.Aws.S3.PublicAccess).
            type: bool
          object_writer_ownership:
            description:
              - Sets C(Octopus.Action.Aws.S3.ObjectWriterOwnership).
            type: bool
      deploy_ecs_service: &id043
        description:
          - Deploys a service to AWS ECS. The type of the action is V(Octopus.AwsDeployEcsService).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(False).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          cluster_name:
            description:
              - The name of the cluster (C(Octopus.Action.Aws.Ecs.ClusterName)).
            type: str
          wait_option:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.WaitOption).
            type: raw
          tags:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Tags).
            type: raw
          service_task_name:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.ServiceTaskName).
            type: str
          stack_name:
            description:
              - The name of the stack (C(Octopus.Action.Aws.Ecs.Deploy.CFStackName)).
            type: str
          containers:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.Containers).
            type: raw
          cpu:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.Cpu).
            type: str
          memory:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.Memory).
            type: str
          desired_count:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.DesiredCount).
            type: str
          task_role:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.TaskRole).
            type: str
          task_execution_role:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.TaskExecutionRole).
            type: str
          subnet_ids:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.SubnetIds).
            type: raw
          security_group_ids:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.SecurityGroupIds).
            type: raw
          auto_assign_public_ip:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.AutoAssignPublicIp).
            type: bool
          load_balancer_mappings:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.LoadBalancerMappings).
            type: raw
          minimum_health_percent:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.MinimumHealthPercent).
            type: str
          maximum_health_percent:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.MaximumHealthPercent).
            type: str
          volumes:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.Volumes).
            type: raw
          runtime_architecture_platform:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.RuntimeArchitecturePlatform).
            type: str
          enable_ecs_managed_tags:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Deploy.EnableEcsManagedTags).
            type: bool
      update_ecs_service: &id044
        description:
          - Updates a service of AWS ECS. The type of the action is V(Octopus.AwsUpdateEcsService).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.AwsAccount.Variable)).
            type: str
          use_instance_role:
            description:
              - Whether the step uses the role of the machine instead of an account
                (C(Octopus.Action.AwsAccount.UseInstanceRole)).
              - A new step has V(False).
            type: bool
          region:
            description:
              - The region (C(Octopus.Action.Aws.Region)).
            type: str
          assume_role:
            description:
              - Whether the step assumes another role (C(Octopus.Action.Aws.AssumeRole)).
              - A new step has V(False).
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume (C(Octopus.Action.Aws.AssumedRoleArn)).
            type: str
          assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          cluster_name:
            description:
              - The name of the cluster (C(Octopus.Action.Aws.Ecs.ClusterName)).
            type: str
          wait_option:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.WaitOption).
            type: raw
          tags:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Tags).
            type: raw
          service_name:
            description:
              - The name of the service (C(Octopus.Action.Aws.Ecs.Update.ServiceName)).
            type: str
          target_task_definition_name:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Update.TargetTaskDefinitionName).
            type: str
          template_task_definition_name:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Update.TemplateTaskDefinitionName).
            type: str
          container_updates:
            description:
              - Sets C(Octopus.Action.Aws.Ecs.Update.ContainerUpdates).
            type: raw
      run_azure_script: &id045
        description:
          - Runs a script that uses the command line of Azure. The type of the action is V(Octopus.AzurePowerShell).
        type: dict
        suboptions:
          account:
            description:
              - The account, or an expression with C(#{...}) (C(Octopus.Action.Azure.AccountId)). Name, slug or ID.
              - Required for a new step.
            type: str
          script_source:
            description:
              - Where the script comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          syntax:
            description:
              - The language of the script (C(Octopus.Action.Script.Syntax)).
            type: str
            choices:
              - PowerShell
              - Bash
          script_body:
            description:
              - The script itself (C(Octopus.Action.Script.ScriptBody)).
            type: str
          script_file_name:
            description:
              - The file in the package or the repository (C(Octopus.Action.Script.ScriptFileName)).
            type: str
          script_parameters:
            description:
              - The parameters for the script (C(Octopus.Action.Script.ScriptParameters)).
            type: str
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          structured_variables: *id001
          substitute_in_files: *id002
          powershell_edition: *id003
      deploy_azure_app_service: &id046
        description:
          - Deploys a package or an image to an Azure App Service. The type of the action is V(Octopus.AzureAppService).
        type: dict
        suboptions:
          package: *id004
          deployment_type:
            description:
              - Sets C(Octopus.Action.Azure.DeploymentType).
              - A new step has V(Package).
            type: str
            choices:
              - Package
              - Container
          deployment_slot:
            description:
              - Sets C(Octopus.Action.Azure.DeploymentSlot).
            type: str
          app_settings:
            description:
              - Sets C(Octopus.Action.Azure.AppSettings).
            type: raw
          connection_strings:
            description:
              - Sets C(Octopus.Action.Azure.ConnectionStrings).
            type: raw
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          configuration_transforms: *id005
          configuration_variables: *id006
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
          powershell_edition: *id003
      deploy_azure_web_app: &id047
        description:
          - Deploys a package to an Azure web app. The type of the action is V(Octopus.AzureWebApp).
        type: dict
        suboptions:
          package: *id004
          account:
            description:
              - The account, or an expression with C(#{...}) (C(Octopus.Action.Azure.AccountId)). Name, slug or ID.
            type: str
          legacy_mode:
            description:
              - Sets C(Octopus.Action.Azure.IsLegacyMode).
            type: bool
          web_app_name:
            description:
              - Sets C(Octopus.Action.Azure.WebAppName).
            type: str
          resource_group_name:
            description:
              - The name of the resource group (C(Octopus.Action.Azure.ResourceGroupName)).
            type: str
          deployment_slot:
            description:
              - Sets C(Octopus.Action.Azure.DeploymentSlot).
            type: str
          physical_path:
            description:
              - Sets C(Octopus.Action.Azure.PhysicalPath).
            type: str
          remove_additional_files:
            description:
              - Sets C(Octopus.Action.Azure.RemoveAdditionalFiles).
            type: bool
          preserve_app_data:
            description:
              - Sets C(Octopus.Action.Azure.PreserveAppData).
            type: bool
          preserve_paths:
            description:
              - Sets C(Octopus.Action.Azure.PreservePaths).
            type: str
          app_offline:
            description:
              - Sets C(Octopus.Action.Azure.AppOffline).
            type: bool
          use_checksum:
            description:
              - Sets C(Octopus.Action.Azure.UseChecksum).
              - A new step has V(False).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          configuration_transforms: *id005
          configuration_variables: *id006
          structured_variables: *id001
          substitute_in_files: *id002
          custom_scripts: *id007
          powershell_edition: *id003
      deploy_arm_template: &id048
        description:
          - Deploys an Azure Resource Manager template. The type of the action is V(Octopus.AzureResourceGroup).
        type: dict
        suboptions:
          account:
            description:
              - The account, or an expression with C(#{...}) (C(Octopus.Action.Azure.AccountId)). Name, slug or ID.
              - Required for a new step.
            type: str
          resource_group_name:
            description:
              - The name of the resource group (C(Octopus.Action.Azure.ResourceGroupName)).
              - Required for a new step.
            type: str
          deployment_mode:
            description:
              - Sets C(Octopus.Action.Azure.ResourceGroupDeploymentMode).
              - A new step has V(Incremental).
            type: str
            choices:
              - Incremental
              - Complete
          template_source:
            description:
              - Where the template comes from. The source follows from the other options
                (C(Octopus.Action.Azure.TemplateSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          template:
            description:
              - The template itself, as text or as data (C(Octopus.Action.Azure.ResourceGroupTemplate)).
              - Required for a new step.
            type: str
          template_parameters:
            description:
              - The parameters of the template (C(Octopus.Action.Azure.ResourceGroupTemplateParameters)).
            type: raw
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          deployment_name:
            description:
              - Sets C(Octopus.Action.Azure.ResourceGroupDeploymentName).
            type: str
          deployment_timeout:
            description:
              - The number of minutes to wait for the deployment (C(Octopus.Action.Azure.ArmDeploymentTimeout)).
            type: raw
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
          structured_variables: *id001
          substitute_in_files: *id002
      deploy_bicep_template: &id049
        description:
          - Deploys a Bicep template. The type of the action is V(Octopus.AzureDeployBicepTemplate).
        type: dict
        suboptions:
          account:
            description:
              - The account, or an expression with C(#{...}) (C(Octopus.Action.Azure.AccountId)). Name, slug or ID.
              - Required for a new step.
            type: str
          resource_group_name:
            description:
              - The name of the resource group (C(Octopus.Action.Azure.ResourceGroupName)).
              - Required for a new step.
            type: str
          deployment_mode:
            description:
              - Sets C(Octopus.Action.Azure.ResourceGroupDeploymentMode).
              - A new step has V(Incremental).
            type: str
            choices:
              - Incremental
              - Complete
          template_source:
            description:
              - Where the template comes from. The source follows from the other options
                (C(Octopus.Action.Azure.TemplateSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          resource_group_location:
            description:
              - Sets C(Octopus.Action.Azure.ResourceGroupLocation).
            type: str
          template:
            description:
              - The template itself, as text or as data (C(Octopus.Action.Azure.BicepTemplateSourceCode)).
            type: str
          template_file:
            description:
              - Sets C(Octopus.Action.Azure.BicepTemplateFile).
            type: str
          template_parameters:
            description:
              - The parameters of the template (C(Octopus.Action.Azure.BicepTemplateParameters)).
            type: raw
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      run_gcloud_script: &id050
        description:
          - Runs a script that uses the command line of Google Cloud. The type of the action is
            V(Octopus.GoogleCloudScripting).
        type: dict
        suboptions:
          account_variable:
            description:
              - The name of the variable with the account (C(Octopus.Action.GoogleCloudAccount.Variable)).
            type: str
          use_vm_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.UseVMServiceAccount).
              - A new step has V(True).
            type: bool
          impersonate_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ImpersonateServiceAccount).
              - A new step has V(False).
            type: bool
          service_account_emails:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ServiceAccountEmails).
            type: str
          project_id:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Project).
            type: str
          region:
            description:
              - The region (C(Octopus.Action.GoogleCloud.Region)).
            type: str
          zone:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Zone).
            type: str
          script_source:
            description:
              - Where the script comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          syntax:
            description:
              - The language of the script (C(Octopus.Action.Script.Syntax)).
            type: str
            choices:
              - PowerShell
              - Bash
          script_body:
            description:
              - The script itself (C(Octopus.Action.Script.ScriptBody)).
            type: str
          script_file_name:
            description:
              - The file in the package or the repository (C(Octopus.Action.Script.ScriptFileName)).
            type: str
          script_parameters:
            description:
              - The parameters for the script (C(Octopus.Action.Script.ScriptParameters)).
            type: str
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      terraform_apply: &id051
        description:
          - Applies a Terraform template. The type of the action is V(Octopus.TerraformApply).
        type: dict
        suboptions:
          template_source:
            description:
              - Where the template comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          template:
            description:
              - The template itself, as text or as data (C(Octopus.Action.Terraform.Template)).
            type: str
          template_parameters:
            description:
              - The parameters of the template (C(Octopus.Action.Terraform.TemplateParameters)).
            type: raw
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          template_directory:
            description:
              - Sets C(Octopus.Action.Terraform.TemplateDirectory).
            type: str
          run_automatic_file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.RunAutomaticFileSubstitution).
              - A new step has V(True).
            type: bool
          file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.FileSubstitution).
            type: list
            elements: str
          var_files:
            description:
              - Sets C(Octopus.Action.Terraform.VarFiles).
            type: list
            elements: str
          workspace:
            description:
              - Sets C(Octopus.Action.Terraform.Workspace).
            type: str
          plugins_directory:
            description:
              - Sets C(Octopus.Action.Terraform.PluginsDirectory).
            type: str
          allow_plugin_downloads:
            description:
              - Sets C(Octopus.Action.Terraform.AllowPluginDownloads).
              - A new step has V(True).
            type: bool
          custom_terraform_executable:
            description:
              - Sets C(Octopus.Action.Terraform.CustomTerraformExecutable).
            type: str
          additional_init_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalInitParams).
            type: str
          additional_action_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalActionParams).
            type: str
          attach_log_file:
            description:
              - Sets C(Octopus.Action.Terraform.AttachLogFile).
            type: bool
          env_variables:
            description:
              - Sets C(Octopus.Action.Terraform.EnvVariables).
            type: raw
          managed_account:
            description:
              - Sets C(Octopus.Action.Terraform.ManagedAccount).
              - A new step has V(None).
            type: str
            choices:
              - None
              - AWS
          aws_account_variable:
            description:
              - Sets C(Octopus.Action.AwsAccount.Variable).
            type: str
          aws_use_instance_role:
            description:
              - Sets C(Octopus.Action.AwsAccount.UseInstanceRole).
            type: bool
          aws_region:
            description:
              - Sets C(Octopus.Action.Aws.Region).
            type: str
          aws_assume_role:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRole).
            type: bool
          aws_assumed_role_arn:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleArn).
            type: str
          aws_assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          aws_assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          aws_assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          azure_account:
            description:
              - The Azure account, or an expression with C(#{...}) (C(Octopus.Action.Terraform.AzureAccount)).
              - A new step has V(False).
            type: bool
          azure_account_variable:
            description:
              - Sets C(Octopus.Action.AzureAccount.Variable).
            type: str
          google_cloud_account:
            description:
              - Sets C(Octopus.Action.Terraform.GoogleCloudAccount).
              - A new step has V(False).
            type: bool
          google_account_variable:
            description:
              - Sets C(Octopus.Action.GoogleCloudAccount.Variable).
            type: str
          google_use_vm_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.UseVMServiceAccount).
              - A new step has V(True).
            type: bool
          google_impersonate_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ImpersonateServiceAccount).
              - A new step has V(False).
            type: bool
          google_service_account_emails:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ServiceAccountEmails).
            type: str
          google_project_id:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Project).
            type: str
          google_region:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Region).
            type: str
          google_zone:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Zone).
            type: str
          plan_json_output:
            description:
              - Sets C(Octopus.Action.Terraform.PlanJsonOutput).
              - A new step has V(False).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      terraform_destroy: &id052
        description:
          - Destroys the resources that a Terraform template describes. The type of the action is
            V(Octopus.TerraformDestroy).
        type: dict
        suboptions:
          template_source:
            description:
              - Where the template comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          template:
            description:
              - The template itself, as text or as data (C(Octopus.Action.Terraform.Template)).
            type: str
          template_parameters:
            description:
              - The parameters of the template (C(Octopus.Action.Terraform.TemplateParameters)).
            type: raw
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          template_directory:
            description:
              - Sets C(Octopus.Action.Terraform.TemplateDirectory).
            type: str
          run_automatic_file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.RunAutomaticFileSubstitution).
              - A new step has V(True).
            type: bool
          file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.FileSubstitution).
            type: list
            elements: str
          var_files:
            description:
              - Sets C(Octopus.Action.Terraform.VarFiles).
            type: list
            elements: str
          workspace:
            description:
              - Sets C(Octopus.Action.Terraform.Workspace).
            type: str
          plugins_directory:
            description:
              - Sets C(Octopus.Action.Terraform.PluginsDirectory).
            type: str
          allow_plugin_downloads:
            description:
              - Sets C(Octopus.Action.Terraform.AllowPluginDownloads).
              - A new step has V(True).
            type: bool
          custom_terraform_executable:
            description:
              - Sets C(Octopus.Action.Terraform.CustomTerraformExecutable).
            type: str
          additional_init_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalInitParams).
            type: str
          additional_action_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalActionParams).
            type: str
          attach_log_file:
            description:
              - Sets C(Octopus.Action.Terraform.AttachLogFile).
            type: bool
          env_variables:
            description:
              - Sets C(Octopus.Action.Terraform.EnvVariables).
            type: raw
          managed_account:
            description:
              - Sets C(Octopus.Action.Terraform.ManagedAccount).
              - A new step has V(None).
            type: str
            choices:
              - None
              - AWS
          aws_account_variable:
            description:
              - Sets C(Octopus.Action.AwsAccount.Variable).
            type: str
          aws_use_instance_role:
            description:
              - Sets C(Octopus.Action.AwsAccount.UseInstanceRole).
            type: bool
          aws_region:
            description:
              - Sets C(Octopus.Action.Aws.Region).
            type: str
          aws_assume_role:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRole).
            type: bool
          aws_assumed_role_arn:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleArn).
            type: str
          aws_assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          aws_assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          aws_assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          azure_account:
            description:
              - The Azure account, or an expression with C(#{...}) (C(Octopus.Action.Terraform.AzureAccount)).
              - A new step has V(False).
            type: bool
          azure_account_variable:
            description:
              - Sets C(Octopus.Action.AzureAccount.Variable).
            type: str
          google_cloud_account:
            description:
              - Sets C(Octopus.Action.Terraform.GoogleCloudAccount).
              - A new step has V(False).
            type: bool
          google_account_variable:
            description:
              - Sets C(Octopus.Action.GoogleCloudAccount.Variable).
            type: str
          google_use_vm_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.UseVMServiceAccount).
              - A new step has V(True).
            type: bool
          google_impersonate_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ImpersonateServiceAccount).
              - A new step has V(False).
            type: bool
          google_service_account_emails:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ServiceAccountEmails).
            type: str
          google_project_id:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Project).
            type: str
          google_region:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Region).
            type: str
          google_zone:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Zone).
            type: str
          plan_json_output:
            description:
              - Sets C(Octopus.Action.Terraform.PlanJsonOutput).
              - A new step has V(False).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      terraform_plan: &id053
        description:
          - Plans to apply a Terraform template. The type of the action is V(Octopus.TerraformPlan).
        type: dict
        suboptions:
          template_source:
            description:
              - Where the template comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          template:
            description:
              - The template itself, as text or as data (C(Octopus.Action.Terraform.Template)).
            type: str
          template_parameters:
            description:
              - The parameters of the template (C(Octopus.Action.Terraform.TemplateParameters)).
            type: raw
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          template_directory:
            description:
              - Sets C(Octopus.Action.Terraform.TemplateDirectory).
            type: str
          run_automatic_file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.RunAutomaticFileSubstitution).
              - A new step has V(True).
            type: bool
          file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.FileSubstitution).
            type: list
            elements: str
          var_files:
            description:
              - Sets C(Octopus.Action.Terraform.VarFiles).
            type: list
            elements: str
          workspace:
            description:
              - Sets C(Octopus.Action.Terraform.Workspace).
            type: str
          plugins_directory:
            description:
              - Sets C(Octopus.Action.Terraform.PluginsDirectory).
            type: str
          allow_plugin_downloads:
            description:
              - Sets C(Octopus.Action.Terraform.AllowPluginDownloads).
              - A new step has V(True).
            type: bool
          custom_terraform_executable:
            description:
              - Sets C(Octopus.Action.Terraform.CustomTerraformExecutable).
            type: str
          additional_init_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalInitParams).
            type: str
          additional_action_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalActionParams).
            type: str
          attach_log_file:
            description:
              - Sets C(Octopus.Action.Terraform.AttachLogFile).
            type: bool
          env_variables:
            description:
              - Sets C(Octopus.Action.Terraform.EnvVariables).
            type: raw
          managed_account:
            description:
              - Sets C(Octopus.Action.Terraform.ManagedAccount).
              - A new step has V(None).
            type: str
            choices:
              - None
              - AWS
          aws_account_variable:
            description:
              - Sets C(Octopus.Action.AwsAccount.Variable).
            type: str
          aws_use_instance_role:
            description:
              - Sets C(Octopus.Action.AwsAccount.UseInstanceRole).
            type: bool
          aws_region:
            description:
              - Sets C(Octopus.Action.Aws.Region).
            type: str
          aws_assume_role:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRole).
            type: bool
          aws_assumed_role_arn:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleArn).
            type: str
          aws_assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          aws_assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          aws_assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          azure_account:
            description:
              - The Azure account, or an expression with C(#{...}) (C(Octopus.Action.Terraform.AzureAccount)).
              - A new step has V(False).
            type: bool
          azure_account_variable:
            description:
              - Sets C(Octopus.Action.AzureAccount.Variable).
            type: str
          google_cloud_account:
            description:
              - Sets C(Octopus.Action.Terraform.GoogleCloudAccount).
              - A new step has V(False).
            type: bool
          google_account_variable:
            description:
              - Sets C(Octopus.Action.GoogleCloudAccount.Variable).
            type: str
          google_use_vm_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.UseVMServiceAccount).
              - A new step has V(True).
            type: bool
          google_impersonate_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ImpersonateServiceAccount).
              - A new step has V(False).
            type: bool
          google_service_account_emails:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ServiceAccountEmails).
            type: str
          google_project_id:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Project).
            type: str
          google_region:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Region).
            type: str
          google_zone:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Zone).
            type: str
          plan_json_output:
            description:
              - Sets C(Octopus.Action.Terraform.PlanJsonOutput).
              - A new step has V(False).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      terraform_plan_destroy: &id054
        description:
          - Plans to destroy the resources that a Terraform template describes. The type of the action is
            V(Octopus.TerraformPlanDestroy).
        type: dict
        suboptions:
          template_source:
            description:
              - Where the template comes from. The source follows from the other options
                (C(Octopus.Action.Script.ScriptSource)).
              - A new step has V(Inline).
            type: str
            choices:
              - Inline
              - Package
              - GitRepository
          template:
            description:
              - The template itself, as text or as data (C(Octopus.Action.Terraform.Template)).
            type: str
          template_parameters:
            description:
              - The parameters of the template (C(Octopus.Action.Terraform.TemplateParameters)).
            type: raw
          package: *id009
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          template_directory:
            description:
              - Sets C(Octopus.Action.Terraform.TemplateDirectory).
            type: str
          run_automatic_file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.RunAutomaticFileSubstitution).
              - A new step has V(True).
            type: bool
          file_substitution:
            description:
              - Sets C(Octopus.Action.Terraform.FileSubstitution).
            type: list
            elements: str
          var_files:
            description:
              - Sets C(Octopus.Action.Terraform.VarFiles).
            type: list
            elements: str
          workspace:
            description:
              - Sets C(Octopus.Action.Terraform.Workspace).
            type: str
          plugins_directory:
            description:
              - Sets C(Octopus.Action.Terraform.PluginsDirectory).
            type: str
          allow_plugin_downloads:
            description:
              - Sets C(Octopus.Action.Terraform.AllowPluginDownloads).
              - A new step has V(True).
            type: bool
          custom_terraform_executable:
            description:
              - Sets C(Octopus.Action.Terraform.CustomTerraformExecutable).
            type: str
          additional_init_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalInitParams).
            type: str
          additional_action_params:
            description:
              - Sets C(Octopus.Action.Terraform.AdditionalActionParams).
            type: str
          attach_log_file:
            description:
              - Sets C(Octopus.Action.Terraform.AttachLogFile).
            type: bool
          env_variables:
            description:
              - Sets C(Octopus.Action.Terraform.EnvVariables).
            type: raw
          managed_account:
            description:
              - Sets C(Octopus.Action.Terraform.ManagedAccount).
              - A new step has V(None).
            type: str
            choices:
              - None
              - AWS
          aws_account_variable:
            description:
              - Sets C(Octopus.Action.AwsAccount.Variable).
            type: str
          aws_use_instance_role:
            description:
              - Sets C(Octopus.Action.AwsAccount.UseInstanceRole).
            type: bool
          aws_region:
            description:
              - Sets C(Octopus.Action.Aws.Region).
            type: str
          aws_assume_role:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRole).
            type: bool
          aws_assumed_role_arn:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleArn).
            type: str
          aws_assumed_role_session:
            description:
              - Sets C(Octopus.Action.Aws.AssumedRoleSession).
            type: str
          aws_assume_role_session_duration_seconds:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleSessionDurationSeconds).
            type: raw
          aws_assume_role_external_id:
            description:
              - Sets C(Octopus.Action.Aws.AssumeRoleExternalId).
            type: str
          azure_account:
            description:
              - The Azure account, or an expression with C(#{...}) (C(Octopus.Action.Terraform.AzureAccount)).
              - A new step has V(False).
            type: bool
          azure_account_variable:
            description:
              - Sets C(Octopus.Action.AzureAccount.Variable).
            type: str
          google_cloud_account:
            description:
              - Sets C(Octopus.Action.Terraform.GoogleCloudAccount).
              - A new step has V(False).
            type: bool
          google_account_variable:
            description:
              - Sets C(Octopus.Action.GoogleCloudAccount.Variable).
            type: str
          google_use_vm_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.UseVMServiceAccount).
              - A new step has V(True).
            type: bool
          google_impersonate_service_account:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ImpersonateServiceAccount).
              - A new step has V(False).
            type: bool
          google_service_account_emails:
            description:
              - Sets C(Octopus.Action.GoogleCloud.ServiceAccountEmails).
            type: str
          google_project_id:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Project).
            type: str
          google_region:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Region).
            type: str
          google_zone:
            description:
              - Sets C(Octopus.Action.GoogleCloud.Zone).
            type: str
          plan_json_output:
            description:
              - Sets C(Octopus.Action.Terraform.PlanJsonOutput).
              - A new step has V(False).
            type: bool
          use_bundled_tooling:
            description:
              - Whether the step uses the tools that come with Octopus Server (C(OctopusUseBundledTooling)).
              - A new step has V(False).
            type: bool
      update_argo_cd_image_tags: &id055
        description:
          - Commits the tags of images to the repositories of Argo CD applications. The type of the action is
            V(Octopus.ArgoCDUpdateImageTags).
        type: dict
        suboptions:
          commit_method:
            description:
              - Sets C(Octopus.Action.ArgoCD.CommitMethod).
              - A new step has V(DirectCommit).
            type: str
            choices:
              - DirectCommit
              - PullRequest
              - PerEnvironment
          pull_request_environments:
            description:
              - Sets C(Octopus.Action.ArgoCD.PullRequest.Environments). Names, slugs or IDs.
            type: list
            elements: str
          commit_message_summary:
            description:
              - Sets C(Octopus.Action.ArgoCD.CommitMessageSummary).
            type: str
          commit_message_description:
            description:
              - Sets C(Octopus.Action.ArgoCD.CommitMessageDescription).
            type: str
          verification_method:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Method).
              - A new step has V(CommitCreated).
            type: str
            choices:
              - CommitCreated
              - PullRequestMerged
              - ArgoCDApplicationHealthy
          verification_timeout:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Timeout).
            type: raw
          sync_mode:
            description:
              - Sets C(Octopus.Action.ArgoCD.Sync.Mode).
            type: str
            choices:
              - Disabled
              - AllEnvironments
              - PerEnvironment
          sync_environments:
            description:
              - Sets C(Octopus.Action.ArgoCD.Sync.Environments). Names, slugs or IDs.
            type: list
            elements: str
          push_retry_attempts:
            description:
              - Sets C(Octopus.Action.ArgoCD.PushRetryAttempts).
            type: raw
      update_argo_cd_manifests: &id056
        description:
          - Commits manifests to the repositories of Argo CD applications. The type of the action is
            V(Octopus.ArgoCDUpdateManifests).
        type: dict
        suboptions:
          git_source:
            description:
              - The repository with the files, either the project's own (V(Project)) or that of C(git_dependency)
                (V(External)) (C(Octopus.Action.GitRepository.Source)).
            type: str
            choices:
              - Project
              - External
          git_dependency: *id010
          input_path:
            description:
              - Sets C(Octopus.Action.ArgoCD.InputPath).
              - Required for a new step.
            type: str
          purge_output_folder:
            description:
              - Sets C(Octopus.Action.ArgoCD.PurgeOutputFolder).
            type: bool
          commit_method:
            description:
              - Sets C(Octopus.Action.ArgoCD.CommitMethod).
              - A new step has V(DirectCommit).
            type: str
            choices:
              - DirectCommit
              - PullRequest
              - PerEnvironment
          pull_request_environments:
            description:
              - Sets C(Octopus.Action.ArgoCD.PullRequest.Environments). Names, slugs or IDs.
            type: list
            elements: str
          commit_message_summary:
            description:
              - Sets C(Octopus.Action.ArgoCD.CommitMessageSummary).
            type: str
          commit_message_description:
            description:
              - Sets C(Octopus.Action.ArgoCD.CommitMessageDescription).
            type: str
          verification_method:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Method).
              - A new step has V(CommitCreated).
            type: str
            choices:
              - CommitCreated
              - PullRequestMerged
              - ArgoCDApplicationHealthy
          verification_timeout:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Timeout).
            type: raw
          sync_mode:
            description:
              - Sets C(Octopus.Action.ArgoCD.Sync.Mode).
            type: str
            choices:
              - Disabled
              - AllEnvironments
              - PerEnvironment
          sync_environments:
            description:
              - Sets C(Octopus.Action.ArgoCD.Sync.Environments). Names, slugs or IDs.
            type: list
            elements: str
          push_retry_attempts:
            description:
              - Sets C(Octopus.Action.ArgoCD.PushRetryAttempts).
            type: raw
      trigger_argo_cd_sync: &id057
        description:
          - Has Argo CD synchronise applications. The type of the action is V(Octopus.TriggerArgoCDSync).
        type: dict
        suboptions:
          sync_mode:
            description:
              - Sets C(Octopus.Action.ArgoCD.Sync.Mode).
              - A new step has V(AllEnvironments).
            type: str
            choices:
              - Disabled
              - AllEnvironments
              - PerEnvironment
          sync_environments:
            description:
              - Sets C(Octopus.Action.ArgoCD.Sync.Environments). Names, slugs or IDs.
            type: list
            elements: str
      verify_argo_cd_application: &id058
        description:
          - Waits until applications of Argo CD are healthy. The type of the action is
            V(Octopus.VerifyArgoCDApplicationHealthy).
        type: dict
        suboptions:
          verification_method:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Method).
              - A new step has V(ArgoCDApplicationHealthy).
            type: str
            choices:
              - ArgoCDApplicationHealthy
              - CommitCreated
              - PullRequestMerged
          verification_timeout:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Timeout).
              - A new step has V(180).
            type: raw
      wait_for_argo_cd_pull_requests: &id059
        description:
          - Waits until the pull requests of Argo CD steps are merged. The type of the action is
            V(Octopus.WaitForArgoCDPullRequestsMerged).
        type: dict
        suboptions:
          commit_method:
            description:
              - Sets C(Octopus.Action.ArgoCD.CommitMethod).
              - A new step has V(DirectCommit).
            type: str
            choices:
              - DirectCommit
              - PullRequest
              - PerEnvironment
          pull_request_environments:
            description:
              - Sets C(Octopus.Action.ArgoCD.PullRequest.Environments). Names, slugs or IDs.
            type: list
            elements: str
          verification_method:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Method).
              - A new step has V(PullRequestMerged).
            type: str
            choices:
              - PullRequestMerged
              - CommitCreated
              - ArgoCDApplicationHealthy
          verification_timeout:
            description:
              - Sets C(Octopus.Action.ArgoCD.StepVerification.Timeout).
            type: raw
      manual_intervention: &id060
        description:
          - Waits until somebody has approved the deployment. The type of the action is V(Octopus.Manual).
        type: dict
        suboptions:
          instructions:
            description:
              - The instructions for the people who approve the deployment (C(Octopus.Action.Manual.Instructions)).
              - Required for a new step.
            type: str
          responsible_teams:
            description:
              - The teams whose members can approve. If no team is given, anybody can approve. Names, IDs or
                expressions.
            type: list
            elements: str
          block_concurrent_deployments:
            description:
              - Whether other deployments of the project wait until the step is over
                (C(Octopus.Action.Manual.BlockConcurrentDeployments)).
              - A new step has V(False).
            type: bool
      send_email: &id061
        description:
          - Sends an e-mail. The type of the action is V(Octopus.Email).
        type: dict
        suboptions:
          to:
            description:
              - The addresses, with commas between them (C(Octopus.Action.Email.To)).
            type: str
          to_teams:
            description:
              - The teams that get the e-mail. Names, IDs or expressions.
            type: list
            elements: str
          cc:
            description:
              - The addresses that get a copy (C(Octopus.Action.Email.CC)).
            type: str
          cc_teams:
            description:
              - The teams that get a copy. Names, IDs or expressions.
            type: list
            elements: str
          bcc:
            description:
              - The addresses that get a hidden copy (C(Octopus.Action.Email.Bcc)).
            type: str
          bcc_teams:
            description:
              - The teams that get a hidden copy. Names, IDs or expressions.
            type: list
            elements: str
          subject:
            description:
              - The subject (C(Octopus.Action.Email.Subject)).
              - Required for a new step.
            type: str
          body:
            description:
              - The text (C(Octopus.Action.Email.Body)).
            type: str
          is_html:
            description:
              - Whether the text is HTML (C(Octopus.Action.Email.IsHtml)).
              - A new step has V(False).
            type: bool
          priority:
            description:
              - Sets C(Octopus.Action.Email.Priority).
              - A new step has V(Normal).
            type: str
            choices:
              - Normal
              - Low
              - High
      health_check: &id062
        description:
          - Checks the health of the deployment targets. The type of the action is V(Octopus.HealthCheck).
        type: dict
        suboptions:
          check_type:
            description:
              - Whether the step does a full health check, or only tests the connection
                (C(Octopus.Action.HealthCheck.Type)).
              - A new step has V(FullHealthCheck).
            type: str
            choices:
              - FullHealthCheck
              - ConnectionTest
          error_handling:
            description:
              - Whether unhealthy targets make the step fail (C(Octopus.Action.HealthCheck.ErrorHandling)).
              - A new step has V(TreatExceptionsAsErrors).
            type: str
            choices:
              - TreatExceptionsAsErrors
              - TreatExceptionsAsWarnings
          include_machines:
            description:
              - Whether targets that have become healthy join the deployment
                (C(Octopus.Action.HealthCheck.IncludeMachinesInDeployment)).
              - A new step has V(DoNotAlterMachines).
            type: str
            choices:
              - DoNotAlterMachines
              - IncludeCheckedMachines
      deploy_release: &id063
        description:
          - Deploys a release of another project. The type of the action is V(Octopus.DeployRelease).
        type: dict
        suboptions:
          project:
            description:
              - The project (C(Octopus.Action.DeployRelease.ProjectId)). Name, slug or ID.
              - Required for a new step.
            type: str
          deployment_condition:
            description:
              - When the release is deployed (C(Octopus.Action.DeployRelease.DeploymentCondition)).
              - A new step has V(Always).
            type: str
            choices:
              - Always
              - IfNotCurrentVersion
              - IfNewer
          variables:
            description:
              - The values of prompted variables, by their names (C(Octopus.Action.DeployRelease.Variables)).
            type: dict
          release_version:
            description:
              - The version of the release. If no version is given, the person who creates the deployment chooses a
                version (C(Octopus.Action.DeployRelease.ReleaseVersion)).
            type: str
      run_step_template: &id064
        description:
          - Runs a step template. The step is a copy of one version of the template.
        type: dict
        suboptions:
          template:
            description:
              - The step template. Name, slug or ID.
            type: str
          version:
            description:
              - The version of the template, or V(latest), which also updates an existing step. A new step has the
                newest version by default, an existing step keeps its own.
            type: str
          parameters:
            description:
              - The values of parameters that are not secrets, by their names. A parameter that holds a document is
                given by the document's name.
            type: dict
          sensitive_parameters:
            description:
              - The values of parameters that are secrets, by their names.
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: dict
          packages:
            description:
              - The packages for the package parameters of the template.
            type: list
            elements: dict
            suboptions:
              name:
                description:
                  - The name of the package in the template.
                type: str
                required: true
              package_id:
                description:
                  - The ID of the package in its feed, or an expression with C(#{...}).
                type: str
              feed:
                description:
                  - The feed, or an expression with C(#{...}). Name, slug or ID.
                type: str
              acquisition_location:
                description:
                  - Who downloads the package, V(Server), V(ExecutionTarget) or nobody (V(NotAcquired)), or an
                    expression with C(#{...}).
                type: str
              properties:
                description:
                  - Further properties of the package, for example C(Extract) or C(SelectionMode).
                type: dict
              version:
                description:
                  - The version that is always used. An empty string leaves the choice to each release. Requires Octopus
                    Server 2024.4 or newer.
                type: str
      use_process_template: &id065
        description:
          - Runs the steps of a process template of the platform hub. The type of the action is
            V(Octopus.ProcessTemplate).
        type: dict
        suboptions:
          slug:
            description:
              - The slug of the process template (C(Octopus.Action.ProcessTemplate.Reference.Slug)).
              - Required for a new step.
            type: str
          version_mask:
            description:
              - The versions of the process template that the step may use, for example V(1.X)
                (C(Octopus.Action.ProcessTemplate.Reference.VersionMask)).
            type: str
          parameters:
            description:
              - The values of parameters that are not secrets, by their names. A parameter that holds a document is
                given by the document's name.
            type: dict
          sensitive_parameters:
            description:
              - The values of parameters that are secrets, by their names.
              - The server never shows the secret, so that it can't be compared; O(update_secrets) says when it is sent.
            type: dict
      # End of the typed options.
      action_type: &action_type
        description:
          - The type of an action without a typed option, for example V(Octopus.Script). A new action needs exactly one
            type, either a typed option, such as O(steps[].run_script), or O(steps[].action_type).
        type: str
      properties: &properties
        description:
          - The properties of the action, by the name that the API has for them, for example
            C(Octopus.Action.Script.ScriptBody). A property that is not given keeps the server's value.
          - A whole number, C(true) and C(false) become text as they are in Octopus. A list or a dictionary becomes
            JSON, and is compared as JSON. An empty string clears the property.
          - Together with a typed option, O(steps[].properties) holds the properties that the typed option does not set,
            and values that it does not accept, such as an expression in place of V(true).
          - A property that is a secret is refused. Give it in O(steps[].sensitive_properties), or with its typed
            option.
          - 'Properties that hold IDs are given by name: C(Octopus.Action.Azure.AccountId),
            C(Octopus.Action.DeployRelease.ProjectId), C(Octopus.Action.Package.FeedId), C(Octopus.Action.Template.Id),
            and the teams of C(Octopus.Action.Manual.ResponsibleTeamIds) and of e-mails, with commas between them.'
        type: dict
      sensitive_properties: &sensitive_properties
        description:
          - The properties that are secrets. The server never shows them, so they can't be compared; O(update_secrets)
            says when they are sent. V(<no secret>) clears a property.
        type: dict
      exact: &exact
        description:
          - Whether properties that are not given are removed. The properties that the server adds by itself, and
            properties that other options set, always stay. Needs O(steps[].properties) or a typed option.
        type: bool
      run_on_server: &run_on_server
        description:
          - Whether the action runs on the server or on a worker (C(Octopus.Action.RunOnServer)), instead of on the
            deployment targets.
        type: bool
      environments: &environments
        description:
          - The environments in which the action runs. Names, slugs or IDs. An empty list means all environments.
        type: list
        elements: str
      excluded_environments: &excluded_environments
        description:
          - The environments in which the action is skipped. Names, slugs or IDs.
        type: list
        elements: str
      channels: &channels
        description:
          - The channels of the project for whose releases the action runs. Names, slugs or IDs. An empty list means all
            channels.
        type: list
        elements: str
      tenant_tags: &tenant_tags
        description:
          - The tags of the tenants for which the action runs, each written as C(tag set/tag). An empty list means all
            tenants.
        type: list
        elements: str
      worker_pool: &worker_pool
        description:
          - The worker pool whose workers run the action. Name, slug or ID. An empty string means the default pool.
        type: str
      worker_pool_variable: &worker_pool_variable
        description:
          - The name of the variable that chooses the worker pool. An empty string clears it.
        type: str
      container: &container
        description:
          - The container in which the action runs. An empty dictionary removes it.
        type: dict
        suboptions:
          image:
            description:
              - The image, with its tag. An empty string clears it.
            type: str
          feed:
            description:
              - The feed that has the image. Name, slug or ID.
            type: str
          git_url:
            description:
              - The Git repository from which the image is built. Requires Octopus Server 2023.4 or newer.
            type: str
          dockerfile:
            description:
              - The path of the Dockerfile in the Git repository. Requires Octopus Server 2023.4 or newer.
            type: str
      packages: &packages
        description:
          - All packages that the action uses. The package of a typed option stays, unless an entry with an empty name
            replaces it.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - The name of the package in the action. The primary package has an empty name.
            type: str
            required: true
          package_id:
            description:
              - The ID of the package in its feed, or an expression with C(#{...}).
            type: str
          feed:
            description:
              - The feed. Name, slug or ID, or an expression with C(#{...}).
            type: str
          acquisition_location:
            description:
              - Who downloads the package, V(Server), V(ExecutionTarget) or nobody (V(NotAcquired)), or an expression
                with C(#{...}).
            type: str
          version:
            description:
              - The version that is always used. An empty string leaves the choice to each release. Requires Octopus
                Server 2024.4 or newer.
            type: str
          properties:
            description:
              - Further properties of the package, for example C(Extract) or C(SelectionMode).
            type: dict
      git_dependencies: &git_dependencies
        description:
          - All Git repositories that the action uses. The repository of a typed option stays, unless an entry with an
            empty name replaces it. Requires Octopus Server 2023.4 or newer.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - The name of the repository in the action. The primary repository has an empty name.
            type: str
            required: true
          repository_uri:
            description:
              - The address of the repository. Required for a new entry.
            type: str
          default_branch:
            description:
              - The branch that is used if a release does not choose another branch. Required for a new entry.
            type: str
          git_credential_type:
            description:
              - How the server signs in to the repository, for example V(Anonymous), V(Library) or V(GitHub). Required
                for a new entry.
            type: str
          git_credential:
            description:
              - The Git credential, for the type V(Library). Name, slug or ID.
            type: str
          git_hub_connection_id:
            description:
              - The ID of the GitHub connection, for the type V(GitHub).
            type: str
          file_path_filters:
            description:
              - The files whose changes create a release.
            type: list
            elements: str
      notes: &notes
        description:
          - The notes about the action. An empty string clears them.
        type: str
      is_required: &is_required
        description:
          - Whether people can't skip the action when they deploy.
        type: bool
      is_disabled: &is_disabled
        description:
          - Whether the action is disabled.
        type: bool
      actions:
        description:
          - All actions of a step with several actions, in order. An action that moves here from another step of the
            task keeps its ID.
          - O(steps[].actions) can't be given together with the options of a single action.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - The name of the action. Two actions of a process can't have the same name.
            type: str
            required: true
          new_name:
            description:
              - The name that the action is to have.
            type: str
          condition:
            description:
              - The condition for running the action. V(Variable) needs O(steps[].actions[].condition_expression).
            type: str
            choices: [Success, Variable]
          condition_expression:
            description:
              - The expression that decides whether the action runs.
            type: str
          # Typed options, written by make kinds.
          run_script: *id011
          deploy_package: *id012
          transfer_package: *id013
          deploy_to_iis: *id014
          deploy_windows_service: *id015
          deploy_to_nginx: *id016
          deploy_java_archive: *id017
          deploy_to_tomcat: *id018
          change_tomcat_application: *id019
          deploy_to_wildfly: *id020
          change_wildfly_application: *id021
          run_docker_container: *id022
          stop_docker_resources: *id023
          create_docker_network: *id024
          import_certificate: *id025
          deploy_java_keystore: *id026
          deploy_tomcat_certificate: *id027
          deploy_kubernetes_yaml: *id028
          deploy_kubernetes_containers: *id029
          deploy_kubernetes_config_map: *id030
          deploy_kubernetes_secret: *id031
          deploy_kubernetes_service: *id032
          deploy_kubernetes_ingress: *id033
          run_kubectl_script: *id034
          upgrade_helm_chart: *id035
          deploy_with_kustomize: *id036
          run_aws_script: *id037
          deploy_cloudformation_template: *id038
          apply_cloudformation_change_set: *id039
          delete_cloudformation_stack: *id040
          upload_to_s3: *id041
          create_s3_bucket: *id042
          deploy_ecs_service: *id043
          update_ecs_service: *id044
          run_azure_script: *id045
          deploy_azure_app_service: *id046
          deploy_azure_web_app: *id047
          deploy_arm_template: *id048
          deploy_bicep_template: *id049
          run_gcloud_script: *id050
          terraform_apply: *id051
          terraform_destroy: *id052
          terraform_plan: *id053
          terraform_plan_destroy: *id054
          update_argo_cd_image_tags: *id055
          update_argo_cd_manifests: *id056
          trigger_argo_cd_sync: *id057
          verify_argo_cd_application: *id058
          wait_for_argo_cd_pull_requests: *id059
          manual_intervention: *id060
          send_email: *id061
          health_check: *id062
          deploy_release: *id063
          run_step_template: *id064
          use_process_template: *id065
          # End of the typed options.
          action_type: *action_type
          properties: *properties
          sensitive_properties: *sensitive_properties
          exact: *exact
          run_on_server: *run_on_server
          environments: *environments
          excluded_environments: *excluded_environments
          channels: *channels
          tenant_tags: *tenant_tags
          worker_pool: *worker_pool
          worker_pool_variable: *worker_pool_variable
          container: *container
          packages: *packages
          git_dependencies: *git_dependencies
          notes: *notes
          is_required: *is_required
          is_disabled: *is_disabled
      state:
        description:
          - V(absent) removes the step. With O(mode=replace), leaving the entry out has the same effect.
        type: str
        choices:
          - present
          - absent
        default: present
      after:
        description:
          - The step after which a new step is placed, with O(mode=merge). An existing step stays where it is. A new
            step with neither O(steps[].after) nor O(steps[].before) becomes the last step. Several new steps after the
            same step have the order of the list.
        type: str
      before:
        description:
          - The step before which a new step is placed, with O(mode=merge).
        type: str
"""
