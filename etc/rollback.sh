#!/usr/bin/env bash
# Leads back to the release before the last etc/upgrade.sh; the same variables as there. Without --data people keep what they wrote since:
# a release works with the database of its successor. With --data the backup of the upgrade is put back too, and what was written since
# is lost: for an upgrade that harmed data.
set -euo pipefail
home="${HOME_DIR:-/opt/customer-service}"
restart() { if [ -n "${RESTART:-}" ]; then $RESTART "$1"; else systemctl restart "customer-service@$1"; fi; }
stop() { if [ -n "${STOP:-}" ]; then $STOP "$1"; else systemctl stop "customer-service@$1"; fi; }
verb() { (set -a; . "${OWNER_ENV:-/etc/customer-service/owner.env}"; set +a; cd "$1" && shift && dotnet CustomerService.Web.dll "$@"); }

previous="$(readlink -f "$home/previous")"
[ -f "$previous/CustomerService.Web.dll" ] || { echo "There is no release to go back to in $home/previous."; exit 1; }
if [ "${1:-}" = --data ]; then
  for port in ${NODES:-5000 5001}; do stop "$port"; done
  verb "$previous" restore "$(cat "$home/previous.backup")" --overwrite yes
fi
ln -sfn "$previous" "$home/current"
for port in ${NODES:-5000 5001}; do
  restart "$port"
  for _ in $(seq 120); do
    curl -fso /dev/null "http://127.0.0.1:$port/health/ready" && continue 2
    sleep 1
  done
  echo "The node on $port is not ready. Read its log."
  exit 1
done
echo "All nodes serve $(basename "$previous") again."
