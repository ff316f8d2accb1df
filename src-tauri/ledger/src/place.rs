//! What kind of place a folder is.

use std::path::Path;

/// Whether SQLite's shared memory can't be trusted here: a network share.
#[cfg(target_os = "linux")]
pub(crate) fn is_network(dir: &Path) -> bool {
    /// NFS, SMB, CIFS, SMB2, NCP, AFS, FUSE (sshfs, GVFS), 9P: `statfs(2)`, `linux/magic.h`.
    const MAGIC: [u64; 8] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x564c,
        0x5346_414f,
        0x6573_5546,
        0x0102_1997,
    ];
    rustix::fs::statfs(dir).is_ok_and(|fs| {
        let bits = u64::try_from(fs.f_type).unwrap_or_default() & 0xffff_ffff;
        MAGIC.contains(&bits)
    })
}

/// Whether SQLite's shared memory can't be trusted here: a UNC path (`\\server\share`), or a letter that stands for one.
#[cfg(windows)]
pub(crate) fn is_network(dir: &Path) -> bool {
    use std::path::{Component, Prefix};
    let dir = std::fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
    matches!(dir.components().next(), Some(Component::Prefix(p))
        if matches!(p.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
}

/// Elsewhere: assume a local disk.
#[cfg(not(any(target_os = "linux", windows)))]
pub(crate) fn is_network(_dir: &Path) -> bool {
    false
}

/// Whether two paths lead to the same folder or file; one that is not there is the same as none.
pub(crate) fn is_same(a: &Path, b: &Path) -> bool {
    match (std::fs::canonicalize(a), std::fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// The folder of a source as it is walked: on Windows where it really lies, so that what is below can be compared with it.
pub(crate) fn walked(source: &Path) -> std::borrow::Cow<'_, Path> {
    let real = cfg!(windows)
        .then(|| std::fs::canonicalize(source).ok())
        .flatten();
    real.map_or_else(|| asked(source), Into::into)
}

/// Whether a folder below one that is [`walked`] lies there: on Windows what leads elsewhere (a junction, a mounted folder) may
/// look like a folder, and may lead back into itself. One that can't be asked is left to whoever lists it.
pub(crate) fn is_itself(folder: &Path) -> bool {
    !cfg!(windows) || std::fs::canonicalize(folder).map_or(true, |real| real == folder)
}

/// The path by which the system is asked for what lies in a source: on Windows its verbatim form, in which names that other
/// systems wrote (`aux.txt`, `尾点.`) are names and no path is too long. What is stored and shown is the plain form.
pub(crate) fn asked(path: &Path) -> std::borrow::Cow<'_, Path> {
    let verbatim = cfg!(windows).then(|| path.to_str().and_then(verbatim)).flatten();
    verbatim.map_or_else(|| path.into(), |text| std::path::PathBuf::from(text).into())
}

/// The verbatim form of an absolute Windows path; none of a path that is relative, or verbatim already.
fn verbatim(path: &str) -> Option<String> {
    let path = path.replace('/', r"\");
    if path.starts_with(r"\\?\") || path.starts_with(r"\\.\") {
        return None;
    }
    if let Some(share) = path.strip_prefix(r"\\") {
        return Some(format!(r"\\?\UNC\{share}"));
    }
    let mut begin = path.chars();
    let has_drive = begin.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && begin.next() == Some(':')
        && begin.next() == Some('\\');
    has_drive.then(|| format!(r"\\?\{path}"))
}

/// Raw bytes of a path, to be stored: as the system has them; UTF-16LE on Windows.
pub fn to_bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        path.as_os_str().as_bytes().to_vec()
    }
    #[cfg(windows)]
    {
        use std::os::windows::ffi::OsStrExt;
        path.as_os_str()
            .encode_wide()
            .flat_map(u16::to_le_bytes)
            .collect()
    }
}

/// The path with these raw bytes.
pub fn from_bytes(bytes: &[u8]) -> std::path::PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        std::ffi::OsStr::from_bytes(bytes).into()
    }
    #[cfg(windows)]
    {
        use std::os::windows::ffi::OsStringExt;
        let wide: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|b| u16::from_le_bytes(b.try_into().unwrap_or_default()))
            .collect();
        std::ffi::OsString::from_wide(&wide).into()
    }
}

/// A relative path to show: `/` between names; a name that is no Unicode is read as GBK, as old U-disks have it.
pub(crate) fn to_text(path: &Path) -> String {
    path.components()
        .map(|c| name_text(c.as_os_str()))
        .collect::<Vec<_>>()
        .join("/")
}

fn name_text(name: &std::ffi::OsStr) -> std::borrow::Cow<'_, str> {
    if let Some(text) = name.to_str() {
        return text.into();
    }
    // Elsewhere than on Unix names are no bytes that could be GBK.
    let gbk = cfg!(unix)
        .then(|| {
            encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(name.as_encoded_bytes())
        })
        .flatten();
    gbk.unwrap_or_else(|| name.to_string_lossy())
}

/// Whether these attributes are those of a folder that Windows keeps for itself: hidden and the system's.
pub(crate) const fn is_of_system(attributes: u32) -> bool {
    const HIDDEN_AND_SYSTEM: u32 = 0x2 | 0x4;
    attributes & HIDDEN_AND_SYSTEM == HIDDEN_AND_SYSTEM
}

/// The attributes of a file on Windows; none elsewhere.
pub(crate) fn attributes(metadata: &std::fs::Metadata) -> u32 {
    #[cfg(windows)]
    {
        std::os::windows::fs::MetadataExt::file_attributes(metadata)
    }
    #[cfg(not(windows))]
    {
        let _ = metadata;
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_windows_keeps_for_itself_are_known_by_their_attributes() {
        assert!(is_of_system(0x16));
        assert!(!is_of_system(0x12) && !is_of_system(0x14));
    }

    #[test]
    fn windows_is_asked_by_the_verbatim_form_of_absolute_paths() {
        for (path, expected) in [
            (r"D:\素材\尾点.", Some(r"\\?\D:\素材\尾点.")),
            (r"d:/素材/aux.txt", Some(r"\\?\d:\素材\aux.txt")),
            (r"\\server\share\a", Some(r"\\?\UNC\server\share\a")),
            (r"\\?\C:\a", None),
            (r"\\.\COM1", None),
            (r"C:a", None),
            ("素材", None),
            ("", None),
        ] {
            assert_eq!(verbatim(path).as_deref(), expected, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_of_old_disks_are_read_as_gbk() {
        use std::os::unix::ffi::OsStrExt;
        let (gbk, _, _) = encoding_rs::GBK.encode("清明 合影.jpg");
        let path = Path::new("照片").join(std::ffi::OsStr::from_bytes(&gbk));
        assert_eq!(to_text(&path), "照片/清明 合影.jpg");
        assert_eq!(from_bytes(&to_bytes(&path)), path);
        let neither = Path::new(std::ffi::OsStr::from_bytes(&[0x81, 0xff]));
        assert!(to_text(neither).contains('\u{fffd}'));
    }
}
