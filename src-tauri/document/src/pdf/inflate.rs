//! A look at the compressed streams of a PDF before hayro inflates them without a bound.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::DocumentError;
use crate::limit::{self, within};

/// Most that deflate makes of one byte.
const RATIO: u64 = 1032;

/// Refuses a file of which one stream would inflate beyond the limit. Where a stream ends is not asked: the
/// compressed data itself tells.
pub(super) fn check(bytes: &[u8]) -> Result<(), DocumentError> {
    // What is shorter can't reach the limit.
    let least = usize::try_from(limit::INFLATED_BYTES / RATIO).unwrap_or(usize::MAX);
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        rest = rest.get(at + 6..).unwrap_or_default();
        let body = match rest {
            [b'\r', b'\n', body @ ..] | [b'\n' | b'\r', body @ ..] => body,
            _ => continue,
        };
        let is_zlib =
            matches!(body, [a, b, ..] if a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0);
        let length = find(body, b"endstream").unwrap_or(body.len());
        if !is_zlib || length < least {
            continue;
        }
        let mut inflated = ZlibDecoder::new(body).take(limit::INFLATED_BYTES + 1);
        // A damaged stream ends the counting where it ends the reading.
        let mut count = 0;
        let mut buffer = [0; 1 << 14];
        while let Ok(read @ 1..) = inflated.read(&mut buffer) {
            count += limit::count(read);
        }
        within("inflated bytes", count, limit::INFLATED_BYTES)?;
        rest = body.get(length..).unwrap_or_default();
    }
    Ok(())
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = bytes.get(from..)?.iter().position(|byte| *byte == first)? + from;
        if bytes.get(at..)?.starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}
