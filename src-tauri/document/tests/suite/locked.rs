//! Locked PDFs: an empty password opens them, any other is an error of its own (PDF 32000-1, 7.6, revision 2).

use crate::papers;

use md5::{Digest, Md5};
use papers::{Pdf, gbk, hex, show};
use taizhang_document::{DocumentError, read};

const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e,
    0x2e, 0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0_u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, j.into());
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let mut next = || {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(i.into(), j.into());
        state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    data.iter().map(|byte| byte ^ next()).collect()
}

/// A paper locked with a user password of at most 32 bytes.
fn locked(password: &[u8]) -> Vec<u8> {
    let (owner, id, permissions) = ([7_u8; 32], [9_u8; 16], -4_i32);
    let padded: Vec<u8> = password.iter().chain(&PADDING).copied().take(32).collect();
    let known = [padded.as_slice(), &owner, &permissions.to_le_bytes(), &id].concat();
    let key = &Md5::digest(known)[..5];
    let user = rc4(key, &PADDING);

    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    pdf.page(&show(16.0, 112.0, 120.0, &gbk("锁住的文件。")));
    pdf.trailer = format!(
        "/Encrypt<</Filter/Standard/V 1/R 2/O<{}>/U<{}>/P {permissions}>>/ID[<{id}><{id}>]",
        hex(&owner),
        hex(&user),
        id = hex(&id)
    );
    for (index, object) in pdf.objects().iter_mut().enumerate() {
        let Some(begin) = object
            .windows(7)
            .position(|word| word == b"stream\n")
            .map(|at| at + 7)
        else {
            continue;
        };
        let end = object.len() - "\nendstream".len();
        let number = (index as u32 + 1).to_le_bytes();
        let own = Md5::digest([key, &number[..3], &[0, 0]].concat());
        let content = rc4(&own[..10], &object[begin..end]);
        object[begin..end].copy_from_slice(&content);
    }
    pdf.bytes()
}

#[test]
fn an_empty_password_opens_a_locked_paper() {
    assert_eq!(read(&locked(b""), "a.pdf").unwrap().text, "锁住的文件。\n");
}

#[test]
fn any_other_password_is_an_error_of_its_own() {
    let error = read(&locked(b"secret"), "a.pdf").unwrap_err();
    assert!(
        matches!(&error, DocumentError::Encrypted { format } if format == "pdf"),
        "{error:?}"
    );
}
