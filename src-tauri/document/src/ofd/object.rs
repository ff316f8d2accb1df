//! The objects of a page's content (GB/T 33190-2016, 7.7 and 8 to 11).

use super::node::{Node, numbers};
use super::page::{Arc, Image, Item, Matrix, Path, Placed, Segment, Text};
use super::resource::{Param, Resources, colour};
use crate::DocumentError;
use crate::limit::{self, within};

/// Blocks in blocks and drawings in drawings.
const DEPTH: u32 = 16;
/// Objects and characters of a document.
const OBJECTS: u64 = 4_000_000;

/// Collects the objects of pages.
pub(super) struct Collector<'a> {
    pub resources: &'a Resources,
    pub items: Vec<Item>,
    /// What has been collected of the whole document.
    pub count: u64,
}

impl Collector<'_> {
    /// Collects the layers of a page's or a drawing's content.
    pub(super) fn content(
        &mut self,
        content: &Node,
        to_page: Matrix,
        depth: u32,
    ) -> Result<(), DocumentError> {
        for node in &content.children {
            self.count += 1;
            within("objects", self.count, OBJECTS)?;
            match node.name.as_str() {
                "Layer" | "PageBlock" if depth < DEPTH => self.content(node, to_page, depth + 1)?,
                "TextObject" if node.is("Visible", true) => self.text(node, to_page)?,
                "PathObject" if node.is("Visible", true) => self.path(node, to_page),
                "ImageObject" if node.is("Visible", true) => self.image(node, to_page),
                "CompositeObject" if depth < DEPTH => {
                    let unit = id(node, "ResourceID").and_then(|id| self.resources.units.get(&id));
                    if let Some(content) = unit.and_then(|unit| unit.child("Content")) {
                        self.content(content, placed(node, to_page), depth + 1)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn param(&self, node: &Node) -> Param {
        let param = id(node, "DrawParam").and_then(|id| self.resources.params.get(&id));
        param.cloned().unwrap_or_default()
    }

    fn text(&mut self, node: &Node, to_page: Matrix) -> Result<(), DocumentError> {
        let size = node.number("Size").filter(|size| *size > 0.0).unwrap_or(3.5);
        let stretch = node.number("HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0);
        let fill = node.child("FillColor").and_then(colour).or(self.param(node).fill);
        let mut text = Text {
            matrix: placed(node, to_page),
            font: id(node, "Font"),
            size,
            stretch,
            fill: node.is("Fill", true).then_some(fill.unwrap_or([0, 0, 0, 255])),
            characters: Vec::new(),
        };
        let is_down = matches!(node.get("ReadDirection"), Some("90" | "270"));
        let mut at = (0.0, 0.0);
        for code in node.all("TextCode") {
            at = (code.number("X").unwrap_or(at.0), code.number("Y").unwrap_or(at.1));
            self.count += limit::count(code.text.len());
            within("characters", self.count, OBJECTS)?;
            characters(&mut text, code, at, is_down);
        }
        // A glyph's number is worth something only in a font that the paper carries.
        let font = text.font.and_then(|font| self.resources.fonts.get(&font));
        if font.is_some_and(|font| font.member.is_some()) {
            for transform in node.all("CGTransform") {
                glyphs(&mut text, transform);
            }
        }
        self.items.push(Item::Text(text));
        Ok(())
    }

    fn path(&mut self, node: &Node, to_page: Matrix) {
        let param = self.param(node);
        let data = node.said("AbbreviatedData").unwrap_or_default();
        let black = [0, 0, 0, 255];
        let fill = node.child("FillColor").and_then(colour).or(param.fill);
        let stroke = node.child("StrokeColor").and_then(colour).or(param.stroke);
        self.items.push(Item::Path(Path {
            matrix: placed(node, to_page),
            segments: segments(data),
            fill: node.is("Fill", false).then_some(fill.unwrap_or(black)),
            stroke: node.is("Stroke", true).then_some(stroke.unwrap_or(black)),
            line_width: node.number("LineWidth").or(param.line_width).unwrap_or(0.353),
        }));
    }

    fn image(&mut self, node: &Node, to_page: Matrix) {
        let Some(resource) = id(node, "ResourceID") else {
            return;
        };
        let [x, y, width, height] = node.numbers("Boundary").unwrap_or([0.0, 0.0, 1.0, 1.0]);
        let matrix = match node.numbers("CTM") {
            Some(matrix) => Matrix::shift(x, y).after(Matrix(matrix)),
            None => Matrix([width, 0.0, 0.0, height, x, y]),
        };
        self.items.push(Item::Image(Image {
            matrix: to_page.after(matrix),
            resource,
        }));
    }
}

fn id(node: &Node, name: &str) -> Option<u32> {
    node.get(name)?.trim().parse().ok()
}

/// From an object's coordinates to the page's: its transformation, then its place.
fn placed(node: &Node, to_page: Matrix) -> Matrix {
    let [x, y, _, _] = node.numbers("Boundary").unwrap_or([0.0; 4]);
    let own = node.numbers("CTM").map_or(Matrix::IDENTITY, Matrix);
    to_page.after(Matrix::shift(x, y)).after(own)
}

/// Places the characters of a `TextCode`: each by the difference to the one before it.
fn characters(text: &mut Text, code: &Node, (mut x, mut y): (f64, f64), is_down: bool) {
    // Line ends are the file's, not the text's.
    let shown: Vec<char> = code.text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    let across = code.get("DeltaX").map(|list| deltas(list, shown.len()));
    let down = code.get("DeltaY").map(|list| deltas(list, shown.len()));
    let is_down = is_down || (across.is_none() && down.is_some());
    for (index, c) in shown.iter().enumerate() {
        let width = if c.is_ascii() { 0.5 } else { 1.0 } * text.size * text.stretch;
        let told = |list: &Option<Vec<f64>>| list.as_ref().and_then(|list| list.get(index)).copied();
        let step = match (told(&across), told(&down)) {
            (None, None) if across.is_none() && down.is_none() && is_down => (0.0, text.size),
            (None, None) if across.is_none() && down.is_none() => (width, 0.0),
            (across, down) => (across.unwrap_or(0.0), down.unwrap_or(0.0)),
        };
        // What a character takes for itself: a step that is larger has a gap in it.
        let advance = if is_down {
            (0.0, text.size)
        } else if !c.is_ascii() || step.0 <= 0.0 || step.0 > 1.2 * text.size {
            (width, 0.0)
        } else {
            (step.0, 0.0)
        };
        text.characters.push(Placed {
            c: *c,
            glyph: None,
            x,
            y,
            advance,
        });
        (x, y) = (x + step.0, y + step.1);
    }
}

/// A list of differences; `g n v` stands for n times v.
fn deltas(list: &str, most: usize) -> Vec<f64> {
    let mut found = Vec::new();
    let mut words = list.split_whitespace();
    while let Some(word) = words.next() {
        if found.len() >= most {
            break;
        }
        let number = |word: Option<&str>| {
            word.and_then(|word| word.parse::<f64>().ok())
                .filter(|n| n.is_finite())
        };
        if word.eq_ignore_ascii_case("g") {
            let times = words
                .next()
                .and_then(|word| word.parse::<usize>().ok())
                .unwrap_or(0);
            let value = number(words.next()).unwrap_or(0.0);
            found.extend(std::iter::repeat_n(value, times.min(most - found.len())));
        } else {
            found.push(number(Some(word)).unwrap_or(0.0));
        }
    }
    found
}

/// Takes the glyphs that stand for characters one to one.
fn glyphs(text: &mut Text, transform: &Node) {
    let at = transform.number("CodePosition").unwrap_or(0.0).max(0.0) as usize;
    let numbers = transform.said("Glyphs").unwrap_or_default().split_whitespace();
    let codes = transform.number("CodeCount").unwrap_or(1.0);
    if codes != transform.number("GlyphCount").unwrap_or(1.0) {
        return;
    }
    for (character, glyph) in text.characters.iter_mut().skip(at).zip(numbers) {
        character.glyph = glyph.parse().ok();
    }
}

/// A path's data: a letter for each piece, then its points.
fn segments(data: &str) -> Vec<Segment> {
    let words: Vec<&str> = data.split_whitespace().collect();
    let mut rest = words.as_slice();
    let mut segments = Vec::new();
    while let [letter, points @ ..] = rest {
        let count = match *letter {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            _ => 0,
        };
        let Some((points, next)) = points.split_at_checked(count) else {
            break;
        };
        rest = next;
        let points = points.join(" ");
        let segment = match *letter {
            "S" | "M" => numbers(&points).map(|[x, y]| Segment::Move((x, y))),
            "L" => numbers(&points).map(|[x, y]| Segment::Line((x, y))),
            "Q" => numbers(&points).map(|[a, b, x, y]| Segment::Quad((a, b), (x, y))),
            "B" => numbers(&points).map(|[a, b, c, d, x, y]| Segment::Cubic((a, b), (c, d), (x, y))),
            "A" => numbers(&points).map(|[rx, ry, turn, large, clockwise, x, y]| {
                Segment::Arc(Arc {
                    radii: (rx, ry),
                    turn,
                    is_large: large != 0.0,
                    is_clockwise: clockwise != 0.0,
                    to: (x, y),
                })
            }),
            "C" => Some(Segment::Close),
            _ => None,
        };
        segments.extend(segment);
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_differences_are_written_out_up_to_what_is_needed() {
        assert_eq!(deltas("1 g 3 2.5 4", 9), [1.0, 2.5, 2.5, 2.5, 4.0]);
        assert_eq!(deltas("g 4000000000 1", 3), [1.0; 3]);
        assert_eq!(deltas("g", 3), [0.0; 0]);
    }

    #[test]
    fn the_pieces_of_a_path() {
        assert_eq!(
            segments("M 0 0 L 10 0 B 1 2 3 4 5 6 C"),
            [
                Segment::Move((0.0, 0.0)),
                Segment::Line((10.0, 0.0)),
                Segment::Cubic((1.0, 2.0), (3.0, 4.0), (5.0, 6.0)),
                Segment::Close,
            ]
        );
        let [Segment::Move(_), Segment::Arc(arc)] = segments("M 0 0 A 5 4 90 0 1 10 0")[..] else {
            panic!()
        };
        assert_eq!((arc.radii, arc.turn, arc.to), ((5.0, 4.0), 90.0, (10.0, 0.0)));
        assert!(!arc.is_large && arc.is_clockwise);
        assert_eq!(segments("L 1"), []);
    }
}
