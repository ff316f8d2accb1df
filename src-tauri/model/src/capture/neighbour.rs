//! What the files of one folder tell of each other.

use jiff::civil::Date;

use super::{is_reset, is_strong};
use crate::date::{DateFact, DateOrigin, Meaning, Precision};

/// So many files with a day of their own speak for a folder of any size.
const MANY: usize = 3;
/// Fewer speak for so many others each.
const EACH: usize = 4;
/// A camera's day further away than this from where its neighbours are is doubted.
const FAR_DAYS: i32 = 30;

/// The day that the pictures and films of one folder agree on, from the dates of each of them (best first): the day of
/// those that have one from a camera whose clock the others do not prove wrong ([`differs`]). `None` when they tell several
/// days, or when too few speak for too many.
pub fn common_day(items: &[&[DateFact]]) -> Option<Date> {
    let days = without_wrong(items.iter().filter_map(|dates| strong_day(dates)).collect());
    let day = *days.first()?;
    let others = items.len() - days.len();
    let enough = days.len() >= MANY || days.len() * EACH >= others;
    (enough && days.iter().all(|other| *other == day)).then_some(day)
}

/// The days less those of wrong clocks.
fn without_wrong(mut days: Vec<Date>) -> Vec<Date> {
    days.sort_unstable();
    let near = |day: Date| {
        let begin = days.partition_point(|other| *other < day && apart(*other, day) > 1);
        let end = days.partition_point(|other| *other <= day || apart(*other, day) <= 1);
        end - begin
    };
    let most = days.iter().copied().max_by_key(|day| near(*day));
    if let Some(day) = most
        && agree(near(day), days.len() - 1)
    {
        days.retain(|other| !far(*other, day));
    }
    days
}

/// The date that a folder's common day lends to a picture or film with these dates of its own: only to one that tells
/// no better than when it was saved, and was not saved before that day.
pub fn lend(common: Option<Date>, own: &[DateFact]) -> Option<DateFact> {
    let day = common?;
    let strong = strong_day(own).is_some();
    let saved_before = own
        .iter()
        .filter(|date| date.from == DateOrigin::NameSaved)
        .filter_map(DateFact::day)
        .any(|saved| saved < day);
    (!strong && !saved_before).then(|| DateFact {
        value: day.to_string(),
        precision: Precision::Day,
        from: DateOrigin::Neighbour,
        meaning: Meaning::Taken,
    })
}

/// Whether the camera of a file with the day `own` had a wrong clock: at least three of the others, and four in five of
/// them, agree on a day that is more than a month away. `others`: days of the other files in its folder.
pub fn differs(own: Date, others: &[Date]) -> bool {
    others.iter().any(|day| {
        let near = others.iter().filter(|other| apart(**other, *day) <= 1).count();
        agree(near, others.len()) && far(own, *day)
    })
}

/// Whether so many of a clock's neighbours prove it wrong.
const fn agree(near: usize, others: usize) -> bool {
    near >= MANY && near * 5 >= others * 4
}

/// Days between two days.
pub(super) fn apart(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}

/// Whether two days are so far apart that one is wrong.
pub(super) fn far(a: Date, b: Date) -> bool {
    apart(a, b) > FAR_DAYS
}

/// The day that a camera wrote, when its clock was set.
pub fn strong_day(dates: &[DateFact]) -> Option<Date> {
    dates
        .iter()
        .filter(|date| is_strong(date.from) && !is_reset(date))
        .find_map(DateFact::day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(value: &str, from: DateOrigin) -> Vec<DateFact> {
        vec![DateFact {
            value: value.to_owned(),
            precision: Precision::Day,
            from,
            meaning: Meaning::Taken,
        }]
    }

    fn camera(value: &str) -> Vec<DateFact> {
        date(value, DateOrigin::ExifOriginal)
    }

    fn saved(value: &str) -> Vec<DateFact> {
        date(value, DateOrigin::NameSaved)
    }

    fn common(items: &[Vec<DateFact>]) -> Option<String> {
        let items: Vec<&[DateFact]> = items.iter().map(Vec::as_slice).collect();
        common_day(&items).map(|day| day.to_string())
    }

    #[test]
    fn those_with_a_day_speak_for_the_others_when_they_agree() {
        let day = "2026-04-04";
        assert_eq!(
            common(&[camera(day), saved("2026-04-06"), vec![]]).as_deref(),
            Some(day)
        );
        assert_eq!(common(&[camera(day), camera("2026-04-05"), vec![]]), None);
        assert_eq!(common(&[camera("2000-01-01"), vec![]]), None);
        let crowd = |strong: usize, weak: usize| {
            common(&[vec![camera(day); strong], vec![vec![]; weak]].concat()).is_some()
        };
        assert!(crowd(1, 4) && !crowd(1, 5) && crowd(3, 200));
        assert_eq!(common(&[]), None);
    }

    #[test]
    fn a_wrong_clock_does_not_speak_for_the_others() {
        let (right, wrong) = (camera("2026-04-04"), camera("2019-01-07"));
        let of = |rights: usize, wrongs: usize| {
            common(
                &[
                    vec![right.clone(); rights],
                    vec![wrong.clone(); wrongs],
                    vec![vec![]],
                ]
                .concat(),
            )
        };
        assert_eq!(of(4, 1).as_deref(), Some("2026-04-04"));
        assert_eq!(of(3, 1).as_deref(), Some("2026-04-04"));
        assert_eq!((of(2, 1), of(4, 3)), (None, None));
        let two_days = [
            camera("2026-04-04"),
            camera("2026-04-05"),
            right.clone(),
            right.clone(),
            wrong,
        ];
        assert_eq!(common(&two_days), None);
    }

    #[test]
    fn only_what_knows_no_better_borrows() {
        let day = Some(Date::constant(2026, 4, 4));
        assert_eq!(lend(day, &saved("2026-04-06")).unwrap().value, "2026-04-04");
        assert_eq!(lend(day, &[]).unwrap().from, DateOrigin::Neighbour);
        assert_eq!(lend(day, &saved("2026-04-01")), None);
        assert_eq!(lend(day, &camera("2026-04-01")), None);
        assert_eq!(lend(None, &[]), None);
    }

    #[test]
    fn a_clock_far_from_the_others_is_wrong() {
        let at = |day| Date::constant(2026, 4, day);
        let others = [at(4), at(4), at(5), at(4)];
        assert!(differs(Date::constant(2021, 1, 3), &others));
        assert!(!differs(at(20), &others));
        assert!(!differs(Date::constant(2021, 1, 3), &[at(4), at(4)]));
        assert!(!differs(
            Date::constant(2021, 1, 3),
            &[at(4), at(12), at(4), at(20), at(4)]
        ));
    }
}
