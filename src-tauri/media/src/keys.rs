//! When a film was taken, as telephones write it beside the movie header: with the offset of the place.
//!
//! Apple's metadata keys (QuickTime File Format, "Metadata"), which Android's recorders share, and the older `©day`.

use taizhang_model::capture::of_iso;
use taizhang_model::date::{DateFact, DateOrigin, Meaning};

use crate::bytes::{Bytes, be32};
use crate::iso::{IsoBox, boxes, find};

/// Keys that tell it, the best first.
const KEYS: [&[u8]; 3] = [
    b"com.apple.quicktime.creationdate",
    b"com.android.creationdate",
    b"creation_time",
];
/// Most keys.
const MOST: u32 = 200;
/// Longest list of keys and longest value, in bytes.
const LIST: usize = 16 * 1024;
const VALUE: usize = 100;

/// The date in the metadata of the movie box.
pub(crate) fn date(bytes: &mut Bytes<'_>, moov: IsoBox) -> Option<DateFact> {
    by_key(bytes, moov).or_else(|| by_day(bytes, moov))
}

fn by_key(bytes: &mut Bytes<'_>, moov: IsoBox) -> Option<DateFact> {
    let meta = find(bytes, moov.body, moov.end, b"meta")?;
    // A full box in MP4, a plain one in QuickTime.
    let [body, after] = [meta.body, meta.body + 4];
    let begin = [body, after]
        .into_iter()
        .find(|begin| find(bytes, *begin, meta.end, b"keys").is_some())?;
    let keys = find(bytes, begin, meta.end, b"keys")?;
    let list = find(bytes, begin, meta.end, b"ilst")?;
    let names = key_names(bytes, keys)?;
    let wanted = KEYS
        .iter()
        .find_map(|key| names.iter().position(|name| name == key))?;
    let number = u32::try_from(wanted).ok()? + 1;
    let item = find(bytes, list.body, list.end, &number.to_be_bytes())?;
    let data = find(bytes, item.body, item.end, b"data")?;
    // The type of the value and its language stand before it.
    fact(&text(bytes, data.body + 8, data.end)?)
}

fn key_names(bytes: &mut Bytes<'_>, keys: IsoBox) -> Option<Vec<Vec<u8>>> {
    let size = usize::try_from(keys.end - keys.body).ok()?.min(LIST);
    let list = bytes.up_to(keys.body, size)?;
    let count = be32(&list, 4)?.min(MOST);
    let mut names = Vec::new();
    let mut at = 8;
    for _ in 0..count {
        let length = usize::try_from(be32(&list, at)?).ok()?.max(8);
        names.push(list.get(at + 8..at.checked_add(length)?)?.to_vec());
        at += length;
    }
    Some(names)
}

/// `©day` among the user data: a length and a language before its text, or a `data` box inside.
fn by_day(bytes: &mut Bytes<'_>, moov: IsoBox) -> Option<DateFact> {
    const DAY: [u8; 4] = *b"\xa9day";
    let user = find(bytes, moov.body, moov.end, b"udta")?;
    if let Some(day) = find(bytes, user.body, user.end, &DAY) {
        return fact(&text(bytes, day.body + 4, day.end)?);
    }
    let meta = boxes(bytes, user.body, user.end)
        .into_iter()
        .find(|child| &child.name == b"meta")?;
    let list = find(bytes, meta.body + 4, meta.end, b"ilst")?;
    let day = find(bytes, list.body, list.end, &DAY)?;
    let data = find(bytes, day.body, day.end, b"data")?;
    fact(&text(bytes, data.body + 8, data.end)?)
}

fn text(bytes: &mut Bytes<'_>, from: u64, end: u64) -> Option<String> {
    let length = usize::try_from(end.checked_sub(from)?).ok()?.min(VALUE);
    let value = bytes.read(from, length)?;
    Some(
        String::from_utf8_lossy(&value)
            .trim_matches(['\0', ' '])
            .to_owned(),
    )
}

fn fact(text: &str) -> Option<DateFact> {
    of_iso(text, DateOrigin::Container, Meaning::Taken)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::iso::tests::made;

    fn read(parts: &[&[u8]]) -> Option<String> {
        let file = made(b"moov", parts);
        let mut bytes = Bytes::new(Path::new("none"), &file, file.len() as u64);
        let end = bytes.len();
        let moov = find(&mut bytes, 0, end, b"moov").unwrap();
        date(&mut bytes, moov).map(|fact| fact.value)
    }

    fn data(value: &[u8]) -> Vec<u8> {
        made(b"data", &[&[0, 0, 0, 1, 0, 0, 0, 0], value])
    }

    fn meta(full: bool, key: &[u8], value: &[u8]) -> Vec<u8> {
        let mut keys = vec![0, 0, 0, 0, 0, 0, 0, 2];
        for key in [b"com.apple.quicktime.make".as_slice(), key] {
            keys.extend((key.len() as u32 + 8).to_be_bytes());
            keys.extend(b"mdta");
            keys.extend(key);
        }
        let list = [
            made(&1_u32.to_be_bytes(), &[&data(b"Apple")]),
            made(&2_u32.to_be_bytes(), &[&data(value)]),
        ]
        .concat();
        let version: &[u8] = if full { &[0; 4] } else { &[] };
        made(
            b"meta",
            &[
                version,
                &made(b"hdlr", &[&[0; 24]]),
                &made(b"keys", &[&keys]),
                &made(b"ilst", &[&list]),
            ],
        )
    }

    #[test]
    fn keys_tell_the_wall_clock_and_its_offset() {
        let apple = b"com.apple.quicktime.creationdate".as_slice();
        for full in [true, false] {
            assert_eq!(
                read(&[&meta(full, apple, b"2026-04-03T09:14:22+0800")]).as_deref(),
                Some("2026-04-03T09:14:22+08:00")
            );
        }
        assert_eq!(
            read(&[&meta(true, b"creation_time", b"2026-04-03T01:14:22.000000Z")]).as_deref(),
            Some("2026-04-03T09:14:22+08:00")
        );
        assert_eq!(read(&[&meta(true, apple, b"yesterday")]), None);
        assert_eq!(read(&[&meta(true, b"com.android.version", b"14")]), None);
    }

    #[test]
    fn user_data_tell_it_in_both_forms() {
        let plain = made(b"\xa9day", &[&[0, 24, 0x15, 0xc7], b"2026-04-03T09:14:22+0800"]);
        let expected = Some("2026-04-03T09:14:22+08:00");
        assert_eq!(read(&[&made(b"udta", &[&plain])]).as_deref(), expected);
        let day = made(b"\xa9day", &[&data(b"2026-04-03T09:14:22+08:00")]);
        let inner = made(b"meta", &[&[0; 4], &made(b"ilst", &[&day])]);
        assert_eq!(read(&[&made(b"udta", &[&inner])]).as_deref(), expected);
    }
}
