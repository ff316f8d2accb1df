//! What a command gave: a document for scripts, sentences for people, and whether something is wrong.

use std::io::Write;

use serde_json::{Value, json};
use taizhang_api::AppError;

use crate::args::{Global, Lang};

/// What a command gave.
#[derive(Debug)]
pub struct Outcome {
    document: Value,
    text: String,
    wrong: bool,
}

impl Outcome {
    /// All is well.
    pub fn new(document: Value, text: String) -> Self {
        Self {
            document,
            text,
            wrong: false,
        }
    }

    /// Nothing more to say.
    pub fn silent() -> Self {
        Self::new(Value::Null, String::new())
    }

    /// Puts another outcome's document under a key of this one's, and its text below.
    pub fn join(&mut self, key: &str, other: Self) {
        if let Value::Object(document) = &mut self.document {
            document.insert(key.to_owned(), other.document);
        }
        self.text = format!("{}\n\n{}", self.text, other.text);
    }

    /// Puts a value under a key of the document.
    pub fn add(&mut self, key: &str, value: Value) {
        if let Value::Object(document) = &mut self.document {
            document.insert(key.to_owned(), value);
        }
    }

    /// Done, but the caller must look (exit code 1) when `wrong`.
    pub fn wrong_when(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    /// Whether the caller must look.
    pub fn is_wrong(&self) -> bool {
        self.wrong
    }

    /// One JSON document, or sentences.
    pub fn print(&self, global: &Global) {
        if self.document.is_null() {
            return;
        }
        if global.json {
            line(&self.document.to_string());
        } else if !self.text.is_empty() {
            line(self.text.trim_end());
        }
    }

    /// An error: a JSON document on standard output, or sentences on standard error.
    pub fn print_error(error: &AppError, global: &Global) {
        if global.json {
            line(&json!({ "error": error }).to_string());
            return;
        }
        let hint = match global.lang {
            Lang::Zh => "提示：",
            Lang::En => "Hint: ",
        };
        eprintln!("{}\n{hint}{}", error.message, error.hint);
    }
}

/// Prints a line; a reader that has gone away (`| head`) is nobody's error.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
