# Sourced by the adapters beside it: runs NAME.ts, named like the adapter, on the pinned Node.
# Plain POSIX shell, because the adapters are called by programs that know nothing of this repository.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

case $(uname -m) in
  x86_64 | amd64) arch=x64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) arch=unknown ;;
esac

node="$here/../../node_modules/node-linux-$arch/bin/node"
if [ ! -x "$node" ] && command -v node >/dev/null; then
  # A bare clone: any command installs from the lockfile first. What it says is not an answer.
  node "$here/../../scripts/run.mjs" entente --help >/dev/null || true
fi
if [ ! -x "$node" ]; then
  node=$(command -v node || true)
  major=$("${node:-false}" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  if [ "$major" -lt 26 ]; then
    echo "$(basename -- "$0"): needs Node 26 or newer; run any of the project's npm commands once to get it" >&2
    exit 2
  fi
fi

exec "$node" --disable-warning=ExperimentalWarning "$here/$(basename -- "$0").ts" "$@"
