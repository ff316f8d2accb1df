//! Raw sums as a share of right ones.

/// For sums in falling order, how many of such candidates were right on our labelled sets: the stronger a candidate is by
/// itself and beside the others, the more.
pub(super) fn scores(raw: &[f64]) -> Vec<f64> {
    let total: f64 = raw.iter().map(|one| (one / 1.2).min(60.0).exp()).sum();
    raw.iter()
        .map(|one| {
            let share = (one / 1.2).min(60.0).exp() / total.max(f64::MIN_POSITIVE);
            let strength = 1.0 - (-one / 4.0).exp();
            let score = 0.97 * share * strength;
            (score * 1000.0).round() / 1000.0
        })
        .collect()
}
