#!/bin/bash
# What real systemd makes of the shipped units, step by step; runs inside the container of boot-systemd.sh. /out holds
# bin/ with the programs and systemd/ with the units. Prints one line a step: "ok STEP", or "FAILED STEP" and what was
# found.
set -uo pipefail
socket=/run/rollcall/feed.sock
failures=0

step() { # step NAME COMMAND...: the step is the command's success
  local name=$1 found
  shift
  if found=$("$@" 2>&1); then echo "ok $name"; else
    echo "FAILED $name: $(tail -n 5 <<<"$found" | tr '\n' ';')"
    failures=$((failures + 1))
  fi
}
is() { # is WANTED FOUND
  [ "$2" = "$1" ] || { echo "wanted '$1', found '$2'"; return 1; }
}
property() { systemctl show -P "$1" "${2:-rollcalld.service}"; }
health() { curl -sS -o /dev/null -w '%{http_code}' --max-time "${1:-20}" --unix-socket $socket http://rollcall/healthz; }
until_true() { # until_true SECONDS COMMAND...
  local end=$((${EPOCHREALTIME/[.,]/} + $1 * 1000000))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "${EPOCHREALTIME/[.,]/}" -lt $end ] || { echo "waited in vain for: $*"; return 1; }
    sleep 0.02
  done
}
milliseconds_of() { # milliseconds_of COMMAND...
  local start=${EPOCHREALTIME/[.,]/}
  "$@" || return
  echo $(((${EPOCHREALTIME/[.,]/} - start) / 1000))
}

# --- Installed as README.md says ---------------------------------------------------------------------------------------

install_it() {
  set -e
  install -m 755 /out/bin/rollcalld /usr/local/bin/rollcalld
  ln -sf rollcalld /usr/local/bin/rollcallctl
  install -m 644 /out/systemd/rollcalld.service /out/systemd/rollcalld.socket /etc/systemd/system/
  install -D -m 644 /out/systemd/rollcall.sysusers.conf /etc/sysusers.d/rollcall.conf
  install -D -m 644 /out/systemd/rollcall.tmpfiles.conf /etc/tmpfiles.d/rollcall.conf
  systemd-sysusers rollcall.conf
  systemd-tmpfiles --create rollcall.conf
  rollcallctl init /etc/rollcall --installed --agency "Riverton Police Department" --time-zone America/New_York
  # The watchdog waits two minutes as shipped; a test does not.
  mkdir -p /etc/systemd/system/rollcalld.service.d
  printf '[Service]\nWatchdogSec=3s\n' >/etc/systemd/system/rollcalld.service.d/test.conf
  systemctl daemon-reload
}
step installs install_it
step "the daemon's own account finds nothing wrong" \
  setpriv --reuid=rollcall --regid=rollcall --init-groups rollcalld --check --config /etc/rollcall/rollcall.json5
modes() {
  is "660 rollcall rollcall-writers" "$(stat -c '%a %U %G' /var/lib/rollcall/store/engagement.db)" &&
    is "640 root rollcall" "$(stat -c '%a %U %G' /etc/rollcall/rollcall.json5)" &&
    is "600 rollcall rollcall" "$(stat -c '%a %U %G' /var/lib/rollcall/state.db)"
}
step "what is private is private" modes

# --- Socket activation --------------------------------------------------------------------------------------------------

systemctl start rollcalld.socket
step "the socket alone does not start the service" is inactive "$(property ActiveState)"
step "the socket is the group's" is "660 rollcall rollcall" "$(stat -c '%a %U %G' $socket)"
step "the first request starts the service and is answered" is 200 "$(health)"
step "the service is up" is "active running" "$(property ActiveState) $(property SubState)"
step "its status says what it does" grep -q '^watching' <<<"$(property StatusText)"
ready_after_recovery() {
  journalctl -u rollcalld --no-pager -o cat | grep -q '^ready: [0-9]* events in the log'
}
step "it says that it is ready, and that it took the socket" ready_after_recovery
step "it can be asked by its tool" rollcallctl status

# --- Who may ------------------------------------------------------------------------------------------------------------

useradd -r -G rollcall reader && useradd -r -G rollcall,rollcall-writers writer && useradd -r stranger
as() { setpriv --reuid="$1" --regid="$1" --init-groups "${@:2}"; }
store=/var/lib/rollcall/store/engagement.db
person() { echo "INSERT INTO person (id, name, rank) VALUES ('$1', '$2', 'sergeant')"; }
note() { echo "INSERT INTO note (id, author_id, written_at, body) VALUES ('$1', 'p1', strftime('%Y-%m-%dT%H:%M:%SZ'), '$2')"; }
published() { curl -sSf --unix-socket $socket "http://rollcall/v1/events?after=0&follow=0" | grep -q "$1"; }
writes() {
  as writer sqlite3 $store "$(person p1 'Bo Kelling'); $(note n1 'Mind the ice.')" && until_true 20 published 'the ice'
}
step "a writer's account writes the store, and the feed tells" writes
step "a reader's account reads the feed" as reader curl -sSf --unix-socket $socket "http://rollcall/v1/events?after=0&follow=0"
no() { ! "$@"; }
step "a stranger does not reach the feed" no as stranger curl -sSf --unix-socket $socket http://rollcall/healthz
step "a reader cannot read the store" no as reader cat $store
told_so() {
  local said
  said=$(as reader rollcallctl quotas 2>&1)
  is 77 $? && [[ $said == *"this account may not reach it"* ]] || { echo "$said"; return 1; }
}
step "and is told so" told_so
step "a writer cannot read the daemon's memory" no as writer cat /var/lib/rollcall/state.db
step "a writer cannot take the daemon's memory away" no as writer rm -f /var/lib/rollcall/state.db

# --- Killed, and nobody notices -------------------------------------------------------------------------------------------

ask() { # ask TIMES: requests at once, each one's code into $codes
  local pids=()
  for _ in $(seq "$1"); do
    (echo "$(health 60)" >>"$codes") &
    pids+=($!)
  done
  wait "${pids[@]}"
}
survive_kill() {
  local before codes
  codes=$(mktemp)
  before=$(property MainPID)
  ask 5
  # What it had taken and not answered yet would be lost with it: so nothing is on its way just now.
  kill -9 "$before"
  ask 15
  is "20" "$(grep -c '^200$' "$codes")" || return
  [ "$(property MainPID)" != "$before" ] && is 1 "$(property NRestarts)"
}
step "kill -9: it is started anew, and who asks meanwhile is answered, 20 of 20" survive_kill

# --- The watchdog ----------------------------------------------------------------------------------------------------------

hang() {
  local before
  before=$(property MainPID)
  kill -STOP "$before"
  until_true 40 restarted_twice || return
  is 200 "$(health)" && [ "$(property MainPID)" != "$before" ] &&
    journalctl -u rollcalld --no-pager -o cat | grep -qi 'watchdog timeout'
}
restarted_twice() { [ "$(property NRestarts)" = 2 ]; }
step "a daemon that hangs is started anew by the watchdog" hang
lives_on() { sleep 4 && is 2 "$(property NRestarts)"; }
step "one that does not hang is left alone" lives_on

# --- Reload ---------------------------------------------------------------------------------------------------------------

reload() {
  sed -i 's/Riverton Police Department/Riverton Police/' /etc/rollcall/rollcall.json5
  systemctl reload rollcalld || return
  until_true 20 knows_new_name
}
knows_new_name() { curl -sSf --unix-socket $socket http://rollcall/v1/status | grep -q '"Riverton Police"'; }
step "reload takes the changed configuration in" reload
refuse_bad() {
  sed -i 's/Riverton Police/Elsewhere", nam: "/' /etc/rollcall/rollcall.json5
  ! systemctl reload rollcalld && knows_new_name && is active "$(property ActiveState)"
}
step "reload of a bad configuration fails, and the old one goes on" refuse_bad
step "the journal says what is wrong and where" \
  grep -q 'rollcall.json5:[0-9]*: agency.nam' <<<"$(journalctl -u rollcalld --no-pager -o cat)"
never_starts() {
  systemctl restart rollcalld && return 1
  is "failed exit-code 78" "$(property ActiveState) $(property Result) $(property ExecMainStatus)"
}
restored() {
  sed -i 's/Elsewhere", nam: "/Riverton Police/' /etc/rollcall/rollcall.json5
  systemctl reset-failed rollcalld.service rollcalld.socket
  systemctl restart rollcalld.socket && is 200 "$(health)"
}
step "with a bad configuration it does not start, and is not tried again" never_starts
step "mended, it starts" restored

# --- Stop -----------------------------------------------------------------------------------------------------------------

stop() {
  local took
  took=$(milliseconds_of systemctl stop rollcalld.service 2>/dev/null)
  [ "$took" -lt 2000 ] || { echo "took $took ms"; return 1; }
  is "success 0" "$(property Result) $(property ExecMainStatus)" && is inactive "$(property ActiveState)"
}
step "stop ends it at once, with exit code 0" stop
step "stopped, the store is in its one file" no test -s $store-wal
step "the socket stays, and the next request starts it again" is 200 "$(health)"
writer_first() {
  systemctl stop rollcalld.service 2>/dev/null
  rm -f $store-wal $store-shm
  mkfifo /tmp/writer
  as writer sqlite3 $store </tmp/writer &
  exec 9>/tmp/writer
  echo "$(note n2 'Ask for Mrs. Lund.');" >&9
  until_true 20 test -s $store-wal && is "660 writer rollcall-writers" "$(stat -c '%a %U %G' $store-wal)" || return
  systemctl start rollcalld.service && published 'Mrs. Lund'
}
step "a writer who came first does not lock it out, and it is ready only when all is taken in" writer_first
exec 9>&-
systemctl stop rollcalld.socket rollcalld.service
step "stopped with its socket, nothing is left in its place" no test -e $socket
exit $((failures > 0))
