//! What typst sees of the world: the templates, one form and the fonts; no disk, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::fonts::FontStore;

/// The templates by name.
const TEMPLATES: [(&str, &str); 5] = [
    ("main.typ", include_str!("../../../assets/prints/main.typ")),
    ("paper.typ", include_str!("../../../assets/prints/paper.typ")),
    ("photos.typ", include_str!("../../../assets/prints/photos.typ")),
    ("labels.typ", include_str!("../../../assets/prints/labels.typ")),
    ("mark.typ", include_str!("../../../assets/prints/mark.typ")),
];

/// The file that holds the form.
const FORM: &str = "form.json";

/// One form and what it is set from.
pub(crate) struct FormWorld<'a> {
    pub(crate) library: &'a LazyHash<Library>,
    pub(crate) fonts: &'a FontStore,
    pub(crate) main: FileId,
    pub(crate) form: Bytes,
}

/// The first template.
pub(crate) fn main_file() -> Option<FileId> {
    let path = VirtualPath::new("/main.typ").ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The template of words over a picture.
pub(crate) fn mark_file() -> Option<FileId> {
    let path = VirtualPath::new("/mark.typ").ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for FormWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = id.vpath().get_without_slash();
        let found = TEMPLATES.iter().find(|(known, _)| *known == name);
        let (_, text) = found.ok_or_else(|| FileError::NotFound(name.into()))?;
        Ok(Source::new(id, (*text).to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        if name == FORM {
            return Ok(self.form.clone());
        }
        Err(FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
