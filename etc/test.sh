#!/usr/bin/env bash
# Runs every test on both databases and in the browser. Installs what is missing, starts a private PostgreSQL, and ends with
# "N passed, N failed, N skipped". Without arguments it also checks the way the code is written (etc/check-format.sh).
# Arguments name test projects, for instance: ./etc/test.sh Sla Integration
set -uo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
output="$root/test-output"
rm -rf "$output" && mkdir -p "$output"

sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v npm >/dev/null || missing+=(npm)
ls /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
install() { DEBIAN_FRONTEND=noninteractive timeout 300 $sudo apt-get install -y -qq "$@" >>"$output/apt.log" 2>&1; }

# Chromium without a window takes a third of the time; where it cannot be had, the one with a window does.
if ! command -v chromium-headless-shell >/dev/null; then
  timeout 60 $sudo apt-get update -qq >>"$output/apt.log" 2>&1
  install chromium-headless-shell || command -v chromium >/dev/null || missing+=(chromium)
fi
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]} …"
  $sudo apt-get update -qq && install "${missing[@]}" \
    || { tail -5 "$output/apt.log"; echo "Could not install ${missing[*]}."; exit 1; }
fi

# html-validate, a bucket (s3rver) and what the peer of Stripe needs (ajv), pinned by the lock file; without them their tests are
# skipped with the reason.
[ -d test/node_modules/html-validate ] && [ -d test/node_modules/s3rver ] && [ -d test/node_modules/ajv ] \
  || npm ci --no-audit --no-fund --prefix test >"$output/npm.log" 2>&1 \
  || echo "html-validate, s3rver and ajv could not be fetched (see npm.log): their tests are skipped."

# A private PostgreSQL on a free port, thrown away at the end. It refuses to run as root: then it runs as the user postgres.
bin="$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")"
pgdata="$(mktemp -d)"
as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/bash -c "$1"; else bash -c "$1"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$pgdata"
port="$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM % 20000)))"
as_postgres "$bin/initdb -D $pgdata/data -A trust -U postgres -E UTF8 --locale=C.UTF-8" >"$output/initdb.log" 2>&1 || { cat "$output/initdb.log"; exit 1; }
as_postgres "$bin/pg_ctl -D $pgdata/data -w -l $pgdata/log -o '-p $port -k $pgdata -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off' start" >/dev/null || { cat "$pgdata/log"; exit 1; }
stop_postgres() { as_postgres "$bin/pg_ctl -D $pgdata/data -m immediate stop" >/dev/null 2>&1; rm -rf "$pgdata"; }
trap stop_postgres EXIT
export TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
export TEST_OUTPUT="$output"

# Servers of a test live for seconds: compiling anew what runs often, for the long run, costs them a quarter of their time.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=400

dotnet build CustomerService.sln -v q -nologo || exit 1

# Two at a time, the longest first: each waits much (for mail, timers, processes), and together they keep the machine busy.
projects=()
for project in test/CustomerService.IntegrationTests test/CustomerService.BrowserTests \
  $(printf '%s\n' test/CustomerService.*Tests | grep -vE 'Integration|Browser'); do
  name="$(basename "$project")"
  wanted=""
  [ $# -gt 0 ] || wanted=1
  for word in "$@"; do [[ "$name" == *"$word"* ]] && wanted=1; done
  [ -n "$wanted" ] && projects+=("$name")
done
# Integration tests wait the most: three of their classes at once fill the time that two leave idle.
threads() { [[ "$1" == *Integration* ]] && echo 3 || echo default; }
run() { dotnet "test/$1/bin/Debug/net10.0/$1.dll" -noColor -maxThreads "$(threads "$1")" -result-xml "$output/$1.xml" >"$output/$1.log" 2>&1; echo "== $1 ended"; }
is_written_well=1 format=""
for name in "${projects[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
  run "$name" &
  if [ $# -eq 0 ] && [ -z "$format" ]; then ./etc/check-format.sh >"$output/format.log" 2>&1 & format=$!; fi
done
[ -z "$format" ] || wait "$format" || { cat "$output/format.log"; is_written_well=0; }
wait

passed=0 failed=0 skipped=0
for name in "${projects[@]}"; do
  echo "== $name"
  summary="$(grep -E '^ *'"$name"' +Total: [0-9]+' "$output/$name.log" | tail -1)"
  if [ -z "$summary" ]; then
    tail -30 "$output/$name.log"; failed=$((failed + 1)); continue
  fi
  number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
  bad=$(($(number Failed) + $(number Errors)))
  skip=$(number Skipped)
  [ "$bad" = 0 ] || grep -E -A15 '\[FAIL\]' "$output/$name.log" | head -150
  [ "$skip" = 0 ] || grep -E -A1 '\[SKIP\]' "$output/$name.log"
  passed=$((passed + $(number Total) - bad - skip - $(number 'Not Run')))
  failed=$((failed + bad)) skipped=$((skipped + skip))
  echo "   $summary"
done
[ "$is_written_well" = 1 ] || echo "The way the code is written: see above, or run etc/check-format.sh."
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ] && [ "$is_written_well" = 1 ]
