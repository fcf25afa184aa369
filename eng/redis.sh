# Sourced by the scripts in bin/: a private Redis on loopback, gone again when the script ends.

# The program; installs Debian's package where there is none.
redis_program() {
  if ! command -v redis-server > /dev/null; then
    echo "Installing redis-server with apt, which the tests need." >&2
    local sudo=()
    [[ "$(id -u)" == 0 ]] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq >&2
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends redis-server >&2
  fi
  command -v redis-server
}

# start_redis FOLDER sets redis_port. Its data is worth nothing, so it is not written to disk.
start_redis() {
  local program folder="$1/redis" try
  program="$(redis_program)"
  mkdir -p "$folder"
  for try in 1 2 3 4 5; do
    redis_port=$((20000 + RANDOM % 20000))
    if (exec 3<> "/dev/tcp/127.0.0.1/$redis_port") 2> /dev/null; then
      continue
    fi
    "$program" --port "$redis_port" --bind 127.0.0.1 --dir "$folder" --save '' --appendonly no \
      > "$folder/log" 2>&1 &
    redis_process="$!"
    local wait
    for wait in {1..100}; do
      if (exec 3<> "/dev/tcp/127.0.0.1/$redis_port") 2> /dev/null; then
        return
      fi
      kill -0 "$redis_process" 2> /dev/null || break
      sleep 0.1
    done
    kill "$redis_process" 2> /dev/null || true
  done
  echo "Redis did not start:" >&2
  cat "$folder/log" >&2
  return 1
}

stop_redis() {
  if [[ -n "${redis_process:-}" ]]; then
    kill "$redis_process" 2> /dev/null || true
  fi
}
