//! The header row and what its columns hold.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_document::{Cell, Table};
use taizhang_model::requirement::Span;

use super::rows::offset;
use super::{infer, matrix, name};
use crate::grammar::pattern::pattern;
use crate::source::Source;

/// Rows in which a header is looked for.
const ROWS: usize = 15;
/// 一季度, 上半年工作安排, 3月计划: a time that a column's cells are for.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:\\d{4}年)?(?:第?[一二三四1-4]季度|[上下]半年|\\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?)(?:(?:工作|进度|推进|重点)?(?:目标|任务|计划|安排|要求|进度|节点|内容)?)$",
    )
});
/// A column's name is not longer.
const NAME_SCALARS: usize = 16;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Number,
    Level,
    Content,
    Scoring,
    Method,
    Points,
    Material,
    Lead,
    Support,
    Leader,
    Person,
    Time,
    /// What is to be done in the time that the column is named after: 一季度, 上半年, 3月.
    Period,
    /// The value that the indicator of the row is to reach.
    Aim,
    /// What that value is counted in.
    Unit,
    /// The part that the body has in it that the column is named after.
    Part,
    Other,
}

/// The header of a table.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// Its row.
    pub row: usize,
    /// First row of data.
    pub data: usize,
    /// What each column holds.
    pub columns: Vec<Column>,
    /// Level columns from the left: named ones, and content columns before the last.
    pub levels: Vec<usize>,
    /// The column of the text that is judged.
    pub content: Option<usize>,
    /// Where the name of each column stands; none where the table has no header.
    pub names: Vec<Span>,
}

impl Header {
    /// Columns that hold one thing.
    pub(crate) fn holding(&self, column: Column) -> impl Iterator<Item = usize> + '_ {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, c)| **c == column)
            .map(|(at, _)| at)
    }
}

/// Finds the row that names most columns, at least two of them, beside a level, a content or a column whose
/// name tells nothing.
pub(crate) fn find(source: &Source, table: &Table) -> Option<Header> {
    let mut best: Option<(usize, usize)> = None;
    for row in 0..table.rows.len().min(ROWS) {
        let columns = row_columns(source, table, row);
        // A title that reaches across names nothing, whatever words it has.
        let cells = table.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        let own = columns
            .iter()
            .zip(cells)
            .filter(|(_, cell)| cell.covered_by.is_none());
        let named = own.filter(|(column, _)| known(**column)).count();
        let times = columns.iter().filter(|c| **c == Some(Column::Period)).count();
        // One month alone (11月) is a time in a row of data.
        let named = if times == 1 { named - 1 } else { named };
        let has_text = columns
            .iter()
            .any(|c| matches!(c, Some(Column::Level | Column::Content)))
            || !unnamed(source, table, row, &columns).is_empty();
        if named >= 2 && has_text && best.is_none_or(|(_, most)| named > most) {
            best = Some((row, named));
        }
    }
    let (row, _) = best?;
    Some(layout(source, table, row))
}

/// The columns of a table without a header: those of the table before it, where it goes on with as many; else what its cells
/// tell.
pub(crate) fn without(source: &Source, table: &Table, before: Option<&Header>) -> Option<Header> {
    /// Fewer rows tell nothing of their columns.
    const LEAST_ROWS: usize = 3;
    let width = table.rows.first().map_or(0, Vec::len);
    if let Some(before) = before.filter(|before| before.columns.len() == width) {
        return Some(Header {
            row: 0,
            data: 0,
            ..before.clone()
        });
    }
    if table.rows.len() < LEAST_ROWS || width < 2 {
        return None;
    }
    let mut columns = vec![Column::Other; width];
    let unnamed: Vec<usize> = (0..width).collect();
    infer::infer(source, table, 0, &unnamed, &mut columns);
    let content = columns.iter().position(|column| *column == Column::Content)?;
    // What stands before the text is its name, or its number.
    for (at, column) in columns.iter_mut().enumerate().take(content) {
        if *column == Column::Other {
            *column = match infer::is_number(source, table, at) {
                true => Column::Number,
                false => Column::Level,
            };
        }
    }
    Some(of_columns(0, 0, columns))
}

fn known(column: Option<Column>) -> bool {
    column.is_some_and(|c| c != Column::Other)
}

fn row_columns(source: &Source, table: &Table, row: usize) -> Vec<Option<Column>> {
    let Some(cells) = table.rows.get(row) else {
        return Vec::new();
    };
    cells
        .iter()
        .map(|cell| match cell.covered_by {
            Some(offset) if offset.rows > 0 => None,
            _ => column(&name(source, cell.span)),
        })
        .collect()
}

fn layout(source: &Source, table: &Table, row: usize) -> Header {
    let named = row_columns(source, table, row);
    let unnamed = unnamed(source, table, row, &named);
    let mut columns: Vec<Column> = named.into_iter().map(|c| c.unwrap_or(Column::Other)).collect();
    let mut data = row + 1;
    // A second header row lies under names that reach down or across.
    while continues(table, data, row) || names_only(source, table, data) {
        for (column, below) in columns.iter_mut().zip(row_columns(source, table, data)) {
            *column = below.unwrap_or(*column);
        }
        data += 1;
    }
    infer::infer(source, table, data, &unnamed, &mut columns);
    let names = names(source, table, row, data);
    matrix::infer(source, table, data, &names, &mut columns);
    // Where nothing else holds what is to be done, the last column of tasks does.
    if !columns.contains(&Column::Content)
        && let Some(last) = columns.iter().rposition(|column| *column == Column::Level)
        && is_of_tasks(source, table, row, last)
        && let Some(column) = columns.get_mut(last)
    {
        *column = Column::Content;
    }
    Header {
        names,
        ..of_columns(row, data, columns)
    }
}

/// Where the names of the columns stand: in the last row of the header, or above it where that is blank.
fn names(source: &Source, table: &Table, row: usize, data: usize) -> Vec<Span> {
    let of_row = |row: usize| -> Vec<Span> {
        let cells = table.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        cells.iter().map(|cell| source.trim(cell.span)).collect()
    };
    let mut names = of_row(row);
    for below in (row + 1..data).map(of_row) {
        for (name, own) in names.iter_mut().zip(below) {
            if own.0 < own.1 {
                *name = own;
            }
        }
    }
    names
}

fn of_columns(row: usize, data: usize, columns: Vec<Column>) -> Header {
    let contents: Vec<usize> = at(&columns, Column::Content);
    let content = contents.last().copied();
    let levels = columns
        .iter()
        .enumerate()
        .filter(|(i, c)| **c == Column::Level || (**c == Column::Content && Some(*i) != content))
        .map(|(i, _)| i)
        .collect();
    Header {
        row,
        data,
        columns,
        levels,
        content,
        names: Vec::new(),
    }
}

/// Columns whose names tell nothing of what they hold.
fn unnamed(source: &Source, table: &Table, row: usize, named: &[Option<Column>]) -> Vec<usize> {
    let cells = table.rows.get(row).map(Vec::as_slice).unwrap_or_default();
    let says = |cell: &Cell| {
        let length = name(source, cell.span).chars().count();
        cell.covered_by.is_none() && (1..=NAME_SCALARS).contains(&length)
    };
    let pairs = named.iter().zip(cells).enumerate();
    pairs
        .filter(|(_, (column, cell))| column.is_none() && says(cell))
        .map(|(at, _)| at)
        .collect()
}

/// The cells of a column below the header, each where it begins.
pub(super) fn cells_below(table: &Table, data: usize, column: usize) -> impl Iterator<Item = &Cell> {
    let rows = table.rows.iter().skip(data);
    rows.filter_map(move |cells| cells.get(column))
        .filter(|cell| offset(cell) == (0, 0))
}

fn is_of_tasks(source: &Source, table: &Table, row: usize, column: usize) -> bool {
    let cell = table.rows.get(row).and_then(|cells| cells.get(column));
    cell.is_some_and(|cell| {
        let name = name(source, cell.span);
        ["工作", "任务", "事项"].iter().any(|word| name.contains(word))
    })
}

fn at(columns: &[Column], wanted: Column) -> Vec<usize> {
    columns
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == wanted)
        .map(|(i, _)| i)
        .collect()
}

/// Whether a row below the header still has a cell that begins in the header.
fn continues(table: &Table, row: usize, header: usize) -> bool {
    let reaches = |offset: taizhang_document::Offset| {
        usize::try_from(offset.rows).is_ok_and(|rows| rows > 0 && row.saturating_sub(rows) == header)
    };
    table
        .rows
        .get(row)
        .is_some_and(|cells| cells.iter().any(|cell| cell.covered_by.is_some_and(reaches)))
}

/// Whether a row below the header holds nothing but names of columns, as the second row of one does that lost its merges.
fn names_only(source: &Source, table: &Table, row: usize) -> bool {
    let cells = table.rows.get(row).map(Vec::as_slice).unwrap_or_default();
    let own = cells.iter().filter(|cell| offset(cell) == (0, 0));
    let names: Vec<String> = own
        .map(|cell| name(source, cell.span))
        .filter(|n| !n.is_empty())
        .collect();
    names.len() > 1 && names.len() < cells.len() && names.iter().all(|name| column(name).is_some())
}

/// What a column of this name holds; `None` for a name that tells nothing.
pub(crate) fn column(name: &str) -> Option<Column> {
    let length = name.chars().count();
    if length == 0 || length > NAME_SCALARS {
        return None;
    }
    // 考核标准及评分办法 holds what is judged, and its points beside it.
    let both = ["及", "和", "与"].iter().find_map(|and| name.split_once(and));
    let points = |rest: &str| {
        ["评分", "计分", "扣分", "分值", "赋分"]
            .iter()
            .any(|word| rest.starts_with(word))
    };
    if let Some((first, _)) = both.filter(|(_, rest)| points(rest)) {
        return column(first);
    }
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // A longer text that ends so is no name of a column.
    let ends = |words: &[&str]| length <= 8 && words.iter().any(|word| name.ends_with(word));
    let body = has(&["单位", "部门", "科室", "股室", "处室", "站所", "主体"]);
    let column = if has(&["备注", "自评", "启动时间", "开始时间", "起始时间"])
        || matches!(name, "说明" | "得分")
    {
        Column::Other
    } else if ends(&["目标值", "达标值", "指标值", "标准值"]) {
        Column::Aim
    } else if matches!(name, "单位" | "计量单位" | "指标单位" | "数量单位") {
        Column::Unit
    } else if has(&["配合", "协助", "协办", "协同", "参与单位", "参与部门"]) {
        Column::Support
    } else if has(&["领导"]) {
        Column::Leader
    } else if has(&["责任人", "联系人", "负责人"]) {
        Column::Person
    } else if (has(&["牵头", "责任", "负责", "主办", "承办", "落实", "实施"]) && body) || name == "牵头"
    {
        Column::Lead
    } else if has(&["期限", "时限", "时间", "进度安排", "进度要求", "进度计划", "时序"])
        || matches!(name, "月份" | "月度" | "季度" | "日期" | "节点")
    {
        Column::Time
    } else if PERIOD.is_match(name) {
        Column::Period
    } else if has(&["材料", "佐证", "成果形式", "完成标志"]) && !has(&["审核"]) {
        Column::Material
    } else if has(&["评分标准", "评分办法", "计分", "扣分标准", "评分细则"]) {
        Column::Scoring
    } else if has(&["分值", "标准分", "各项分", "分数"]) {
        Column::Points
    } else if has(&["测评方", "测评措施", "考核方", "考评方", "检查方", "审核方"]) {
        Column::Method
    } else if matches!(name, "序号" | "编号" | "指标编号" | "项目编号" | "代码" | "编码") {
        Column::Number
    } else if has(&["任务内容", "任务分类", "任务名称", "事项名称", "工作名称"]) {
        Column::Level
    } else if has(&[
        "指标描述",
        "测评内容",
        "考核内容",
        "测评标准",
        "考评内容",
        "工作内容",
        "具体",
        "标准",
        "要求",
    ]) || matches!(name, "工作任务" | "任务")
        || ends(&["内容", "要点", "举措", "措施", "目标"])
    {
        Column::Content
    } else if has(&["项目", "指标", "类别"])
        || ends(&["任务", "事项", "实事", "板块", "领域"])
        || matches!(
            name,
            "重点工作" | "工作重点" | "点位" | "点位名称" | "点位类型" | "场所" | "场所名称" | "阵地"
        )
    {
        Column::Level
    } else {
        return None;
    };
    Some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_as_real_tables_have_them() {
        for (names, holds) in [
            (
                "测评项目 测评类别 指标名称 一级指标 二级指标 三级指标 考核项目 任务内容 重点任务 点位名称",
                Column::Level,
            ),
            (
                "测评内容 测评标准 指标描述 考核内容 工作内容及要求 国家园林城市标准或要求 主要举措 工作目标",
                Column::Content,
            ),
            ("测评方法 测评方式 测评措施", Column::Method),
            ("考核标准及评分办法 考评内容和分值", Column::Content),
            ("分值 各项分值 标准分", Column::Points),
            ("材料要求 所需材料 佐证材料", Column::Material),
            (
                "责任单位 责任主体 牵头单位 牵头股室 责任部门 负责部门 责任单位或牵头单位",
                Column::Lead,
            ),
            ("配合单位 协助单位", Column::Support),
            ("责任领导", Column::Leader),
            ("责任人", Column::Person),
            ("完成期限 完成时限 时间要求", Column::Time),
            ("备注", Column::Other),
            ("目标值 年度目标值", Column::Aim),
            ("单位 计量单位", Column::Unit),
            ("序号 编号", Column::Number),
        ] {
            for name in names.split(' ') {
                assert_eq!(column(name), Some(holds), "{name}");
            }
        }
        assert_eq!(column("某某市文明单位测评体系任务分解责任一览表"), None);
        assert_eq!(column("张三"), None);
    }
}
