//! What each command of the table does: arguments in, one call of a room, its answer as a DTO.

mod activity;
mod checklist;
mod collect;
mod desk;
mod document;
mod export;
mod item;
mod ledger;
mod link;
mod pack;
mod pack_print;
mod precheck;
mod print;
mod probe;
mod problem;
mod profile;
mod program;
mod received;
mod record;
mod review;
mod sample;
pub(crate) mod scan;
mod search;
mod sheet;
mod source;
mod standing;
mod suggest;
mod update;
mod verify;

pub(crate) use activity::{
    activity_confirm, activity_create, activity_dissolve, activity_exclude, activity_list, activity_merge,
    activity_move, activity_propose, activity_remove, activity_set, activity_show, activity_split,
};
pub(crate) use checklist::{
    checklist_import, checklist_list, checklist_remove, checklist_select, checklist_set, checklist_show,
};
pub(crate) use collect::{caption_fill, collect, collect_preview};
pub(crate) use desk::{folder_list, item_open, item_reveal, path_reveal};
pub(crate) use document::{draft, templates};
pub(crate) use export::export;
pub(crate) use item::{item_facets, item_kind, item_show, item_text, items};
pub(crate) use ledger::{
    backup, check, history, ledger_close, ledger_create, ledger_open, ledger_set, redo, restore, status, undo,
};
pub(crate) use link::{link_add, link_remove, link_set, links, links_before, unlink, unwaive, waive};
pub(crate) use pack::export_preview;
pub(crate) use precheck::precheck;
pub(crate) use print::{print, print_list};
pub(crate) use probe::probe;
pub(crate) use problem::{problem_attach, problem_detach, problem_list, problem_remove, problem_set};
pub(crate) use profile::{profile_list, profile_save, profile_show};
pub(crate) use program::{app_info, preferences_set, task_cancel, tasks};
pub(crate) use received::{pack_copy, pack_diff, pack_file_open, pack_open, pack_unlock, pack_unpack};
pub(crate) use record::{
    attendance_list, attendance_remove, attendance_set, department_list, department_remove, department_set,
    measure_list, measure_remove, measure_set, patrol_list, patrol_remove, patrol_set, person_list,
    person_remove, person_set, phase_list, phase_remove, phase_set, place_list, place_remove, place_set,
    statement_list, statement_set,
};
pub(crate) use review::{
    checklist_source, indicator_add, indicator_merge, indicator_move, indicator_remove, indicator_review,
    indicator_set, indicator_split, requirement_add, requirement_remove, requirement_set,
};
pub(crate) use sample::sample_create;
pub(crate) use scan::scan;
pub(crate) use search::search;
pub(crate) use sheet::{sheet_read, sheet_take, sheet_write};
pub(crate) use source::{source_add, source_list, source_relocate, source_remove};
pub(crate) use standing::{board, checklist_carry, checklist_diff, checklist_rollover, due_list, progress};
pub(crate) use suggest::{suggest, suggest_accept, suggest_reject, suggest_reset};
pub(crate) use update::update_check;
pub(crate) use verify::verify;

use jiff::civil::Date;
use taizhang_ledger::Operation;
use taizhang_model::date::Period;

use crate::dto::{OperationDone, OperationRow};
use crate::fault::Fault;

/// A text that says something.
fn named(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// A day of an argument.
fn day(field: &str, text: &str) -> Result<Date, Fault> {
    text.trim().parse().map_err(|_| Fault::bad_value(field, text))
}

/// A period of two arguments; `None` when both are absent.
fn period(from: Option<&str>, to: Option<&str>) -> Result<Option<Period>, Fault> {
    let (Some(from), Some(to)) = (from, to) else {
        return match from.or(to) {
            None => Ok(None),
            Some(one) => Err(Fault::bad_value("period", one)),
        };
    };
    let (first, last) = (day("period", from)?, day("period", to)?);
    let backward = |_| Fault::bad_value("period", &format!("{from}..{to}"));
    Period::new(first, last).map(Some).map_err(backward)
}

fn operation(operation: Operation) -> OperationRow {
    OperationRow {
        id: operation.id,
        at: operation.at,
        who: operation.who,
        action: operation.action,
        subjects: operation.subjects,
        rows: operation.rows,
        undone: operation.undone,
    }
}

fn done(made: Operation) -> OperationDone {
    OperationDone {
        operation: operation(made),
    }
}
