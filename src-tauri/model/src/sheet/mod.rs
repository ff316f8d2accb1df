//! Tables that an office keeps in a spreadsheet (人员名册, 点位表, 整改台账, 签到表, 巡查记录): which column means what, and what each row says.

mod cell;
mod heading;
mod known;
mod line;
mod row;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kind::words;
use crate::record::{Attendance, Patrol, Person, Place, Problem};
pub use known::{Known, Taken, take};
pub use line::lines;
use row::Row;

words! {
    /// What the rows of a table are.
    SheetKind {
        /// 人员
        People = "people",
        /// 点位
        Places = "places",
        /// 问题整改
        Problems = "problems",
        /// 签到
        Attendance = "attendance",
        /// 巡查
        Patrols = "patrols",
    }
}

words! {
    /// What a column holds.
    SheetField {
        /// 姓名, 点位名称
        Name = "name",
        /// 科室
        Department = "department",
        /// 职务
        Post = "post",
        /// 志愿者编号
        Volunteer = "volunteer",
        /// 点位类型
        Kind = "kind",
        /// 路段、片区
        Segment = "segment",
        /// 责任人
        Person = "person",
        /// 问题描述
        Description = "description",
        /// 发现日期
        FoundOn = "found_on",
        /// 发现方式
        FoundBy = "found_by",
        /// 指标编号
        Indicator = "indicator",
        /// 点位
        Place = "place",
        /// 整改时限
        Deadline = "deadline",
        /// 整改措施
        Measures = "measures",
        /// 整改状态
        State = "state",
        /// 销号日期
        ClosedOn = "closed_on",
        /// 日期
        OnDay = "on_day",
        /// 时长
        Hours = "hours",
        /// 活动
        Occasion = "occasion",
        /// 巡查情况
        Note = "note",
    }
}

impl SheetKind {
    /// The columns in the order in which they are written, and read where a table has no headings.
    pub const fn fields(self) -> &'static [SheetField] {
        use SheetField as F;
        match self {
            Self::People => &[F::Name, F::Department, F::Post, F::Volunteer],
            Self::Places => &[F::Name, F::Kind, F::Segment, F::Department, F::Person],
            Self::Problems => &[
                F::Description,
                F::FoundOn,
                F::FoundBy,
                F::Indicator,
                F::Place,
                F::Department,
                F::Person,
                F::Deadline,
                F::Measures,
                F::State,
                F::ClosedOn,
            ],
            Self::Attendance => &[F::Name, F::Department, F::OnDay, F::Hours, F::Occasion],
            Self::Patrols => &[F::OnDay, F::Name, F::Person, F::Note],
        }
    }

    /// The heading of a column, as it is written.
    pub const fn heading(self, field: SheetField) -> &'static str {
        heading::written(self, field)
    }
}

/// A column of a table that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SheetColumn {
    /// Its heading; empty where the table has none.
    pub heading: String,
    /// What it was taken for; absent: it was left out.
    pub field: Option<SheetField>,
}

/// Something in a table that could not be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SheetDoubt {
    /// Row of the table, the first is 1.
    pub row: u32,
    /// `no_name`, `no_day`, `unknown_place`: the row was left out; `not_a_day`, `not_a_number`, `not_a_word`: the cell was left out;
    /// `unknown_indicator`; `new_person`: a person will be added; `same_name`: several people have it and the first was taken.
    pub code: String,
    /// What stands there.
    pub value: String,
    /// Whether it is a row of the rounds (巡查) that stand beside the table.
    pub rounds: bool,
}

/// A table that was read: one record for each row. Ids are empty; a person of an attendance is a name, with the department beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetRead {
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// 人员
    pub people: Vec<Person>,
    /// 点位
    pub places: Vec<Place>,
    /// 问题
    pub problems: Vec<Problem>,
    /// 签到, each with the person's department where the table tells it.
    pub attendance: Vec<(Attendance, Option<String>)>,
    /// 巡查
    pub patrols: Vec<Patrol>,
    /// Row of the table of each record, the first is 1.
    pub rows: Vec<u32>,
    /// What could not be taken.
    pub doubts: Vec<SheetDoubt>,
}

/// What the rows say where they leave something out.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetDefaults {
    /// The day of an attendance or a round, the day a problem was found; its year is that of days without one.
    pub on_day: Date,
    /// What people took part in.
    pub occasion: Option<String>,
    /// The activity of the ledger that they took part in.
    pub activity: Option<String>,
    /// For how many hours.
    pub hours: Option<f64>,
}

/// How far down a heading may stand: a title, a unit's line and a blank come before it.
const HEADING_WITHIN: usize = 8;

/// Reads the rows of a table, the texts of its cells from the left.
pub fn read(kind: SheetKind, rows: &[Vec<String>], defaults: &SheetDefaults) -> SheetRead {
    let clean: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
        .collect();
    let found = clean
        .iter()
        .take(HEADING_WITHIN)
        .position(|row| heading::is_heading(kind, row));
    let (columns, first) = match found {
        Some(at) => (
            heading::columns(kind, clean.get(at).map_or(&[], Vec::as_slice)),
            at + 1,
        ),
        None => (heading::by_place(kind, &clean), 0),
    };
    let mut read = SheetRead {
        columns,
        ..SheetRead::default()
    };
    for (at, row) in clean.iter().enumerate().skip(first) {
        let Some(first) = row.iter().find(|cell| !cell.is_empty()) else {
            continue;
        };
        // The headings again, on the next page of a table that was printed.
        let again = found.and_then(|at| clean.get(at)) == Some(row);
        if cell::is_total(first) || again {
            continue;
        }
        let cells = read
            .columns
            .iter()
            .zip(row)
            .filter_map(|(column, cell)| Some((column.field?, cell.as_str())))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let mut line = Row {
            row,
            cells,
            doubts: Vec::new(),
        };
        line.put(kind, defaults, &mut read);
        read.doubts.append(&mut line.doubts);
    }
    read
}

/// How many columns of a table have a heading of this kind.
pub fn known_columns(kind: SheetKind, rows: &[Vec<String>]) -> usize {
    let near = rows.iter().take(HEADING_WITHIN);
    near.filter(|row| heading::is_heading(kind, row))
        .map(|row| {
            let columns = heading::columns(kind, row);
            columns.iter().filter(|column| column.field.is_some()).count()
        })
        .max()
        .unwrap_or_default()
}

/// Whether a table tells of rounds that were made (巡查), and of nothing else as well: a list of problems has days and places, too.
pub fn is_rounds(rows: &[Vec<String>]) -> bool {
    let others = SheetKind::ALL.iter().filter(|kind| **kind != SheetKind::Patrols);
    let most = others.map(|kind| known_columns(*kind, rows)).max();
    known_columns(SheetKind::Patrols, rows) > most.unwrap_or_default().max(2)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::record::{FoundBy, ProblemState};

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines()
            .map(|line| line.split('|').map(str::to_owned).collect())
            .collect()
    }

    fn defaults() -> SheetDefaults {
        SheetDefaults {
            on_day: date(2026, 4, 3),
            occasion: Some("清明祭扫".to_owned()),
            activity: None,
            hours: Some(2.0),
        }
    }

    fn codes(doubts: &[SheetDoubt]) -> Vec<(u32, &str)> {
        doubts.iter().map(|one| (one.row, one.code.as_str())).collect()
    }

    #[test]
    fn a_roster_below_its_title() {
        let table = "某局人员名册|某局人员名册|某局人员名册|某局人员名册\n序号|姓 名|所在科室|是否注册志愿者\n1|张　三|办公室|是\n2|李四|宣传科|否\n|||\n3||财务科|\n合计|2||";
        let read = read(SheetKind::People, &rows(table), &defaults());
        let people: Vec<_> = read
            .people
            .iter()
            .map(|one| {
                (
                    one.name.as_str(),
                    one.department.as_deref(),
                    one.volunteer.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            people,
            [
                ("张三", Some("办公室"), Some("是")),
                ("李四", Some("宣传科"), None)
            ]
        );
        assert_eq!(codes(&read.doubts), [(6, "no_name")]);
    }

    #[test]
    fn names_that_were_pasted() {
        let read = read(
            SheetKind::People,
            &rows("张三|办公室\n李四|宣传科|副科长"),
            &defaults(),
        );
        assert_eq!(read.people.len(), 2);
        assert_eq!(
            read.people.last().and_then(|one| one.post.as_deref()),
            Some("副科长")
        );
        let one = super::read(SheetKind::People, &rows("姓名\n王五"), &defaults());
        assert_eq!(one.people.first().map(|one| one.name.as_str()), Some("王五"));
    }

    #[test]
    fn names_from_a_chat() {
        let names = |text: &str| -> Vec<Vec<String>> { lines(SheetKind::Attendance, text) };
        assert_eq!(names("张三、李四，王五"), rows("张三\n李四\n王五"));
        assert_eq!(names("张三 李四　欧阳修"), rows("张三\n李四\n欧阳修"));
        assert_eq!(
            names("张三 办公室 2\n李四\t宣传科"),
            rows("张三|办公室|2\n李四|宣传科")
        );
        assert_eq!(names("1. 张三\n2、李四"), rows("张三\n李四"));
        assert_eq!(names("姓名\t科室\n\t办公室"), rows("姓名|科室\n|办公室"));
    }

    #[test]
    fn a_table_of_problems() {
        let table = "序号|存在问题|地点|责任单位|责任人|整改完成时限|整改情况|检查时间\n1|门前乱停车|东街12号|城管科|赵六|4月30日|整改中|2026.4.2\n2|宣传栏破损|南门|办公室||待定|已完成|2026/4/2";
        let read = read(SheetKind::Problems, &rows(table), &defaults());
        let problems: Vec<_> = read
            .problems
            .iter()
            .map(|one| (one.description.as_str(), one.found_on, one.deadline, one.state))
            .collect();
        assert_eq!(
            problems,
            [
                (
                    "门前乱停车",
                    date(2026, 4, 2),
                    Some(date(2026, 4, 30)),
                    ProblemState::Assigned
                ),
                ("宣传栏破损", date(2026, 4, 2), None, ProblemState::Fixed),
            ]
        );
        assert_eq!(codes(&read.doubts), [(3, "not_a_day")]);
    }

    #[test]
    fn what_is_known_is_changed_and_nothing_is_cleared() {
        let person = |id: &str, name: &str, department: Option<&str>, post: Option<&str>| Person {
            id: id.to_owned(),
            name: name.to_owned(),
            department: department.map(str::to_owned),
            post: post.map(str::to_owned),
            volunteer: None,
        };
        let known = Known {
            people: vec![
                person("p1", "张三", Some("办公室"), Some("科长")),
                person("p2", "李四", None, None),
            ],
            ..Known::default()
        };
        let table = "姓名|科室\n张三|办公室\n李四|宣传科\n张三|财务科";
        let taken = take(
            SheetKind::People,
            read(SheetKind::People, &rows(table), &defaults()),
            &known,
        );
        assert_eq!(taken.same, 1);
        assert_eq!(
            taken.people,
            [
                person("p2", "李四", Some("宣传科"), None),
                person("", "张三", Some("财务科"), None)
            ]
        );
    }

    #[test]
    fn a_sign_in_sheet_finds_its_people() {
        let known = Known {
            people: vec![Person {
                id: "p1".to_owned(),
                name: "张三".to_owned(),
                department: Some("办公室".to_owned()),
                post: None,
                volunteer: None,
            }],
            ..Known::default()
        };
        let table = "姓名|时长\n张三|90分钟\n新人|\n张三|90分钟";
        let taken = take(
            SheetKind::Attendance,
            read(SheetKind::Attendance, &rows(table), &defaults()),
            &known,
        );
        let came: Vec<_> = taken
            .attendance
            .iter()
            .map(|one| (one.person.as_str(), one.hours))
            .collect();
        assert_eq!(came, [("p1", Some(1.5)), ("新人", Some(2.0))]);
        assert_eq!(taken.people.len(), 1);
        assert_eq!(codes(&taken.doubts), [(3, "new_person")]);
    }

    #[test]
    fn every_heading_that_is_written_is_read() {
        for kind in SheetKind::ALL {
            let headings: Vec<String> = kind
                .fields()
                .iter()
                .map(|field| kind.heading(*field).to_owned())
                .collect();
            assert!(heading::is_heading(*kind, &headings), "{kind}");
            let fields: Vec<_> = heading::columns(*kind, &headings)
                .iter()
                .filter_map(|one| one.field)
                .collect();
            assert_eq!(fields, kind.fields(), "{kind}");
        }
    }

    #[test]
    fn words_of_states() {
        let cases = [
            ("未整改", ProblemState::Assigned),
            ("已整改", ProblemState::Fixed),
            ("已整改，待复核", ProblemState::Fixed),
            ("已复核", ProblemState::Checked),
            ("已销号", ProblemState::Closed),
            ("closed", ProblemState::Closed),
        ];
        for (text, state) in cases {
            assert_eq!(cell::state(text), Some(state), "{text}");
        }
        for state in ProblemState::ALL {
            assert_eq!(cell::state(state.name_zh()), Some(*state));
        }
        for by in FoundBy::ALL {
            assert_eq!(cell::found_by(by.name_zh()), Some(*by));
        }
        assert_eq!(cell::state("？"), None);
    }
}
