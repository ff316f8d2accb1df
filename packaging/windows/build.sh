# Building for Windows from Debian, and trying it under wine. Read by ./dev.

WINDOWS=x86_64-pc-windows-gnu
WINDOWS_PACKAGES="gcc-mingw-w64-x86-64 g++-mingw-w64-x86-64"
WINE_PACKAGES="wine wine64 nsis locales"

# What is given to Windows: installing, building and testing together, in seconds.
WINDOWS_SECONDS=${WINDOWS_SECONDS:-600}
# The crates whose own tests run under wine: those that know paths, files, processes or the database.
WINE_CRATES=(taizhang-model taizhang-document taizhang-media taizhang-pack taizhang-ledger)

# A Rust that knows Windows: rustup's, or else Debian's, which builds its standard library itself. Sets WINDOWS_CARGO.
need_windows_rust() {
  WINDOWS_CARGO=(cargo)
  WINDOWS_FLAGS=(--locked --target "$WINDOWS")
  WINDOWS_TARGET=$TARGET
  [ -d "$(rustc --print sysroot)/lib/rustlib/$WINDOWS/lib" ] && return
  if command -v rustup >/dev/null && timeout 60 rustup --quiet target add "$WINDOWS" >&2; then return; fi
  need_packages rustc-web cargo-web rust-web-src || return
  # The two Rusts are kept apart: Debian's comes first on the path, and only here.
  WINDOWS_CARGO=(env "PATH=/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 /usr/bin/cargo)
  WINDOWS_TARGET=$TARGET/debian-rust
  WINDOWS_FLAGS+=(-Zbuild-std "--target-dir=$WINDOWS_TARGET")
}

# A wine of our own: no display, no .NET, no browser; a Chinese Windows with its code page 936, which wine takes from the locale.
need_wine() {
  need_packages $WINE_PACKAGES || return
  export WINEPREFIX=$OUT/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LOCPATH=$OUT/locale
  [ -d "$LOCPATH/zh_CN.UTF-8" ] || { mkdir -p "$LOCPATH" && localedef -i zh_CN -f UTF-8 "$LOCPATH/zh_CN.UTF-8"; } || return
  # bash itself looks for locales elsewhere and would complain.
  { export LC_ALL=zh_CN.UTF-8; } 2>/dev/null
  unset DISPLAY WAYLAND_DISPLAY
  mkdir -p "$WINEPREFIX"
  [ -f "$WINEPREFIX/system.reg" ] || timeout 120 wineboot -i >/dev/null 2>&1 || return
  # The fonts of this system: without a Chinese one no PDF can be set, and a pack would lack it.
  ln -sf /usr/share/fonts/opentype/noto/*.ttc "$WINEPREFIX/drive_c/windows/Fonts"
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

# The command line and the crates' tests for Windows, built at once: two builds would make most of the tree twice. Leaves the
# list of test programs in $1.
build_wine() {
  local packages=(-p taizhang-cli) crate
  for crate in "${WINE_CRATES[@]}"; do packages+=(-p "$crate"); done
  timeout "$2" "${WINDOWS_CARGO[@]}" test "${WINDOWS_FLAGS[@]}" --profile wine --no-run \
    --message-format=json-render-diagnostics "${packages[@]}" > "$1"
}

# The command line for Windows and its whole flow under wine, then the crates' own tests. One deadline over all of it: a
# machine that can't be made ready or is too slow says so and goes on, a test that fails or hangs ends it with an error.
test_windows() {
  local deadline=$((SECONDS + WINDOWS_SECONDS)) list=$OUT/wine-tests.json built=0 left
  export APT_SECONDS=$WINDOWS_SECONDS
  need_packages $WINDOWS_PACKAGES && command -v x86_64-w64-mingw32-gcc >/dev/null || { skip_windows "no mingw-w64"; return 0; }
  need_windows_rust || { skip_windows "no Rust for $WINDOWS"; return 0; }
  need_wine && command -v wine >/dev/null || { skip_windows "no wine"; return 0; }
  left=$((deadline - SECONDS))
  [ "$left" -gt 0 ] || { skip_windows "getting ready took $WINDOWS_SECONDS seconds"; return 0; }
  say "building for Windows"
  mkdir -p "$OUT"
  build_wine "$list" "$left" || built=$?
  case $built in
    0) ;;
    124) skip_windows "building was not done after $left seconds"; return 0 ;;
    # With a standard library that is built here it may be that library which does not build.
    *) [ "$WINDOWS_TARGET" = "$TARGET" ] || { skip_windows "Debian's Rust could not build it"; return 0; }
      die "Windows: the build failed." ;;
  esac
  left=$((deadline - SECONDS))
  [ "$left" -ge 120 ] || { skip_windows "building left only $left seconds for the tests"; return 0; }
  say "Windows under wine, $left seconds"
  export TAIZHANG_BIN=$TARGET/debug/taizhang TAIZHANG_WINDOWS_BIN=$WINDOWS_TARGET/$WINDOWS/wine/taizhang.exe
  export TAIZHANG_WINDOWS_TESTS=$list TAIZHANG_WINDOWS_CRATES=${WINE_CRATES[*]}
  # One after the other, the whole line first: it counts most when time runs out, and node would sort them. What hangs fails by the
  # limits of the tests themselves.
  local part tested
  for part in flow computer installer crates; do
    tested=0
    left=$((deadline - SECONDS))
    [ "$left" -gt 0 ] || { skip_windows "no time was left for the tests of $part"; return 0; }
    timeout "$left" node --test --test-concurrency=1 --test-reporter=spec "tests/wine/$part.test.mjs" || tested=$?
    case $tested in
      0) ;;
      124) skip_windows "the tests of $part were not done after $left seconds"; return 0 ;;
      *) die "Windows: a test under wine failed." ;;
    esac
  done
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
  need_packages $WINDOWS_PACKAGES nsis p7zip-full minisign
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
  cp packaging/windows/用浏览器打开.cmd "$work"
  # Windows opens no .md.
  node packaging/page.mjs docs/安装与部署.md "$work/安装与部署.html"
  node packaging/licences.mjs "$work/LICENSES.html"
  # Nothing of mingw may be wanting on a clerk's machine.
  imports=$(x86_64-w64-mingw32-objdump -p "$work/taizhang.exe" "$work/taizhang-desktop.exe" | sed -n 's/.*DLL Name: //p' | sort -u)
  ! grep -iE 'libgcc|libstdc|winpthread' <<<"$imports" || die "the programs need a DLL of mingw"
  # -mcu: names are marked as UTF-8; without the mark Explorer on a Chinese Windows reads them as GBK.
  (cd "$OUT/bundle" && rm -f "$name.zip" && 7z a -tzip -mcu=on -mx=9 -bso0 -bsp0 "$name.zip" "$name")
  utf8_names "$OUT/bundle/$name.zip"
  makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$(version)" "-DFILES=$work" "-DSIZE=$(du -sk "$work" | cut -f1)" "-DICON=$ROOT/assets/icons/icon.ico" \
    "-DOUT=$OUT/bundle/$name-setup.exe" "$@" packaging/windows/installer.nsi
  rm -rf "$work"
  sign windows-x64 "$OUT/bundle/$name.zip" "$OUT/bundle/$name-setup.exe"
  (cd "$OUT/bundle" && sha256sum "$name.zip" "$name-setup.exe" > SHA256SUMS-windows && cat SHA256SUMS-windows)
}

# Whether each name that is not plain ASCII is marked as UTF-8 (bit 11 of its flags).
utf8_names() {
  python3 - "$1" <<'PYTHON' || die "$1 has names that a Chinese Windows reads wrongly"
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).infolist()
assert any(not one.filename.isascii() for one in names)
wrong = [one.filename for one in names if not one.filename.isascii() and not one.flag_bits & 0x800]
sys.exit(f"not marked as UTF-8: {wrong}" if wrong else 0)
PYTHON
}

# The loader of WebView2 that the crate brings; it must lie beside the window's program.
loader() {
  cargo metadata --format-version 1 --locked --filter-platform "$WINDOWS" |
    node -e 'let s="";process.stdin.on("data",d=>s+=d).on("end",()=>{const p=JSON.parse(s).packages.find(p=>p.name==="webview2-com-sys");console.log(require("path").join(require("path").dirname(p.manifest_path),"x64/WebView2Loader.dll"))})'
}
