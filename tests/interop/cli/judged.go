// Copyright: (c) 2026, The octopus.deploy maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

//go:build judged

// Package judged names the program that is run against the emulator, so that go.mod and go.sum hold all that it needs.
package judged

import _ "github.com/OctopusDeploy/cli/cmd/octopus"
