//! The plan grammar and the templates. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod columns;
mod doubts;
mod manners;
mod sentences;
mod shapes;
mod template;
mod template_plans;
mod text;
mod workbook;
