#!/usr/bin/env bash
# Runs a command against a PostgreSQL server of its own, on a free port, and leaves nothing behind.
# Where PostgreSQL is not installed it says so and succeeds: tests/skipped.py repeats it at the end.
# usage: with_postgres.sh COMMAND…
set -euo pipefail

programs=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
if [ -z "$programs" ]; then
    echo "PostgreSQL is not installed: skipped"
    exit 0
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/samverkan-postgres.XXXXXX")
as_owner=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$folder"
    as_owner=(setpriv --reuid=postgres --regid=postgres --init-groups)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() {
    (cd "$folder" && "${as_owner[@]}" "$programs/pg_ctl" -D data -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap stop EXIT
(
    cd "$folder"
    "${as_owner[@]}" "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log
    "${as_owner[@]}" "$programs/pg_ctl" -D data -l server.log -w -t 60 -o "-p $port -k $folder -c listen_addresses=127.0.0.1 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >/dev/null
)
DATABASE_URL="postgresql://postgres@127.0.0.1:$port/postgres" "$@"
