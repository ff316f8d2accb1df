//! What is on a page of an OFD, in millimetres, x to the right and y down.

/// A way from an object's own coordinates to the page's: `x = a·x + c·y + e`, `y = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves only.
    pub const fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `inner`, then this one.
    #[must_use]
    pub fn after(self, inner: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = inner.0;
        Self([
            a * p + c * q,
            b * p + d * q,
            a * r + c * s,
            b * r + d * s,
            a * t + c * u + e,
            b * t + d * u + f,
        ])
    }

    /// Where a point goes.
    pub fn point(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction goes.
    pub fn way(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, _, _] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

/// Red, green, blue and opacity, 0 to 255.
pub type Colour = [u8; 4];

/// A page.
#[derive(Debug, Default)]
pub struct Page {
    /// Millimetres.
    pub width: f64,
    /// Millimetres.
    pub height: f64,
    /// In the order in which they are drawn.
    pub items: Vec<Item>,
}

/// An object on a page.
#[derive(Debug)]
pub enum Item {
    /// Characters of one font.
    Text(Text),
    /// Lines and areas.
    Path(Path),
    /// An embedded picture.
    Image(Image),
}

/// Characters of one font, size and colour.
#[derive(Debug)]
pub struct Text {
    /// To the page.
    pub matrix: Matrix,
    /// The font's number among the resources.
    pub font: Option<u32>,
    /// Size in the object's coordinates.
    pub size: f64,
    /// Width of characters, one is usual.
    pub stretch: f64,
    /// Colour; `None` for characters that are not filled.
    pub fill: Option<Colour>,
    /// Each character with its origin on the baseline, in the object's coordinates.
    pub characters: Vec<Placed>,
}

/// A character and its place.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// What it is.
    pub c: char,
    /// The glyph that shows it, where the paper says which one of its font.
    pub glyph: Option<u16>,
    /// Origin on the baseline.
    pub x: f64,
    /// Origin on the baseline.
    pub y: f64,
    /// Way to the next character.
    pub advance: (f64, f64),
}

/// A path.
#[derive(Debug)]
pub struct Path {
    /// To the page.
    pub matrix: Matrix,
    /// Its pieces.
    pub segments: Vec<Segment>,
    /// Colour of its area.
    pub fill: Option<Colour>,
    /// Colour of its line.
    pub stroke: Option<Colour>,
    /// Width of its line, in the object's coordinates.
    pub line_width: f64,
}

/// A piece of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins a subpath.
    Move((f64, f64)),
    /// A straight line.
    Line((f64, f64)),
    /// A quadratic curve: control, end.
    Quad((f64, f64), (f64, f64)),
    /// A cubic curve: controls, end.
    Cubic((f64, f64), (f64, f64), (f64, f64)),
    /// A piece of an ellipse.
    Arc(Arc),
    /// Back to the begin of the subpath.
    Close,
}

/// A piece of an ellipse, as in SVG.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc {
    /// Radii before the turn.
    pub radii: (f64, f64),
    /// Turn of the ellipse in degrees, clockwise.
    pub turn: f64,
    /// The longer way.
    pub is_large: bool,
    /// Clockwise.
    pub is_clockwise: bool,
    /// End.
    pub to: (f64, f64),
}

/// A picture.
#[derive(Debug)]
pub struct Image {
    /// From the unit square, y down, to the page.
    pub matrix: Matrix,
    /// Its number among the resources.
    pub resource: u32,
}
