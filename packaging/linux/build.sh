# Packages for Linux: .deb for Debian 12+ and Ubuntu 22.04+, tar.gz for glibc 2.28 (统信 UOS, 银河麒麟). Read by ./dev.

GLIBC=2.28
ZIG=0.17.1
ZIGBUILD=0.24.1

version() { sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml; }

need_zig() {
  [ -x "$OUT/zig/bin/python" ] || {
    say "installing zig $ZIG"
    python3 -m venv "$OUT/zig"
    "$OUT/zig/bin/pip" install --quiet --disable-pip-version-check "ziglang==$ZIG"
  }
  # What cargo-zigbuild looks for.
  export CARGO_ZIGBUILD_ZIG_PATH=$OUT/zig/zig
  printf '#!/bin/sh\nexec "%s" -m ziglang "$@"\n' "$OUT/zig/bin/python" > "$CARGO_ZIGBUILD_ZIG_PATH"
  chmod +x "$CARGO_ZIGBUILD_ZIG_PATH"
  need_cargo_tool cargo-zigbuild "$ZIGBUILD"
}

# A standard library for this target: rustup's, or else Debian's, whose packages are unpacked beside its own Rust. Sets
# OLD_CARGO, the command that builds.
need_linux_std() {
  local target=$1 architecture=$2 sysroot=$OUT/sysroot
  OLD_CARGO=(cargo zigbuild "--target-dir=$TARGET")
  [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ] && return
  if command -v rustup >/dev/null && timeout 60 rustup --quiet target add "$target" >&2; then return; fi
  need_packages rustc-web cargo-web
  if [ ! -d "$sysroot/lib/rustlib/$target/lib" ]; then
    say "fetching Debian's standard library for $architecture"
    unpack_std "$architecture" "$sysroot"
  fi
  # Debian's Rust comes first on the path, and only here; its own libraries are seen through the same folder.
  mkdir -p "$sysroot/lib/rustlib"
  ln -sfn /usr/lib/rustlib/x86_64-unknown-linux-gnu "$sysroot/lib/rustlib/x86_64-unknown-linux-gnu"
  OLD_CARGO=(env "PATH=/usr/bin:$PATH" "RUSTFLAGS=--sysroot=$sysroot" cargo zigbuild "--target-dir=$TARGET/debian-rust")
}

# Debian's library for another processor, of the version of its compiler here. Its own list of packages: this system's stays.
unpack_std() {
  local architecture=$1 sysroot=$2 work=$OUT/apt-$1 apt
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/unpacked" "$sysroot"
  apt=(apt-get -qq -o "APT::Architecture=$architecture" -o "APT::Architectures::=$architecture" -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=)
  "${apt[@]}" update
  (cd "$work" && "${apt[@]}" download "libstd-rust-web-dev:$architecture=$(dpkg-query -W -f='${Version}' rustc-web)")
  dpkg-deb -x "$work"/libstd-rust-web-dev_*.deb "$work/unpacked"
  cp -a "$work/unpacked/usr/lib" "$sysroot"
  rm -rf "$work"
}

# No symbol that an older system lacks: check_glibc PROGRAM [VERSION].
check_glibc() {
  local newest limit=${2:-$GLIBC}
  newest=$(readelf -V --wide "$1" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
  [ "$(printf '%s\n' "$newest" "GLIBC_$limit" | sort -V | tail -n 1)" = "GLIBC_$limit" ] || die "$1 needs $newest"
  printf '%s: %s\n' "$1" "$newest" >&2
}

# The whole line with a program, in a place of Chinese names: try_line COMMAND… (the program, or what runs it).
try_line() {
  local place=$OUT/bundle/试用 ledger
  ledger="$place/示例 台账/示例台账"
  rm -rf "$place"
  mkdir -p "$place"
  "$@" sample "$place/示例 台账" >/dev/null
  "$@" --ledger "$ledger" -q scan --no-thumbs >/dev/null
  "$@" --ledger "$ledger" status >/dev/null
  "$@" --ledger "$ledger" -q export "$place/迎检 包.zip" --allow-gaps >/dev/null
  "$@" verify "$place/迎检 包.zip" >/dev/null || die "$*: its own pack is not valid"
  rm -rf "$place"
}

# The command line with the browser door for one processor: bundle_old_linux x86_64 x64 amd64.
bundle_old_linux() {
  local machine=$1 name=$2 architecture=$3 target=$1-unknown-linux-gnu work built program
  need_linux_std "$target" "$architecture"
  say "building for $name, glibc $GLIBC"
  built=$SECONDS
  # As in .cargo/config.toml; without SQLite's own 64-bit names, which are the plain ones here: zig's headers of an older glibc give
  # lstat a name of its own, and it could no longer stand for stat.
  LIBSQLITE3_FLAGS="-Dlstat=stat -DSQLITE_DISABLE_LFS" \
    "${OLD_CARGO[@]}" --locked --release --target "$target.$GLIBC" -p taizhang-cli
  printf '%s: built in %s s\n' "$name" "$((SECONDS - built))" >&2
  program=$TARGET/$target/release/taizhang
  [ "${OLD_CARGO[0]}" = cargo ] || program=$TARGET/debian-rust/$target/release/taizhang
  work=$OUT/bundle/taizhang-$(version)-linux-$name
  rm -rf "$work"
  mkdir -p "$work"
  cp "$program" packaging/linux/taizhang.desktop packaging/linux/install.sh LICENSE-APACHE LICENSE-MIT "$work"
  cp assets/icons/256.png "$work/taizhang.png"
  cp docs/安装与部署.md "$work"
  chmod 755 "$work/taizhang.desktop"
  node packaging/licences.mjs "$work/LICENSES.html"
  check_glibc "$work/taizhang"
  if [ "$machine" = aarch64 ]; then
    need_packages qemu-user-static libc6-arm64-cross libgcc-s1-arm64-cross
    try_line qemu-aarch64-static -L /usr/aarch64-linux-gnu "$work/taizhang"
  else
    try_line "$work/taizhang"
  fi
  tar -C "$OUT/bundle" --owner=0 --group=0 -czf "$work.tar.gz" "$(basename "$work")"
  rm -rf "$work"
}

# Window and command line as .deb, from programs that are built: bundle_deb FOLDER.
bundle_deb() {
  local programs=$1 work=$OUT/bundle/deb architecture depends size
  architecture=$(dpkg --print-architecture)
  rm -rf "$work"
  mkdir -p "$work/debian" "$work/root/DEBIAN" "$work/root/usr/bin" "$work/root/usr/share/applications" "$work/root/usr/share/doc/taizhang"
  cp "$programs/taizhang" "$programs/taizhang-desktop" "$work/root/usr/bin"
  # What the oldest system that gets this package brings: Ubuntu 22.04.
  check_glibc "$work/root/usr/bin/taizhang" 2.35
  check_glibc "$work/root/usr/bin/taizhang-desktop" 2.35
  cp packaging/linux/taizhang-desktop.desktop "$work/root/usr/share/applications"
  for side in 32 128 256; do
    mkdir -p "$work/root/usr/share/icons/hicolor/${side}x$side/apps"
    cp "assets/icons/$side.png" "$work/root/usr/share/icons/hicolor/${side}x$side/apps/taizhang.png"
  done
  cp LICENSE-MIT "$work/root/usr/share/doc/taizhang/copyright"
  cp docs/安装与部署.md "$work/root/usr/share/doc/taizhang"
  node packaging/licences.mjs "$work/root/usr/share/doc/taizhang/LICENSES.html"
  # What the programs are linked with, by the system's own list.
  printf 'Source: taizhang\n\nPackage: taizhang\nArchitecture: any\n' > "$work/debian/control"
  depends=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/taizhang root/usr/bin/taizhang-desktop 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
  [ -n "$depends" ] || die "dpkg-shlibdeps found no dependencies"
  size=$(du -sk "$work/root/usr" | cut -f1)
  cat > "$work/root/DEBIAN/control" <<TEXT
Package: taizhang
Version: $(version)
Architecture: $architecture
Maintainer: taizhang <taizhang@localhost>
Installed-Size: $size
Depends: $depends
Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-arphic-uming
Section: utils
Priority: optional
Description: evidence for the yearly inspection (迎检台账)
 Indexes folders of photos and documents in place, links what proves what,
 shows what is missing and exports a pack that an inspector opens anywhere.
TEXT
  dpkg-deb --root-owner-group --build "$work/root" "$OUT/bundle/taizhang_$(version)_$architecture.deb" >&2
  rm -rf "$work"
}

# A script in another Debian, with devices and processes of its own: in_chroot FOLDER SCRIPT. Mounts go away with it.
in_chroot() {
  unshare --mount --pid --fork --mount-proc="$1/proc" sh -euc 'mount --rbind /dev "$0/dev"; exec chroot "$0" sh -euc "$1"' "$1" "$2"
}

# Installs and removes the package in a fresh Debian: try_deb FILE.
try_deb() {
  local chroot=$OUT/bundle/chroot
  [ "$(id -u)" -eq 0 ] || { printf '!! the package is not tried in a fresh Debian: that needs root\n' >&2; return; }
  need_packages debootstrap
  say "trying the package in a fresh Debian"
  rm -rf "$chroot"
  debootstrap --variant=minbase bookworm "$chroot" >/dev/null
  cp "$1" "$chroot/tmp/taizhang.deb"
  in_chroot "$chroot" '
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /tmp/taizhang.deb >/dev/null
    taizhang --version
    test -z "$(dpkg -V taizhang)"
    ldd /usr/bin/taizhang-desktop | grep "not found" && exit 1
    # The window stands for some seconds: timeout ends it (124), nothing else does.
    apt-get install -y -qq --no-install-recommends xvfb xauth dbus-x11 >/dev/null
    code=0
    timeout 15 dbus-run-session -- xvfb-run -a taizhang-desktop >/tmp/window.log 2>&1 || code=$?
    [ "$code" = 124 ] || { cat /tmp/window.log; exit 1; }
    DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq taizhang >/dev/null
    test -z "$(find /usr -name "taizhang*" -not -path "/usr/share/doc/*")"
  ' || die "the package does not install, run or go away in a fresh Debian"
  rm -rf "$chroot"
}

bundle_linux() {
  mkdir -p "$OUT/bundle"
  say "building for this system"
  cargo build --locked --release --features tauri/custom-protocol -p taizhang-cli -p taizhang-desktop
  bundle_deb "$TARGET/release"
  try_deb "$OUT/bundle/taizhang_$(version)_$(dpkg --print-architecture).deb"
  need_packages python3-venv
  need_zig
  bundle_old_linux x86_64 x64 amd64
  bundle_old_linux aarch64 arm64 arm64
  sign linux-x64 "$OUT/bundle/taizhang_$(version)_$(dpkg --print-architecture).deb" "$OUT/bundle/taizhang-$(version)-linux-x64.tar.gz"
  sign linux-arm64 "$OUT/bundle/taizhang-$(version)-linux-arm64.tar.gz"
  (cd "$OUT/bundle" && sha256sum taizhang_*.deb taizhang-*.tar.gz > SHA256SUMS-linux && cat SHA256SUMS-linux)
}
