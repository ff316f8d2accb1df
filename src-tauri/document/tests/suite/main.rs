//! Readers of every kind of document. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod beside;
mod common;
mod doc;
mod docx;
mod html;
mod locked;
mod mail;
mod mutated;
mod odf;
mod ofd;
mod papers;
mod pdf;
mod pdf_lines;
mod ppt;
mod pptx;
mod read;
mod rtf;
mod xls;
mod xlsb;
