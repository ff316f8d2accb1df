//! The operators of a page's content, followed for glyphs and ruling lines (PDF 32000-1, annex A).

use std::rc::Rc;

use hayro_cmap::BfString;
use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Face, Fonts};
use super::path::Path;
use crate::DocumentError;
use crate::assemble::{Glyph, Sheet};
use crate::limit::{self, within};

/// Operators of a whole document.
const OPERATORS: u64 = 30_000_000;
/// Forms in forms.
const DEPTH: u32 = 12;
/// Forms drawn in a whole document.
const FORMS: u64 = 50_000;
/// Saved states at one time.
const STATES: usize = 512;
/// Ruling lines of a page; a drawing has more.
const RULES: usize = 50_000;

/// Follows page after page, keeping fonts and counting what it costs.
pub(super) struct Walker<'a> {
    fonts: Fonts<'a>,
    operators: u64,
    forms: u64,
    glyphs: u64,
    sheet: Sheet,
    state: State<'a>,
    saved: Vec<State<'a>>,
    /// Where the next character goes, and where the line began.
    text: Affine,
    line: Affine,
    path: Path,
    /// Marked content that is open: whether each is a running head or foot.
    marks: Vec<bool>,
    /// What running heads and feet say, a line each.
    running: String,
}

#[derive(Clone)]
struct State<'a> {
    to_page: Affine,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    /// Horizontal scale; one is usual.
    scale: f64,
    leading: f64,
    rise: f64,
}

impl State<'_> {
    fn new(to_page: Affine) -> Self {
        Self {
            to_page,
            face: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

impl<'a> Walker<'a> {
    pub(super) fn new() -> Self {
        Self {
            fonts: Fonts::new(),
            operators: 0,
            forms: 0,
            glyphs: 0,
            sheet: Sheet::default(),
            state: State::new(Affine::IDENTITY),
            saved: Vec::new(),
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
            path: Path::default(),
            marks: Vec::new(),
            running: String::new(),
        }
    }

    /// What running heads and feet of the pages so far say.
    pub(super) fn running(&self) -> String {
        self.running.clone()
    }

    /// What a page writes and draws.
    pub(super) fn page(&mut self, page: &Page<'a>) -> Result<Sheet, DocumentError> {
        let (width, height) = page.render_dimensions();
        self.sheet = Sheet {
            width: f64::from(width),
            height: f64::from(height),
            ..Sheet::default()
        };
        self.state = State::new(Affine::new(page.initial_transform(true).as_coeffs()));
        self.saved.clear();
        self.marks.clear();
        self.path = Path::default();
        self.content(page.typed_operations(), page.resources(), 0)?;
        Ok(std::mem::take(&mut self.sheet))
    }

    fn content(
        &mut self,
        mut operators: TypedIter<'_>,
        resources: &Resources<'a>,
        depth: u32,
    ) -> Result<(), DocumentError> {
        let (floor, marks) = (self.saved.len(), self.marks.len());
        while let Some(operator) = operators.next() {
            self.operators += 1;
            within("operators", self.operators, OPERATORS)?;
            match operator {
                Op::SaveState(_) if self.saved.len() < STATES => self.saved.push(self.state.clone()),
                Op::RestoreState(_) if self.saved.len() > floor => {
                    self.state = self.saved.pop().unwrap_or_else(|| self.state.clone());
                }
                Op::Transform(m) => self.state.to_page *= affine([m.0, m.1, m.2, m.3, m.4, m.5]),
                Op::XObject(name) => self.form(resources.get_x_object(name.0), resources, depth)?,
                Op::BeginMarkedContent(_) => self.marks.push(false),
                Op::BeginMarkedContentWithProperties(mark) => {
                    self.marks.push(is_running(mark.0, mark.1, resources));
                }
                Op::EndMarkedContent(_) if self.marks.len() > marks => {
                    if self.marks.pop() == Some(true) {
                        self.running.push('\n');
                    }
                }
                operator => {
                    if let Some(operator) = self.drawing(operator) {
                        self.writing(operator, resources)?;
                    }
                }
            }
        }
        self.saved.truncate(floor.max(1));
        self.marks.truncate(marks);
        Ok(())
    }

    fn form(
        &mut self,
        stream: Option<Stream<'a>>,
        resources: &Resources<'a>,
        depth: u32,
    ) -> Result<(), DocumentError> {
        let Some(stream) = stream.filter(|_| depth < DEPTH) else {
            return Ok(());
        };
        let dict = stream.dict();
        if dict
            .get::<Name<'_>>("Subtype")
            .is_none_or(|of| of.as_str() != "Form")
        {
            return Ok(());
        }
        self.forms += 1;
        within("forms", self.forms, FORMS)?;
        let Ok(content) = stream.decoded_data() else {
            return Ok(());
        };
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        let before = self.state.clone();
        if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
            self.state.to_page *= Affine::new(matrix);
        }
        let path = std::mem::take(&mut self.path);
        self.content(
            TypedIter::new(&content),
            own.as_ref().unwrap_or(resources),
            depth + 1,
        )?;
        self.path = path;
        self.state = before;
        Ok(())
    }

    /// Follows an operator that builds or paints a path; gives back any other.
    fn drawing<'b, 'c>(&mut self, operator: Op<'b, 'c>) -> Option<Op<'b, 'c>> {
        match operator {
            Op::MoveTo(to) => {
                let to = self.at(to.0, to.1);
                self.path.move_to(to);
            }
            Op::LineTo(to) => {
                let to = self.at(to.0, to.1);
                self.path.line_to(to);
            }
            Op::CubicTo(to) => {
                let to = self.at(to.4, to.5);
                self.path.curve_to(to);
            }
            Op::CubicStartTo(to) => {
                let to = self.at(to.2, to.3);
                self.path.curve_to(to);
            }
            Op::CubicEndTo(to) => {
                let to = self.at(to.2, to.3);
                self.path.curve_to(to);
            }
            Op::ClosePath(_) => self.path.close(),
            Op::RectPath(r) => {
                let [x, y, width, height] = [r.0, r.1, r.2, r.3].map(|n| n.as_f64());
                self.path.rectangle((x, y), (width, height), self.state.to_page);
            }
            Op::StrokePath(_) => self.paint(true, false),
            Op::CloseAndStrokePath(_) => {
                self.path.close();
                self.paint(true, false);
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                self.paint(false, true);
            }
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.paint(true, true),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.path.close();
                self.paint(true, true);
            }
            Op::EndPath(_) => self.paint(false, false),
            other => return Some(other),
        }
        None
    }

    fn at(&self, x: Number, y: Number) -> Point {
        self.state.to_page * Point::new(x.as_f64(), y.as_f64())
    }

    fn paint(&mut self, is_stroked: bool, is_filled: bool) {
        let rules = self.path.take(is_stroked, is_filled);
        let room = RULES.saturating_sub(self.sheet.rules.len());
        self.sheet.rules.extend(rules.into_iter().take(room));
    }

    /// Follows an operator of text.
    fn writing(&mut self, operator: Op<'_, '_>, resources: &Resources<'a>) -> Result<(), DocumentError> {
        match operator {
            Op::BeginText(_) => self.set_line(Affine::IDENTITY),
            Op::CharacterSpacing(n) => self.state.spacing = n.0.as_f64(),
            Op::WordSpacing(n) => self.state.word_spacing = n.0.as_f64(),
            Op::HorizontalScaling(n) => self.state.scale = n.0.as_f64() / 100.0,
            Op::TextLeading(n) => self.state.leading = n.0.as_f64(),
            Op::TextRise(n) => self.state.rise = n.0.as_f64(),
            Op::TextFont(font) => {
                self.state.face = resources.get_font(font.0).and_then(|dict| self.fonts.face(&dict));
                self.state.size = font.1.as_f64();
            }
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::SetTextMatrix(m) => self.set_line(affine([m.0, m.1, m.2, m.3, m.4, m.5])),
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(text) => self.show(text.0.as_bytes())?,
            Op::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes())?;
            }
            Op::ShowTextWithParameters(text) => {
                self.state.word_spacing = text.0.as_f64();
                self.state.spacing = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes())?;
            }
            Op::ShowTexts(texts) => {
                for part in texts.0.iter::<Object<'_>>() {
                    match part {
                        Object::String(text) => self.show(text.as_bytes())?,
                        Object::Number(by) => self.adjust(by.as_f64()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn set_line(&mut self, to: Affine) {
        self.line = to;
        self.text = to;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.set_line(self.line * Affine::translate((x, y)));
    }

    fn adjust(&mut self, by: f64) {
        let by = -by / 1000.0 * self.state.size;
        let is_horizontal = self.state.face.as_ref().is_none_or(|face| face.is_horizontal());
        let way = if is_horizontal {
            (by * self.state.scale, 0.0)
        } else {
            (0.0, by)
        };
        self.text *= Affine::translate(way);
    }

    fn show(&mut self, bytes: &[u8]) -> Result<(), DocumentError> {
        let Some(face) = self.state.face.clone() else {
            return Ok(());
        };
        let is_running = self.marks.contains(&true);
        let mut at = 0;
        while at < bytes.len() {
            let shown = face.next(bytes, at);
            at += shown.length;
            self.glyphs += 1;
            within("characters", self.glyphs, limit::TEXT_BYTES)?;
            let state = &self.state;
            let spacing = state.spacing + if shown.is_space { state.word_spacing } else { 0.0 };
            let (x, y) = shown.advance;
            let advance = if face.is_horizontal() {
                (x * state.size * state.scale, spacing * state.scale)
            } else {
                (y * state.size, spacing)
            };
            if is_running {
                match &shown.text {
                    BfString::Char(c) => self.running.push(*c),
                    BfString::String(text) => self.running.push_str(text),
                }
            } else {
                self.put(&shown.text, advance.0, face.is_horizontal());
            }
            let by = advance.0 + advance.1;
            let way = if face.is_horizontal() {
                (by, 0.0)
            } else {
                (0.0, by)
            };
            self.text *= Affine::translate(way);
        }
        Ok(())
    }

    /// Puts the characters of a code on the page; several share its width.
    fn put(&mut self, text: &BfString, advance: f64, is_horizontal: bool) {
        let to_page = self.state.to_page * self.text;
        let [a, b, c, d, _, _] = to_page.as_coeffs();
        let way = if is_horizontal {
            Vec2::new(a * advance, b * advance)
        } else {
            Vec2::new(c * advance, d * advance)
        };
        let across = if is_horizontal {
            Vec2::new(c, d)
        } else {
            Vec2::new(a, b)
        };
        let size = across.hypot() * self.state.size.abs();
        let start = to_page * Point::new(0.0, self.state.rise);
        let mut buffer = [0; 4];
        let text = match text {
            BfString::Char(c) => c.encode_utf8(&mut buffer),
            BfString::String(text) => text.as_str(),
        };
        let count = text.chars().count().max(1) as f64;
        for (index, c) in text.chars().enumerate() {
            let at = start + way * (index as f64 / count);
            self.sheet.glyphs.push(Glyph {
                c,
                x: at.x,
                y: at.y,
                dx: way.x / count,
                dy: way.y / count,
                size,
            });
        }
    }
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// Whether marked content is a running head, a foot or a page number (PDF 32000-1, 14.8.2.2.2).
fn is_running(tag: &Name<'_>, properties: &Object<'_>, resources: &Resources<'_>) -> bool {
    if tag.as_str() != "Artifact" {
        return false;
    }
    let dict = match properties {
        Object::Dict(dict) => Some(dict.clone()),
        Object::Name(name) => resources.properties.get::<Dict<'_>>(name.as_ref()),
        _ => None,
    };
    let kind = dict.and_then(|dict| dict.get::<Name<'_>>("Type"));
    kind.is_some_and(|kind| kind.as_str() == "Pagination")
}
