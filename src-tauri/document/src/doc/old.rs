//! Word 6 and 95: text of bytes in the writer's code page, in one run.

use encoding_rs::{BIG5, Encoding, GB18030, WINDOWS_1252};

use super::{FORMAT, malformed};
use crate::block::Document;
use crate::bytes::{place_at, u16_at};
use crate::error::DocumentError;
use crate::flow::Flow;
use crate::grid::Budget;
use crate::layout::lay_out_flow;

/// Reads the lines; cells of tables become lines of their own.
pub(super) fn read(main: &[u8]) -> Result<Document, DocumentError> {
    let text = (|| main.get(place_at(main, 0x18)?..place_at(main, 0x1c)?))();
    let text = text.ok_or_else(|| malformed("the text lies outside the file"))?;
    let text = encoding(u16_at(main, 6).unwrap_or(0))
        .decode_without_bom_handling(text)
        .0;
    let mut flow = Flow::default();
    let mut budget = Budget::new();
    let mut line = String::new();
    let mut codes = 0u32;
    for c in text.chars() {
        match c {
            '\u{13}' => codes = codes.saturating_add(1),
            '\u{14}' | '\u{15}' => codes = codes.saturating_sub(1),
            '\r' | '\u{7}' | '\u{b}' | '\u{c}' | '\u{e}' => {
                flow.put_lines(&std::mem::take(&mut line), &mut budget)?;
                codes = 0;
            }
            '\t' => line.push('\t'),
            c if codes == 0 && !c.is_control() => line.push(c),
            _ => {}
        }
    }
    flow.put_lines(&line, &mut budget)?;
    lay_out_flow(FORMAT, &flow.pieces, &mut budget)
}

/// The code page of a language ([MS-LCID]).
fn encoding(language: u16) -> &'static Encoding {
    match language {
        0x0404 | 0x0c04 | 0x1404 => BIG5,
        language if language & 0x00ff == 4 => GB18030,
        _ => WINDOWS_1252,
    }
}
