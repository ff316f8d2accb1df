//! A form as a workbook, to be edited before it is printed.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use taizhang_model::form::{Block, Column, Fact, Form};

use crate::error::PrintError;

/// Signs over the whole width of a page.
const PAGE_UPRIGHT: f64 = 84.0;
const PAGE_LANDSCAPE: f64 = 126.0;
/// Points of a line of text in a cell.
const LINE: f64 = 15.0;

/// The form as xlsx. Entries are texts, also those that begin with `=`. Pictures and labels are left out.
pub fn workbook(form: &Form) -> Result<Vec<u8>, PrintError> {
    let mut book = Workbook::new();
    let mut page = Page::new(form);
    for block in &form.blocks {
        page.block(block)?;
    }
    let mut sheet = page.sheet;
    sheet.set_name(form.name.name_zh().replace('/', ""))?;
    sheet.set_paper_size(9);
    if form.landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    if form.numbered {
        sheet.set_footer("&C第 &P 页　共 &N 页");
    }
    book.push_worksheet(sheet);
    // Times inside come from the form's day, so that the same form gives the same bytes.
    let day = &form.as_of;
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    )?;
    let properties = rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made);
    book.set_properties(&properties);
    Ok(book.save_to_buffer()?)
}

struct Page {
    sheet: Worksheet,
    row: u32,
    columns: u16,
    widths: Vec<f64>,
    heads: u32,
}

impl Page {
    fn new(form: &Form) -> Self {
        let whole = if form.landscape {
            PAGE_LANDSCAPE
        } else {
            PAGE_UPRIGHT
        };
        let widest = form
            .blocks
            .iter()
            .filter_map(columns)
            .max_by_key(|columns| columns.len());
        let shares: Vec<f64> = match widest {
            Some(columns) => columns.iter().map(|column| column.width).collect(),
            None => vec![1.0, 3.0],
        };
        let sum: f64 = shares.iter().sum();
        let widths: Vec<f64> = shares.iter().map(|share| share / sum * whole).collect();
        let mut sheet = Worksheet::new();
        for (column, width) in (0u16..).zip(&widths) {
            // A worksheet has 16,384 columns, a form a dozen: the number is in range.
            if sheet.set_column_width(column, *width).is_err() {
                break;
            }
        }
        Self {
            sheet,
            row: 0,
            columns: u16::try_from(widths.len()).unwrap_or(1),
            widths,
            heads: 0,
        }
    }

    fn block(&mut self, block: &Block) -> Result<(), PrintError> {
        match block {
            Block::Title { text, below } => {
                let large = Format::new()
                    .set_font_size(20)
                    .set_bold()
                    .set_align(FormatAlign::Center);
                self.across(text, &large, 32.0)?;
                if !below.is_empty() {
                    self.across(below, &Format::new().set_align(FormatAlign::Center), LINE)?;
                }
            }
            Block::Heading { text } => {
                self.across(text, &Format::new().set_bold().set_font_size(13), 22.0)?
            }
            Block::Line { parts } => self.across(&parts.join("　　"), &Format::new(), LINE)?,
            Block::Text { text } => {
                let running = Format::new().set_text_wrap().set_align(FormatAlign::Top);
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    let whole: f64 = self.widths.iter().sum();
                    self.across(
                        &format!("　　{}", line.trim()),
                        &running,
                        LINE * lines(line, whole - 4.0),
                    )?;
                }
            }
            Block::Facts { rows } | Block::Cover { facts: rows, .. } => {
                if let Block::Cover { title, .. } = block {
                    let large = Format::new()
                        .set_font_size(24)
                        .set_bold()
                        .set_align(FormatAlign::Center);
                    for line in title {
                        self.across(line, &large, 60.0)?;
                    }
                }
                rows.iter().try_for_each(|row| self.fact(row))?;
            }
            Block::Table {
                columns,
                rows,
                row_mm,
            } => self.table(columns, rows, *row_mm)?,
            Block::Sign { lines } => {
                let right = Format::new().set_align(FormatAlign::Right);
                for line in lines {
                    self.across(line, &right, 20.0)?;
                }
            }
            Block::Break => self.row += 1,
            Block::Photos { .. } | Block::Spine { .. } | Block::Label { .. } => {}
        }
        Ok(())
    }

    /// A text over all columns.
    fn across(&mut self, text: &str, format: &Format, height: f64) -> Result<(), PrintError> {
        self.sheet.set_row_height(self.row, height.min(409.0))?;
        if self.columns > 1 {
            self.sheet
                .merge_range(self.row, 0, self.row, self.columns - 1, text, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, 0, text, format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn fact(&mut self, fact: &Fact) -> Result<(), PrintError> {
        let name = ruled().set_bold().set_align(FormatAlign::Center);
        let value = ruled().set_align(FormatAlign::Left);
        self.sheet
            .write_string_with_format(self.row, 0, &fact.name, &name)?;
        match self.columns {
            0 | 1 => {}
            2 => {
                self.sheet
                    .write_string_with_format(self.row, 1, &fact.value, &value)?;
            }
            _ => {
                self.sheet
                    .merge_range(self.row, 1, self.row, self.columns - 1, &fact.value, &value)?;
            }
        }
        let rest: f64 = self.widths.iter().skip(1).sum();
        let text: f64 = fact.value.lines().map(|line| lines(line, rest)).sum();
        let height = (LINE * text.max(1.0) + 6.0).max(fact.height_mm * 72.0 / 25.4);
        self.sheet.set_row_height(self.row, height.min(409.0))?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>], row_mm: f64) -> Result<(), PrintError> {
        let head = ruled().set_bold().set_align(FormatAlign::Center);
        for (at, column) in (0u16..).zip(columns) {
            self.sheet
                .write_string_with_format(self.row, at, &column.name, &head)?;
        }
        if self.heads == 0 {
            self.sheet.set_repeat_rows(self.row, self.row)?;
        }
        self.heads += 1;
        self.row += 1;
        for cells in rows {
            let mut high: f64 = 1.0;
            for ((at, column), cell) in (0u16..).zip(columns).zip(cells) {
                let align = if column.centred {
                    FormatAlign::Center
                } else {
                    FormatAlign::Left
                };
                self.sheet
                    .write_string_with_format(self.row, at, cell, &ruled().set_align(align))?;
                let width = self.widths.get(usize::from(at)).copied().unwrap_or(10.0);
                high = high.max(cell.lines().map(|line| lines(line, width)).sum());
            }
            let height = (LINE * high + 4.0).max(row_mm * 72.0 / 25.4);
            self.sheet.set_row_height(self.row, height.min(409.0))?;
            self.row += 1;
        }
        Ok(())
    }
}

fn columns(block: &Block) -> Option<&Vec<Column>> {
    match block {
        Block::Table { columns, .. } => Some(columns),
        _ => None,
    }
}

fn ruled() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

/// How many lines a text takes in a cell of a width in Latin signs; a Chinese sign is as wide as two.
fn lines(text: &str, width: f64) -> f64 {
    let wide: u32 = text
        .chars()
        .map(|sign| if (sign as u32) < 0x2e80 { 1 } else { 2 })
        .sum();
    (f64::from(wide) / (width - 1.0).max(2.0)).ceil().max(1.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;
    use taizhang_model::form::FormName;

    use super::*;

    #[test]
    fn the_same_form_gives_the_same_workbook() {
        let form = Form {
            name: FormName::Label,
            unit: "某局".to_owned(),
            as_of: date(2026, 11, 20),
            landscape: true,
            numbered: true,
            blocks: vec![
                Block::Title {
                    text: "总目录".to_owned(),
                    below: "2026".to_owned(),
                },
                Block::Facts {
                    rows: vec![Fact::roomy("单位", "=1+1", 300.0)],
                },
                Block::Table {
                    columns: vec![Column::centred("序号", 1.0), Column::wide("题名", 5.0)],
                    rows: vec![vec!["1".to_owned(), "通知".repeat(2000)]],
                    row_mm: 0.0,
                },
            ],
        };
        let first = workbook(&form).unwrap();
        assert!(first.starts_with(b"PK"));
        assert_eq!(first, workbook(&form).unwrap());
    }
}
