//! Characters of symbol fonts, which have no meaning without the font.

/// The character that looks like a symbol font's one; `None` where nothing does.
pub(crate) fn seen(font: &str, code: u32) -> Option<char> {
    // Symbol fonts are addressed in the private use area or by their own code.
    let own = if (0xf000..0xf100).contains(&code) {
        code - 0xf000
    } else {
        code
    };
    match font {
        "Wingdings" => wingdings(own),
        "Wingdings 2" => match own {
            0x52 | 0x54 => Some('☑'),
            0x53 | 0x55 => Some('☒'),
            0x50 => Some('✓'),
            0x4f => Some('✗'),
            0x2a | 0xa3 => Some('□'),
            0x6a..=0x73 => char::from_u32(0x2460 + own - 0x6a),
            _ => None,
        },
        "Symbol" => match own {
            0xb7 => Some('·'),
            0xa3 => Some('≤'),
            0xb3 => Some('≥'),
            0xb1 => Some('±'),
            0xb4 => Some('×'),
            0xb8 => Some('÷'),
            0xa5 => Some('∞'),
            0xae => Some('→'),
            0x20..=0x7e => char::from_u32(own),
            _ => None,
        },
        _ => char::from_u32(code).filter(|c| !is_private(*c) && !c.is_control()),
    }
}

fn wingdings(own: u32) -> Option<char> {
    Some(match own {
        0x6c => '●',
        0x6e => '■',
        0x6f | 0x71 | 0x72 | 0xa8 => '□',
        0x75 => '◆',
        0x76 => '❖',
        0xa1 => '○',
        0xa7 => '▪',
        0xd8 => '➢',
        0xe0 => '→',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        0x81..=0x8a => char::from_u32(0x2460 + own - 0x81)?,
        0x8c..=0x95 => char::from_u32(0x2776 + own - 0x8c)?,
        _ => return None,
    })
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}
