//! `目录/总目录.xlsx`: every indicator with its files, and the gaps, for printing and for filing.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use crate::layout::Layout;
use crate::{EntryLink, PackError, PackIndicator, PackModel, words};

/// Most characters of a cell in Excel.
const MAX_CELL: usize = 32_767;
/// Most links of a sheet in Excel.
const MAX_LINKS: u32 = 65_530;
/// Columns of the list with their widths.
const COLUMNS: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("指标编号", 10.0),
    ("指标名称", 26.0),
    ("材料题名", 34.0),
    ("类别", 9.0),
    ("日期", 12.0),
    ("大小", 10.0),
    ("包内位置", 44.0),
    ("备注", 22.0),
];
/// Columns of the gaps with their widths.
const GAP_COLUMNS: [(&str, f64); 6] = [
    ("序号", 6.0),
    ("指标编号", 10.0),
    ("指标名称", 36.0),
    ("状态", 10.0),
    ("缺少的材料", 46.0),
    ("缺项说明", 60.0),
];

const TOLD_COLUMNS: [(&str, f64); 5] = [
    ("序号", 6.0),
    ("指标编号", 10.0),
    ("指标名称", 36.0),
    ("进度", 8.0),
    ("说明报告", 100.0),
];

/// The workbook's bytes; the same for the same model.
pub(crate) fn workbook(model: &PackModel, layout: &Layout) -> Result<Vec<u8>, PackError> {
    build(model, layout).map_err(|e| PackError::Internal(format!("总目录.xlsx: {e}")))
}

fn build(model: &PackModel, layout: &Layout) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let as_of = model.as_of;
    // Excel knows the years 1900 to 9999.
    let year = u16::try_from(as_of.year()).unwrap_or(0).clamp(1900, 9999);
    let made = ExcelDateTime::from_ymd(year, as_of.month().unsigned_abs(), as_of.day().unsigned_abs())?;
    let properties = DocProperties::new()
        .set_title("总目录")
        .set_company(cell(&model.unit))
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    let mut list = Worksheet::new();
    list.set_name("总目录")?;
    head(
        &mut list,
        &format!("{} 总目录", model.title),
        &subtitle(model),
        &COLUMNS,
        &looks,
    )?;
    let rows = files(&mut list, model, layout, &looks)?;
    list.autofilter(2, 0, rows.max(2), last(&COLUMNS))?;
    workbook.push_worksheet(list);
    let mut gaps = Worksheet::new();
    gaps.set_name("缺项清单")?;
    head(
        &mut gaps,
        &format!("{} 缺项清单", model.title),
        &subtitle(model),
        &GAP_COLUMNS,
        &looks,
    )?;
    missing(&mut gaps, model, &looks)?;
    workbook.push_worksheet(gaps);
    if model.indicators.iter().any(|one| one.statement.is_some()) {
        let mut told = Worksheet::new();
        told.set_name("说明报告")?;
        head(
            &mut told,
            &format!("{} 说明报告", model.title),
            &subtitle(model),
            &TOLD_COLUMNS,
            &looks,
        )?;
        statements(&mut told, model, &looks)?;
        workbook.push_worksheet(told);
    }
    workbook.save_to_buffer().map(crate::host::same_everywhere)
}

/// The formats in use.
struct Looks {
    title: Format,
    note: Format,
    head: Format,
    text: Format,
    guarded: Format,
    middle: Format,
    link: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("宋体")
            .set_font_size(10.5)
            .set_align(FormatAlign::VerticalCenter);
        let ruled = base
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_B9AF));
        let text = ruled.clone().set_text_wrap();
        Self {
            title: base
                .clone()
                .set_font_size(16)
                .set_bold()
                .set_align(FormatAlign::Center),
            note: base
                .clone()
                .set_font_color(Color::RGB(0x0077_7168))
                .set_align(FormatAlign::Center),
            head: ruled
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00F3_F1ED))
                .set_align(FormatAlign::Center),
            guarded: text.clone().set_quote_prefix(),
            middle: text.clone().set_align(FormatAlign::Center),
            link: text.clone().set_font_color(Color::RGB(0x002B_6CB0)),
            text,
        }
    }

    /// The format for a text: one that would read as a formula when edited again is marked as text.
    fn of(&self, text: &str) -> &Format {
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            &self.guarded
        } else {
            &self.text
        }
    }
}

fn subtitle(model: &PackModel) -> String {
    let inspection = model
        .inspection
        .map(|day| format!("　检查日期 {day}"))
        .unwrap_or_default();
    let (from, to) = (model.period.from, model.period.to);
    format!(
        "{}　考核期 {from} 至 {to}{inspection}　截至 {}",
        model.unit, model.as_of
    )
}

fn last(columns: &[(&str, f64)]) -> u16 {
    u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0)
}

/// Title, subtitle, column heads, and how the sheet prints: A4 across, heads on every page.
fn head(
    sheet: &mut Worksheet,
    title: &str,
    note: &str,
    columns: &[(&str, f64)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let end = last(columns);
    sheet.merge_range(0, 0, 0, end, &cell(title), &looks.title)?;
    sheet.merge_range(1, 0, 1, end, &cell(note), &looks.note)?;
    sheet
        .set_row_height(0, 30)?
        .set_row_height(1, 20)?
        .set_row_height(2, 24)?;
    for (column, (name, width)) in (0_u16..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(2, column, *name, &looks.head)?;
    }
    sheet.set_freeze_panes(3, 0)?;
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 2)?;
    sheet
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页　共 &N 页");
    Ok(())
}

/// One row per link, and one for each leaf without any; gives the last row.
fn files(sheet: &mut Worksheet, model: &PackModel, layout: &Layout, looks: &Looks) -> Result<u32, XlsxError> {
    let mut rows = Rows {
        sheet,
        looks,
        model,
        layout,
        row: 2,
        links: 0,
    };
    for (at, indicator) in model.indicators.iter().enumerate() {
        let parent = model
            .indicators
            .iter()
            .skip(at + 1)
            .take(1)
            .any(|next| next.level > indicator.level);
        for link in &indicator.links {
            rows.link(at, indicator, link)?;
        }
        if indicator.links.is_empty() && !parent {
            rows.begin(indicator)?;
            let note = indicator.missing.join("；");
            rows.text(3, "（无材料）")?;
            rows.blank(4..=7)?;
            rows.text(
                8,
                &if note.is_empty() {
                    String::new()
                } else {
                    format!("缺：{note}")
                },
            )?;
        }
    }
    for (index, place) in layout
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.home.is_none())
    {
        rows.loose(index, &place.path)?;
    }
    Ok(rows.row)
}

/// The rows of the list.
struct Rows<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    model: &'a PackModel,
    layout: &'a Layout,
    row: u32,
    links: u32,
}

impl Rows<'_> {
    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let text = cell(text);
        let format = self.looks.of(&text);
        self.sheet
            .write_string_with_format(self.row, column, text, format)
            .map(|_| ())
    }

    fn middle(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let format = &self.looks.middle;
        self.sheet
            .write_string_with_format(self.row, column, text, format)
            .map(|_| ())
    }

    fn blank(&mut self, columns: std::ops::RangeInclusive<u16>) -> Result<(), XlsxError> {
        columns.into_iter().try_for_each(|column| self.text(column, ""))
    }

    /// Begins the next row with its number.
    fn number(&mut self) -> Result<(), XlsxError> {
        self.row += 1;
        let (number, format) = (self.row - 2, &self.looks.middle);
        self.sheet
            .write_number_with_format(self.row, 0, number, format)
            .map(|_| ())
    }

    /// Begins the next row with its number and its indicator.
    fn begin(&mut self, indicator: &PackIndicator) -> Result<(), XlsxError> {
        self.number()?;
        self.text(1, &indicator.code)?;
        self.text(2, &indicator.title)
    }

    fn link(&mut self, at: usize, indicator: &PackIndicator, link: &EntryLink) -> Result<(), XlsxError> {
        self.begin(indicator)?;
        let Some(index) = link.entry else {
            self.text(
                3,
                link.caption
                    .as_deref()
                    .or(link.external.as_deref())
                    .unwrap_or_default(),
            )?;
            self.middle(4, "外部材料")?;
            self.text(5, &link.seen_on.map(|day| day.to_string()).unwrap_or_default())?;
            self.blank(6..=6)?;
            self.text(7, link.external.as_deref().unwrap_or_default())?;
            return self.text(8, link.requirement.as_deref().unwrap_or_default());
        };
        let place = self.layout.places.get(index);
        let home = place.and_then(|place| place.home).filter(|home| *home != at);
        let elsewhere = home.and_then(|home| self.model.indicators.get(home));
        let path = place.map(|place| place.path.clone()).unwrap_or_default();
        self.file(index, link.caption.as_deref(), &path)?;
        let see = elsewhere.map(|other| format!("见 {} {}", other.code, other.title));
        let notes: Vec<String> = see.into_iter().chain(link.requirement.clone()).collect();
        self.text(8, &notes.join("；"))
    }

    fn loose(&mut self, index: usize, path: &str) -> Result<(), XlsxError> {
        self.number()?;
        self.blank(1..=2)?;
        self.file(index, None, path)?;
        self.text(8, "未归入指标")
    }

    /// The cells that tell of a file.
    fn file(&mut self, index: usize, caption: Option<&str>, path: &str) -> Result<(), XlsxError> {
        let Some(entry) = self.model.entries.get(index) else {
            return self.blank(3..=7);
        };
        self.text(3, caption.unwrap_or(&entry.original_name))?;
        self.middle(4, words::kind(entry.kind))?;
        let day = words::day(entry.on, &entry.dates).unwrap_or_default();
        self.middle(5, &day)?;
        self.middle(6, &words::size(entry.bytes))?;
        if self.links >= MAX_LINKS {
            return self.text(7, path);
        }
        self.links += 1;
        let url = Url::new(format!("file://../{path}")).set_text(path);
        self.sheet
            .write_url_with_format(self.row, 7, url, &self.looks.link)
            .map(|_| ())
    }
}

/// The sheet of the 说明报告, with how far each has come.
fn statements(sheet: &mut Worksheet, model: &PackModel, looks: &Looks) -> Result<(), XlsxError> {
    let told = model.indicators.iter();
    let told = told.filter_map(|one| one.statement.as_ref().map(|told| (one, told)));
    for (row, (indicator, told)) in (3_u32..).zip(told) {
        sheet.write_number_with_format(row, 0, row - 2, &looks.middle)?;
        let texts = [
            indicator.code.as_str(),
            &indicator.title,
            words::statement(told.state),
            &told.text,
        ];
        for (column, text) in (1_u16..).zip(texts) {
            let text = cell(text);
            sheet.write_string_with_format(row, column, &text, looks.of(&text))?;
        }
    }
    Ok(())
}

/// The sheet of what is missing, with the reasons given in writing.
fn missing(sheet: &mut Worksheet, model: &PackModel, looks: &Looks) -> Result<(), XlsxError> {
    let gaps = model
        .indicators
        .iter()
        .filter(|i| !i.missing.is_empty() || !i.waivers.is_empty());
    for (row, indicator) in (3_u32..).zip(gaps) {
        sheet.write_number_with_format(row, 0, row - 2, &looks.middle)?;
        let (shape, state) = words::state(indicator.state);
        let texts = [
            indicator.code.clone(),
            indicator.title.clone(),
            format!("{shape} {state}"),
            indicator.missing.join("；"),
            indicator.waivers.join("\n"),
        ];
        for (column, text) in (1_u16..).zip(texts) {
            let text = cell(&text);
            sheet.write_string_with_format(row, column, &text, looks.of(&text))?;
        }
    }
    Ok(())
}

/// A text that fits a cell.
fn cell(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= MAX_CELL
        })
        .collect()
}
