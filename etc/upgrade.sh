#!/usr/bin/env bash
# Brings an installation to another release, node by node, while the others serve:
#   etc/upgrade.sh /opt/customer-service/releases/2026-06
# Backs up, migrates with the new release, points "current" to it and restarts the nodes. When a node does not come up, it stops there:
# etc/rollback.sh leads back. Where things lie:
#   HOME_DIR   has the link "current" (default /opt/customer-service)
#   BACKUPS    where backups go (default /var/backups/customer-service)
#   OWNER_ENV  settings of the verbs, with ConnectionStrings__Owner (default /etc/customer-service/owner.env)
#   NODES      ports of the nodes on this machine (default "5000 5001")
#   RESTART    command that restarts the node on the port given to it (default: systemctl restart customer-service@PORT)
set -euo pipefail
release="$(cd "${1:?Name the folder of the new release.}" && pwd)"
home="${HOME_DIR:-/opt/customer-service}" backups="${BACKUPS:-/var/backups/customer-service}"
restart() { if [ -n "${RESTART:-}" ]; then $RESTART "$1"; else systemctl restart "customer-service@$1"; fi; }
verb() { (set -a; . "${OWNER_ENV:-/etc/customer-service/owner.env}"; set +a; cd "$1" && shift && dotnet CustomerService.Web.dll "$@"); }

[ -f "$release/CustomerService.Web.dll" ] || { echo "$release holds no published product."; exit 1; }
previous="$(readlink -f "$home/current")"
backup="$backups/before-$(basename "$release")-$(date -u +%Y%m%dT%H%M%SZ).tar"
verb "$previous" backup "$backup"
# Migrations only add until the next release: nodes of the release before go on serving.
verb "$release" migrate
ln -sfn "$previous" "$home/previous"
echo "$backup" >"$home/previous.backup"
ln -sfn "$release" "$home/current"
for port in ${NODES:-5000 5001}; do
  restart "$port"
  for _ in $(seq 120); do
    curl -fso /dev/null "http://127.0.0.1:$port/health/ready" && continue 2
    sleep 1
  done
  echo "The node on $port is not ready. Read its log; etc/rollback.sh leads back to $previous."
  exit 1
done
echo "All nodes serve $(basename "$release"). The way back: etc/rollback.sh, or with --data also to the data of $backup."
