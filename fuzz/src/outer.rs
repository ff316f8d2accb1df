//! Entries of what stands on the readers: the grammar of plans, the header facts of files, the decoders of pictures.

use std::path::Path;

use taizhang_document::read;
use taizhang_model::date::Period;
use taizhang_model::id::Sha256;

/// Extensions that decide between formats that share their bytes.
const EXTENSIONS: [&str; 8] = ["jpg", "dng", "nef", "arw", "doc", "wma", "txt", "csv"];

/// Most memory of one picture, in bytes.
const MEMORY: u64 = 1 << 29;

/// A plan as plain text becomes a draft whose quotes are slices of its text.
pub fn plan(data: &[u8]) -> bool {
    let Ok(document) = read(data, "方案.txt") else {
        return false;
    };
    let period = Period {
        from: jiff::civil::date(2026, 1, 1),
        to: jiff::civil::date(2026, 12, 31),
    };
    let draft = taizhang_plan::draft(&document, Sha256([0; 32]), Some(period));
    let text: Vec<char> = draft.source.text.chars().collect();
    let is_slice = |quote: &str, span: Option<taizhang_model::requirement::Span>| {
        let Some(span) = span else { return true };
        let slice = text.get(span.0 as usize..span.1 as usize);
        slice.is_some_and(|slice| slice.iter().copied().eq(quote.chars()))
    };
    for node in &draft.nodes {
        assert!(is_slice(&node.quote, node.span), "{:?}", node.quote);
        for requirement in &node.requirements {
            assert!(
                is_slice(&requirement.quote, requirement.span),
                "{:?}",
                requirement.quote
            );
        }
    }
    !draft.nodes.is_empty()
}

/// The header facts of a file; the first byte tells its extension.
pub fn facts(data: &[u8]) -> bool {
    let Some((first, file)) = data.split_first() else {
        return false;
    };
    let extension = EXTENSIONS[usize::from(*first) % EXTENSIONS.len()];
    let name = format!("IMG_20260403_091422.{extension}");
    let facts = taizhang_media::facts(Path::new(&name), file, file.len() as u64);
    facts.duration_s.is_none_or(|seconds| {
        assert!(seconds.is_finite() && seconds >= 0.0, "{seconds}");
        true
    })
}

/// A reduced copy of a picture, a page or a film; the first byte tells the extension.
pub fn picture(data: &[u8]) -> bool {
    let Some((first, file)) = data.split_first() else {
        return false;
    };
    let extension = EXTENSIONS[usize::from(*first) % EXTENSIONS.len()];
    taizhang_media::decodes(file, extension, 320, MEMORY)
}
