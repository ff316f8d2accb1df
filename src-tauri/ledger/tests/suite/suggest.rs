//! Suggestions: found by names and texts, taken as one change, rejected for good, learned from links and forgotten again.

use crate::material;

use material::{World, dated};
use taizhang_ledger::{About, Ask, Import, Pick, Subject, Suggestion};
use taizhang_model::date::Period;
use taizhang_model::suggest::Rule;

fn world(files: &[&str]) -> World {
    let world = World::new();
    for path in files {
        world.write(path, path);
    }
    world.scan();
    let draft = taizhang_plan::template("national-13", Period::year(2026).unwrap()).unwrap();
    world.ledger.import_draft(&draft, &Import::default()).unwrap();
    world
}

fn all(world: &World) -> Vec<Suggestion> {
    let ask = Ask {
        top: 3,
        about: Vec::new(),
    };
    world.ledger.suggestions(&ask).unwrap()
}

fn codes(one: &Suggestion) -> Vec<&str> {
    one.candidates
        .iter()
        .map(|candidate| candidate.code.as_str())
        .collect()
}

fn pick(world: &World, one: &Suggestion, code: &str) -> Pick {
    Pick {
        about: one.about.clone(),
        indicator: world.ledger.target(code).unwrap().indicator,
    }
}

#[test]
fn what_is_taken_is_one_change_and_no_longer_suggested() {
    let world = world(&["4.3 清明祭扫/通知.txt", "端午/包粽子.txt", "无关.txt"]);
    let found = all(&world);
    assert_eq!(found.len(), 3);
    assert_eq!((codes(&found[0])[0], codes(&found[2])[0]), ("5.1", "5.2"));
    assert!(found[1].candidates.is_empty(), "{found:?}");
    let picks: Vec<Pick> = vec![pick(&world, &found[0], "5.1"), pick(&world, &found[2], "5.2")];
    let done = world.ledger.accept_suggestions(&picks).unwrap().unwrap();
    assert_eq!((done.action.as_str(), done.rows), ("suggest_accept", 2));
    let after = all(&world);
    assert!(after[0].linked && !codes(&after[0]).contains(&"5.1"));
    assert_eq!(world.ledger.accept_suggestions(&picks).unwrap(), None);
    world.ledger.undo().unwrap();
    assert_eq!(all(&world), found);
}

#[test]
fn what_was_rejected_stays_away_until_it_is_forgotten() {
    let world = world(&["4.3 清明祭扫/通知.txt"]);
    let found = all(&world);
    world
        .ledger
        .reject_suggestions(&[pick(&world, &found[0], "5.1")])
        .unwrap();
    assert!(!codes(&all(&world)[0]).contains(&"5.1"));
    world.ledger.reset_suggestions().unwrap();
    assert_eq!(codes(&all(&world)[0])[0], "5.1");
    world.ledger.undo().unwrap();
    assert!(!codes(&all(&world)[0]).contains(&"5.1"));
    // The indicator goes with what was said of it.
    let id = world.ledger.target("5.1").unwrap().indicator;
    world.ledger.remove_indicator(&id).unwrap();
}

#[test]
fn links_teach_and_say_so() {
    let world = world(&["老杨拷来/DSC1.txt", "老杨拷来/DSC2.txt"]);
    assert!(codes(&all(&world)[0]).is_empty());
    let target = world.ledger.target("9.1").unwrap();
    let item = world.ledger.find_item("老杨拷来/DSC1.txt").unwrap();
    world
        .ledger
        .link(&[Subject::Item(item)], &target, None, None)
        .unwrap();
    let found = all(&world);
    assert_eq!(codes(&found[1]), ["9.1"]);
    let reason = taizhang_model::suggest::sentence(&found[1].candidates[0].candidate.reasons);
    assert!(reason.contains("DSC1.txt"), "{reason}");
    world.ledger.reset_suggestions().unwrap();
    assert!(codes(&all(&world)[1]).is_empty());
}

#[test]
fn one_item_can_be_asked_for() {
    let world = world(&["4.3 清明祭扫/通知.txt", "端午/包粽子.txt"]);
    let id = world.ledger.find_item("端午/包粽子.txt").unwrap();
    let ask = Ask {
        top: 1,
        about: vec![About::Item(id)],
    };
    let found = world.ledger.suggestions(&ask).unwrap();
    assert_eq!((found.len(), codes(&found[0])), (1, vec!["5.2"]));
}

#[test]
fn what_an_item_proves_with_its_activity_is_not_suggested_for_it() {
    let world = world(&["端午/包粽子.txt"]);
    let id = world.ledger.find_item("端午/包粽子.txt").unwrap();
    let ask = Ask {
        top: 3,
        about: vec![About::Item(id.clone())],
    };
    let before = world.ledger.suggestions(&ask).unwrap();
    assert!(!before[0].linked && codes(&before[0]).contains(&"5.2"));
    let (activity, _) = world.ledger.create_activity("端午包粽子", &[id]).unwrap();
    let target = world.ledger.target("5.2").unwrap();
    let subjects = [Subject::Activity(activity)];
    world.ledger.link(&subjects, &target, None, None).unwrap();
    let after = world.ledger.suggestions(&ask).unwrap();
    assert!(after[0].linked && !codes(&after[0]).contains(&"5.2"), "{after:?}");
}

#[test]
fn pictures_without_a_name_are_lent_what_happened_before_they_came() {
    let world = World::new();
    for n in 0..3 {
        let at = |hour: u32| format!("2026:04:03 {hour:02}:0{n}:00");
        world.write(&format!("4月3日清明祭扫/{n}.jpg"), dated(n, &at(9)));
        world.write(&format!("4月3日道德讲堂/{n}.jpg"), dated(10 + n, &at(15)));
    }
    // Films look like nothing else; a chat saved these on the day after.
    for n in 0..4_u64 {
        let name = format!("微信/mmexport{}.mp4", 1775268920000 + n * 1000);
        world.write(
            &name,
            [b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".as_slice(), &n.to_be_bytes()].concat(),
        );
    }
    world.scan();
    let draft = taizhang_plan::template("national-13", Period::year(2026).unwrap()).unwrap();
    world.ledger.import_draft(&draft, &Import::default()).unwrap();
    assert_eq!(world.ledger.propose_activities().unwrap(), 3);
    let found = all(&world);
    let lent = |one: &&Suggestion| {
        let rules = one.candidates.iter().flat_map(|one| &one.candidate.reasons);
        rules.map(|reason| reason.rule).any(|rule| rule == Rule::Beside)
    };
    let loose: Vec<&Suggestion> = found.iter().filter(lent).collect();
    assert_eq!(loose.len(), 1, "{found:?}");
    assert!(codes(loose[0]).contains(&"5.1"), "{found:?}");
    // Asked for alone it is told the same.
    let ask = Ask {
        top: 3,
        about: vec![loose[0].about.clone()],
    };
    assert_eq!(world.ledger.suggestions(&ask).unwrap(), [loose[0].clone()]);
}
