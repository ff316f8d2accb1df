//! What typst sees of the world: the templates, one form, its pictures and the fonts; no disk, no network, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::fonts::FontStore;

use crate::pdf::Pictures;

/// The templates by name.
const TEMPLATES: [(&str, &str); 5] = [
    ("main.typ", include_str!("../../../assets/prints/main.typ")),
    ("paper.typ", include_str!("../../../assets/prints/paper.typ")),
    ("photos.typ", include_str!("../../../assets/prints/photos.typ")),
    ("labels.typ", include_str!("../../../assets/prints/labels.typ")),
    ("mark.typ", include_str!("../../../assets/prints/mark.typ")),
];

/// An empty frame in the place of a picture that can't be read.
const NO_PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect x="1" y="1" width="398" height="298" fill="#fff" stroke="#888" stroke-width="1"/></svg>"##;

/// The file that holds the form.
const FORM: &str = "form.json";

/// One form and what it is set from.
pub(crate) struct FormWorld<'a> {
    pub(crate) library: &'a LazyHash<Library>,
    pub(crate) fonts: &'a FontStore,
    pub(crate) main: FileId,
    pub(crate) form: Bytes,
    pub(crate) pictures: &'a dyn Pictures,
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
        let number = name.strip_prefix("photo/").and_then(|number| number.parse().ok());
        let number = number.ok_or_else(|| FileError::NotFound(name.into()))?;
        Ok(self
            .pictures
            .jpeg(number)
            .map_or_else(|| Bytes::from_string(NO_PICTURE), Bytes::new))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
