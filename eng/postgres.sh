# Sourced by the scripts in bin/: a private PostgreSQL on loopback, gone again when the script ends.

# The folder with initdb and pg_ctl; installs Debian's package where there is none.
postgres_binaries() {
  local folder
  folder="$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true)"
  if [[ -z "$folder" ]] && ! command -v initdb > /dev/null; then
    echo "Installing postgresql with apt, which the tests need." >&2
    local sudo=()
    [[ "$(id -u)" == 0 ]] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq >&2
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2
    folder="$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)"
  fi
  dirname "${folder:-$(command -v initdb)}"
}

# PostgreSQL does not run as root.
as_postgres() {
  if [[ "$(id -u)" == 0 ]]; then
    # From a folder that user may enter.
    (cd / && su postgres -s /bin/bash -c "$(printf '%q ' "$@")")
  else
    "$@"
  fi
}

# start_postgres FOLDER sets postgres_port. Its data is worth nothing, so it is not flushed to disk.
start_postgres() {
  postgres_folder="$1/postgres"
  postgres_bin="$(postgres_binaries)"
  mkdir -p "$postgres_folder"
  if [[ "$(id -u)" == 0 ]]; then
    chmod 711 "$1"
    chown postgres "$postgres_folder"
  fi
  as_postgres "$postgres_bin/initdb" -D "$postgres_folder/data" -U postgres -A trust -E UTF8 --locale=C > /dev/null
  local try
  for try in 1 2 3 4 5; do
    postgres_port=$((20000 + RANDOM % 20000))
    if (exec 3<> "/dev/tcp/127.0.0.1/$postgres_port") 2> /dev/null; then
      continue
    fi
    if as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -s -w -t 60 \
      -o "-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=400 \
          -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=256MB" start; then
      return
    fi
  done
  echo "PostgreSQL did not start:" >&2
  as_postgres cat "$postgres_folder/log" >&2
  return 1
}

# Stops the server whose pid its own data folder names.
stop_postgres() {
  if [[ -n "${postgres_folder:-}" && -f "$postgres_folder/data/postmaster.pid" ]]; then
    as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -s -m immediate stop || true
  fi
}
