#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-pull of ansible-core 2.19.14, the option --only-if-changed. Release 2.21.5 does the same.
# Guess:     a commit counts as done when its playbook has succeeded: after a failure, the next call runs the playbook
#            again, or at least does not end with 0. A call with --check leaves the commit to be done.
# Seen:      the checkout alone counts. After a failed playbook, and after a call with --check, which makes the checkout
#            as well, the next call says "Repository has not changed, quitting" and ends with 0, until the next commit.
# Effect:    a timer with ansible-pull --only-if-changed fails once when a server has no answer, and then reports
#            success for good, although nothing was deployed. A preview with --check takes the place of the run.
# Here:      the guide to idempotence says to call it without the option (docs/idempotence.md).
#
# Needs Python 3.11 or newer (PYTHON names another one), git and a package index. Exits with 0 as long as the behaviour
# is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

git init --quiet repository
cat >repository/local.yml <<YAML
- hosts: localhost
  gather_facts: false
  tasks:
    - {ansible.builtin.command: test -e $work/server_is_up, changed_when: false}
    - {ansible.builtin.command: touch $work/deployed}
YAML
git -C repository add local.yml
git -C repository -c user.name=example -c user.email=example@example.com commit --quiet --message "A playbook"
echo "localhost ansible_connection=local ansible_python_interpreter=$work/venv/bin/python" >hosts
export PATH="$work/venv/bin:$PATH"

pulled() {
  exit=0
  ansible-pull --url "file://$work/repository" --directory "$work/$2" --inventory "$work/hosts" "${@:3}" \
    >printed 2>&1 || exit=$?
  deployed=no
  if [ -e deployed ]; then deployed=yes; fi
  rm -f deployed
  echo "$1: exit $exit, deployed: $deployed"
}
seen=$(
  pulled "the server is down" first --only-if-changed
  touch server_is_up
  pulled "the server is up" first --only-if-changed
  pulled "without the option" first
  pulled "preview" second --only-if-changed --check
  pulled "after the preview" second --only-if-changed
  pulled "new checkout" third --only-if-changed
)
expected="the server is down: exit 2, deployed: no
the server is up: exit 0, deployed: no
without the option: exit 0, deployed: yes
preview: exit 0, deployed: no
after the preview: exit 0, deployed: no
new checkout: exit 0, deployed: yes"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
