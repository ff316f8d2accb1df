//! The verifier on what was made to do harm, or is no bag at all.

use crate::support;

use std::io::Write as _;
use std::path::Path;

use proptest::prelude::*;
#[cfg(unix)]
use support::bags::folder;
use support::bags::{DECLARED, PAYLOAD, bag, both, codes, raw_zip, sha256, verify_bytes, zipped};
use support::{Made, Quiet, noise};
use taizhang_model::kind::Kind;
use taizhang_model::status::State;
use taizhang_pack::{PackError, verify, write};

#[test]
fn names_in_gbk_are_read() {
    let name = "data/照片.jpg";
    let (gbk, ..) = encoding_rs::GB18030.encode(name);
    let line = format!("{}  {name}\n", sha256(b"x"));
    let zip = raw_zip(
        &[
            (b"bagit.txt", DECLARED.as_bytes()),
            (b"manifest-sha256.txt", line.as_bytes()),
            (&gbk, b"x"),
        ],
        0o100_644,
        0,
    );
    let verdict = verify_bytes(&zip).unwrap();
    assert!(verdict.valid, "{verdict:#?}");
}

#[test]
fn paths_that_lead_outside_are_named_and_not_followed() {
    for name in [
        "../evil",
        "data/../../evil",
        "/etc/evil",
        "C:/evil",
        "C:\\evil",
        "data\\evil",
        "data//evil",
        "data/./evil",
        "\\\\host\\evil",
        "data/evil\0.txt",
    ] {
        let mut files = bag(&PAYLOAD);
        files.push((name.to_owned(), b"x".to_vec()));
        let verdict = verify_bytes(&zipped(&files)).unwrap();
        assert_eq!(codes(&verdict), [format!("unsafe_path {name}")], "{name}");
        assert!(
            verdict
                .checks
                .iter()
                .any(|check| check.name == "safe_paths" && check.result == "failed")
        );
    }
    // A folder alone can lead outside too.
    let mut files = bag(&PAYLOAD);
    files.push(("../evil/".to_owned(), Vec::new()));
    assert_eq!(
        codes(&verify_bytes(&zipped(&files)).unwrap()),
        ["unsafe_path ../evil"]
    );
    for path in [
        "../../etc/passwd",
        "/etc/passwd",
        "~/x",
        "data/../../x",
        "bagit.txt",
        "C:/x",
    ] {
        let mut files = bag(&PAYLOAD);
        let line = format!("{}  {path}\n", sha256(b"x"));
        files
            .iter_mut()
            .filter(|(name, _)| name.starts_with("manifest"))
            .for_each(|(_, bytes)| bytes.extend(line.bytes()));
        assert_eq!(codes(&both(&files)), [format!("unsafe_path {path}")]);
    }
}

#[test]
fn links_and_names_twice_are_named() {
    let link = raw_zip(&[(b"data/link", b"/etc/passwd")], 0o120_777, 1 << 11);
    assert!(matches!(verify_bytes(&link), Err(PackError::NotABag { .. })));
    let mut files = bag(&PAYLOAD);
    files.push(("data/一.jpg".into(), b"two".to_vec()));
    let verdict = verify_bytes(&zipped(&files)).unwrap();
    assert!(
        codes(&verdict).contains(&"duplicate_name data/一.jpg".to_owned()),
        "{verdict:#?}"
    );
    #[cfg(unix)]
    {
        let folder = folder(&bag(&PAYLOAD));
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("data/link")).unwrap();
        std::os::unix::fs::symlink("/", folder.path().join("data/root")).unwrap();
        let verdict = verify(folder.path(), &Quiet::default()).unwrap();
        assert_eq!(
            codes(&verdict),
            ["unsafe_path data/link", "unsafe_path data/root"]
        );
    }
}

#[test]
fn bombs_are_not_unpacked() {
    // Much of nothing, packed a thousandfold, and named in the manifest.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let deflated =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let line = format!("{}  data/bomb\n", sha256(b""));
    let nothing = vec![0; 257 << 20];
    for (name, bytes) in [
        ("bagit.txt", DECLARED.as_bytes()),
        ("manifest-sha256.txt", line.as_bytes()),
        ("data/bomb", &nothing),
    ] {
        zip.start_file(name, deflated).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&zip.finish().unwrap().into_inner()).unwrap();
    let quiet = Quiet::default();
    let verdict = verify(file.path(), &quiet).unwrap();
    assert_eq!(codes(&verdict), ["unsafe_path data/bomb"]);
    assert_eq!(quiet.last.into_inner(), 0, "nothing of it was read");
    // Two entries that share their bytes.
    let mut twice = zipped(&bag(&PAYLOAD));
    let last = twice.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    twice[last + 42..last + 46].copy_from_slice(&0_u32.to_le_bytes());
    let verdict = verify_bytes(&twice).unwrap();
    assert!(
        codes(&verdict).iter().any(|code| code.starts_with("unsafe_path")),
        "{verdict:#?}"
    );
}

#[test]
fn what_is_no_bag_is_said_so() {
    for bytes in [
        &b""[..],
        b"hello",
        &noise(1, 5000),
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        assert!(matches!(verify_bytes(bytes), Err(PackError::NotABag { .. })));
    }
    let other = zipped(&[("a.txt".into(), b"x".to_vec())]);
    assert!(matches!(verify_bytes(&other), Err(PackError::NotABag { .. })));
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(
        verify(empty.path(), &Quiet::default()),
        Err(PackError::NotABag { .. })
    ));
    assert!(matches!(
        verify(Path::new("/nonexistent"), &Quiet::default()),
        Err(PackError::Io { .. })
    ));
}

#[test]
fn a_cut_zip_is_truncated() {
    let zip = zipped(&bag(&PAYLOAD));
    for keep in 4..zip.len() {
        let verdict = verify_bytes(&zip[..keep]).unwrap();
        assert!(
            !verdict.valid && codes(&verdict)[0].starts_with("truncated"),
            "{keep}"
        );
        let passed = verdict
            .checks
            .iter()
            .filter(|check| check.result == "passed")
            .count();
        assert!(
            passed == 0 || verdict.entries > 0,
            "{keep}: nothing could be looked at"
        );
    }
}

#[test]
fn verifying_can_be_stopped() {
    let zip = zipped(&bag(&PAYLOAD));
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&zip).unwrap();
    let stop = Quiet {
        stop_after: Some(0),
        ..Quiet::default()
    };
    assert!(matches!(verify(file.path(), &stop), Err(PackError::Cancelled)));
}

/// A text that is stored deflated.
fn repeated() -> Vec<u8> {
    "文字 ".repeat(50).into_bytes()
}

/// A pack whose payload is incompressible, and where its payload lies in the zip.
fn pack_bytes() -> (Vec<u8>, Vec<std::ops::Range<usize>>) {
    static MADE: std::sync::OnceLock<(Vec<u8>, Vec<std::ops::Range<usize>>)> = std::sync::OnceLock::new();
    MADE.get_or_init(make_pack).clone()
}

fn make_pack() -> (Vec<u8>, Vec<std::ops::Range<usize>>) {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made::new();
    made.indicator(1, "1", "指标", State::Met);
    let contents = [noise(1, 300), noise(2, 200), repeated()];
    for (bytes, format) in contents.iter().zip(["jpeg", "docx", "txt"]) {
        let entry = made.file("a", format, Kind::Other, None, bytes.clone());
        made.link(entry, None);
    }
    let path = folder.path().join("a.zip");
    write(&made.model, &made.material, &path, &Quiet::default()).unwrap();
    let zip = std::fs::read(path).unwrap();
    let packed = miniz_oxide::deflate::compress_to_vec(&contents[2], 6);
    let spans = [&contents[0], &contents[1], &packed].map(|bytes| {
        let at = zip
            .windows(bytes.len())
            .position(|window| window == bytes.as_slice())
            .unwrap();
        at..at + bytes.len()
    });
    (zip, spans.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..6)) {
        let (mut zip, _) = pack_bytes();
        for (at, mask) in flips {
            let at = at.index(zip.len());
            zip[at] ^= mask;
        }
        let _ = verify_bytes(&zip);
    }

    #[test]
    fn every_flip_in_the_payload_is_noticed(at in any::<prop::sample::Index>(), which in 0_usize..3, mask in 1_u8..) {
        let (mut zip, spans) = pack_bytes();
        let span = spans[which].clone();
        zip[span.start + at.index(span.len())] ^= mask;
        // Other bits may deflate to the same bytes: another distance in a text that repeats itself, what fills the last byte.
        let inflated = miniz_oxide::inflate::decompress_to_vec(&zip[span]);
        prop_assume!(which != 2 || !inflated.is_ok_and(|bytes| bytes == repeated()));
        let verdict = verify_bytes(&zip).unwrap();
        prop_assert!(!verdict.valid);
        let hit = verdict.problems.iter().any(|p| ["altered", "truncated"].contains(&p.code.as_str()) && p.path.starts_with("data/"));
        prop_assert!(hit, "{:#?}", verdict.problems);
    }

    #[test]
    fn noise_after_a_zips_beginning_is_no_trouble(mut bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        bytes.splice(0..0, *b"PK\x03\x04");
        bytes.extend(b"PK\x05\x06");
        bytes.extend(noise(bytes.len() as u64, 18));
        let _ = verify_bytes(&bytes);
    }
}
