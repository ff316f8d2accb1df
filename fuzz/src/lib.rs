//! What the fuzz targets run; the tests of `src-tauri/document` run the same on changed seeds.

mod entry;

pub use entry::{doc, docx, html, mail, ofd, pdf, ppt, pptx, rtf, whole};
