//! Two packs compared.

use crate::support::{Quiet, id, small};
use taizhang_pack::{Change, PackIndex, contents, diff, write};

fn index() -> PackIndex {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    contents(&zip).unwrap()
}

#[test]
fn a_pack_is_the_same_as_itself() {
    let one = index();
    let same = diff(&one, &one);
    assert!(same.indicators.is_empty() && same.files.is_empty(), "{same:#?}");
}

#[test]
fn a_renumbered_indicator_is_found_by_its_id_or_its_title() {
    let one = index();
    let at = one.indicators.iter().position(|i| !i.links.is_empty()).unwrap();
    let mut other = one.clone();
    other.indicators[at].code = "9.9".into();
    let found = diff(&one, &other);
    assert_eq!(found.indicators.len(), 1, "{found:#?}");
    assert!(found.indicators[0].renumbered && found.files.is_empty());
    assert!(found.indicators[0].evidence_added.is_empty());
    // The checklist was imported anew: another id, the same title.
    other.indicators[at].id = id(987_654);
    assert_eq!(diff(&one, &other), found);
    assert_eq!(found.indicators[0].after.as_ref().unwrap().code, "9.9");
}

#[test]
fn files_and_evidence_are_told_as_added_removed_changed_and_moved() {
    let one = index();
    assert!(one.entries.len() >= 3);
    let mut other = one.clone();
    let (moved, gone, changed) = (
        one.entries[0].path.clone(),
        one.entries[1].path.clone(),
        one.entries[2].path.clone(),
    );
    for link in other.indicators.iter_mut().flat_map(|i| &mut i.links) {
        if link.path.as_ref() == Some(&moved) {
            link.path = Some("data/新名.jpg".into());
        }
    }
    for indicator in &mut other.indicators {
        indicator.links.retain(|link| link.path.as_ref() != Some(&gone));
    }
    other.entries[0].path = "data/新名.jpg".into();
    other.entries[2].sha256 = "11".repeat(32).parse().unwrap();
    other.entries.remove(1);
    let found = diff(&one, &other);
    let told = |change, before: Option<&String>, after: Option<&str>| {
        found.files.iter().any(|file| {
            file.change == change && file.before.as_ref() == before && file.after.as_deref() == after
        })
    };
    assert_eq!(found.files.len(), 3, "{:#?}", found.files);
    assert!(told(Change::Moved, Some(&moved), Some("data/新名.jpg")));
    assert!(told(Change::Removed, Some(&gone), None));
    assert!(told(Change::Changed, Some(&changed), Some(&changed)));
    // A file that only moved is the same evidence.
    let evidence = |side: fn(&taizhang_pack::diff::IndicatorDiff) -> &Vec<String>| -> Vec<String> {
        found.indicators.iter().flat_map(side).cloned().collect()
    };
    let removed = evidence(|i| &i.evidence_removed);
    assert!(removed.contains(&gone) && removed.contains(&changed) && !removed.contains(&moved));
    assert!(evidence(|i| &i.evidence_added).contains(&changed));
    // And the other way round what went has come.
    let back = diff(&other, &one);
    assert!(
        back.files
            .iter()
            .any(|f| f.change == Change::Added && f.after.as_ref() == Some(&gone))
    );
}

#[test]
fn indicators_come_and_go() {
    let one = index();
    let mut other = one.clone();
    let last = other.indicators.pop().unwrap();
    let found = diff(&one, &other);
    let gone: Vec<_> = found
        .indicators
        .iter()
        .filter(|i| i.change == Change::Removed)
        .collect();
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].before.as_ref().unwrap().title, last.title);
    let back = diff(&other, &one);
    assert!(back.indicators.iter().any(|i| i.change == Change::Added));
}

#[test]
fn what_is_said_differently_is_told_field_by_field() {
    let one = index();
    let mut other = one.clone();
    other.unit = "另一个局".into();
    let talk = other.indicators.iter_mut().find(|i| i.code == "2.3").unwrap();
    talk.statement = Some(taizhang_pack::Told {
        text: "讲堂办了两期。".into(),
        state: taizhang_model::record::StatementState::Passed,
    });
    talk.waivers = vec!["第二期已补。".into()];
    talk.links[1].caption = Some("另一个说明".into());
    let path = talk.links[1].path.clone();
    let found = diff(&one, &other);
    assert_eq!(
        found.head.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(),
        ["unit"]
    );
    assert_eq!(found.indicators.len(), 1, "{found:#?}");
    let fields = &found.indicators[0].fields;
    let names: Vec<&str> = fields.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(names, ["waivers", "statement", "statement_state", "caption"]);
    assert_eq!(fields[1].before, None);
    assert_eq!(fields[1].after.as_deref(), Some("讲堂办了两期。"));
    assert_eq!(fields[3].evidence, path);
    assert!(found.indicators[0].evidence_added.is_empty() && found.files.is_empty());
}

#[test]
fn in_which_volume_evidence_lies_is_no_difference() {
    let mut one = index();
    let link = &mut one.indicators[1].links[0];
    (link.path, link.external) = (None, Some("第2卷：合影".into()));
    let mut other = one.clone();
    other.indicators[1].links[0].external = Some("第3卷：合影".into());
    assert!(diff(&one, &other).indicators.is_empty());
    other.indicators[1].links[0].external = Some("第3卷：别的".into());
    assert_eq!(diff(&one, &other).indicators.len(), 1);
}
