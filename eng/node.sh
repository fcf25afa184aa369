# Sourced by the scripts in bin/: the npm programs that the tests and benchmarks talk to.

# install_node_peers sets node_peers, the folder that Node resolves packages from; installs what is missing.
install_node_peers() {
  if ! command -v npm > /dev/null; then
    echo "Installing nodejs and npm with apt, which the tests need." >&2
    local sudo=()
    [[ "$(id -u)" == 0 ]] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq >&2
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >&2
  fi
  node_peers="$PWD/artifacts/node"
  if cmp -s tests/Node/package-lock.json "$node_peers/installed"; then
    return
  fi
  mkdir -p "$node_peers"
  cp tests/Node/package.json tests/Node/package-lock.json tests/Node/.npmrc "$node_peers/"
  (cd "$node_peers" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp tests/Node/package-lock.json "$node_peers/installed"
}
