#!/usr/bin/env bash
# Finds or makes the environment Pratique is built and run in: Debian 13 with Emscripten, the compilers and the
# daemons. Sourced by ./dev; run directly, `./emsdk-env.sh` makes it and `./emsdk-env.sh CMD…` runs CMD inside.
#   Debian 13 or newer: the packages are installed on the machine itself.
#   any other Debian:   the same packages in a Debian 13 root under $PRATIQUE_CACHE, entered with bubblewrap.
# Every step is repeatable and leaves its stamp last, so an interrupted set-up goes on where it stopped.

PRATIQUE_CACHE="${PRATIQUE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pratique}"
PRATIQUE_SUITE=trixie
PRATIQUE_MIRROR="${PRATIQUE_MIRROR:-http://deb.debian.org/debian}"
# Newer than Debian 13, as source packages: Dear ImGui 1.92 (dynamic font atlas).
PRATIQUE_SOURCE_SUITES="forky sid"

PRATIQUE_PACKAGES=(
  # compilers and build
  emscripten g++ cmake ninja-build ccache clang-format pkg-config dpkg-dev make
  # the node
  libdrogon-dev libjsoncpp-dev uuid-dev zlib1g-dev libssl-dev libbrotli-dev libc-ares-dev libhiredis-dev
  libyaml-cpp-dev libpq-dev libmariadb-dev libsqlite3-dev sqlite3 libgmime-3.0-dev libsodium-dev libcurl4-openssl-dev libldap-dev
  libzstd-dev libgumbo-dev libtomlplusplus-dev libmagic-dev libgsf-1-dev libzip-dev
  # the client: wire, native shell, text
  nlohmann-json3-dev libsdl2-dev libpango1.0-dev libcairo2-dev libicu-dev
  # tests and tools
  catch2 libvalijson-dev clang-19 libclang-rt-19-dev chromium nodejs npm python3 python3-yaml python3-fonttools python3-brotli brotli gzip curl git
  dovecot-imapd dovecot-lmtpd slapd ldap-utils procps ca-certificates xz-utils
  # the mail flow (./dev run --mail-flow and its tests)
  postfix postfix-cdb rspamd valkey-server unbound
  # webmail to report from, and the second browser (tests/e2e/webmail*_test.mjs); SOGo keeps its users in PostgreSQL
  roundcube-core roundcube-sqlite3 php-cli php-curl sogo memcached postgresql firefox-esr xvfb
  # the front proxy, and certificates by ACME (tests/e2e/brands_test.mjs, acme_test.py)
  nginx-light pebble dehydrated openssl
  # text as people read it
  fonts-inter fonts-jetbrains-mono fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
)

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'pratique: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo --preserve-env=PRATIQUE_CACHE,PRATIQUE_MIRROR "$@"
  else fail "setting up needs root: run this as root, or install sudo"; fi
}

# 0 when this machine can be worked on directly.
host_is_current() {
  local id version
  id=$(. /etc/os-release && echo "${ID:-}") version=$(. /etc/os-release && echo "${VERSION_ID:-99}")
  [ "$id" = debian ] && [ "${version%%.*}" -ge 13 ]
}

setup_stamp() { printf '%s\n' "${PRATIQUE_PACKAGES[@]}" "$PRATIQUE_SUITE" 3 | sha256sum | cut -c1-16; }

need_space_mb() { # DIR MB
  local free; free=$(df -Pm "$1" | awk 'NR==2{print $4}')
  [ "$free" -ge "$2" ] || fail "$1 has ${free} MB free; setting up needs $2 MB. Free some space, or set PRATIQUE_CACHE to a larger disk"
}

# Long steps print their progress to a log; a person sees one line that moves, CI a line a step.
quiet_step() { # TITLE CMD…
  local title=$1 log="$PRATIQUE_CACHE/setup.log" started=$SECONDS; shift
  say "$title"
  if [ -t 2 ]; then
    "$@" >>"$log" 2>&1 & local pid=$!
    trap 'kill "$pid" 2>/dev/null; printf "\n" >&2; fail "stopped; the same command goes on from here"' INT TERM
    while kill -0 "$pid" 2>/dev/null; do
      printf '\r\033[K    %4d s  %.100s' $((SECONDS - started)) "$(tail -c 400 "$log" | tr '\r' '\n' | tail -n 1 | tr -cd '[:print:]')" >&2; sleep 1
    done
    printf '\r\033[K' >&2
    trap - INT TERM
    wait "$pid"
  else "$@" >>"$log" 2>&1; fi || { tail -n 15 "$log" >&2; fail "“$title” did not finish; the whole log is $log. Run the same command again to go on from there"; }
  say "$title: done in $((SECONDS - started)) s"
}

# Runs inside the root being made (or on the machine itself): packages, then the newer source packages.
install_packages_in() { # ROOT ('' for this machine)
  local root=$1 in_root=()
  [ -z "$root" ] || in_root=(chroot "$root")
  local guard="$root/usr/sbin/policy-rc.d" made_guard=''
  if [ ! -e "$guard" ]; then printf '#!/bin/sh\nexit 101\n' >"$guard"; chmod +x "$guard"; made_guard=1; fi
  # Only we start the daemons, by hand: what was not on this machine before is not to come up with it either.
  local fresh=() unit
  for unit in slapd postfix rspamd valkey-server unbound dovecot postgresql memcached sogo apache2 nginx; do [ -n "$root" ] || [ -e "/usr/lib/systemd/system/$unit.service" ] || fresh+=("$unit"); done
  printf 'APT::Install-Recommends "false";\nAcquire::Retries "5";\nDpkg::Use-Pty "0";\n' >"$root/etc/apt/apt.conf.d/90pratique"
  {
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    "${in_root[@]}" dpkg --configure -a &&
    "${in_root[@]}" apt-get update &&
    "${in_root[@]}" apt-get install -y "${PRATIQUE_PACKAGES[@]}"
  }; local status=$?
  if [ $status = 0 ] && [ ${#fresh[@]} -gt 0 ] && command -v systemctl >/dev/null; then systemctl disable "${fresh[@]}" || true; fi
  [ -z "$made_guard" ] || rm -f "$guard"
  rm -f "$root/etc/apt/apt.conf.d/90pratique"
  return $status
}

make_root() { # ROOT
  local root=$1 building="$1.building"
  if [ ! -d "$root" ]; then
    rm -rf --one-file-system "$building" &&
    debootstrap --variant=minbase "$PRATIQUE_SUITE" "$building" "$PRATIQUE_MIRROR" &&
    mkdir -p "$building/work" && mv "$building" "$root" || return
  fi
}

# Source packages are only unpacked, never installed, so a newer suite cannot disturb the system.
fetch_sources() { # ROOT DEST
  local root=$1 dest=$2 in_root=() suite
  [ -z "$root" ] || in_root=(chroot "$root")
  local scratch=/var/tmp/pratique-sources apt_opts
  for suite in $PRATIQUE_SUITE $PRATIQUE_SOURCE_SUITES; do
    rm -rf "$root$scratch" && mkdir -p "$root$scratch/lists/partial" || return
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $PRATIQUE_MIRROR $suite main" >"$root$scratch/sources.list"
    apt_opts=(-o Dir::Etc::SourceList=$scratch/sources.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=$scratch/lists -o APT::Sandbox::User=root -o Acquire::Retries=5
      -o Acquire::Check-Valid-Until=false) # testing may stand still for weeks on a mirror; signatures are still checked
    "${in_root[@]}" apt-get "${apt_opts[@]}" update || return
    if [ "$suite" = "$PRATIQUE_SUITE" ] && [ ! -d "$dest/sdl2" ]; then
      "${in_root[@]}" sh -c 'cd "$1" && shift && apt-get "$@" source libsdl2' sh $scratch "${apt_opts[@]}" || return
      rm -rf "$root$scratch"/libsdl2-*/android-project-ant "$dest/sdl2.building"
      cp -a "$root$scratch"/libsdl2-[0-9]*/ "$dest/sdl2.building" && mv "$dest/sdl2.building" "$dest/sdl2" || return
    elif [ "$suite" != "$PRATIQUE_SUITE" ] && [ ! -d "$dest/imgui" ]; then
      "${in_root[@]}" sh -c 'cd "$1" && shift && apt-get "$@" source imgui' sh $scratch "${apt_opts[@]}" || continue
      grep -q '"1\.92' "$root$scratch"/imgui-*/imgui.h || continue
      rm -rf "$dest/imgui.building"
      cp -a "$root$scratch"/imgui-[0-9]*/ "$dest/imgui.building" && mv "$dest/imgui.building" "$dest/imgui" || return
    fi
  done
  rm -rf "$root$scratch"
  [ -d "$dest/sdl2" ] && [ -d "$dest/imgui" ]
}

ensure_environment() {
  local stamp want; want=$(setup_stamp)
  mkdir -p "$PRATIQUE_CACHE"/{src,ccache,emcache,home,npm} 2>/dev/null || fail "cannot write to $PRATIQUE_CACHE; set PRATIQUE_CACHE to a folder you own"
  if host_is_current; then PRATIQUE_ROOT=''; stamp="$PRATIQUE_CACHE/host.stamp"
  else PRATIQUE_ROOT="$PRATIQUE_CACHE/$PRATIQUE_SUITE"; stamp="$PRATIQUE_CACHE/$PRATIQUE_SUITE.stamp"; fi
  if [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then return; fi

  exec 9>"$PRATIQUE_CACHE/setup.lock"
  flock -n 9 || { say "another set-up is running; waiting for it"; flock 9; }
  if [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then exec 9>&-; return; fi
  say "Setting up the Debian 13 build environment (once; about 7 GB in $PRATIQUE_CACHE)"
  [ -d "$PRATIQUE_CACHE/$PRATIQUE_SUITE" ] || need_space_mb "$PRATIQUE_CACHE" 9000
  : >"$PRATIQUE_CACHE/setup.log"
  local self=$BASH_SOURCE step=(as_root bash "$BASH_SOURCE")
  if [ -n "$PRATIQUE_ROOT" ]; then
    command -v debootstrap >/dev/null && command -v bwrap >/dev/null ||
      quiet_step "debootstrap and bubblewrap on this machine" as_root sh -c 'apt-get update; DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends debootstrap bubblewrap ca-certificates'
    [ -d "$PRATIQUE_ROOT" ] || quiet_step "Debian 13 base" "${step[@]}" --make-root "$PRATIQUE_ROOT"
  fi
  quiet_step "packages (compilers, libraries, Chromium, Dovecot)" "${step[@]}" --install-packages "$PRATIQUE_ROOT"
  quiet_step "sources of Dear ImGui and SDL2" "${step[@]}" --fetch-sources "$PRATIQUE_ROOT" "$PRATIQUE_CACHE/src"
  echo "$want" >"$stamp"
  exec 9>&-
}

# Runs a command in the environment, in the current folder. Everything it starts ends with it.
in_environment() {
  local extra=() path name checkout; checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  local vars=(HOME="$PRATIQUE_CACHE/home" CCACHE_DIR="$PRATIQUE_CACHE/ccache" CCACHE_MAXSIZE=8G
    CCACHE_BASEDIR="$checkout" CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
    EM_CACHE="$PRATIQUE_CACHE/emcache" EM_FROZEN_CACHE=0 EMCC_LOCAL_PORTS="sdl2=$PRATIQUE_CACHE/src/sdl2"
    npm_config_cache="$PRATIQUE_CACHE/npm" npm_config_update_notifier=false LC_ALL=C.UTF-8 TZ=UTC
    PRATIQUE_CACHE="$PRATIQUE_CACHE" PRATIQUE_IMGUI_DIR="$PRATIQUE_CACHE/src/imgui" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
  for name in $(compgen -e | grep '^PRATIQUE_' | grep -vxE 'PRATIQUE_(CACHE|IMGUI_DIR)'); do vars+=("$name=${!name}"); done
  if [ -z "$PRATIQUE_ROOT" ]; then env -u LD_LIBRARY_PATH -u LIBRARY_PATH "${vars[@]}" "$@"; return; fi
  for path in "$checkout" "$(git -C "$checkout" rev-parse --path-format=absolute --git-common-dir 2>/dev/null)" "$PWD" /tmp ${PRATIQUE_BIND:-}; do
    [ -d "$path" ] && extra+=(--bind "$path" "$path")
  done
  for path in "${PRATIQUE_MAIL_CORPUS:-}" /sys /etc/resolv.conf /etc/hosts; do [ -n "$path" ] && [ -e "$path" ] && extra+=(--ro-bind "$path" "$path"); done
  if [ -f "${NODE_EXTRA_CA_CERTS:-}" ]; then  # a company's own authority, for npm
    extra+=(--ro-bind "$NODE_EXTRA_CA_CERTS" /run/pratique-ca.crt)
    vars+=(NODE_EXTRA_CA_CERTS=/run/pratique-ca.crt npm_config_cafile=/run/pratique-ca.crt)
  fi
  if [ "$(id -u)" != 0 ]; then  # daemons look their own user up by name
    { grep -v ":x:$(id -u):" "$PRATIQUE_ROOT/etc/passwd"; echo "pratique:x:$(id -u):$(id -g):Pratique:$PRATIQUE_CACHE/home:/bin/sh"; } >"$PRATIQUE_CACHE/passwd"
    { grep -v ":x:$(id -g):" "$PRATIQUE_ROOT/etc/group"; echo "pratique:x:$(id -g):"; } >"$PRATIQUE_CACHE/group"
    extra+=(--ro-bind "$PRATIQUE_CACHE/passwd" /etc/passwd --ro-bind "$PRATIQUE_CACHE/group" /etc/group)
  fi
  bwrap --bind "$PRATIQUE_ROOT" / --dev /dev --proc /proc --tmpfs /run "${extra[@]}" --bind "$PRATIQUE_CACHE" "$PRATIQUE_CACHE" \
    --cap-add ALL --unshare-pid --die-with-parent --chdir "$PWD" \
    env -i TERM="${TERM:-dumb}" CI="${CI:-}" "${vars[@]}" "$@"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -u
  case "${1:-}" in
    --make-root) make_root "$2" ;;
    --install-packages) install_packages_in "$2" ;;
    --fetch-sources) fetch_sources "$2" "$3" ;;
    '') ensure_environment; say "The environment is ready: ${PRATIQUE_ROOT:-this machine}" ;;
    *) ensure_environment; in_environment "$@" ;;
  esac
fi
