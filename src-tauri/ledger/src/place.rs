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

/// Whether SQLite's shared memory can't be trusted here: a UNC path (`\\server\share`).
#[cfg(windows)]
pub(crate) fn is_network(dir: &Path) -> bool {
    use std::path::{Component, Prefix};
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

/// Raw bytes of a path, to be stored: as the system has them; UTF-16LE on Windows.
pub(crate) fn to_bytes(path: &Path) -> Vec<u8> {
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
pub(crate) fn from_bytes(bytes: &[u8]) -> std::path::PathBuf {
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

/// A relative path to show: `/` between names, what is no Unicode replaced.
pub(crate) fn to_text(path: &Path) -> String {
    path.components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
