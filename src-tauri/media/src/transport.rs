//! Length of an MPEG transport stream (ISO/IEC 13818-1): from its first clock to its last.

use crate::bytes::{Bytes, be16, be32};
use crate::movie::Movie;

/// Bytes at each end that are searched for clocks.
const ENDS: usize = 1024 * 1024;
/// Ticks of the clock in a second.
const TICKS: f64 = 90_000.0;
/// Where the clock begins again.
const AROUND: u64 = 1 << 33;
/// What every packet begins with.
const SYNC: u8 = 0x47;
/// Bytes of a packet.
const PACKET: usize = 188;

/// Reads the clocks at both ends. Camcorders put a time of four bytes before each packet.
pub(crate) fn read(bytes: &mut Bytes<'_>) -> Movie {
    let before = if bytes.head().first() == Some(&SYNC) { 0 } else { 4 };
    let step = (PACKET + before) as u64;
    let tail = bytes.len().saturating_sub(ENDS as u64).div_ceil(step) * step;
    let first = clocks(bytes, 0, before).first().copied();
    let last = clocks(bytes, tail, before);
    let duration_s = first.and_then(|(stream, begin)| {
        let (_, end) = last.iter().rev().find(|(other, _)| *other == stream)?;
        let ticks = (end + AROUND - begin) % AROUND;
        Some(ticks as f64 / TICKS).filter(|seconds| *seconds > 0.0)
    });
    Movie {
        duration_s,
        ..Movie::default()
    }
}

/// The clocks of packets from `at` on, each with its stream.
fn clocks(bytes: &mut Bytes<'_>, at: u64, before: usize) -> Vec<(u16, u64)> {
    let part = bytes.up_to(at, ENDS).unwrap_or_default();
    part.chunks_exact(PACKET + before)
        .filter_map(|packet| clock(packet.get(before..)?))
        .collect()
}

/// The program clock reference of a packet, 2.4.3.5: stream and ticks.
fn clock(packet: &[u8]) -> Option<(u16, u64)> {
    let adapted = packet.first() == Some(&SYNC) && packet.get(3)? & 0x20 != 0;
    let clocked = adapted && *packet.get(4)? >= 7 && packet.get(5)? & 0x10 != 0;
    let stream = be16(packet, 1)? & 0x1fff;
    let ticks = u64::from(be32(packet, 6)?) << 1 | u64::from(packet.get(10)? >> 7);
    clocked.then_some((stream, ticks))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    /// A stream whose clock runs from `begin`, a second in each two packets.
    pub(crate) fn film(begin: u64, seconds: u64, before: usize) -> Vec<u8> {
        let mut file = Vec::new();
        for second in 0..=seconds {
            let ticks = (begin + second * 90_000) % AROUND;
            let mut packet = vec![SYNC, 0x41, 0x00, 0x30, 7, 0x10];
            packet.extend(u32::try_from(ticks >> 1).unwrap().to_be_bytes());
            packet.extend([((ticks & 1) as u8) << 7, 0]);
            packet.resize(PACKET, 0xff);
            let mut other = vec![SYNC, 0x01, 0x01, 0x10];
            other.resize(PACKET, 0);
            for packet in [packet, other] {
                file.extend(vec![0; before]);
                file.extend(packet);
            }
        }
        file
    }

    #[test]
    fn the_length_is_from_the_first_clock_to_the_last() {
        for (begin, seconds, before) in [(5, 65, 0), (AROUND - 900_000, 65, 4), (7, 4000, 0)] {
            let file = film(begin, seconds, before);
            let on_disk = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(on_disk.path(), &file).unwrap();
            let head = &file[..file.len().min(4000)];
            let movie = read(&mut Bytes::new(on_disk.path(), head, file.len() as u64));
            assert_eq!(movie.duration_s, Some(seconds as f64));
        }
        let none = read(&mut Bytes::new(Path::new("none"), &[SYNC; 400], 400));
        assert_eq!(none.duration_s, None);
    }
}
