//! What the fuzz targets run; the tests of `src-tauri/document` run those of [`entry`] on changed seeds.

mod entry;
mod forgiven;
mod outer;

pub use entry::{doc, docx, html, mail, odf, ofd, pdf, ppt, pptx, rtf, sheet, whole};
pub use forgiven::forgive_calamine;
pub use outer::{facts, jpeg, members, names, paper, picture, plan, xlsx};
