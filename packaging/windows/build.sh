# Building for Windows from Debian, and trying it under wine. Read by ./dev.

WINDOWS=x86_64-pc-windows-gnu
WINDOWS_PACKAGES="gcc-mingw-w64-x86-64 g++-mingw-w64-x86-64"
WINE_PACKAGES="wine wine64"

# A Rust that knows Windows: rustup's, or else Debian's, which builds its standard library itself. Sets WINDOWS_CARGO.
need_windows_rust() {
  WINDOWS_CARGO=(cargo)
  WINDOWS_FLAGS=(--locked --target "$WINDOWS")
  WINDOWS_TARGET=$TARGET
  [ -d "$(rustc --print sysroot)/lib/rustlib/$WINDOWS/lib" ] && return
  if command -v rustup >/dev/null && timeout 180 rustup --quiet target add "$WINDOWS" >&2; then return; fi
  need_packages rustc-web cargo-web rust-web-src || return
  # The two Rusts are kept apart: Debian's comes first on the path, and only here.
  WINDOWS_CARGO=(env "PATH=/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 /usr/bin/cargo)
  WINDOWS_TARGET=$TARGET/debian-rust
  WINDOWS_FLAGS+=(-Zbuild-std "--target-dir=$WINDOWS_TARGET")
}

# A wine of our own: no display, no .NET, no browser, Chinese paths.
need_wine() {
  need_packages $WINE_PACKAGES || return
  export WINEPREFIX=$OUT/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
  unset DISPLAY WAYLAND_DISPLAY
  mkdir -p "$WINEPREFIX"
  [ -f "$WINEPREFIX/system.reg" ] || timeout 120 wineboot -i >/dev/null 2>&1 || return
  # Rust's standard library asks it for random numbers; wine has it from version 9 on.
  if [ ! -f "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ]; then
    export WINEPATH=$OUT/wine-random
    mkdir -p "$WINEPATH"
    x86_64-w64-mingw32-gcc -shared -O1 -o "$WINEPATH/bcryptprimitives.dll" packaging/windows/bcryptprimitives.c -ladvapi32
  fi
}

# Says loudly what is not tried here.
skip_windows() {
  printf '\n!! SKIPPED: Windows is not tried on this machine: %s\n!! 已跳过：本机没有在 wine 下测试 Windows 版。\n' "$1" >&2
}

# The command line for Windows, built, and its whole flow under wine. The gate gives it ten minutes.
test_windows() {
  need_packages $WINDOWS_PACKAGES && command -v x86_64-w64-mingw32-gcc >/dev/null || { skip_windows "no mingw-w64"; return 0; }
  need_windows_rust || { skip_windows "no Rust for $WINDOWS"; return 0; }
  need_wine && command -v wine >/dev/null || { skip_windows "no wine"; return 0; }
  say "building for Windows"
  local built=0
  timeout 480 "${WINDOWS_CARGO[@]}" build "${WINDOWS_FLAGS[@]}" -p taizhang-cli || built=$?
  case $built in
    0) ;;
    124) skip_windows "building took more than eight minutes"; return 0 ;;
    *) die "Windows: the build failed." ;;
  esac
  say "Windows under wine"
  export TAIZHANG_BIN=$TARGET/debug/taizhang TAIZHANG_WINDOWS_BIN=$WINDOWS_TARGET/$WINDOWS/debug/taizhang.exe
  timeout 180 node --test tests/wine/*.test.mjs ||
    die "Windows: the flow under wine failed, or took more than three minutes."
}

# Window, command line, portable zip and installer: bundle_windows [--webview2 FILE].
bundle_windows() {
  local webview2=()
  while [ $# -gt 0 ]; do
    case $1 in
      --webview2) [ -f "${2:-}" ] || die "--webview2: no such file: ${2:-}"; webview2=("-DWEBVIEW2=$(realpath "$2")"); shift 2 ;;
      *) die "bundle windows [--webview2 FILE]" ;;
    esac
  done
  need_packages $WINDOWS_PACKAGES nsis zip
  need_windows_rust
  say "building for Windows"
  "${WINDOWS_CARGO[@]}" build "${WINDOWS_FLAGS[@]}" --release --features tauri/custom-protocol -p taizhang-cli -p taizhang-desktop
  pack_windows "$WINDOWS_TARGET/$WINDOWS/release" "${webview2[@]}"
}

# Zip and installer from programs that are built: pack_windows FOLDER [-DWEBVIEW2=FILE].
pack_windows() {
  local programs=$1 name work imports
  shift
  name=taizhang-$(version)-windows-x64
  work=$OUT/bundle/$name
  rm -rf "$work"
  mkdir -p "$work"
  cp "$programs/taizhang.exe" "$programs/taizhang-desktop.exe" "$(loader)" "$work"
  cp docs/安装与部署.md packaging/windows/用浏览器打开.cmd "$work"
  node packaging/licences.mjs "$WINDOWS" "$work/LICENSES.html"
  # Nothing of mingw may be wanting on a clerk's machine.
  imports=$(x86_64-w64-mingw32-objdump -p "$work/taizhang.exe" "$work/taizhang-desktop.exe" | sed -n 's/.*DLL Name: //p' | sort -u)
  ! grep -iE 'libgcc|libstdc|winpthread' <<<"$imports" || die "the programs need a DLL of mingw"
  (cd "$OUT/bundle" && rm -f "$name.zip" && zip -q -9 -r "$name.zip" "$name")
  makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$(version)" "-DFILES=$work" "-DICON=$ROOT/assets/icons/icon.ico" \
    "-DOUT=$OUT/bundle/$name-setup.exe" "$@" packaging/windows/installer.nsi
  rm -rf "$work"
  (cd "$OUT/bundle" && sha256sum "$name.zip" "$name-setup.exe" > SHA256SUMS-windows && cat SHA256SUMS-windows)
}

# The loader of WebView2 that the crate brings; it must lie beside the window's program.
loader() {
  cargo metadata --format-version 1 --locked --filter-platform "$WINDOWS" |
    node -e 'let s="";process.stdin.on("data",d=>s+=d).on("end",()=>{const p=JSON.parse(s).packages.find(p=>p.name==="webview2-com-sys");console.log(require("path").join(require("path").dirname(p.manifest_path),"x64/WebView2Loader.dll"))})'
}
