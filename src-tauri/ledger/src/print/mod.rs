//! What each printed form says ([`taizhang_model::form`]), gathered from the ledger. What is not known stays blank.

mod boxes;
mod caption;
mod lists;
mod people;
mod photos;
mod problems;
mod reports;

use std::collections::HashMap;

use jiff::civil::Date;
use taizhang_model::form::{Block, Form, FormName};
use taizhang_model::id::Id;
use taizhang_model::kind::Kind;
use taizhang_model::record::Statement;
use taizhang_model::status::State;
use taizhang_pack::{Entry, PackIndicator, PackModel};

use crate::error::{LedgerError, Result};
use crate::open::Ledger;

use photos::Event;

/// What a form is about, where it can be about several things.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormChoice {
    /// Id or title of the checklist; absent: the current one.
    pub checklist: Option<String>,
    /// Code of one indicator; absent: all.
    pub indicator: Option<String>,
    /// One department; absent: all.
    pub department: Option<String>,
    /// Title or id of an activity, or the occasion that attendance was written under; absent: an empty form.
    pub occasion: Option<String>,
    /// Photographs on a page: 1, 2 or 4; 0 is 2.
    pub per_page: u32,
    /// Whether captions are given in their six elements.
    pub elements: bool,
    /// Width of a box's back in millimetres, 20 to 50; 0 is 30.
    pub width_mm: f64,
}

/// What most forms are made from.
struct Gathered {
    model: PackModel,
    statements: HashMap<String, Statement>,
    events: HashMap<String, Event>,
}

impl Ledger {
    /// A form as it is on a day.
    pub fn form(&self, name: FormName, choice: &FormChoice, as_of: Date) -> Result<Form> {
        self.form_of(name, choice, as_of, None)
    }

    /// A form as it lies in a pack: it tells of the model alone.
    pub fn pack_form(&self, name: FormName, choice: &FormChoice, model: &PackModel) -> Result<Form> {
        self.form_of(name, choice, model.as_of, Some(model))
    }

    fn form_of(
        &self,
        name: FormName,
        choice: &FormChoice,
        as_of: Date,
        model: Option<&PackModel>,
    ) -> Result<Form> {
        let bad = |field: &'static str, value: String| LedgerError::BadValue { field, value };
        if !matches!(choice.per_page, 0 | 1 | 2 | 4) {
            return Err(bad("per_page", choice.per_page.to_string()));
        }
        if choice.width_mm != 0.0 && !(20.0..=50.0).contains(&choice.width_mm) {
            return Err(bad("width_mm", choice.width_mm.to_string()));
        }
        let unit = self.unit()?;
        let blocks = match name {
            FormName::Problems => self.problem_table(choice, as_of)?,
            FormName::SignIn => self.sign_in(choice)?,
            FormName::Volunteers => self.volunteers(choice)?,
            FormName::Photos => photos::pages(&self.gathered(choice, as_of, model)?, choice),
            _ => {
                let gathered = self.gathered(choice, as_of, model)?;
                match name {
                    FormName::Contents => lists::contents(&gathered),
                    FormName::FileList => lists::file_list(&gathered),
                    FormName::Submission => lists::submission(&gathered),
                    FormName::Statements => reports::statements(&gathered),
                    FormName::SelfCheck => reports::self_check(&gathered),
                    FormName::Reminder => reports::reminder(&gathered, choice),
                    FormName::Cover => boxes::cover(&gathered),
                    FormName::Spine => boxes::spine(&gathered, choice),
                    FormName::BoxNote => boxes::note(&gathered),
                    _ => boxes::labels(&gathered),
                }
            }
        };
        let wide = matches!(name, FormName::Contents | FormName::FileList | FormName::Problems);
        let whole = matches!(name, FormName::Cover | FormName::Spine | FormName::Label);
        Ok(Form {
            name,
            unit,
            as_of,
            landscape: wide,
            numbered: !whole,
            blocks,
        })
    }

    fn gathered(&self, choice: &FormChoice, as_of: Date, model: Option<&PackModel>) -> Result<Gathered> {
        let mut model = match model {
            Some(model) => model.clone(),
            None => self.pack_plan(choice.checklist.as_deref(), as_of, "")?.model,
        };
        if let Some(code) = choice.indicator.as_deref() {
            let found = model.indicators.iter().find(|one| one.code == code);
            let root = found.map(|one| one.id).ok_or_else(|| LedgerError::NotFound {
                what: "indicator",
                name: code.to_owned(),
            })?;
            keep_below(&mut model, root);
        }
        if let Some(department) = choice.department.as_deref() {
            let below = parents(&model);
            model
                .indicators
                .retain(|one| below.contains(&one.id) || one.lead_dept.as_deref() == Some(department));
        }
        let statements = self.records::<Statement>(None)?;
        Ok(Gathered {
            model,
            events: self.read(photos::events)?,
            statements: statements
                .into_iter()
                .map(|one| (one.indicator.clone(), one))
                .collect(),
        })
    }
}

fn parents(model: &PackModel) -> std::collections::HashSet<Id> {
    model.indicators.iter().filter_map(|one| one.parent).collect()
}

/// Leaves out what is not below an indicator, with the files that only the others prove.
fn keep_below(model: &mut PackModel, root: Id) {
    let mut kept = std::collections::HashSet::from([root]);
    model.indicators.retain(|one| {
        let below = one.id == root || one.parent.is_some_and(|parent| kept.contains(&parent));
        if below {
            kept.insert(one.id);
        }
        below
    });
    model.drop_unlinked();
}

impl Gathered {
    /// Indicators that nothing stands below.
    fn leaves(&self) -> impl Iterator<Item = &PackIndicator> {
        let parents = parents(&self.model);
        self.model
            .indicators
            .iter()
            .filter(move |one| !parents.contains(&one.id))
    }

    /// Files of an indicator in order, with the link's caption.
    fn files<'a>(
        &'a self,
        indicator: &'a PackIndicator,
    ) -> impl Iterator<Item = (&'a Entry, Option<&'a str>)> {
        indicator.links.iter().filter_map(|link| {
            let entry = self.model.entries.get(link.entry?)?;
            Some((entry, link.caption.as_deref()))
        })
    }

    /// What an entry is called: its own title, else, in the brackets that DA/T 22-2015 asks for, its caption, the event that it shows, the
    /// indicator that a picture proves, or the name of its file.
    fn title(&self, entry: &Entry, proves: Option<&PackIndicator>, caption: Option<&str>) -> String {
        if let Some(own) = &entry.document.doc_title {
            return own.clone();
        }
        let event = self
            .events
            .get(&entry.item.to_string())
            .map(|event| event.title.as_str());
        let told = caption.or(event).filter(|told| !told.is_empty());
        let picture = matches!(entry.kind, Kind::Photo | Kind::Screenshot);
        match (told, proves) {
            (Some(told), _) => format!("[{told}]"),
            (None, Some(one)) if picture => format!("[{}]", one.title),
            (None, _) => format!("[{}]", stem(&entry.original_name)),
        }
    }

    fn day(&self, entry: &Entry) -> Option<Date> {
        entry.document.doc_date.or(entry.on)
    }

    /// The title of the checklist with the unit's name.
    fn heading(&self, form: &str, below: &str) -> Block {
        Block::Title {
            text: form.to_owned(),
            below: below.to_owned(),
        }
    }

    fn over(&self) -> Block {
        Block::Line {
            parts: vec![
                format!("单位：{}", self.model.unit),
                match self.model.days {
                    Some(days) => format!("材料日期：{days}"),
                    None => format!("考核期：{} 至 {}", self.model.period.from, self.model.period.to),
                },
                zh_day(self.model.as_of),
            ],
        }
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// `2026年3月5日`
fn zh_day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn count(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

fn state(state: State) -> &'static str {
    match state {
        State::Met => "已达标",
        State::Partial => "部分",
        State::Missing => "缺材料",
        State::DueSoon => "临期",
        State::Overdue => "逾期",
        State::NotDue => "未到期",
        State::NotApplicable => "不适用",
    }
}
