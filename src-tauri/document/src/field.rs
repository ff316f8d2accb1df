//! Fields of Word documents: their codes are not text, what they show is.

/// Letters of a field's code that are kept: its name.
const CODE: usize = 16;

/// Fields that did not end yet, each inside the one before it.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    /// What it shows has begun.
    result: bool,
}

impl Fields {
    /// A field begins with its code.
    pub(crate) fn begin(&mut self) {
        self.open.push(Field::default());
    }

    /// The code ends and what the field shows begins.
    pub(crate) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.result = true;
        }
    }

    /// The field ends.
    pub(crate) fn end(&mut self) {
        self.open.pop();
    }

    /// Takes text of a code.
    pub(crate) fn put_code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.result) {
            let left = CODE.saturating_sub(field.code.len());
            let text = if field.code.is_empty() {
                text.trim_start()
            } else {
                text
            };
            field.code.extend(text.chars().take(left));
        }
    }

    /// A paragraph ends: a code that goes beyond it would swallow the text after it.
    pub(crate) fn end_paragraph(&mut self) {
        for field in &mut self.open {
            field.result = true;
        }
    }

    /// Whether text here is inside a field's code.
    pub(crate) fn in_code(&self) -> bool {
        self.open.iter().any(|field| !field.result)
    }

    /// Whether a table of contents is open.
    pub(crate) fn in_contents(&self) -> bool {
        self.open.iter().any(|field| is_contents(&field.code))
    }
}

/// Whether a field's code makes a table of contents.
pub(crate) fn is_contents(code: &str) -> bool {
    code.split_whitespace()
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("TOC"))
}
