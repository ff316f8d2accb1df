//! Mails and pages saved as one.

use crate::common;

use common::{check, lines, tables, texts};
use taizhang_document::{DocumentError, read};

#[test]
fn a_mail_with_a_page_and_an_attachment() {
    let page = encoding_rs::GB18030
        .encode("<p>请于6月底前报送。</p><table><tr><td>单位<td>材料</table>")
        .0
        .into_owned();
    let page: String = page.iter().map(|byte| format!("={byte:02X}")).collect();
    // Lines of mails are short.
    let page: String = page
        .as_bytes()
        .chunks(72)
        .map(|line| std::str::from_utf8(line).unwrap().to_owned() + "=\r\n")
        .collect();
    let mail = format!(
        "From: =?utf-8?B?5paH5piO5Yqe?= <wmb@example.cn>\r\nTo: a@example.cn\r\nSubject: =?gb2312?B?uPjNt8qm?=\r\n\
         Date: Fri, 3 Apr 2026 09:14:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: multipart/alternative; boundary=\"c\"\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain\r\n\
         --c\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--c--\r\n\
         --b\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment; filename=\"=?utf-8?B?5pa55qGILnBkZg==?=\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b--\r\n"
    );
    let document = read(mail.as_bytes(), "报送.eml").unwrap();
    check(&document);
    assert_eq!(document.format, "eml");
    let seen = lines(&document);
    assert_eq!(&seen[1..], ["请于6月底前报送。", "方案.pdf"]);
    assert_eq!(texts(&document, tables(&document)[0]), [["单位", "材料"]]);
    let properties = &document.properties;
    assert_eq!(properties.author.as_deref(), Some("文明办 <wmb@example.cn>"));
    assert_eq!(properties.title.as_deref(), Some(seen[0]));
    assert_eq!(properties.created.as_deref(), Some("2026-04-03T09:14:00+08:00"));
}

#[test]
fn a_mail_of_plain_text_and_a_page_saved_as_one() {
    let plain = "Subject: a\nFrom: b@example.cn\n\n一、甲\n二、乙\n";
    assert_eq!(
        lines(&read(plain.as_bytes(), "a.eml").unwrap()),
        ["a", "一、甲", "二、乙"]
    );
    let page = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\n\
        Content-Type: text/html; charset=\"utf-8\"\n\n<html><body><p>一、总则</p></body></html>\n--x--\n";
    // Word saves such pages under .doc too.
    for name in ["a.mht", "a.doc"] {
        assert_eq!(
            lines(&read(page.as_bytes(), name).unwrap()),
            ["一、总则"],
            "{name}"
        );
    }
}

#[test]
fn a_text_with_a_colon_is_no_mail() {
    let text = "Note: this is a text\n\nContent";
    assert_eq!(read(text.as_bytes(), "a.txt").unwrap().format, "txt");
    assert!(matches!(
        read(text.as_bytes(), "a.doc"),
        Err(DocumentError::Malformed { .. })
    ));
}
