//! Printed forms as values, from a real ledger.

use jiff::civil::{Date, date};
use taizhang_ledger::{FormChoice, Import, Ledger};
use taizhang_model::form::{Block, FormName};
use taizhang_model::record::{Statement, StatementState};
use taizhang_model::requirement::{Deadline, DeadlineKind};

use crate::common::{draft, ledger};

const DAY: Date = date(2026, 11, 23);

fn filled() -> (tempfile::TempDir, Ledger) {
    let (dir, ledger) = ledger();
    let mut draft = draft();
    draft.nodes[2].requirements[0].deadline = Some(Deadline {
        as_written: "11月底前".to_owned(),
        kind: DeadlineKind::Month,
        date_from: None,
        date_to: Some(date(2026, 11, 30)),
        relative_to: None,
        days: None,
    });
    ledger.import_draft(&draft, &Import::default()).unwrap();
    (dir, ledger)
}

fn blocks(ledger: &Ledger, name: FormName) -> Vec<Block> {
    ledger.form(name, &FormChoice::default(), DAY).unwrap().blocks
}

#[test]
fn every_form_has_a_value_and_rows_as_wide_as_their_heading() {
    let (_dir, ledger) = filled();
    for name in FormName::ALL {
        let blocks = blocks(&ledger, *name);
        assert!(!blocks.is_empty(), "{name}");
        for block in &blocks {
            if let Block::Table { columns, rows, .. } = block {
                assert!(rows.iter().all(|row| row.len() == columns.len()), "{name}");
            }
        }
    }
}

#[test]
fn a_reminder_tells_by_which_day() {
    let (_dir, ledger) = filled();
    let dues: Vec<String> = blocks(&ledger, FormName::Reminder)
        .iter()
        .filter_map(|block| match block {
            Block::Table { columns, rows, .. } => {
                let at = columns.iter().position(|one| one.name == "报送期限")?;
                Some(rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>())
            }
            _ => None,
        })
        .flatten()
        .collect();
    assert!(!dues.is_empty());
    assert!(dues.iter().any(|due| due == "2026-11-30"), "{dues:?}");
}

#[test]
fn a_report_is_printed_as_it_was_written_and_packed_with_its_state() {
    let (_dir, ledger) = filled();
    let plan = ledger.pack_plan(None, DAY, "").unwrap();
    let leaf = plan.model.indicators.last().unwrap();
    let told = Statement {
        id: String::new(),
        indicator: leaf.id.to_string(),
        text: "我局成立了领导小组。".to_owned(),
        state: StatementState::Draft,
        note: None,
    };
    ledger.put_records(&[told]).unwrap();
    let texts: Vec<String> = blocks(&ledger, FormName::Statements)
        .into_iter()
        .filter_map(|block| match block {
            Block::Text { text } => Some(text),
            _ => None,
        })
        .collect();
    assert!(texts.contains(&"我局成立了领导小组。".to_owned()), "{texts:?}");
    let plan = ledger.pack_plan(None, DAY, "").unwrap();
    let packed = plan.model.indicators.last().unwrap().statement.clone().unwrap();
    assert_eq!(
        (packed.text.as_str(), packed.state),
        ("我局成立了领导小组。", StatementState::Draft)
    );
    assert_eq!(
        plan.model
            .indicators
            .iter()
            .filter(|one| one.statement.is_some())
            .count(),
        1
    );
}

#[test]
fn a_report_marked_as_secret_is_named_before_a_pack_is_made() {
    let (_dir, ledger) = filled();
    let leaf = ledger
        .pack_plan(None, DAY, "")
        .unwrap()
        .model
        .indicators
        .last()
        .unwrap()
        .clone();
    let told = Statement {
        id: String::new(),
        indicator: leaf.id.to_string(),
        text: "机密★3年\n正文".to_owned(),
        state: StatementState::Passed,
        note: None,
    };
    ledger.put_records(&[told]).unwrap();
    let (plan, findings) = ledger
        .precheck(None, DAY, "", &taizhang_pack::Profile::default())
        .unwrap();
    assert_eq!(plan.secret.len(), 1);
    let secret = findings.iter().find(|one| one.code == "pre_secret").unwrap();
    assert_eq!(secret.place.indicator, Some(leaf.id.to_string()));
}
