// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// Package judged names what is run against the emulator, so that go.mod and go.sum hold all that it needs.
package judged

import _ "github.com/OctopusDeploy/go-octopusdeploy/v2/test/e2e"
