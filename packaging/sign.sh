# Signatures of the packages, by minisign: docs/安装与部署.md tells who keeps the key. Read by ./dev.

# sign SYSTEM FILE…: what the programs know the packages by. Without a key they stay unsigned, and that is said.
sign() {
  local system=$1 file
  shift
  if [ -z "${TAIZHANG_SIGNING_KEY:-}" ]; then
    printf '!! UNSIGNED: TAIZHANG_SIGNING_KEY names no key of minisign. The programs will not take these as an update: %s\n' "$*" >&2
    return
  fi
  [ -s packaging/update.pub ] || die "packaging/update.pub is missing: the programs would not know the signature"
  for file in "$@"; do
    minisign -S -s "$TAIZHANG_SIGNING_KEY" -t "taizhang $(version) $system" -m "$file"
    minisign -V -q -p packaging/update.pub -m "$file" || die "$file: signed by another key than packaging/update.pub"
  done
}
