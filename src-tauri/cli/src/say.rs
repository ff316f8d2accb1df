//! Results in sentences and small tables, for people.

use std::fmt::Write;

use serde_json::Value;
use taizhang_api::dto::{
    Board, CaptionsFilled, CheckReport, ChecklistDiff, ChecklistList, ChecklistView, CollectReport, DiffSide,
    Draft, DueList, ExportReport, ItemList, LedgerInfo, OperationDone, OperationList, OperationRow,
    PrecheckReport, ProbeReport, ProfileList, ProfileRow, ProgressReport, ScanReport, SourceList, State,
    StatusReport, TemplateList, TemplateRow, UpdateReport, VerifyReport,
};

use crate::args::Lang;

/// Speaks one language.
#[derive(Debug, Clone, Copy)]
pub struct Say(pub Lang);

/// A line per entry.
fn lines(entries: impl IntoIterator<Item = String>) -> String {
    entries.into_iter().collect::<Vec<_>>().join("\n")
}

fn size(bytes: u64) -> String {
    // Sizes of files stay far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    let mib = bytes as f64 / 1_048_576.0;
    format!("{mib:.1} MiB")
}

impl Say {
    pub(crate) fn of(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub fn ledger(&self, info: &LedgerInfo) -> String {
        let title = self.of("台账", "Ledger");
        let (unit, name, from, to) = (&info.unit, &info.title, &info.period_from, &info.period_to);
        let mut text = format!("{title} {}\n{unit} · {name} · {from}..{to}", info.ledger);
        if let Some(day) = &info.inspection_date {
            let _ = write!(text, " · {} {day}", self.of("检查日期", "inspection"));
        }
        text
    }

    pub fn sources(&self, list: &SourceList) -> String {
        lines(list.sources.iter().map(|source| {
            let away = if source.connected {
                ""
            } else {
                self.of("  未连接", "  not connected")
            };
            format!("{}  {}  {}{away}", source.id, source.items, source.path)
        }))
    }

    pub fn collected(&self, report: &CollectReport) -> String {
        let (copied, already) = (report.copied, report.already);
        let mut text = match self.0 {
            Lang::Zh => format!(
                "收进 {copied} 件，{} 字节，已核对；原已在台账里 {already} 件",
                report.bytes
            ),
            Lang::En => format!(
                "{copied} copied, {} bytes, verified; {already} were there already",
                report.bytes
            ),
        };
        for error in &report.failed {
            let _ = write!(text, "\n{}  {}", error.path, error.message);
        }
        text
    }

    pub fn captions(&self, filled: &CaptionsFilled) -> String {
        match self.0 {
            Lang::Zh => format!("填写说明 {} 条", filled.links),
            Lang::En => format!("{} captions filled in", filled.links),
        }
    }

    pub fn scan(&self, report: &ScanReport) -> String {
        let numbers = [
            (self.of("文件", "files"), report.files),
            (self.of("新增", "added"), report.added),
            (self.of("内容变化", "changed"), report.changed),
            (self.of("移动", "moved"), report.moved),
            (self.of("丢失", "missing"), report.missing),
            (self.of("未变", "unchanged"), report.unchanged),
        ];
        let numbers: Vec<String> = numbers.iter().map(|(word, n)| format!("{word} {n}")).collect();
        let mut text = numbers.join(self.of("，", ", "));
        for source in &report.disconnected {
            let _ = write!(text, "\n{} {source}", self.of("未连接", "not connected"));
        }
        for error in &report.errors {
            let _ = write!(text, "\n{}  {}", error.path, error.message);
        }
        text
    }

    pub fn probe(&self, report: &ProbeReport) -> String {
        lines(report.files.iter().map(|file| {
            let kind = file.kind.map_or("-", |kind| kind.as_str());
            let date = file.captured_at.as_deref().unwrap_or("-");
            let format = file.format.as_deref().unwrap_or("-");
            let error = file.error.as_ref().map_or("", |error| error.message.as_str());
            format!("{}  {kind}  {format}  {date}  {error}", file.path)
        }))
    }

    pub fn items(&self, list: &ItemList) -> String {
        let rows = list.items.iter().map(|item| {
            let day = item.captured_on.as_deref().unwrap_or("----------");
            let place = item.locations.first().map_or("", |place| place.path.as_str());
            format!(
                "{}  {day}  {:<11} {place}  {}",
                item.id,
                item.kind.as_str(),
                item.links.join(" ")
            )
        });
        let total = format!("{} {}", self.of("共", "total"), list.total);
        lines(rows.chain([total]))
    }

    pub fn draft(&self, draft: &Draft) -> String {
        let nodes = draft
            .nodes
            .iter()
            .map(|node| indented(node.level, &node.code, &node.title));
        let warnings = draft
            .warnings
            .iter()
            .map(|warning| format!("! {} {}", warning.code, warning.subject));
        lines([draft.title.clone()].into_iter().chain(nodes).chain(warnings))
    }

    pub fn checklist(&self, view: &ChecklistView) -> String {
        let row = &view.checklist;
        let head = format!(
            "{}  {}..{}  {}",
            row.title, row.period_from, row.period_to, row.id
        );
        let indicators = view
            .indicators
            .iter()
            .map(|i| indented(i.level, &i.code, &i.title));
        let warnings = view
            .warnings
            .iter()
            .map(|warning| format!("! {} {}", warning.code, warning.subject));
        lines([head].into_iter().chain(indicators).chain(warnings))
    }

    pub fn checklists(&self, list: &ChecklistList) -> String {
        lines(list.checklists.iter().map(|row| {
            let mark = if row.current { "*" } else { " " };
            format!(
                "{mark} {}  {}  {}..{}  {}",
                row.id, row.title, row.period_from, row.period_to, row.indicators
            )
        }))
    }

    pub fn templates(&self, list: &TemplateList) -> String {
        let title = |row: &TemplateRow| match self.0 {
            Lang::Zh => row.title.clone(),
            Lang::En => row.title_en.clone(),
        };
        lines(
            list.templates
                .iter()
                .map(|row| format!("{}  {}", row.name, title(row))),
        )
    }

    pub fn operation(&self, done: &OperationDone) -> String {
        let undone = if done.operation.undone {
            self.of("已撤销：", "Undone: ")
        } else {
            self.of("已完成：", "Done: ")
        };
        format!("{undone}{}", self.row(&done.operation))
    }

    /// The same sentence that pages show.
    fn row(self, operation: &OperationRow) -> String {
        let pages = match self.0 {
            Lang::Zh => include_str!("../../../ui/src/locales/zh-CN/common.json"),
            Lang::En => include_str!("../../../ui/src/locales/en/common.json"),
        };
        let words: Value = serde_json::from_str(pages).unwrap_or_default();
        let form = words.pointer(&format!("/operation/{}", operation.action));
        let form = form.and_then(Value::as_str).unwrap_or(&operation.action);
        let part = |n: usize| operation.subjects.get(n).map_or("", String::as_str);
        form.replace("{first}", part(0)).replace("{second}", part(1))
    }

    pub fn history(&self, list: &OperationList) -> String {
        lines(list.operations.iter().map(|operation| {
            let undone = if operation.undone {
                self.of("（已撤销）", " (undone)")
            } else {
                ""
            };
            format!(
                "{}  {}  {}{undone}",
                operation.at,
                operation.who,
                self.row(operation)
            )
        }))
    }

    pub fn status(&self, report: &StatusReport) -> String {
        let rows = report.indicators.iter().map(|row| {
            let depth = u32::try_from(row.code.matches('.').count()).unwrap_or_default();
            let title = indented(depth + 1, &row.code, &row.title);
            format!("{} {title}", self.state(row.state))
        });
        let (score, sum) = (report.score, report.summary);
        let counts = [
            (State::Met, sum.met),
            (State::Partial, sum.partial),
            (State::Missing, sum.missing),
            (State::DueSoon, sum.due_soon),
            (State::Overdue, sum.overdue),
            (State::NotDue, sum.not_due),
            (State::NotApplicable, sum.not_applicable),
        ];
        let counts: Vec<String> = counts
            .iter()
            .map(|(state, n)| format!("{} {n}", self.state(*state)))
            .collect();
        let of = format!("{} {}/{}", self.of("得分", "Score"), score.got, score.of);
        lines(rows.chain([format!("{of}  {}", counts.join("  "))]))
    }

    pub fn state(self, state: State) -> &'static str {
        match state {
            State::Met => self.of("● 已达标", "● met"),
            State::Partial => self.of("◐ 部分", "◐ partial"),
            State::Missing => self.of("○ 缺材料", "○ missing"),
            State::DueSoon => self.of("▲ 临期", "▲ due soon"),
            State::Overdue => self.of("■ 逾期", "■ overdue"),
            State::NotDue => self.of("– 未到期", "– not due"),
            State::NotApplicable => self.of("  不适用", "  not applicable"),
        }
    }

    pub fn export(&self, report: &ExportReport) -> String {
        let files = self.of("个文件", "files");
        let head = format!(
            "{}  {} {files}  {}",
            report.path,
            report.entries,
            size(report.bytes)
        );
        let more = report.volumes.iter().skip(1).map(|volume| volume.path.clone());
        lines(
            [head]
                .into_iter()
                .chain(more)
                .chain(report.warnings.iter().cloned()),
        )
    }

    pub fn profiles(&self, list: &ProfileList) -> String {
        lines(list.profiles.iter().map(|one| self.profile(one)))
    }

    pub fn profile(&self, one: &ProfileRow) -> String {
        let built_in = self.of("（程序自带）", "(built in)").to_owned();
        format!("{}  {}", one.name, one.path.clone().unwrap_or(built_in))
    }

    pub fn precheck(&self, report: &PrecheckReport) -> String {
        let head = format!(
            "{} {}  {} {}",
            report.blocking,
            self.of("处须先处理", "to settle first"),
            report.warnings,
            self.of("处请留意", "to look at")
        );
        let rows = report
            .findings
            .iter()
            .map(|finding| format!("{}  {}  {}", finding.name, finding.subject, finding.message));
        lines([head].into_iter().chain(rows))
    }

    pub fn verify(&self, report: &VerifyReport) -> String {
        let verdict = if report.valid {
            self.of("有效", "valid")
        } else {
            self.of("有问题", "not valid")
        };
        let head = format!("{verdict}  {} {}", report.entries, self.of("个文件", "files"));
        // What stands beside something expected is a hash, which tells a person nothing.
        let problems = report.problems.iter().map(|problem| {
            let why = problem.found.as_ref().filter(|_| problem.expected.is_none());
            let why = why.map(|found| format!("  {found}")).unwrap_or_default();
            format!("{}  {}{why}", problem.code, problem.path)
        });
        lines(
            [head]
                .into_iter()
                .chain(problems)
                .chain(report.warnings.iter().cloned()),
        )
    }

    pub fn polled(&self, paths: &[String]) -> String {
        let note = self.of(
            "系统不能跟踪下面的文件夹（可跟踪的数目已用完，或在网络盘上），改为每分钟查看一次：",
            "The system does not follow these folders (its limit is reached, or they lie on the network); they are looked through every minute:",
        );
        format!("{note}{}", paths.join("、"))
    }

    pub fn update(&self, report: &UpdateReport) -> String {
        let found = match (&report.version, &report.system) {
            (Some(version), Some(system)) => format!("{version}  {system}"),
            _ => self.of("没有可信的版本号", "no version to trust").to_owned(),
        };
        let current = format!("{} {}", self.of("现在的版本", "this program"), report.current);
        lines([report.message.clone(), found, current])
    }

    pub fn check(&self, report: &CheckReport) -> String {
        if report.ok {
            return self.of("没有发现问题", "Nothing is wrong").to_owned();
        }
        lines(
            report
                .findings
                .iter()
                .map(|finding| format!("{}  {}", finding.code, finding.subject)),
        )
    }

    /// One line for each record: what it says, without ids of rows.
    pub fn records(&self, document: &Value) -> String {
        let list = document
            .as_object()
            .and_then(|fields| fields.values().find_map(Value::as_array));
        lines(list.into_iter().flatten().map(flat))
    }

    /// A sign for each column.
    pub fn board(&self, board: &Board) -> String {
        let width = board
            .rows
            .iter()
            .map(|row| row.code.chars().count())
            .max()
            .unwrap_or_default();
        lines(board.rows.iter().map(|row| {
            let signs = row.cells.iter().map(|cell| cell.state.map_or("·", sign));
            let signs: Vec<&str> = signs.collect();
            format!("{:<width$}  {}", row.code, signs.join(" "))
        }))
    }

    /// What is due, earliest first.
    pub fn due(&self, list: &DueList) -> String {
        lines(list.due.iter().map(|one| {
            let due = one.slot.due.map(|day| day.to_string()).unwrap_or_default();
            let days = if one.days_left < 0 {
                format!("{} {}", self.of("逾期", "overdue"), -one.days_left)
            } else {
                format!("{} {}", self.of("还剩", "left"), one.days_left)
            };
            let what = one.slot.evidence_name.as_deref().unwrap_or_default();
            let dept = one.lead_dept.as_deref().unwrap_or("-");
            format!("{due}  {days}  {dept}  {} {}  {what}", one.code, one.title)
        }))
    }

    /// Score and met leaves by month.
    pub fn progress(&self, report: &ProgressReport) -> String {
        lines(report.progress.iter().map(|one| {
            let met = self.of("已达标", "met");
            format!(
                "{}  {}/{}  {met} {}",
                one.on, one.score.got, one.score.of, one.summary.met
            )
        }))
    }

    /// What differs, one indicator a line.
    pub fn diff(&self, diff: &ChecklistDiff) -> String {
        let side = |one: &Option<DiffSide>| one.as_ref().map(|one| format!("{} {}", one.code, one.title));
        let rows = diff.rows.iter().map(|row| {
            let (before, after) = (side(&row.before), side(&row.after));
            let words = match (before, after) {
                (Some(before), Some(after)) => format!("{before} → {after}"),
                (one, other) => one.or(other).unwrap_or_default(),
            };
            format!("{}  {words}", row.changes.join(","))
        });
        let same = format!("{} {}", self.of("相同", "same"), diff.same);
        lines(rows.chain([same]))
    }
}

fn sign(state: State) -> &'static str {
    match state {
        State::Met => "●",
        State::Partial => "◐",
        State::Missing => "○",
        State::DueSoon => "▲",
        State::Overdue => "■",
        State::NotDue => "–",
        State::NotApplicable => " ",
    }
}

/// The texts and numbers of a record, those of records inside it too.
fn flat(value: &Value) -> String {
    let words = |(key, value): (&String, &Value)| match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(_) => Some(flat(value)),
        Value::Bool(false) | Value::Array(_) => None,
        Value::Bool(true) => Some(key.clone()),
        Value::Number(number) => Some(number.to_string()),
    };
    let fields = value.as_object().into_iter().flatten();
    fields.filter_map(words).collect::<Vec<_>>().join("  ")
}

fn indented(level: u32, code: &str, title: &str) -> String {
    let depth = usize::try_from(level.saturating_sub(1)).unwrap_or_default();
    format!("{}{code} {title}", "  ".repeat(depth.min(10)))
}
