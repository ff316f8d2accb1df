//! Folders whose files may not stay: removable disks, and the caches of chat programs, which throw away what is old.

use std::path::{Path, PathBuf};

use sysinfo::{DiskRefreshKind, Disks as Known};

/// Why the files of a folder may not stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fleeting {
    /// U盘、移动硬盘、存储卡
    Removable,
    /// 微信、QQ、钉钉、企业微信、飞书的缓存
    Chat,
}

impl Fleeting {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Removable => "removable",
            Self::Chat => "chat",
        }
    }
}

/// Folders in which chat programs keep what was sent, in lower case: 微信 3 and 4, 企业微信, QQ, 钉钉, 飞书.
const CHATS: [&str; 12] = [
    "wechat files",
    "xwechat_files",
    "wechat_files",
    "com.tencent.xinwechat",
    "micromsg",
    "wxwork",
    "tencent files",
    "qqfile_recv",
    "dingtalk",
    "dingtalkdownloads",
    "feishu",
    "larkshell",
];

/// Where Linux desktops put disks that people plug in.
const PLUGGED: [&str; 2] = ["/media", "/run/media"];

/// The disks of the computer, as they are now.
pub(crate) struct Disks {
    /// Where they are mounted, and whether they can be taken away.
    mounts: Vec<(PathBuf, bool)>,
}

impl Disks {
    /// Asks the system.
    pub(crate) fn now() -> Self {
        // A system that lists no disks names none that can be taken away: copies can still be asked for by hand.
        let Ok(known) = Known::new_with_refreshed_list_specifics(DiskRefreshKind::nothing()) else {
            return Self { mounts: Vec::new() };
        };
        let mounts = known
            .iter()
            .map(|disk| (disk.mount_point().to_owned(), disk.is_removable()))
            .collect();
        Self { mounts }
    }

    /// Why the files of this folder may not stay; none for a folder like others.
    pub(crate) fn fleeting(&self, folder: &Path) -> Option<Fleeting> {
        if is_chat(folder) {
            return Some(Fleeting::Chat);
        }
        let real = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        self.is_removable(&real).then_some(Fleeting::Removable)
    }

    fn is_removable(&self, folder: &Path) -> bool {
        if cfg!(target_os = "linux") && PLUGGED.iter().any(|root| folder.starts_with(root)) {
            return true;
        }
        // The innermost mount is the one that holds it. Windows spells a drive with `\\?\` or without.
        let plain = |path: &Path| PathBuf::from(path.to_string_lossy().trim_start_matches(r"\\?\"));
        let folder = plain(folder);
        self.mounts
            .iter()
            .filter(|(mount, _)| folder.starts_with(plain(mount)))
            .max_by_key(|(mount, _)| mount.components().count())
            .is_some_and(|(_, removable)| *removable)
    }
}

fn is_chat(folder: &Path) -> bool {
    folder.components().any(|part| {
        let name = part.as_os_str().to_string_lossy().to_lowercase();
        CHATS.contains(&name.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caches_of_chats_are_known_by_their_folders() {
        for folder in [
            "家/Documents/WeChat Files/wxid_1/FileStorage/File/2026-04",
            "家/Documents/xwechat_files/wxid_1/msg/file",
            "家/Documents/Tencent Files/12345/FileRecv",
            "家/AppData/Roaming/DingTalk/1_v2/resource_cache",
            "家/Documents/WXWork/1688/Cache/File",
        ] {
            assert!(is_chat(Path::new(folder)), "{folder}");
        }
        for folder in ["家/微信截图", "素材/WeChat", "素材/QQ空间活动"] {
            assert!(!is_chat(Path::new(folder)), "{folder}");
        }
    }

    #[test]
    fn a_disk_that_can_be_taken_away_holds_what_is_below_its_mount_alone() {
        let disks = Disks {
            mounts: vec![
                (PathBuf::from("/"), false),
                (PathBuf::from("/盘"), true),
                (PathBuf::from("/盘/里"), false),
            ],
        };
        for (folder, removable) in [
            ("/盘/照片", true),
            ("/盘", true),
            ("/盘/里/照片", false),
            ("/盘子/照片", false),
            ("/家/照片", false),
        ] {
            assert_eq!(disks.is_removable(Path::new(folder)), removable, "{folder}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_plugged_in_counts_whatever_the_disk_says() {
        let disks = Disks { mounts: Vec::new() };
        assert!(disks.is_removable(Path::new("/run/media/小王/U盘/照片")));
        assert!(disks.is_removable(Path::new("/media/小王/U盘")));
        assert!(!disks.is_removable(Path::new("/mediathek")));
    }
}
