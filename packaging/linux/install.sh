#!/bin/sh
# 安装到本人目录（不需要管理员）：程序、菜单项、图标。install.sh --remove 卸载；台账文件夹不受影响。
# Installs for one person: program, menu entry, icon. --remove takes them away again and leaves ledgers alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${HOME}/.local/bin
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/taizhang.desktop
icon=$share/icons/hicolor/256x256/apps/taizhang.png
if [ "${1:-}" = --remove ]; then
  rm -f "$bin/taizhang" "$entry" "$icon"
  exit 0
fi
mkdir -p "$bin" "$(dirname "$entry")" "$(dirname "$icon")"
# A running program can't be overwritten; a new file takes its name.
cp "$here/taizhang" "$bin/taizhang.part"
chmod 755 "$bin/taizhang.part"
mv "$bin/taizhang.part" "$bin/taizhang"
cp "$here/taizhang.png" "$icon"
# The folder's name may hold whatever sed would read: the line is written whole.
while IFS= read -r line; do
  case $line in
    Exec=*) printf 'Exec="%s" serve\n' "$bin/taizhang" ;;
    *) printf '%s\n' "$line" ;;
  esac
done < "$here/taizhang.desktop" > "$entry"
chmod 755 "$entry"
printf '已安装。在开始菜单里点“迎检台账”。 / Installed: %s\n' "$bin/taizhang"
