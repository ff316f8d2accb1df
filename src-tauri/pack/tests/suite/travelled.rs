//! Packs and bags after a journey: names and manifests rewritten by other systems, files fetched, torn and shortened.

use sha2::Digest as _;

use crate::support::bags::{PAYLOAD, bag, both, codes, raw_zip, set, sha256, verify_bytes, zipped};
use crate::support::{Quiet, small};
use taizhang_pack::write;

/// In GBK no name of these is UTF-8 by chance, as a lone 一 would be (it reads as U+04BB).
const CHINESE: [(&str, &[u8]); 2] = [("data/照片.jpg", b"one"), ("data/会议/签到表.txt", b"two")];

#[test]
fn a_manifest_in_gbk_is_a_bad_tag_unless_the_bag_declares_it() {
    let mut files = bag(&CHINESE);
    let lines: String = CHINESE
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes)))
        .collect();
    let gbk = encoding_rs::GBK.encode(&lines).0.into_owned();
    set(&mut files, "manifest-sha256.txt", &gbk);
    assert!(codes(&both(&files)).contains(&"bad_tag manifest-sha256.txt".to_owned()));
    set(
        &mut files,
        "bagit.txt",
        b"BagIt-Version: 0.97\nTag-File-Character-Encoding: GBK\n",
    );
    let verdict = both(&files);
    assert!(verdict.valid && !verdict.warnings.is_empty(), "{verdict:#?}");
}

#[test]
fn a_fetched_file_is_checked_like_any_other() {
    let mut files = bag(&PAYLOAD);
    set(
        &mut files,
        "fetch.txt",
        "http://example.com/1 3 data/一.jpg\n".as_bytes(),
    );
    assert!(both(&files).valid);
    set(&mut files, "data/一.jpg", b"onE");
    assert_eq!(codes(&both(&files)), ["altered data/一.jpg"]);
}

#[test]
fn two_manifests_that_disagree_are_noticed() {
    let mut files = bag(&[("data/a", b"abc")]);
    let sum: String = sha2::Sha512::digest(b"abd")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    set(
        &mut files,
        "manifest-sha512.txt",
        format!("{sum}  data/a\n").as_bytes(),
    );
    assert_eq!(codes(&both(&files)), ["altered data/a"]);
}

#[test]
fn a_bag_whose_names_became_gbk_is_still_whole() {
    let files = bag(&CHINESE);
    let names: Vec<Vec<u8>> = files
        .iter()
        .map(|(path, _)| encoding_rs::GBK.encode(path).0.into_owned())
        .collect();
    let entries: Vec<(&[u8], &[u8])> = names
        .iter()
        .zip(&files)
        .map(|(name, (_, bytes))| (name.as_slice(), bytes.as_slice()))
        .collect();
    let verdict = verify_bytes(&raw_zip(&entries, 0o100_644, 0)).unwrap();
    assert!(verdict.valid, "{verdict:#?}");
}

#[test]
fn a_pack_whose_names_were_decomposed_is_still_whole() {
    use unicode_normalization::UnicodeNormalization as _;
    let mut files = bag(&[("data/caf\u{e9} 一.txt", b"x"), ("data/\u{ac00}.txt", b"y")]);
    for (path, _) in &mut files {
        *path = path.nfd().collect();
    }
    let verdict = both(&files);
    assert!(verdict.valid, "{verdict:#?}");
    assert_eq!(verdict.entries, 2);
}

#[test]
fn a_pack_cut_at_any_tenth_is_never_valid() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let bytes = std::fs::read(&zip).unwrap();
    for tenth in 1..10 {
        let verdict = verify_bytes(&bytes[..bytes.len() * tenth / 10]).unwrap();
        assert!(!verdict.valid, "{tenth}");
        assert_eq!(verdict.problems[0].code, "truncated");
    }
}

#[test]
fn a_zip_without_flags_or_folders_reads_as_one_with_them() {
    let plain = verify_bytes(&zipped(&bag(&PAYLOAD))).unwrap();
    let mut entries: Vec<(String, Vec<u8>)> = vec![("data/".into(), vec![]), ("data/b/".into(), vec![])];
    entries.extend(bag(&PAYLOAD));
    assert_eq!(verify_bytes(&zipped(&entries)).unwrap(), plain);
}
