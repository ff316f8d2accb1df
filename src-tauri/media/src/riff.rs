//! Dates of AVI and WAV files: RIFF chunks in which recorders tell when they began.

use taizhang_model::date::DateFact;

use crate::bytes::{Bytes, le32};
use crate::stamp::recorder_time;

/// Most chunks that are walked.
const CHUNKS: usize = 200;
/// Longest text of a date.
const TEXT: u64 = 64;

/// The date that a recorder wrote: `IDIT` of cameras, `ICRD` of the file's description, `bext` of broadcast waves.
pub(crate) fn date(bytes: &mut Bytes<'_>) -> Option<DateFact> {
    let end = bytes.len();
    within(bytes, 12, end, &mut 0)
}

fn within(bytes: &mut Bytes<'_>, mut at: u64, end: u64, walked: &mut usize) -> Option<DateFact> {
    while at < end && *walked < CHUNKS {
        *walked += 1;
        let head = bytes.read(at, 8)?;
        let (name, length) = (head.get(..4)?.to_vec(), u64::from(le32(&head, 4)?));
        let (body, next) = (at + 8, at + 8 + length + length % 2);
        let found = match name.as_slice() {
            b"LIST" => {
                let kind = bytes.read(body, 4).map(|kind| kind.to_vec());
                let holds = matches!(kind.as_deref(), Some(b"hdrl" | b"INFO"));
                if holds {
                    within(bytes, body + 4, next, walked)
                } else {
                    None
                }
            }
            b"IDIT" | b"ICRD" => text(bytes, body, length).and_then(|text| recorder_time(&text)),
            // EBU Tech 3285: three texts of 256, 32 and 32 bytes, then the day and the time.
            b"bext" => text(bytes, body + 320, 18).and_then(|text| {
                let (day, time) = text.split_at_checked(10)?;
                recorder_time(&format!("{day} {}", time.replace(['-', '.'], ":")))
            }),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at = next;
    }
    None
}

fn text(bytes: &mut Bytes<'_>, at: u64, length: u64) -> Option<String> {
    let read = bytes.up_to(at, usize::try_from(length.min(TEXT)).ok()?)?;
    let text = read.split(|byte| *byte == 0).next()?;
    Some(String::from_utf8_lossy(text).trim().to_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        let mut chunk = [name.as_slice(), &length, body].concat();
        chunk.resize(chunk.len() + chunk.len() % 2, 0);
        chunk
    }

    fn list(kind: &[u8; 4], chunks: &[Vec<u8>]) -> Vec<u8> {
        chunk(b"LIST", &[kind.as_slice(), &chunks.concat()].concat())
    }

    fn told(form: &[u8; 4], chunks: &[Vec<u8>]) -> Option<String> {
        let file = [b"RIFF\0\0\0\0".as_slice(), form, &chunks.concat()].concat();
        let mut bytes = Bytes::new(Path::new("a"), &file, file.len() as u64);
        date(&mut bytes).map(|date| date.value)
    }

    #[test]
    fn recorders_tell_when_they_began() {
        let movi = list(b"movi", &[chunk(b"00dc", &[0; 50])]);
        for text in [
            "FRI APR 03 09:14:22 2026\n\0",
            "Fri Apr  3 09:14:22 2026",
            "2026:04:03 09:14:22",
            "2026-04-03 09:14:22",
        ] {
            let header = list(
                b"hdrl",
                &[chunk(b"avih", &[0; 56]), chunk(b"IDIT", text.as_bytes())],
            );
            let told = told(b"AVI ", &[header, movi.clone()]);
            assert_eq!(told.as_deref(), Some("2026-04-03T09:14:22"), "{text}");
        }
        let described = list(
            b"INFO",
            &[chunk(b"ISFT", b"x\0"), chunk(b"ICRD", b"2026-04-03\0")],
        );
        assert_eq!(told(b"AVI ", &[movi, described]).as_deref(), Some("2026-04-03"));
        let mut wave = vec![0; 320];
        wave.extend(b"2026-04-0309-14-22");
        assert_eq!(
            told(b"WAVE", &[chunk(b"bext", &wave)]).as_deref(),
            Some("2026-04-03T09:14:22")
        );
        for none in ["", "yesterday", "FRI APR 31 09:14:22 2026"] {
            assert_eq!(told(b"AVI ", &[chunk(b"IDIT", none.as_bytes())]), None, "{none}");
        }
    }
}
