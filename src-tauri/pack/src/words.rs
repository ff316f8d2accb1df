//! The Chinese words for values, as the index pages show them.

use jiff::civil::Date;
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::date::{DateFact, DateOrigin, Meaning};
use taizhang_model::kind::Kind;
use taizhang_model::record::StatementState;
use taizhang_model::status::State;

/// What a kind of material is called.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Photo => "照片",
        Kind::Video => "视频",
        Kind::Audio => "音频",
        Kind::Screenshot => "截图",
        Kind::SignIn => "签到表",
        Kind::Notice => "通知",
        Kind::Plan => "方案",
        Kind::Summary => "总结",
        Kind::Minutes => "会议纪要",
        Kind::Policy => "制度文件",
        Kind::Brief => "简报",
        Kind::Report => "说明报告",
        Kind::Evaluation => "评价意见",
        Kind::DataTable => "数据表格",
        Kind::Speech => "讲话",
        Kind::Roster => "名单",
        Kind::Proof => "证明",
        Kind::Document => "文档",
        Kind::Spreadsheet => "表格",
        Kind::Archive => "压缩包",
        Kind::Link => "链接",
        Kind::Other | Kind::Junk => "其他",
    }
}

/// How far a 说明报告 has come.
pub(crate) fn statement(state: StatementState) -> &'static str {
    match state {
        StatementState::Draft => "起草",
        StatementState::Submitted => "送审",
        StatementState::Returned => "退回",
        StatementState::Passed => "通过",
    }
}

/// A state's shape and word.
pub(crate) fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Met => ("●", "已达标"),
        State::Partial => ("◐", "部分"),
        State::Missing => ("○", "缺材料"),
        State::DueSoon => ("▲", "临期"),
        State::Overdue => ("■", "逾期"),
        State::NotDue => ("–", "未到期"),
        State::NotApplicable => ("◇", "不适用"),
    }
}

/// What a date says of a file.
pub(crate) fn meaning(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Taken => "拍摄",
        Meaning::Saved => "保存",
        Meaning::Edited => "修改",
        Meaning::Written => "落款",
    }
}

/// Where a date was read.
pub(crate) fn origin(origin: DateOrigin) -> &'static str {
    match origin {
        DateOrigin::ExifOriginal => "照片拍摄信息",
        DateOrigin::ExifDigitized => "照片数字化信息",
        DateOrigin::ExifModified => "照片修改信息",
        DateOrigin::Container => "音视频信息",
        DateOrigin::Text => "正文落款",
        DateOrigin::Property => "文档属性",
        DateOrigin::NameTaken | DateOrigin::NameSaved => "文件名",
        DateOrigin::Folder => "文件夹名",
        DateOrigin::Neighbour => "相邻文件",
        DateOrigin::Mtime => "文件修改时间",
    }
}

/// The day to show of a file.
pub(crate) fn day(on: Option<Date>, dates: &[DateFact]) -> Option<String> {
    match (on, dates.first()) {
        (Some(on), _) => Some(on.to_string()),
        (None, Some(first)) => Some(first.value.get(..10).unwrap_or(&first.value).to_owned()),
        (None, None) => None,
    }
}

/// What the day to show says of a file, and where it was read, as far as that is known.
pub(crate) fn day_told(on: Option<Date>, dates: &[DateFact]) -> Option<(&'static str, &'static str)> {
    let fact = match on {
        Some(on) => dates.iter().find(|fact| fact.day() == Some(on)),
        None => dates.first(),
    };
    fact.map(|fact| (meaning(fact.meaning), origin(fact.from)))
}

/// Points in words.
pub(crate) fn score(score: Score) -> String {
    let points = score.points.map(|p| format!("{p}分")).unwrap_or_default();
    match score.kind {
        ScoreKind::Base => points,
        ScoreKind::Bonus => format!("加{points}"),
        ScoreKind::Deduct => format!("扣{points}"),
        ScoreKind::Veto => "一票否决".to_owned(),
    }
}

/// A size in words, in units of 1024.
pub(crate) fn size(bytes: u64) -> String {
    let scaled = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        1_048_576..1_073_741_824 => format!("{} MB", scaled(1 << 20)),
        _ => format!("{} GB", scaled(1 << 30)),
    }
}
