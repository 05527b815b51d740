#!/bin/bash
# boot-systemd.sh FOLDER SCRIPT: boots systemd as process 1 of a container that sees a copy-on-write view of this machine
# without network, runs SCRIPT in it once the basic system is up, and powers off. FOLDER is /out inside; what SCRIPT
# prints is FOLDER/log, the journal FOLDER/journal, what systemd itself prints FOLDER/console.
# Exits with SCRIPT's code; with 77 and the reason where this machine cannot boot such a container.
set -euo pipefail

cannot() {
  echo "$1" >&2
  exit 77
}

folder=$(realpath -m "$1")
if [ -z "${ROLLCALL_OWN_MOUNTS:-}" ]; then
  [ "$(id -u)" = 0 ] || cannot "booting a container needs root"
  command -v systemd-nspawn >/dev/null || cannot "systemd-nspawn is not installed (package systemd-container)"
  [ -x /lib/systemd/systemd ] || cannot "systemd is not installed"
  unshare --mount --propagation private true 2>/dev/null || cannot "this machine allows no mounts of one's own"
  mkdir -p "$folder"
  cp "$2" "$folder/scenario"
  chmod 755 "$folder/scenario"
  rm -f "$folder"/{code,log,journal,console}
  # All mounts below are gone when this shell ends.
  ROLLCALL_OWN_MOUNTS=1 exec unshare --mount --propagation private -- bash "$0" "$folder" "$2"
fi

# --- In a mount namespace of our own ---

view=$(mktemp -d)
trap 'umount -l "$view/root" "$view" 2>/dev/null; rmdir "$view" 2>/dev/null || true' EXIT
mount -t tmpfs -o size=1g tmpfs "$view" 2>/dev/null || cannot "no file system can be mounted here"
mkdir "$view"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$view/upper,workdir=$view/work" "$view/root" 2>/dev/null ||
  cannot "this machine has no overlay file system"
root=$view/root

# A machine that has been set up before, and in which only what the scenario asks for is started.
rm -f "$root/etc/machine-id" "$root/usr/sbin/policy-rc.d"
systemd-id128 new >"$root/etc/machine-id"
rm -rf "$root"/etc/systemd/system/*.wants "$root"/etc/systemd/system/scenario.*
ln -s /dev/null "$root/etc/systemd/system/systemd-firstboot.service"
cat >"$root/etc/systemd/system/scenario.target" <<'UNIT'
[Unit]
Requires=basic.target scenario.service
After=basic.target
AllowIsolate=yes
UNIT
cat >"$root/etc/systemd/system/scenario.service" <<'UNIT'
[Unit]
After=basic.target
[Service]
Type=oneshot
ExecStart=/out/scenario
StandardOutput=append:/out/log
StandardError=append:/out/log
TimeoutStartSec=100
ExecStopPost=/bin/sh -c 'journalctl -b --no-pager -o short-monotonic >/out/journal 2>&1; echo $EXIT_STATUS >/out/code; \
  systemctl poweroff --force --force --no-block >/dev/null 2>&1 || kill -37 1'
UNIT

# Where systemd does not run this machine nobody gives the container control groups of its own.
options=(--register=no)
groups=rollcall-test-$$
if [ ! -d /run/systemd/system ]; then
  options+=(--keep-unit)
  for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    if [ -w "$tree/cgroup.procs" ] && mkdir -p "$tree/$groups" 2>/dev/null; then
      echo $$ >"$tree/$groups/cgroup.procs" 2>/dev/null || true
    fi
  done
fi
# The toolchain may lie on a file system of its own, which the view of / does not hold.
for library in $(ldd "$folder"/bin/* 2>/dev/null | awk '/libswift_Concurrency/ { print $3 }' | sort -u); do
  options+=("--bind-ro=$(dirname "$(realpath "$library")")")
done

timeout 120 systemd-nspawn --directory="$root" --boot --quiet "${options[@]}" --private-network --link-journal=no \
  --resolv-conf=off --timezone=off --console=pipe --bind="$folder:/out" --kill-signal=SIGRTMIN+3 -- \
  --unit=scenario.target systemd.log_target=journal </dev/null >"$folder/console" 2>&1 || true

for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
  [ -d "$tree/$groups" ] || continue
  echo $$ >"$tree/cgroup.procs" 2>/dev/null || true
  find "$tree/$groups" -depth -type d -exec rmdir {} \; 2>/dev/null || true
done

[ -e "$folder/log" ] || cannot "the container did not boot: $(tail -c 600 "$folder/console")"
[ -s "$folder/code" ] || { echo "the container ended before the scenario did" >&2; exit 1; }
exit "$(cat "$folder/code")"
