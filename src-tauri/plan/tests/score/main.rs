//! How much of what a person finds in a plan a draft finds too. Run with `--nocapture` to read the report.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    missing_docs
)]

mod compare;
mod labels;
mod table;

use taizhang_model::date::Period;
use taizhang_model::id::Sha256;

use compare::Score;

#[test]
fn drafts_find_what_readers_found() {
    let mut total = Score::default();
    for plan in labels::plans() {
        let draft = taizhang_plan::draft(&plan.document, Sha256([0; 32]), Period::year(2026));
        let (score, report) = compare::compare(&plan, &draft);
        println!("{}", score.line(&plan.name));
        report.iter().for_each(|line| println!("{line}"));
        total.add(score);
    }
    println!("{}", total.line("all"));
    assert!(total.recall() >= 0.95, "too much is missed");
    assert!(total.false_rate() <= 0.05, "too much is made up");
    assert!(total.right_fields() >= 0.95, "too many fields are wrong");
    assert!(total.right_leads() >= 0.90, "too many departments are wrong");
}
