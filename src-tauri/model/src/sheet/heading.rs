//! Headings of columns, as offices write them.

use super::{SheetColumn, SheetField, SheetKind};

/// The heading of a column that the program writes.
pub(super) const fn written(kind: SheetKind, field: SheetField) -> &'static str {
    use SheetField as F;
    match field {
        F::Name => match kind {
            SheetKind::Places | SheetKind::Patrols => "点位名称",
            _ => "姓名",
        },
        F::Department => match kind {
            SheetKind::People | SheetKind::Attendance => "科室",
            _ => "责任单位",
        },
        F::Post => "职务",
        F::Volunteer => "志愿者编号",
        F::Kind => "类型",
        F::Segment => "路段（片区）",
        F::Person => match kind {
            SheetKind::Patrols => "巡查人",
            _ => "责任人",
        },
        F::Description => "问题",
        F::FoundOn => "发现日期",
        F::FoundBy => "发现方式",
        F::Indicator => "指标编号",
        F::Place => "点位",
        F::Deadline => "整改时限",
        F::Measures => "整改措施",
        F::State => "整改状态",
        F::ClosedOn => "销号日期",
        F::OnDay => match kind {
            SheetKind::Patrols => "巡查日期",
            _ => "日期",
        },
        F::Hours => "时长（小时）",
        F::Occasion => "活动",
        F::Note => "情况",
    }
}

/// Words that a heading of the field has; the longest word of all that match decides.
const fn words(kind: SheetKind, field: SheetField) -> &'static [&'static str] {
    use SheetField as F;
    match field {
        // Who went there is nobody in charge of the place.
        F::Person if matches!(kind, SheetKind::Patrols) => {
            &["巡查人", "巡查人员", "检查人", "检查人员", "巡查员"]
        }
        F::OnDay if matches!(kind, SheetKind::Patrols) => &["巡查日期", "巡查时间", "日期", "时间"],
        F::Name => &[
            "姓名",
            "名字",
            "参加人员",
            "签到人",
            "人员",
            "点位名称",
            "点位",
            "地点",
            "场所",
            "店名",
            "门店",
            "商户",
            "摊位",
            "路口",
            "村名",
            "名称",
        ],
        F::Department => &[
            "科室",
            "部门",
            "处室",
            "股室",
            "所在单位",
            "工作单位",
            "单位",
            "责任单位",
            "责任部门",
            "责任科室",
            "包保单位",
            "牵头单位",
            "整改单位",
            "整改责任单位",
        ],
        F::Post => &["职务", "岗位", "职称", "职级"],
        F::Volunteer => &[
            "志愿者编号",
            "志愿者号",
            "志愿服务编号",
            "志愿者",
            "注册志愿者",
            "是否注册",
            "是否注册志愿者",
        ],
        F::Kind => &["类型", "类别", "点位类型", "点位类别", "性质", "业态"],
        F::Segment => &[
            "路段",
            "片区",
            "网格",
            "区域",
            "街道",
            "社区",
            "所属网格",
            "所在路段",
        ],
        F::Person => &[
            "责任人",
            "包保人",
            "网格员",
            "联系人",
            "包联干部",
            "整改责任人",
            "负责人",
            "路长",
            "点位长",
        ],
        F::Description => &[
            "问题",
            "存在问题",
            "问题描述",
            "具体问题",
            "发现问题",
            "问题清单",
            "主要问题",
            "问题内容",
            "检查情况",
        ],
        F::FoundOn => &[
            "发现日期",
            "发现时间",
            "检查日期",
            "检查时间",
            "巡查时间",
            "督查时间",
            "交办日期",
        ],
        F::FoundBy => &["发现方式", "来源", "问题来源", "发现渠道", "检查方式"],
        F::Indicator => &["指标", "指标编号", "测评指标", "对应指标", "对应测评项目"],
        F::Place => &["点位", "点位名称", "地点", "位置", "场所", "问题地点", "所在点位"],
        F::Deadline => &[
            "整改时限",
            "完成时限",
            "整改期限",
            "完成时间",
            "时限",
            "限期",
            "整改完成时限",
        ],
        F::Measures => &["整改措施", "措施", "整改要求", "整改内容", "处理意见"],
        F::State => &[
            "整改状态",
            "状态",
            "整改情况",
            "进展",
            "完成情况",
            "是否整改",
            "是否完成",
        ],
        F::ClosedOn => &["销号日期", "销号时间", "办结日期", "办结时间"],
        F::OnDay => &[
            "日期",
            "时间",
            "签到时间",
            "签到日期",
            "活动日期",
            "活动时间",
            "服务日期",
        ],
        F::Hours => &["时长", "服务时长", "小时", "志愿时长", "学时"],
        F::Occasion => &["活动", "活动名称", "项目", "服务项目", "事由"],
        F::Note => &["情况", "巡查情况", "巡查记录", "巡查内容", "处理情况"],
    }
}

/// Signs that a heading may have beside its words: numbers of columns, units in brackets, blanks.
fn plain(heading: &str) -> String {
    let outside = heading.split(['（', '(', '【', '[']).next().unwrap_or_default();
    outside
        .chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '*' | '：' | ':' | '/' | '、'))
        .collect()
}

fn field(kind: SheetKind, heading: &str) -> Option<(SheetField, usize)> {
    let plain = plain(heading);
    // `门店12号` is a shop, not a heading about shops.
    let numbered = plain.chars().any(|sign| sign.is_ascii_digit());
    if plain.is_empty() || numbered || plain.chars().count() > 12 {
        return None;
    }
    let fits = |word: &str| plain == word || plain.ends_with(word) || plain.starts_with(word);
    kind.fields()
        .iter()
        .flat_map(|field| words(kind, *field).iter().map(move |word| (*field, *word)))
        .filter(|(_, word)| fits(word))
        // Of two that are as long, the field that stands first in the table.
        .max_by_key(|(field, word)| {
            let place = kind
                .fields()
                .iter()
                .position(|one| one == field)
                .unwrap_or_default();
            (
                usize::from(plain == *word),
                word.chars().count(),
                usize::MAX - place,
            )
        })
        .map(|(field, word)| (field, word.chars().count()))
}

/// The field that no row may lack.
fn key(kind: SheetKind) -> SheetField {
    match kind {
        SheetKind::Problems => SheetField::Description,
        _ => SheetField::Name,
    }
}

/// Whether a row is the headings: it has the field that no row may lack, and another one or nothing else.
pub(super) fn is_heading(kind: SheetKind, row: &[String]) -> bool {
    let filled: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
    let fields: Vec<SheetField> = filled
        .iter()
        .filter_map(|cell| field(kind, cell).map(|(field, _)| field))
        .collect();
    let named = |cell: &&&String| words(kind, key(kind)).contains(&plain(cell).as_str());
    match filled.as_slice() {
        [one] => named(&one),
        // A merged title has the same text in every cell.
        [first, rest @ ..] if rest.iter().all(|cell| cell == first) => false,
        _ => fields.contains(&key(kind)) && fields.len() >= 2,
    }
}

/// What each column holds, by its heading; of two columns for one field the better heading has it.
pub(super) fn columns(kind: SheetKind, row: &[String]) -> Vec<SheetColumn> {
    let mut columns: Vec<SheetColumn> = Vec::new();
    let mut best: Vec<(SheetField, usize, usize)> = Vec::new();
    for (at, heading) in row.iter().enumerate() {
        columns.push(SheetColumn {
            heading: heading.clone(),
            field: None,
        });
        let Some((field, length)) = field(kind, heading) else {
            continue;
        };
        match best.iter_mut().find(|(known, ..)| *known == field) {
            Some(known) if known.1 < length => *known = (field, length, at),
            Some(_) => {}
            None => best.push((field, length, at)),
        }
    }
    for (field, _, at) in best {
        if let Some(column) = columns.get_mut(at) {
            column.field = Some(field);
        }
    }
    columns
}

/// The columns of a table without headings, from the left; a first column of running numbers is none of them.
pub(super) fn by_place(kind: SheetKind, rows: &[Vec<String>]) -> Vec<SheetColumn> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let number = |row: &Vec<String>| {
        row.first()
            .is_some_and(|cell| !cell.is_empty() && cell.chars().all(|sign| sign.is_ascii_digit()))
    };
    let numbered = width > 1 && !rows.is_empty() && rows.iter().all(number);
    let skip = usize::from(numbered);
    (0..width)
        .map(|at| SheetColumn {
            heading: String::new(),
            field: at.checked_sub(skip).and_then(|at| kind.fields().get(at).copied()),
        })
        .collect()
}
