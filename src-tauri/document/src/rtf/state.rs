//! What a group of RTF sets until it ends.

use encoding_rs::Encoding;

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sink {
    Text,
    /// The number of a list's paragraph.
    Number,
    /// The code of a field.
    Code,
    Note,
    /// Running heads and feet.
    Margin,
    Comment,
    Title,
    Author,
    Fonts,
    Nowhere,
}

/// The state of a group.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub sink: Sink,
    pub hidden: bool,
    /// Characters that stand in for one that is written by its number.
    pub stand_ins: i32,
    /// Of the font; the document's where that is not told.
    pub encoding: Option<&'static Encoding>,
    /// A destination that readers may leave out begins here.
    pub may_leave_out: bool,
}

impl State {
    pub(super) const START: Self = Self {
        sink: Sink::Text,
        hidden: false,
        stand_ins: 1,
        encoding: None,
        may_leave_out: false,
    };
}

/// Where the text of a destination goes; `None` for a word that is no destination.
pub(super) fn sink(word: &str) -> Option<Sink> {
    Some(match word {
        "listtext" | "pntext" => Sink::Number,
        "fldinst" => Sink::Code,
        "footnote" => Sink::Note,
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
            Sink::Margin
        }
        "annotation" => Sink::Comment,
        "title" => Sink::Title,
        "author" => Sink::Author,
        "fonttbl" => Sink::Fonts,
        "colortbl" | "stylesheet" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl"
        | "generator" | "pict" | "objdata" | "objclass" | "atnid" | "atnauthor" | "atndate" | "atnref"
        | "bkmkstart" | "bkmkend" | "sp" | "nonshppict" | "nonesttables" | "nesttableprops" | "themedata"
        | "colorschememapping" | "datastore" | "latentstyles" | "xmlnstbl" | "subject" | "operator"
        | "keywords" | "comment" | "doccomm" | "company" | "manager" | "category" | "hlinkbase"
        | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "xe" | "tc" | "pgdsctbl" | "filetbl" | "pn"
        | "panose" | "falt" | "do" | "userprops" | "template" => Sink::Nowhere,
        _ => return None,
    })
}
