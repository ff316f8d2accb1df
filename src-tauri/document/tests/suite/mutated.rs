//! What the fuzz targets run, on seeds that were changed at random: every reader reads or refuses, never panics.

#[path = "../../../../fuzz/src/entry.rs"]
mod entry;

use proptest::prelude::*;

const DOCX: &str = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"1\"/><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>\
    <w:rPr><w:del/></w:rPr></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType=\"separate\"/>\
    <w:t>甲&amp;&#20057;</w:t><w:fldChar w:fldCharType=\"end\"/><w:footnoteReference w:id=\"1\"/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>\
    <w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r></w:p><w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>\
    <w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tr><w:tc>\
    <w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl></w:body></w:document>\0\
    <w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"1\"><w:start w:val=\"4294967295\"/><w:numFmt w:val=\"chineseCounting\"/>\
    <w:lvlText w:val=\"%1.%2、\"/><w:isLgl/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>\0\
    <w:styles><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:basedOn w:val=\"1\"/></w:style></w:styles>\0\
    <w:footnotes><w:footnote w:id=\"1\"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>";
const PPTX: &str = "<p:sld><p:sp><p:ph type=\"body\"/><p:txBody><a:p><a:pPr lvl=\"1\"><a:buAutoNum type=\"arabicPeriod\" startAt=\"4294967295\"/></a:pPr>\
    <a:r><a:t>甲</a:t></a:r></a:p></p:txBody></p:sp><a:tbl><a:tr><a:tc gridSpan=\"2\" rowSpan=\"2\"><a:txBody><a:p><a:t>乙</a:t></a:p></a:txBody></a:tc>\
    <a:tc hMerge=\"1\"/></a:tr><a:tr><a:tc vMerge=\"1\"/><a:tc/></a:tr></a:tbl></p:sld>\0<p:notes><a:p><a:t>丙</a:t></a:p></p:notes>";
const RTF: &str = "{\\fonttbl{\\f1\\fcharset134 x;}}\\f1\\'d2\\'bb\\u20010?\\par{\\*\\fldinst TOC}{\\fldrslt a}\\trowd\\clvmgf\\cellx100\\clmgf\\cellx200\
    \\clmrg\\cellx300\\intbl a\\cell b\\par c\\cell\\cell\\row{\\footnote n}{\\listtext 1.\\tab}\\uc2\\u-5 xx{\\v h}\\bin3 abc}";
const HTML: &str = "<head><meta charset=gb2312><title>t</title></head><p>a<table><tr><td colspan=2 rowspan=3>b<td>c<tr><td><table><td>d</table></table>\
    <ol start=4294967295><li>e</ol><pre>f\ng</pre><script>h</script>";
const MAIL: &str = "Subject: =?gb2312?B?uPjNt8qm?=\r\nFrom: a <b@c>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
    Content-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=B8=F8</p>\r\n--b\r\n\
    Content-Disposition: attachment; filename*=utf-8''%E6%96%B9.pdf\r\n\r\nx\r\n--b--\r\n";

const PDF: &str = "q 1 0 0 1 0 0 cm BT /F 16 Tf 18 TL 1 0 0 1 80 700 Tm <b7c2cbce> Tj T* [<cefd> -200 <c4bf>] TJ ET Q 80 600 200 60 re S \
    80 630 m 280 630 l S 180 600 0.5 60 re f BT /F 12 Tf 1 0 0 1 90 640 Tm <bcd7> Tj 100 0 Td <d2d2> Tj 0 -30 Td <b1fb> Tj ET \
    /Artifact <</Type/Pagination>> BDC EMC 10 10 m 20 20 30 30 40 40 c h B* /X Do";
const OFD: &str = "<Page><Template TemplateID=\"1\"/><Area><PhysicalBox>0 0 210 297</PhysicalBox></Area><Content><Layer><PageBlock>\
    <TextObject Boundary=\"20 40 100 9\" CTM=\"1 0 0 1 0 0\" Font=\"3\" Size=\"5\" HScale=\"0.9\"><CGTransform CodePosition=\"0\" CodeCount=\"2\" GlyphCount=\"2\">\
    <Glyphs>7 8</Glyphs></CGTransform><TextCode X=\"0\" Y=\"5\" DeltaX=\"g 2 5\">甲乙丙</TextCode></TextObject></PageBlock>\
    <PathObject Boundary=\"20 50 100 50\" LineWidth=\"0.2\"><AbbreviatedData>M 0 0 L 90 0 L 90 40 L 0 40 C M 45 0 L 45 40 A 5 5 0 0 1 9 9 B 1 2 3 4 5 6 Q 1 2 3 4</AbbreviatedData>\
    </PathObject><CompositeObject ResourceID=\"5\" Boundary=\"0 0 9 9\"/></Layer></Content></Page>\0<Page><Content><Layer>\
    <TextObject Boundary=\"90 280 9 9\" Size=\"4\" ReadDirection=\"90\"><TextCode X=\"0\" Y=\"4\" DeltaY=\"4\">12</TextCode></TextObject></Layer></Content></Page>\0\
    <Res BaseLoc=\"Res\"><Fonts><Font ID=\"3\" FontName=\"x\"><FontFile>a.ttf</FontFile></Font></Fonts><CompositeGraphicUnits><CompositeGraphicUnit ID=\"5\">\
    <Content><CompositeObject ResourceID=\"5\"/></Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>";

/// A workbook of OpenDocument, and a table as text.
const SHEETS: [&str; 2] = [
    include_str!("../../../../fuzz/seeds/sheet/ods"),
    include_str!("../../../../fuzz/seeds/sheet/csv"),
];

/// A text and a presentation of OpenDocument.
const ODF: [&str; 2] = [
    include_str!("../../../../fuzz/seeds/odf/text"),
    include_str!("../../../../fuzz/seeds/odf/slides"),
];

/// Changes of bytes: put one, take some out, say some twice.
fn changed(seed: &str, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = seed.as_bytes().to_vec();
    for (at, how, value) in changes {
        let at = at % bytes.len().max(1);
        let end = (at + usize::from(*value)).min(bytes.len());
        match how % 3 {
            0 if at < bytes.len() => bytes[at] = *value,
            1 => drop(bytes.drain(at..end)),
            _ => {
                let twice = bytes[at..end].to_vec();
                bytes.splice(at..at, twice);
            }
        }
    }
    bytes
}

#[test]
fn seeds_are_read() {
    assert!(entry::docx(DOCX.as_bytes()));
    assert!(entry::pptx(PPTX.as_bytes()));
    assert!(entry::rtf(RTF.as_bytes()));
    assert!(entry::html(HTML.as_bytes()));
    assert!(entry::mail(MAIL.as_bytes()));
    assert!(entry::pdf(PDF.as_bytes()));
    assert!(entry::ofd(OFD.as_bytes()));
    assert!(entry::whole(HTML.as_bytes()));
    for sheet in SHEETS {
        assert!(entry::sheet(sheet.as_bytes()), "{sheet}");
    }
    for document in ODF {
        assert!(entry::odf(document.as_bytes()), "{document}");
    }
    assert!(entry::ppt(include_bytes!("../../../../fuzz/seeds/ppt/record")));
    assert!(!entry::doc(HTML.as_bytes()) && !entry::ppt(HTML.as_bytes()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_seeds_are_read_or_refused(changes in prop::collection::vec(any::<(usize, u8, u8)>(), 0..6)) {
        entry::docx(&changed(DOCX, &changes));
        entry::pptx(&changed(PPTX, &changes));
        entry::rtf(&changed(RTF, &changes));
        entry::html(&changed(HTML, &changes));
        entry::mail(&changed(MAIL, &changes));
        entry::pdf(&changed(PDF, &changes));
        entry::ofd(&changed(OFD, &changes));
        for sheet in SHEETS {
            entry::sheet(&changed(sheet, &changes));
        }
        for document in ODF {
            entry::odf(&changed(document, &changes));
        }
    }

    #[test]
    fn any_bytes_in_a_container_are_read_or_refused(mut data in prop::collection::vec(any::<u8>(), 0..600)) {
        entry::whole(&data);
        entry::ppt(&data);
        // Behind the header that every document has.
        let head = [0, 1, 0xec, 0xa5, 0xc1, 0];
        data.splice(0..0, head);
        entry::doc(&data);
    }
}
