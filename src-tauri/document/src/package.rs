//! An Office Open XML package (ECMA-376 part 2): its parts, how they refer to each other, what it says of itself.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::BytesStart;
use zip::ZipArchive;

use crate::block::Properties;
use crate::card::Card;
use crate::limit::{self, within};
use crate::xml::{Visitor, attribute, walk};
use crate::{DocumentError, archive};

/// A package whose parts are inflated one at a time, all of them within one limit.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Members by their name in lower case: parts are found without regard to case.
    members: HashMap<String, usize>,
    left: u64,
    wanted: &'static str,
}

/// A reference from one part to another.
#[derive(Debug)]
pub(crate) struct Relation {
    pub id: String,
    /// The last word of its type: `slide`, `styles`.
    pub kind: String,
    /// The part, from the package's root.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens a package; `wanted` is the format for errors.
    pub(crate) fn open(bytes: &'a [u8], wanted: &'static str) -> Result<Self, DocumentError> {
        let zip = archive::open(bytes, wanted)?;
        within("members", limit::count(zip.len()), limit::MEMBERS)?;
        let mut members = HashMap::new();
        for (index, name) in zip.file_names().enumerate() {
            if let Ok(name) = name {
                members.insert(name.replace('\\', "/").to_ascii_lowercase(), index);
            }
        }
        Ok(Self {
            zip,
            members,
            left: limit::INFLATED_BYTES,
            wanted,
        })
    }

    /// The bytes of a part; `None` when there is no such part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocumentError> {
        let Some(index) = self.members.get(&name.to_ascii_lowercase()).copied() else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let wanted = self.wanted;
        let member = self.zip.by_index(index).map_err(|e| malformed(wanted, &e))?;
        let mut member = member.take(self.left.saturating_add(1));
        member
            .read_to_end(&mut bytes)
            .map_err(|e| malformed(wanted, &e))?;
        within("inflated bytes", limit::count(bytes.len()), self.left)?;
        self.left -= limit::count(bytes.len());
        Ok(Some(bytes))
    }

    /// The text of a part; `None` when there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, DocumentError> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((UTF_8, 0));
        if encoding == UTF_8 && mark == 0 {
            return Ok(Some(match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            }));
        }
        Ok(Some(encoding.decode(&bytes).0.into_owned()))
    }

    /// The parts whose names, in lower case, begin and end so; in the order of names.
    pub(crate) fn named(&self, start: &str, end: &str) -> Vec<String> {
        let all = self.members.keys();
        let mut found: Vec<String> = all
            .filter(|name| name.starts_with(start) && name.ends_with(end))
            .cloned()
            .collect();
        found.sort();
        found
    }

    /// The part that the package is about, by its relations, else the usual one.
    pub(crate) fn main(&mut self, usual: &str) -> Result<String, DocumentError> {
        let relations = self.relations("")?;
        let found = relations.into_iter().find(|r| r.kind == "officeDocument");
        Ok(found.map_or_else(|| usual.to_owned(), |r| r.target))
    }

    /// What a part refers to; the package itself has the empty name.
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, DocumentError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.part(&format!("{folder}{slash}_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let mut relations = Relations {
            folder,
            found: Vec::new(),
        };
        walk(&text, self.wanted, &mut relations)?;
        Ok(relations.found)
    }

    /// Properties from `docProps`, and the pages or slides that the program which saved it counted.
    pub(crate) fn properties(&mut self) -> Result<(Properties, Option<u32>), DocumentError> {
        let mut card = Card::of(&["title", "creator", "created", "modified", "Pages"]);
        for part in ["docProps/core.xml", "docProps/app.xml"] {
            if let Some(text) = self.part(part)? {
                // A damaged card is no reason to refuse the document.
                if walk(&text, self.wanted, &mut card).is_err() {
                    card.shut();
                }
            }
        }
        let pages = card.take("Pages").and_then(|pages| pages.parse().ok());
        let pages = pages.filter(|pages| *pages > 0);
        let properties = Properties {
            title: card.take("title"),
            author: card.take("creator"),
            created: card.take("created"),
            modified: card.take("modified"),
        };
        Ok((properties, pages))
    }
}

fn malformed(wanted: &str, detail: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::Malformed {
        wanted: wanted.to_owned(),
        detail: detail.to_string(),
    }
}

struct Relations<'a> {
    folder: &'a str,
    found: Vec<Relation>,
}

impl Visitor for Relations<'_> {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        if name != "Relationship" || attribute(tag, "TargetMode").as_deref() == Some("External") {
            return Ok(true);
        }
        if let (Some(id), Some(kind), Some(target)) = (
            attribute(tag, "Id"),
            attribute(tag, "Type"),
            attribute(tag, "Target"),
        ) {
            self.found.push(Relation {
                id,
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(self.folder, &target),
            });
        }
        Ok(true)
    }

    fn close(&mut self, _: &str) -> Result<(), DocumentError> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), DocumentError> {
        Ok(())
    }
}

/// A target as a part's name: from the root with a slash before it, else from the folder of the part that refers.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(rooted) = target.strip_prefix('/') {
        return rooted.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}
