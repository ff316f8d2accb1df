//! OFD (GB/T 33190-2016): a zip of XML parts that place each character.

mod node;
mod object;
pub mod page;
pub mod resource;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::assemble::{Glyph, Rule, Sheet, assemble};
use crate::block::{Beside, Document, Properties};
use crate::limit::{self, within};
use crate::{DocumentError, archive};
use node::Node;
use object::Collector;
use page::{Item, Matrix, Page, Path, Segment, Text};
use resource::{Font, Resources};

/// Points of a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// A4, for papers that do not say how large their pages are.
const A4: [f64; 4] = [0.0, 0.0, 210.0, 297.0];

/// An OFD that is open: its pages one by one, and the members that they need.
pub struct Ofd<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// One for each of the file's documents.
    bodies: Vec<Body>,
    pages: Vec<Place>,
    properties: Properties,
    /// Objects that were collected, of all pages.
    count: u64,
}

/// A document of the file.
struct Body {
    resources: Resources,
    templates: HashMap<u32, String>,
    area: [f64; 4],
}

/// Where a page is.
struct Place {
    body: usize,
    member: String,
}

fn malformed(error: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::Malformed {
        wanted: "ofd".to_owned(),
        detail: error.to_string(),
    }
}

/// Reads the text of all pages.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut ofd = Ofd::of(bytes)?;
    let mut sheets = Vec::new();
    for index in 0..ofd.pages() {
        sheets.push(sheet(&ofd.page(index)?));
    }
    let assembled = assemble(sheets)?;
    Ok(Document {
        format: "ofd".to_owned(),
        text: assembled.text,
        blocks: assembled.blocks,
        pages: u32::try_from(ofd.pages()).ok(),
        properties: ofd.properties,
        beside: Beside {
            margins: assembled.margins,
            unseen: String::new(),
        },
    })
}

impl<'a> Ofd<'a> {
    /// Opens the bytes of an OFD. `Malformed` for what is none, `TooLarge` beyond [`limit`].
    pub fn open(bytes: &'a [u8]) -> Result<Self, DocumentError> {
        within("bytes", limit::count(bytes.len()), limit::FILE_BYTES)?;
        archive::check_inflated(bytes, "ofd")?;
        Self::of(bytes)
    }

    /// As `open`, for an archive that was inspected.
    fn of(bytes: &'a [u8]) -> Result<Self, DocumentError> {
        let mut ofd = Self {
            zip: archive::open(bytes, "ofd")?,
            bodies: Vec::new(),
            pages: Vec::new(),
            properties: Properties::default(),
            count: 0,
        };
        let root = ofd.part("OFD.xml")?;
        for body in root.all("DocBody") {
            if ofd.bodies.is_empty()
                && let Some(info) = body.child("DocInfo")
            {
                ofd.properties = properties(info);
            }
            if let Some(place) = body.said("DocRoot") {
                let member = resolved("", place);
                ofd.body(&member)?;
            }
        }
        if ofd.bodies.is_empty() {
            return Err(malformed(&"no document in it"));
        }
        Ok(ofd)
    }

    fn body(&mut self, member: &str) -> Result<(), DocumentError> {
        let document = self.part(member)?;
        let mut body = Body {
            resources: Resources::default(),
            templates: HashMap::new(),
            area: A4,
        };
        if let Some(common) = document.child("CommonData") {
            body.area = common.child("PageArea").and_then(area).unwrap_or(A4);
            for template in common.all("TemplatePage") {
                let id = template.get("ID").and_then(|id| id.trim().parse().ok());
                if let Some((id, place)) = id.zip(template.get("BaseLoc")) {
                    body.templates.insert(id, resolved(member, place));
                }
            }
            let parts = common.all("PublicRes").chain(common.all("DocumentRes"));
            let parts: Vec<String> = parts.map(|part| resolved(member, part.text.trim())).collect();
            for part in parts {
                // A paper without its pictures and fonts still has its text.
                if let Ok(resources) = self.part(&part) {
                    body.resources.add(resources, |place| resolved(&part, place));
                }
            }
        }
        for page in document
            .child("Pages")
            .into_iter()
            .flat_map(|pages| pages.all("Page"))
        {
            if let Some(place) = page.get("BaseLoc") {
                self.pages.push(Place {
                    body: self.bodies.len(),
                    member: resolved(member, place),
                });
            }
        }
        within("pages", limit::count(self.pages.len()), limit::PAGES)?;
        self.bodies.push(body);
        Ok(())
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// What is on a page, what its templates draw first. A page whose part is missing is empty.
    pub fn page(&mut self, index: usize) -> Result<Page, DocumentError> {
        let Some(place) = self.pages.get(index) else {
            return Ok(Page::default());
        };
        let (body, member) = (place.body, place.member.clone());
        let Some(bytes) = self.member(&member) else {
            return Ok(Page::default());
        };
        let node = Node::read(&bytes)?;
        let named: Vec<u32> = node
            .all("Template")
            .filter_map(|template| template.get("TemplateID")?.trim().parse().ok())
            .collect();
        let templates: Vec<String> = match self.bodies.get(body) {
            Some(body) => named
                .iter()
                .filter_map(|id| body.templates.get(id).cloned())
                .collect(),
            None => Vec::new(),
        };
        let mut parts = Vec::new();
        for template in templates {
            if let Some(bytes) = self.member(&template) {
                parts.push(Node::read(&bytes)?);
            }
        }
        parts.push(node);
        let Some(body) = self.bodies.get(body) else {
            return Ok(Page::default());
        };
        let mut collector = Collector {
            resources: &body.resources,
            items: Vec::new(),
            count: self.count,
        };
        let [x, y, width, height] = parts
            .last()
            .and_then(|page| area(page.child("Area")?))
            .unwrap_or(body.area);
        for part in &parts {
            for content in part.all("Content") {
                collector.content(content, Matrix::shift(-x, -y), 0)?;
            }
        }
        self.count = collector.count;
        Ok(Page {
            width,
            height,
            items: collector.items,
        })
    }

    /// A font of the document that the page `index` belongs to.
    pub fn font(&self, index: usize, font: u32) -> Option<&Font> {
        self.bodies
            .get(self.pages.get(index)?.body)?
            .resources
            .fonts
            .get(&font)
    }

    /// The bytes of a picture of the document that the page `index` belongs to.
    pub fn image(&mut self, index: usize, image: u32) -> Option<Vec<u8>> {
        let body = self.bodies.get(self.pages.get(index)?.body)?;
        let member = body.resources.images.get(&image)?.clone();
        self.member(&member)
    }

    /// The bytes of a member, whatever the case of its name.
    pub fn member(&mut self, name: &str) -> Option<Vec<u8>> {
        let index = self.zip.index_for_name(name).or_else(|| {
            let same = |of: &str| of.eq_ignore_ascii_case(name);
            let names = self.zip.file_names().map(|of| of.is_ok_and(|of| same(&of)));
            names.into_iter().position(|is| is)
        })?;
        let member = self.zip.by_index(index).ok()?;
        let mut bytes = Vec::new();
        member.take(limit::INFLATED_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn part(&mut self, name: &str) -> Result<Node, DocumentError> {
        let bytes = self.member(name);
        Node::read(&bytes.ok_or_else(|| malformed(&format!("no member {name}")))?)
    }
}

/// A member's name: a place relative to the part that names it, or from the root.
fn resolved(part: &str, place: &str) -> String {
    let place = place.trim().replace('\\', "/");
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    if !place.starts_with('/') {
        steps.extend(folder.split('/'));
    }
    for step in place.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

fn area(node: &Node) -> Option<[f64; 4]> {
    let area: [f64; 4] = node::numbers(node.said("PhysicalBox")?)?;
    let [_, _, width, height] = area;
    (width > 0.0 && height > 0.0).then_some(area)
}

fn properties(info: &Node) -> Properties {
    let said = |name: &str| info.said(name).map(str::to_owned);
    Properties {
        title: said("Title"),
        author: said("Author").or_else(|| said("Creator")),
        created: said("CreationDate"),
        modified: said("ModDate"),
    }
}

/// Glyphs and ruling lines of a page, in points.
fn sheet(page: &Page) -> Sheet {
    let mut sheet = Sheet {
        width: page.width * POINTS,
        height: page.height * POINTS,
        ..Sheet::default()
    };
    for item in &page.items {
        match item {
            Item::Text(text) => glyphs(text, &mut sheet),
            Item::Path(path) => rules(path, &mut sheet),
            Item::Image(_) => {}
        }
    }
    sheet
}

fn glyphs(text: &Text, sheet: &mut Sheet) {
    let scaled = |(x, y): (f64, f64)| (x * POINTS, y * POINTS);
    let is_down = text
        .characters
        .first()
        .is_some_and(|first| first.advance.0 == 0.0);
    let across = if is_down {
        (text.size, 0.0)
    } else {
        (0.0, text.size)
    };
    let (x, y) = scaled(text.matrix.way(across));
    let size = x.hypot(y);
    for character in &text.characters {
        let (x, y) = scaled(text.matrix.point((character.x, character.y)));
        let (dx, dy) = scaled(text.matrix.way(character.advance));
        sheet.glyphs.push(Glyph {
            c: character.c,
            x,
            y,
            dx,
            dy,
            size,
        });
    }
}

fn rules(path: &Path, sheet: &mut Sheet) {
    let scaled = |point: (f64, f64)| {
        let (x, y) = path.matrix.point(point);
        (x * POINTS, y * POINTS)
    };
    if path.stroke.is_none() {
        sheet.rules.extend(thin(path, scaled));
        return;
    }
    let (mut start, mut here) = ((0.0, 0.0), (0.0, 0.0));
    for segment in &path.segments {
        let to = match *segment {
            Segment::Move(to) | Segment::Line(to) | Segment::Quad(_, to) | Segment::Cubic(_, _, to) => {
                scaled(to)
            }
            Segment::Arc(arc) => scaled(arc.to),
            Segment::Close => start,
        };
        match segment {
            Segment::Move(_) => start = to,
            Segment::Line(_) | Segment::Close => sheet.rules.extend(Rule::between(here, to)),
            Segment::Quad(..) | Segment::Cubic(..) | Segment::Arc(_) => {}
        }
        here = to;
    }
}

/// The line that a filled area is to the eye.
fn thin(path: &Path, scaled: impl Fn((f64, f64)) -> (f64, f64)) -> Option<Rule> {
    path.fill?;
    let is_straight =
        |segment: &Segment| !matches!(segment, Segment::Quad(..) | Segment::Cubic(..) | Segment::Arc(_));
    if !path.segments.iter().all(is_straight) {
        return None;
    }
    let mut corners = path.segments.iter().filter_map(|segment| match *segment {
        Segment::Move(to) | Segment::Line(to) => Some(scaled(to)),
        _ => None,
    });
    let first = corners.next()?;
    let (least, most) = corners.fold((first, first), |(least, most), (x, y)| {
        ((least.0.min(x), least.1.min(y)), (most.0.max(x), most.1.max(y)))
    });
    Rule::thin(least.0, least.1, most.0, most.1)
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn places_are_relative_or_from_the_root() {
        assert_eq!(
            resolved("Doc_0/Document.xml", "Pages/Page_0/Content.xml"),
            "Doc_0/Pages/Page_0/Content.xml"
        );
        assert_eq!(
            resolved("Doc_0/Document.xml", "/Doc_0/Res/a.ttf"),
            "Doc_0/Res/a.ttf"
        );
        assert_eq!(resolved("Doc_0/Document.xml", "../../../etc/./a"), "etc/a");
    }
}
