//! Which item goes to which slot, so that as many needs as possible are met and no item serves two.

use std::collections::VecDeque;

/// For each of `items` items the slot that holds it: a maximum matching by augmenting paths (Kuhn). `needs` says how many each
/// slot wants, `edges` which items it can take; slots and items that come first are served first.
pub(super) fn matching(needs: &[usize], edges: &[Vec<usize>], items: usize) -> Vec<Option<usize>> {
    let mut holder: Vec<Option<usize>> = vec![None; items];
    for (slot, need) in needs.iter().enumerate() {
        for _ in 0..*need {
            // What can't be served once can't be served again: the rest of this slot's need stays open.
            if !serve(slot, edges, needs.len(), &mut holder) {
                break;
            }
        }
    }
    holder
}

/// Gives one more item to `start`, where other slots can make room. Breadth-first, so that no chain of slots exhausts the stack,
/// and each slot is looked at once.
fn serve(start: usize, edges: &[Vec<usize>], slots: usize, holder: &mut [Option<usize>]) -> bool {
    // By item: the slot that would take it. By slot: the item that it would hand on.
    let mut taker: Vec<Option<usize>> = vec![None; holder.len()];
    let mut handed: Vec<Option<usize>> = vec![None; slots];
    let mut queue = VecDeque::from([start]);
    while let Some(slot) = queue.pop_front() {
        for item in edges.get(slot).into_iter().flatten().copied() {
            match taker.get_mut(item) {
                Some(free @ None) => *free = Some(slot),
                _ => continue,
            }
            match holder.get(item).copied().flatten() {
                None => {
                    hand_on(item, &taker, &handed, holder);
                    return true;
                }
                Some(other) if other != start => {
                    if let Some(first @ None) = handed.get_mut(other) {
                        *first = Some(item);
                        queue.push_back(other);
                    }
                }
                Some(_) => {}
            }
        }
    }
    false
}

fn hand_on(last: usize, taker: &[Option<usize>], handed: &[Option<usize>], holder: &mut [Option<usize>]) {
    let mut next = Some(last);
    while let Some(item) = next {
        let slot = taker.get(item).copied().flatten();
        if let Some(held) = holder.get_mut(item) {
            *held = slot;
        }
        next = slot.and_then(|slot| handed.get(slot).copied().flatten());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::matching;

    /// The most needs that any assignment meets, by trying all.
    fn most(needs: &mut [usize], edges: &[Vec<usize>], item: usize, items: usize) -> usize {
        if item == items {
            return 0;
        }
        let mut best = most(needs, edges, item + 1, items);
        for slot in 0..needs.len() {
            if needs[slot] > 0 && edges[slot].contains(&item) {
                needs[slot] -= 1;
                best = best.max(1 + most(needs, edges, item + 1, items));
                needs[slot] += 1;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn as_many_needs_are_met_as_can_be(
            slots in prop::collection::vec((0usize..4, prop::collection::btree_set(0usize..6, 0..6)), 0..5),
        ) {
            let (mut needs, edges): (Vec<usize>, Vec<Vec<usize>>) =
                slots.into_iter().map(|(need, items)| (need, items.into_iter().collect())).unzip();
            let holder = matching(&needs, &edges, 6);
            for (item, slot) in holder.iter().enumerate() {
                prop_assert!(slot.is_none_or(|slot| edges[slot].contains(&item)));
            }
            for (slot, need) in needs.iter().enumerate() {
                prop_assert!(holder.iter().filter(|held| **held == Some(slot)).count() <= *need);
            }
            prop_assert_eq!(holder.iter().flatten().count(), most(&mut needs, &edges, 0, 6));
        }
    }

    #[test]
    fn needs_beyond_any_measure_take_no_time() {
        let everything: Vec<usize> = (0..3000).collect();
        let holder = matching(
            &[usize::MAX, usize::MAX, 1],
            &[everything.clone(), everything, vec![7]],
            3000,
        );
        assert_eq!(holder.iter().filter(|held| **held == Some(0)).count(), 3000);
    }
}
