//! What a signature says of the package: the words of its trusted comment.

use crate::Verdict;

/// A version of three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u32; 3]);

impl Version {
    /// Reads `1.2.3`.
    pub fn read(text: &str) -> Option<Self> {
        let numbers: Vec<u32> = text
            .split('.')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        numbers.try_into().ok().map(Self)
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

/// A release, as the publisher signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its version.
    pub version: Version,
    /// What it is for: `windows-x64`, `linux-x64`, `linux-arm64`.
    pub system: String,
}

impl Release {
    /// Reads a trusted comment: `taizhang 1.2.3 windows-x64`.
    pub fn read(comment: &str) -> Option<Self> {
        let words: Vec<&str> = comment.split_ascii_whitespace().collect();
        let ["taizhang", version, system] = words.as_slice() else {
            return None;
        };
        Some(Self {
            version: Version::read(version)?,
            system: (*system).to_owned(),
        })
    }

    pub(crate) fn verdict(&self, current: &Version, system: &str) -> Verdict {
        if self.system != system {
            return Verdict::OtherSystem;
        }
        match self.version.cmp(current) {
            std::cmp::Ordering::Less => Verdict::Older,
            std::cmp::Ordering::Equal => Verdict::Same,
            std::cmp::Ordering::Greater => Verdict::Newer,
        }
    }
}

/// The system that this program was built for, as packages name it.
pub const fn own_system() -> &'static str {
    match (cfg!(windows), cfg!(target_arch = "aarch64")) {
        (true, false) => "windows-x64",
        (true, true) => "windows-arm64",
        (false, false) => "linux-x64",
        (false, true) => "linux-arm64",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let version = |text| Version::read(text).unwrap();
        assert!(version("0.10.0") > version("0.9.9"));
        assert_eq!(version("1.2.3").to_string(), "1.2.3");
        for wrong in ["", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "-1.2.3"] {
            assert_eq!(Version::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_the_words_of_a_release_are_read() {
        let release = Release::read("taizhang 0.2.0 linux-x64").unwrap();
        assert_eq!(
            (release.version.to_string().as_str(), release.system.as_str()),
            ("0.2.0", "linux-x64")
        );
        for wrong in [
            "timestamp:1633700835\tfile:test\tprehashed",
            "taizhang 0.2.0",
            "taizhang 0.2.0 linux-x64 more",
            "",
        ] {
            assert_eq!(Release::read(wrong), None, "{wrong}");
        }
    }
}
