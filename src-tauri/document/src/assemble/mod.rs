//! Positioned glyphs and ruling lines to paragraphs and tables: what PDF and OFD have in common.
//!
//! Lengths are points (1/72 inch); x goes to the right and y down.

mod character;
mod line;
mod margin;
mod paragraph;
mod ruled;
mod spread;
mod turn;

use crate::DocumentError;
use crate::block::{Block, Paragraph, Table};
use crate::grid::{Budget, Grid};
use crate::layout::Page;
use line::Line;
use ruled::Ruled;

/// A character where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub c: char,
    /// Its origin on the baseline (of vertical text: on the middle of the column).
    pub x: f64,
    pub y: f64,
    /// The way to the next character.
    pub dx: f64,
    pub dy: f64,
    /// Size of its font.
    pub size: f64,
}

/// A drawn line that is horizontal or vertical.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub is_horizontal: bool,
    /// y of a horizontal one, x of a vertical one.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// What is on a page.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
}

impl Rule {
    /// The line between two points, if it is horizontal or vertical.
    pub(crate) fn between((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Option<Self> {
        const SLANT: f64 = 0.5;
        let (across, down) = ((x1 - x0).abs(), (y1 - y0).abs());
        if !(across.is_finite() && down.is_finite()) {
            None
        } else if down <= SLANT && across > down {
            Some(Self {
                is_horizontal: true,
                at: f64::midpoint(y0, y1),
                from: x0.min(x1),
                to: x0.max(x1),
            })
        } else if across <= SLANT && down > across {
            Some(Self {
                is_horizontal: false,
                at: f64::midpoint(x0, x1),
                from: y0.min(y1),
                to: y0.max(y1),
            })
        } else {
            None
        }
    }

    /// The line that a filled rectangle is to the eye, if it is that thin.
    pub(crate) fn thin(x0: f64, y0: f64, x1: f64, y1: f64) -> Option<Self> {
        const THICK: f64 = 3.0;
        let (x, y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
        if (y1 - y0).abs() <= THICK && (x1 - x0).abs() > (y1 - y0).abs() {
            Self::between((x0, y), (x1, y))
        } else if (x1 - x0).abs() <= THICK {
            Self::between((x, y0), (x, y1))
        } else {
            None
        }
    }
}

/// What stands on a page, from the top.
enum Piece {
    Line(Line),
    Table(Ruled),
}

/// What the pages amount to.
pub(crate) struct Assembled {
    pub text: String,
    /// Blocks that point into the text.
    pub blocks: Vec<Block>,
    /// The running heads and feet that were left out of it, a line each.
    pub margins: String,
}

/// Puts the pages' text together.
pub(crate) fn assemble(sheets: Vec<Sheet>) -> Result<Assembled, DocumentError> {
    let mut pages: Vec<Vec<Piece>> = Vec::new();
    let mut sizes = Vec::new();
    for mut sheet in sheets {
        turn::upright(&mut sheet);
        for glyph in &mut sheet.glyphs {
            glyph.c = character::meant(glyph.c);
        }
        sizes.push((sheet.width, sheet.height));
        pages.push(pieces(sheet));
    }
    let margins = margin::drop_running(&mut pages, &sizes);
    let measure = paragraph::Measure::of(&pages, &sizes);
    let mut out = Out {
        page: Page::default(),
        blocks: Vec::new(),
        budget: Budget::new(),
        paragraph: paragraph::Open::default(),
        table: None,
    };
    for (number, pieces) in pages.into_iter().enumerate() {
        for piece in pieces {
            match piece {
                Piece::Line(line) => out.line(line, number, &measure)?,
                Piece::Table(table) => out.table(table)?,
            }
        }
    }
    out.end_paragraph()?;
    out.end_table()?;
    Ok(Assembled {
        text: out.page.text,
        blocks: out.blocks,
        margins,
    })
}

fn pieces(sheet: Sheet) -> Vec<Piece> {
    let (tables, rest) = ruled::tables(&sheet.rules, sheet.glyphs);
    let mut pieces: Vec<(f64, Piece)> = line::lines(rest)
        .into_iter()
        .map(|line| (line.baseline, Piece::Line(line)))
        .chain(tables.into_iter().map(|table| (table.top, Piece::Table(table))))
        .collect();
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

struct Out {
    page: Page,
    blocks: Vec<Block>,
    budget: Budget,
    paragraph: paragraph::Open,
    /// The table that the next page may go on with.
    table: Option<Ruled>,
}

impl Out {
    fn line(&mut self, line: Line, page: usize, measure: &paragraph::Measure) -> Result<(), DocumentError> {
        self.end_table()?;
        if !self.paragraph.goes_on(&line, page, measure) {
            self.end_paragraph()?;
        }
        self.paragraph.push(line, page);
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), DocumentError> {
        let text = std::mem::take(&mut self.paragraph).text;
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.budget.take_text(text.len())?;
        let span = self.page.push(text);
        self.page.push("\n");
        self.blocks.push(Block::Paragraph(Paragraph { span }));
        Ok(())
    }

    fn table(&mut self, table: Ruled) -> Result<(), DocumentError> {
        self.end_paragraph()?;
        match &mut self.table {
            Some(before) if before.goes_on_with(&table) => before.append(table),
            _ => {
                self.end_table()?;
                self.table = Some(table);
            }
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), DocumentError> {
        let Some(table) = self.table.take() else {
            return Ok(());
        };
        let mut grid = Grid {
            merges: table.merges,
            ..Grid::default()
        };
        for (at, text) in table.cells {
            grid.put(at, &text, &mut self.budget)?;
        }
        let table: Table = self.page.table(&grid, &mut self.budget)?;
        self.blocks.push(Block::Table(table));
        Ok(())
    }
}
