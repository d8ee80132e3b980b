#!/usr/bin/env bash
# Walks the operating guide (etc/docs/operating.md) as an operator on a bare machine: publish, roles, keys, migrate, first operator, demo,
# two nodes, upgrade with both serving and analyzed content, backup, restore, rollback. Run by OperatingWalkTests.
#   PGHOST, PGPORT, PGUSER, PGPASSWORD  a superuser, who only makes (and at the end drops) the two roles and the database
#   WALK_DIR                            an empty folder to walk in (default: a temporary one)
#   CONFIGURATION, PUBLISH_FLAGS        for dotnet publish (default Release)
set -euo pipefail
cd "$(dirname "$0")/.."
etc="$PWD/etc"
step() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*"; exit 1; }
for tool in dotnet psql pg_dump pg_restore curl openssl; do command -v "$tool" >/dev/null || fail "$tool is not installed"; done

dir="${WALK_DIR:-$(mktemp -d)}"
suffix="walk_$(openssl rand -hex 4)"
owner="owner_$suffix" app="app_$suffix" database="$suffix"
owner_password="$(openssl rand -hex 16)" app_password="$(openssl rand -hex 16)"
export HOME_DIR="$dir/opt" BACKUPS="$dir/backups" OWNER_ENV="$dir/owner.env"
export NODES="$(for _ in 1 2; do python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM % 20000)); done | xargs)"
export RESTART="$dir/restart-node" STOP="$dir/stop-node"
mkdir -p "$HOME_DIR/releases" "$dir/data" "$dir/run"

clean() {
  status=$?
  for port in $NODES; do "$STOP" "$port" 2>/dev/null || true; done
  psql -qd postgres -c "drop database if exists $database with (force)" -c "drop role if exists $owner" -c "drop role if exists $app" || true
  [ "$status" = 0 ] || tail -n 20 "$dir"/run/*.log 2>/dev/null || true
}
trap clean EXIT

step "Publish"
dotnet publish src/CustomerService.Web -c "${CONFIGURATION:-Release}" ${PUBLISH_FLAGS:-} -o "$HOME_DIR/releases/one" -v q -nologo
cp -r "$HOME_DIR/releases/one" "$HOME_DIR/releases/two"
ln -sfn "$HOME_DIR/releases/one" "$HOME_DIR/current"

step "Roles and database"
psql -qd postgres -v ON_ERROR_STOP=1 <<SQL
create role $owner login password '$owner_password';
create role $app   login password '$app_password' nosuperuser nobypassrls;
create database $database owner $owner;
SQL
server="Host=$PGHOST;Port=${PGPORT:-5432};Database=$database"
umask 077
cat >"$dir/node.env" <<ENV
ASPNETCORE_ENVIRONMENT=Production
Database__Provider=PostgreSql
ConnectionStrings__Default="$server;Username=$app;Password=$app_password"
Data__Directory=$dir/data
Tenancy__HostName=localhost
Tenancy__PublicSignUp=false
ENV
{ cat "$dir/node.env"; echo "ConnectionStrings__Owner=\"$server;Username=$owner;Password=$owner_password\""; } >"$OWNER_ENV"

# What systemd does on a real machine.
cat >"$RESTART" <<NODE
#!/usr/bin/env bash
"$STOP" "\$1" 2>/dev/null || true
set -a; . "$dir/node.env"; set +a
cd "$HOME_DIR/current"
setsid dotnet CustomerService.Web.dll --urls "http://127.0.0.1:\$1" >>"$dir/run/\$1.log" 2>&1 </dev/null &
echo \$! >"$dir/run/\$1.pid"
NODE
cat >"$STOP" <<NODE
#!/usr/bin/env bash
pid="\$(cat "$dir/run/\$1.pid")"
kill -TERM "\$pid"
while kill -0 "\$pid" 2>/dev/null; do sleep 0.1; done
rm -f "$dir/run/\$1.pid"
NODE
chmod +x "$RESTART" "$STOP"
verb() { (set -a; . "$OWNER_ENV"; set +a; cd "$HOME_DIR/current" && dotnet CustomerService.Web.dll "$@"); }
portal() { curl -sS -H "Host: acme.localhost:$1" "http://127.0.0.1:$1$2"; }
api() { curl -fsS -H "Host: localhost:$1" -H "Authorization: Bearer $token" "http://127.0.0.1:$1$2" "${@:3}"; }
# Not grep on a pipe: it ends early, and then so does curl.
has() { [[ "$2" == *"$1"* ]]; }
ready() { for _ in $(seq 120); do curl -fso /dev/null "http://127.0.0.1:$1/health/ready" && return 0; sleep 1; done; fail "the node on $1 is not ready"; }
read -r one two <<<"$NODES"

step "Keys, migrate, first operator, demo"
verb keys create "$dir/keys.pfx"
echo "Keys__CertificateFile=$dir/keys.pfx" | tee -a "$OWNER_ENV" >>"$dir/node.env"
if (set -a; . "$dir/node.env"; set +a; cd "$HOME_DIR/current" && dotnet CustomerService.Web.dll --urls "http://127.0.0.1:$one") >"$dir/early" 2>&1; then
  fail "a node started on a database that was never migrated"
fi
[ "$(wc -l <"$dir/early")" = 1 ] && grep -q '^ConnectionStrings__Default .*migrate' "$dir/early" || { cat "$dir/early"; fail "no sentence that names the setting"; }
verb migrate
verb operators create --email operator@example.com >/dev/null
verb seed demo >/dev/null
token="$(verb tokens create --tenant acme --scopes all 2>/dev/null | tail -1)"

step "Two nodes, without the owner's password"
grep -q Owner "$dir/node.env" && fail "the nodes know the owner"
for port in $NODES; do "$RESTART" "$port"; done
for port in $NODES; do
  ready "$port"
  has '<html' "$(portal "$port" /)" || fail "no portal on $port"
done
has 'Input.AdminEmail' "$(curl -sS -H "Host: localhost:$one" "http://127.0.0.1:$one/signup")" && fail "sign-up is open"
create() { api "$1" /api/v1/tickets -H 'Content-Type: application/json' -d "{\"subject\":\"$2\",\"body\":\"x\",\"requester\":{\"name\":\"Lena\",\"email\":\"lena@customer.example\"}}" >/dev/null; }
create "$one" "Written on the first node"
has "Written on the first node" "$(api "$two" /api/v1/tickets)" || fail "the second node does not see the first one's ticket"

step "Upgrade with analyzed content, both nodes serving"
(export PGUSER="$owner" PGPASSWORD="$owner_password"; psql -qd "$database" -c analyze)
"$etc/upgrade.sh" "$HOME_DIR/releases/two"
[ "$(readlink -f "$HOME_DIR/current")" = "$(readlink -f "$HOME_DIR/releases/two")" ] || fail "the new release is not current"
create "$two" "Written after the upgrade"

step "Back to the release before, with what was written since"
"$etc/rollback.sh"
has "Written after the upgrade" "$(api "$one" /api/v1/tickets)" || fail "rollback lost a ticket"

step "Backup while both serve"
verb backup "$dir/walk.tar"
create "$one" "Written after the backup"

step "Restore"
if verb restore "$dir/walk.tar" --overwrite yes >"$dir/refused" 2>&1; then fail "restored under running nodes"; fi
grep -q "Stop all nodes" "$dir/refused" || { cat "$dir/refused"; fail "no reason why the restore was refused"; }
for port in $NODES; do "$STOP" "$port"; done
verb restore "$dir/walk.tar" --overwrite yes
for port in $NODES; do "$RESTART" "$port"; done
for port in $NODES; do ready "$port"; done
api "$two" /api/v1/tickets >"$dir/tickets"
grep -q "Written after the upgrade" "$dir/tickets" || fail "the restore lost a ticket"
grep -q "Written after the backup" "$dir/tickets" && fail "the restore kept what came later"

step "Back to the data before the upgrade"
"$etc/rollback.sh" --data
has "Written after the upgrade" "$(api "$one" /api/v1/tickets)" && fail "rollback --data kept what came later"

step "Doctor"
findings="$(verb doctor)" || { echo "$findings"; fail "the doctor found something"; }
echo "$findings"
for check in database "serving role" keys files; do has "[ ok ] $check" "$findings" || fail "the doctor is not content with $check"; done
echo
echo "The walk went through."
