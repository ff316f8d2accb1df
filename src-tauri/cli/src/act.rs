//! Each command line command as calls of the one table.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use taizhang_api::dto::{
    Board, CaptionsFilled, CheckReport, ChecklistDiff, ChecklistList, ChecklistView, CollectReport, Draft,
    DueList, ExportReport, ItemList, LedgerInfo, OperationDone, OperationList, PathDone, PrecheckReport,
    ProbeArgs, ProbeReport, ProgressReport, ScanReport, SourceList, StatusReport, TemplateList, UpdateReport,
    VerifyReport,
};
use taizhang_api::{App, AppError, How};
use taizhang_serve::Options;

use crate::args::{Checklist, Cli, Collect, Command, Global, Init, Items, Link, Source, Span, Update};
use crate::asked::{Asked, Asks};
use crate::bar::Bar;
use crate::ledgers::Statement;
use crate::outcome::{Outcome, line};
use crate::period::Days;
use crate::problem::Problem;
use crate::say::Say;
use crate::served;

/// Does what was typed.
pub fn act(cli: &Cli, app: &Arc<App>) -> Result<Outcome, AppError> {
    let act = Act {
        app,
        global: &cli.global,
        say: Say(cli.global.lang),
    };
    if let (Some(dir), Some(read)) = (&cli.global.ledger, access(&cli.command)) {
        app.open(&absolute(dir), read)?;
    } else if let (Some(dir), Command::Probe { .. }) = (&cli.global.ledger, &cli.command)
        && let Err(error) = app.open(&absolute(dir), true)
    {
        // Files are told all the same, without the period of the inspection.
        eprintln!("{}", error.message);
    }
    act.command(&cli.command)
}

/// Whether a command works with a ledger, and then whether it only looks.
fn access(command: &Command) -> Option<bool> {
    match command {
        Command::Init(_)
        | Command::Probe { .. }
        | Command::Draft { .. }
        | Command::Verify { .. }
        | Command::Pack(_)
        | Command::Sample { .. }
        | Command::About { .. }
        | Command::Update(_)
        | Command::Checklist(Checklist::Template { name: None, .. }) => None,
        Command::Print(print) if print.lists() => None,
        Command::Source(Source::List)
        | Command::Items(_)
        | Command::Search(_)
        | Command::Suggest(crate::suggest::Suggest {
            accept_above: None,
            reject: None,
            reset: false,
            ..
        })
        | Command::Checklist(Checklist::Show { .. } | Checklist::List | Checklist::Diff { .. })
        | Command::Due { .. }
        | Command::Progress
        | Command::History { .. }
        | Command::Status { .. }
        | Command::Export { .. }
        | Command::Precheck { .. }
        | Command::Profile(_)
        | Command::Print(_)
        | Command::Check { .. } => Some(true),
        Command::Activities(asked) => Some(asked.looks()),
        other => Some(record(other).is_some_and(|asked| asked.looks)),
    }
}

/// A command about the ledgers around the evidence, as a call.
fn record(command: &Command) -> Option<Asked> {
    match command {
        Command::Statement(one) => Some(one.asked()),
        Command::Measure(one) => Some(one.asked()),
        Command::Department(one) => Some(one.asked()),
        Command::Person(one) => Some(one.asked()),
        Command::Attendance(one) => Some(one.asked()),
        Command::Place(one) => Some(one.asked()),
        Command::Problem(one) => Some(one.asked()),
        Command::Phase(one) => Some(one.asked()),
        Command::Sheet(one) => Some(one.asked()),
        Command::Item(one) => Some(one.asked()),
        _ => None,
    }
}

/// A command with what it works with.
pub(crate) struct Act<'a> {
    app: &'a Arc<App>,
    global: &'a Global,
    pub(crate) say: Say,
}

impl Act<'_> {
    /// Calls the table and tells what it gave.
    pub(crate) fn call<T: DeserializeOwned>(
        &self,
        name: &str,
        args: Value,
        tell: impl FnOnce(&Say, &T) -> String,
    ) -> Result<(T, Outcome), AppError> {
        let takes_long = taizhang_api::Command::find(name).is_some_and(|command| command.how == How::Long);
        let bar = Bar::new(self.global.quiet, takes_long || name == "probe");
        let document = self.app.run(name, args, &bar);
        bar.finish();
        let document = document?;
        let value = T::deserialize(&document).map_err(|e| self.app.broken(&e.to_string()))?;
        let text = tell(&self.say, &value);
        Ok((value, Outcome::new(document, text)))
    }

    pub(crate) fn tell<T: DeserializeOwned>(
        &self,
        name: &str,
        args: Value,
        tell: impl FnOnce(&Say, &T) -> String,
    ) -> Result<Outcome, AppError> {
        self.call(name, args, tell).map(|(_, outcome)| outcome)
    }

    /// What a command that looks gives, for a document of another shape.
    pub(crate) fn value<T: DeserializeOwned>(&self, name: &str, args: Value) -> Result<T, AppError> {
        let document = self.app.run(name, args, &Bar::new(true, false))?;
        serde_json::from_value(document).map_err(|e| self.broken(&e.to_string()))
    }

    /// A defect of the program.
    pub(crate) fn broken(&self, detail: &str) -> AppError {
        self.app.broken(detail)
    }

    /// One of two texts, as the person reads.
    pub(crate) fn lang(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.say.of(zh, en)
    }

    pub(crate) fn operation(&self, name: &str, args: Value) -> Result<Outcome, AppError> {
        self.tell::<OperationDone>(name, args, Say::operation)
    }

    fn command(&self, command: &Command) -> Result<Outcome, AppError> {
        match command {
            Command::Init(init) => self.init(init),
            Command::Source(source) => self.source(source),
            Command::Scan { no_thumbs, strict } => {
                let args = json!({ "thumbs": !no_thumbs });
                let (report, outcome) = self.call::<ScanReport>("scan", args, Say::scan)?;
                Ok(outcome.wrong_when(*strict && !report.errors.is_empty()))
            }
            Command::Watch => self.watch(),
            Command::Collect(collect) => self.collect(collect),
            Command::Captions { code } => {
                self.tell::<CaptionsFilled>("caption_fill", json!({ "indicator": code }), Say::captions)
            }
            Command::Probe { files } => {
                self.tell::<ProbeReport>("probe", json!(ProbeArgs::of(files)), Say::probe)
            }
            Command::Items(items) => self.tell::<ItemList>("items", query(items), Say::items),
            Command::Draft { file, span } => {
                let args = with_days(json!({ "path": file }), *span);
                self.tell::<Draft>("draft", args, Say::draft)
            }
            Command::Checklist(checklist) => self.checklist(checklist),
            Command::Link(link) => self.link(link),
            Command::Unlink { names } => {
                let (subjects, indicator) = split(names);
                self.operation("unlink", json!({ "subjects": subjects, "indicator": indicator }))
            }
            Command::Waive {
                code,
                reason,
                not_applicable,
            } => {
                let args = json!({ "indicator": code, "reason": reason, "not_applicable": not_applicable });
                self.operation("waive", args)
            }
            Command::Search(search) => self.search(search),
            Command::Pack(asked) => self.pack(asked),
            Command::Activities(asked) => self.activities(asked),
            Command::Suggest(suggest) => self.suggest(suggest),
            Command::Print(print) => self.print(print),
            Command::Undo => self.operation("undo", Value::Null),
            Command::Redo => self.operation("redo", Value::Null),
            other => self.more(other),
        }
    }

    /// The other half of the commands: status, packs, backups, doors.
    fn more(&self, command: &Command) -> Result<Outcome, AppError> {
        match command {
            Command::History { limit } => {
                self.tell::<OperationList>("history", json!({ "limit": limit }), Say::history)
            }
            Command::Status { checklist, dept, by } => {
                let args = json!({ "checklist": checklist, "dept": dept });
                let (_, mut outcome) = self.call::<StatusReport>("status", args, Say::status)?;
                if by.is_some() {
                    let args = json!({ "checklist": checklist, "by": by });
                    let (_, board) = self.call::<Board>("board", args, Say::board)?;
                    outcome.join("board", board);
                }
                Ok(outcome)
            }
            Command::Due { within, who } => {
                self.tell::<DueList>("due_list", json!({ "within": within, "who": who }), Say::due)
            }
            Command::Progress => self.tell::<ProgressReport>("progress", json!({}), Say::progress),
            Command::Export {
                out,
                checklist,
                allow_gaps,
                overwrite,
                profile,
                volume_size,
                password,
                copy_to,
            } => {
                let out = absolute(out);
                let profile = profile.as_deref().map(crate::profile::file_or_name);
                let args = json!({ "out": out, "checklist": checklist, "allow_gaps": allow_gaps, "overwrite": overwrite,
                    "profile": profile, "volume_size": volume_size, "password": password,
                    "copy_to": copy_to.as_deref().map(absolute) });
                self.tell::<ExportReport>("export", args, Say::export)
            }
            Command::Profile(asked) => self.profile(asked),
            Command::Precheck { checklist, profile } => {
                let profile = profile.as_deref().map(crate::profile::file_or_name);
                let args = json!({ "checklist": checklist, "profile": profile });
                let (report, outcome) = self.call::<PrecheckReport>("precheck", args, Say::precheck)?;
                Ok(outcome.wrong_when(report.blocking > 0))
            }
            Command::Verify { path, password } => {
                let args = json!({ "path": path, "password": password });
                let (report, outcome) = self.call::<VerifyReport>("verify", args, Say::verify)?;
                Ok(outcome.wrong_when(!report.valid))
            }
            Command::Backup => self.tell::<PathDone>("backup", Value::Null, |_, done| done.path.clone()),
            Command::Restore { file } => {
                self.tell::<LedgerInfo>("restore", json!({ "path": absolute(file) }), Say::ledger)
            }
            Command::Check { full } => {
                let (report, outcome) =
                    self.call::<CheckReport>("check", json!({ "full": full }), Say::check)?;
                Ok(outcome.wrong_when(!report.ok))
            }
            Command::Sample { dir } => {
                self.tell::<LedgerInfo>("sample_create", json!({ "dir": absolute(dir) }), Say::ledger)
            }
            Command::Serve {
                port,
                no_open,
                idle_minutes,
            } => {
                let idle = Duration::from_secs(idle_minutes * 60);
                let options = Options { port: *port, idle };
                served::serve(self.app, self.global, options, !no_open)?;
                Ok(Outcome::silent())
            }
            Command::About { texts } => self.about(*texts),
            Command::Update(Update::Check { file, key }) => {
                let args = json!({ "path": absolute(file), "key": key.as_deref().map(absolute) });
                let (report, outcome) = self.call::<UpdateReport>("update_check", args, Say::update)?;
                Ok(outcome.wrong_when(!report.may_install))
            }
            other => self.record(other),
        }
    }

    /// The ledgers around the evidence; every other command is done above.
    fn record(&self, command: &Command) -> Result<Outcome, AppError> {
        let Some(mut asked) = record(command) else {
            return Ok(Outcome::silent());
        };
        if let Command::Statement(Statement::Set { file: Some(file), .. }) = command
            && let Value::Object(args) = &mut asked.args
        {
            args.insert("path".to_owned(), json!(absolute(file)));
        }
        if let Command::Problem(problem @ (Problem::Add { .. } | Problem::Set { .. })) = command {
            let today = self.global.as_of.unwrap_or_else(taizhang_api::computer::today);
            let list = self.app.run("problem_list", json!({}), &Bar::new(true, false))?;
            let rows = list.get("problems").and_then(Value::as_array);
            let all: Vec<&Value> = rows
                .into_iter()
                .flatten()
                .filter_map(|row| row.get("problem"))
                .collect();
            let record = problem.record(today, &all);
            asked.args = json!({ "problems": [record] });
        }
        if asked.looks {
            return self.tell::<Value>(asked.name, asked.args, Say::records);
        }
        self.operation(asked.name, asked.args)
    }

    fn init(&self, init: &Init) -> Result<Outcome, AppError> {
        let today = self.global.as_of.unwrap_or_else(taizhang_api::computer::today);
        let days = init.span.days().unwrap_or_else(|| Days::of_year(today.year()));
        let args = json!({
            "dir": absolute(&init.dir),
            "unit": init.unit,
            "title": init.title,
            "period_from": days.from,
            "period_to": days.to,
            "inspection_date": init.inspection,
        });
        self.tell::<LedgerInfo>("ledger_create", args, Say::ledger)
    }

    fn source(&self, source: &Source) -> Result<Outcome, AppError> {
        let (name, args) = match source {
            Source::Add { dir } => ("source_add", json!({ "dir": absolute(dir) })),
            Source::List => ("source_list", Value::Null),
            Source::Relocate { id, dir } => ("source_relocate", json!({ "id": id, "dir": absolute(dir) })),
            Source::Remove { id } => ("source_remove", json!({ "id": id })),
        };
        self.tell::<SourceList>(name, args, Say::sources)
    }

    fn checklist(&self, checklist: &Checklist) -> Result<Outcome, AppError> {
        let import = |args: Value, title: &Option<String>, span: &Span| {
            let mut args = with_days(args, *span);
            if let (Some(title), Value::Object(args)) = (title, &mut args) {
                args.insert("title".to_owned(), json!(title));
            }
            self.tell::<ChecklistView>("checklist_import", args, Say::checklist)
        };
        match checklist {
            Checklist::Import { file, title, span } => import(json!({ "path": file }), title, span),
            Checklist::Template {
                name: Some(name),
                title,
                span,
            } => import(json!({ "template": name }), title, span),
            Checklist::Template { name: None, .. } => {
                self.tell::<TemplateList>("templates", Value::Null, Say::templates)
            }
            Checklist::Show { name } => {
                self.tell::<ChecklistView>("checklist_show", json!({ "checklist": name }), Say::checklist)
            }
            Checklist::List => self.tell::<ChecklistList>("checklist_list", Value::Null, Say::checklists),
            Checklist::Diff { before, after } => self.tell::<ChecklistDiff>(
                "checklist_diff",
                json!({ "before": before, "after": after }),
                Say::diff,
            ),
            Checklist::Rollover {
                title,
                from,
                span,
                inspection,
            } => {
                let args = json!({ "checklist": from, "title": title, "inspection_date": inspection,
                                   "period_from": "", "period_to": "" });
                self.tell::<ChecklistView>("checklist_rollover", with_days(args, *span), Say::checklist)
            }
            Checklist::Carry { before, after } => {
                self.operation("checklist_carry", json!({ "before": before, "after": after }))
            }
        }
    }

    fn link(&self, link: &Link) -> Result<Outcome, AppError> {
        let (subjects, indicator) = split(&link.names);
        let args = json!({
            "subjects": subjects,
            "indicator": indicator,
            "period_from": link.period.map(|days| days.from),
            "period_to": link.period.map(|days| days.to),
            "caption": link.caption,
            "seen_on": link.seen,
        });
        self.operation("link_add", args)
    }

    fn collect(&self, collect: &Collect) -> Result<Outcome, AppError> {
        let args = json!({
            "items": collect.items.iter().map(|name| subject(name)).collect::<Vec<_>>(),
            "linked": collect.linked,
            "source": collect.source,
        });
        let (report, outcome) = self.call::<CollectReport>("collect", args, Say::collected)?;
        Ok(outcome.wrong_when(!report.failed.is_empty()))
    }

    /// A line per batch, until it is stopped.
    fn watch(&self) -> Result<Outcome, AppError> {
        let bar = Bar::new(self.global.quiet, true);
        let mut tell = |report: ScanReport| {
            // What can't be followed is told with the batch; a ledger that is gone has no folders.
            let polled = self.app.polled().unwrap_or_default();
            if self.global.json {
                let mut document = json!(report);
                if let Value::Object(fields) = &mut document {
                    fields.insert("polled".to_owned(), json!(polled));
                }
                line(&document.to_string());
            } else {
                line(&self.say.scan(&report));
                if !polled.is_empty() {
                    line(&self.say.polled(&polled));
                }
            }
        };
        let watched = self.app.watch(&bar, &mut tell);
        bar.finish();
        match watched {
            // To be stopped is how watching ends.
            Err(error) if error.code != "cancelled" => Err(error),
            _ => Ok(Outcome::silent()),
        }
    }
}

fn query(items: &Items) -> Value {
    json!({
        "search": items.search,
        "kinds": items.kind,
        "unlinked": items.unlinked,
        "activity": items.activity,
        "indicator": items.indicator,
        "department": items.dept,
        "limit": items.limit,
        "after": items.after,
    })
}

fn with_days(mut args: Value, span: Span) -> Value {
    if let (Some(days), Value::Object(args)) = (span.days(), &mut args) {
        args.insert("period_from".to_owned(), json!(days.from));
        args.insert("period_to".to_owned(), json!(days.to));
    }
    args
}

/// Subjects, and the indicator that stands last. A file that is there from here is named by its whole path.
fn split(names: &[String]) -> (Vec<Value>, &str) {
    let (indicator, subjects) = names
        .split_last()
        .map_or(("", names), |(last, rest)| (last.as_str(), rest));
    (subjects.iter().map(|name| subject(name)).collect(), indicator)
}

fn subject(name: &str) -> Value {
    let path = Path::new(name);
    if path.is_file() {
        json!(absolute(path))
    } else {
        json!(name)
    }
}

/// A path that does not depend on where the program was started.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
