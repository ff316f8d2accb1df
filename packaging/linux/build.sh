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

# No symbol that an older system lacks.
check_glibc() {
  local newest
  newest=$(readelf -V --wide "$1" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
  [ "$(printf '%s\n' "$newest" "GLIBC_$GLIBC" | sort -V | tail -n 1)" = "GLIBC_$GLIBC" ] || die "$1 needs $newest"
  printf '%s: %s\n' "$1" "$newest" >&2
}

# The command line with the browser door for one processor: bundle_old_linux x86_64 x64.
bundle_old_linux() {
  local machine=$1 name=$2 target=$1-unknown-linux-gnu work
  rustup --quiet target add "$target" >&2
  say "building for $name, glibc $GLIBC"
  cargo zigbuild --locked --release --target "$target.$GLIBC" -p taizhang-cli
  work=$OUT/bundle/taizhang-$(version)-linux-$name
  rm -rf "$work"
  mkdir -p "$work"
  cp "$TARGET/$target/release/taizhang" packaging/linux/taizhang.desktop packaging/linux/install.sh LICENSE-APACHE LICENSE-MIT "$work"
  cp assets/icons/256.png "$work/taizhang.png"
  cp docs/安装与部署.md "$work"
  chmod 755 "$work/taizhang.desktop"
  node packaging/licences.mjs "$target" "$work/LICENSES.html"
  check_glibc "$work/taizhang"
  if [ "$machine" = aarch64 ]; then
    need_packages qemu-user-static libc6-arm64-cross libgcc-s1-arm64-cross
    qemu-aarch64-static -L /usr/aarch64-linux-gnu "$work/taizhang" --version
  else
    "$work/taizhang" --version
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
  cp packaging/linux/taizhang-desktop.desktop "$work/root/usr/share/applications"
  for side in 32 128 256; do
    mkdir -p "$work/root/usr/share/icons/hicolor/${side}x$side/apps"
    cp "assets/icons/$side.png" "$work/root/usr/share/icons/hicolor/${side}x$side/apps/taizhang.png"
  done
  cp LICENSE-MIT "$work/root/usr/share/doc/taizhang/copyright"
  node packaging/licences.mjs "$(rustc -vV | sed -n 's/^host: //p')" "$work/root/usr/share/doc/taizhang/LICENSES.html"
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

# Installs and removes the package in a fresh Debian: try_deb FILE.
try_deb() {
  local chroot=$OUT/bundle/chroot
  [ "$(id -u)" -eq 0 ] || { printf '!! the package is not tried in a fresh Debian: that needs root\n' >&2; return; }
  need_packages debootstrap
  say "trying the package in a fresh Debian"
  rm -rf "$chroot"
  debootstrap --variant=minbase bookworm "$chroot" >/dev/null
  cp "$1" "$chroot/tmp/taizhang.deb"
  chroot "$chroot" sh -euc '
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /tmp/taizhang.deb >/dev/null
    taizhang --version
    ldd /usr/bin/taizhang-desktop | grep "not found" && exit 1
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
  bundle_old_linux x86_64 x64
  bundle_old_linux aarch64 arm64
  (cd "$OUT/bundle" && sha256sum taizhang_*.deb taizhang-*.tar.gz > SHA256SUMS-linux && cat SHA256SUMS-linux)
}
