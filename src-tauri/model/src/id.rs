//! Identity of rows and of bytes.

use serde::{Deserialize, Serialize};

/// Id of a row that a person made, or of an item: a UUIDv7, so that ledgers can be merged.
pub type Id = uuid::Uuid;

/// SHA-256 of some bytes, shown as 64 lower-case hexadecimal digits: the identity of content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256(pub [u8; 32]);

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 in hexadecimal: {0}")]
pub struct NotSha256(pub String);

impl std::fmt::Display for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl std::str::FromStr for Sha256 {
    type Err = NotSha256;

    fn from_str(text: &str) -> Result<Self, NotSha256> {
        let refuse = || NotSha256(text.to_owned());
        let digits: Vec<u8> = text
            .chars()
            .map(|c| {
                c.to_digit(16)
                    .and_then(|d| u8::try_from(d).ok())
                    .ok_or_else(refuse)
            })
            .collect::<Result<_, _>>()?;
        let bytes: Vec<u8> = digits
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |sum, d| sum * 16 + d))
            .collect();
        if digits.len() != 64 {
            return Err(refuse());
        }
        bytes.try_into().map(Sha256).map_err(|_| refuse())
    }
}

impl Serialize for Sha256 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Sha256;

    #[test]
    fn sha256_text_goes_both_ways_and_refuses_other_text() {
        let sha = Sha256([0xab; 32]);
        assert_eq!(sha.to_string(), "ab".repeat(32));
        assert_eq!(sha.to_string().parse(), Ok(sha));
        for bad in ["", "abc", &"zz".repeat(32), &"ab".repeat(31), &"ab".repeat(33)] {
            assert!(bad.parse::<Sha256>().is_err(), "{bad}");
        }
    }
}
