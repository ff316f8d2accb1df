//! A draft against the labels of its plan.

use taizhang_model::draft::Draft;
use taizhang_model::requirement::{Requirement, Role};

use crate::labels::{Label, Measure, Plan};

/// What a draft says of one requirement, with the department that leads its node or the nearest node above.
pub struct Prediction<'a> {
    pub requirement: &'a Requirement,
    pub lead: Option<String>,
    span: (usize, usize),
}

/// Counts of one plan, or of all.
#[derive(Default, Clone, Copy)]
pub struct Score {
    pub wanted: usize,
    pub found: usize,
    pub predicted: usize,
    pub wrong: usize,
    pub deadline: usize,
    pub frequency: usize,
    pub threshold: usize,
    pub count: usize,
    pub all_fields: usize,
    pub led: usize,
    pub lead: usize,
}

impl Score {
    pub fn add(&mut self, other: Score) {
        self.wanted += other.wanted;
        self.found += other.found;
        self.predicted += other.predicted;
        self.wrong += other.wrong;
        self.deadline += other.deadline;
        self.frequency += other.frequency;
        self.threshold += other.threshold;
        self.count += other.count;
        self.all_fields += other.all_fields;
        self.led += other.led;
        self.lead += other.lead;
    }

    pub fn line(&self, name: &str) -> String {
        let part = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        format!(
            "{name:<34} found {:>3}/{:<3} {:>5.1}%  false {:>2}/{:<3} {:>4.1}%  deadline {:>5.1}  often {:>5.1}  measure {:>5.1}  count {:>5.1}  all {:>5.1}  lead {:>5.1} ({})",
            self.found,
            self.wanted,
            part(self.found, self.wanted),
            self.wrong,
            self.predicted,
            part(self.wrong, self.predicted),
            part(self.deadline, self.found),
            part(self.frequency, self.found),
            part(self.threshold, self.found),
            part(self.count, self.found),
            part(self.all_fields, self.found),
            part(self.lead, self.led),
            self.led,
        )
    }

    pub fn recall(&self) -> f64 {
        self.found as f64 / self.wanted.max(1) as f64
    }

    pub fn right_fields(&self) -> f64 {
        self.all_fields as f64 / self.found.max(1) as f64
    }

    pub fn right_leads(&self) -> f64 {
        self.lead as f64 / self.led.max(1) as f64
    }

    pub fn false_rate(&self) -> f64 {
        self.wrong as f64 / self.predicted.max(1) as f64
    }
}

pub fn predictions(draft: &Draft) -> Vec<Prediction<'_>> {
    let lead = |start: usize| {
        let mut at = draft.nodes.get(start);
        while let Some(node) = at {
            if node.lead_dept.is_some() {
                return node.lead_dept.clone();
            }
            at = draft.nodes.iter().find(|n| Some(&n.id) == node.parent.as_ref());
        }
        None
    };
    let mut all = Vec::new();
    for (at, node) in draft.nodes.iter().enumerate() {
        for requirement in node.requirements.iter().filter(|r| r.role == Role::Requirement) {
            let span = requirement.span.unwrap();
            all.push(Prediction {
                requirement,
                lead: lead(at),
                span: (span.0 as usize, span.1 as usize),
            });
        }
    }
    all
}

/// How much of the shorter the two share, when the prediction is no more than three times as long.
fn overlap(prediction: (usize, usize), label: (usize, usize)) -> Option<f64> {
    let (a, b) = (prediction.1 - prediction.0, label.1 - label.0);
    let shared = prediction
        .1
        .min(label.1)
        .saturating_sub(prediction.0.max(label.0));
    let share = shared as f64 / a.min(b).max(1) as f64;
    (share >= 0.5 && a <= 3 * b).then_some(share)
}

/// The score of a draft, with a line for everything that differs.
pub fn compare(plan: &Plan, draft: &Draft) -> (Score, Vec<String>) {
    let predictions = predictions(draft);
    let mut report = Vec::new();
    let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
    for (p, prediction) in predictions.iter().enumerate() {
        for (l, (label, spans)) in plan.labels.iter().enumerate() {
            let best = spans
                .iter()
                .filter_map(|s| overlap(prediction.span, *s))
                .reduce(f64::max);
            if let Some(share) = best {
                let wanted = if label.kind == "requirement" { 10.0 } else { 0.0 };
                pairs.push((p, l, wanted + 2.0 * agreement(label, prediction) as f64 + share));
            }
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)));
    let (mut of_prediction, mut of_label) = (vec![None; predictions.len()], vec![None; plan.labels.len()]);
    for (p, l, _) in &pairs {
        if of_prediction[*p].is_none() && of_label[*l].is_none() {
            of_prediction[*p] = Some(*l);
            of_label[*l] = Some(*p);
        }
    }
    let mut score = Score {
        predicted: predictions.len(),
        ..Score::default()
    };
    for (p, prediction) in predictions.iter().enumerate() {
        if !pairs.iter().any(|pair| pair.0 == p) {
            score.wrong += 1;
            report.push(format!("  false    {}", show(prediction)));
        } else if of_prediction[p].is_none() {
            report.push(format!("  doubled  {}", show(prediction)));
        }
    }
    for (l, (label, _)) in plan.labels.iter().enumerate() {
        if label.kind != "requirement" {
            continue;
        }
        score.wanted += 1;
        let Some(p) = of_label[l] else {
            report.push(format!(
                "  missed   {} | {}",
                one_line(&label.quote),
                wanted(label)
            ));
            continue;
        };
        score.found += 1;
        fields(label, &predictions[p], &mut score, &mut report);
    }
    (score, report)
}

fn fields(label: &Label, prediction: &Prediction<'_>, score: &mut Score, report: &mut Vec<String>) {
    let right = rights(label, prediction);
    for (counter, right) in [
        &mut score.deadline,
        &mut score.frequency,
        &mut score.threshold,
        &mut score.count,
    ]
    .into_iter()
    .zip(right)
    {
        *counter += usize::from(right);
    }
    let all = right.iter().all(|r| *r);
    score.all_fields += usize::from(all);
    if !all {
        report.push(format!(
            "  fields   {} | {} | got {}",
            one_line(&label.quote),
            wanted(label),
            show(prediction)
        ));
    }
    if let Some(lead) = &label.lead_dept {
        score.led += 1;
        let same = prediction.lead.as_ref().is_some_and(|got| same_name(got, lead));
        score.lead += usize::from(same);
        if !same {
            report.push(format!(
                "  lead     {} | {lead} | got {:?}",
                one_line(&label.quote),
                prediction.lead
            ));
        }
    }
}

fn agreement(label: &Label, prediction: &Prediction<'_>) -> usize {
    rights(label, prediction).iter().filter(|r| **r).count()
}

/// Whether deadline, frequency, threshold and count are as labelled.
fn rights(label: &Label, prediction: &Prediction<'_>) -> [bool; 4] {
    let r = prediction.requirement;
    let deadline = match (&label.deadline, &r.deadline) {
        (None, None) => true,
        (Some(wanted), Some(got)) => {
            let (wanted, got) = (plain(wanted), plain(&got.as_written));
            wanted.contains(&got) || got.contains(&wanted)
        }
        _ => false,
    };
    let frequency = match (&label.frequency, &r.frequency) {
        (None, None) => true,
        (Some(wanted), Some(got)) => {
            wanted.times == got.times.map(f64::from)
                && wanted.per.as_deref().map(per) == got.per.map(|p| p.as_str())
        }
        _ => false,
    };
    let threshold = match (&label.threshold, &r.threshold) {
        (None, None) => true,
        (Some(wanted), Some(got)) => {
            same_measure(wanted, got.value, &got.unit)
                && wanted.op.as_deref().is_none_or(|op| {
                    op == got.op.as_str() || (op.starts_with('>') && got.op.as_str().starts_with('>'))
                })
        }
        _ => false,
    };
    let count = match (&label.count, &r.count) {
        (None, None) => true,
        (Some(wanted), Some(got)) => same_measure(wanted, got.value, &got.unit),
        _ => false,
    };
    [deadline, frequency, threshold, count]
}

fn same_measure(wanted: &Measure, value: f64, unit: &str) -> bool {
    let units = wanted.unit.as_ref().is_none_or(|wanted| {
        let (wanted, unit) = (plain(wanted), plain(unit));
        wanted.starts_with(&unit)
            || unit.starts_with(&wanted)
            || wanted.ends_with(&unit)
            || unit.ends_with(&wanted)
    });
    (wanted.value - value).abs() < 1e-9 && units
}

/// The name of a unit of time as the program has it.
fn per(words: &str) -> &str {
    match words {
        "年" => "year",
        "半年" => "half_year",
        "季度" | "季" => "quarter",
        "两个月" => "two_months",
        "月" => "month",
        "旬" => "ten_days",
        "周" => "week",
        "天" | "日" => "day",
        "学期" => "term",
        "次" => "occasion",
        other => other,
    }
}

fn same_name(got: &str, wanted: &str) -> bool {
    let (got, wanted) = (plain(got), plain(wanted));
    got == wanted || wanted.starts_with(&format!("{got}、")) || got.starts_with(&format!("{wanted}、"))
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(60)
        .collect()
}

fn wanted(label: &Label) -> String {
    let mut parts = Vec::new();
    parts.extend(label.deadline.clone());
    parts.extend(
        label
            .frequency
            .as_ref()
            .map(|f| format!("{:?}/{:?}", f.times, f.per)),
    );
    parts.extend(
        label
            .threshold
            .as_ref()
            .map(|t| format!("{:?}{}{:?}", t.op, t.value, t.unit)),
    );
    parts.extend(label.count.as_ref().map(|c| format!("#{}{:?}", c.value, c.unit)));
    parts.extend(label.lead_dept.as_ref().map(|l| format!("@{l}")));
    parts.join(" ")
}

fn show(prediction: &Prediction<'_>) -> String {
    let r = prediction.requirement;
    let mut parts = vec![one_line(&r.quote)];
    parts.extend(r.deadline.as_ref().map(|d| d.as_written.clone()));
    parts.extend(
        r.frequency
            .as_ref()
            .map(|f| format!("{:?}/{:?}", f.times, f.per.map(|p| p.as_str()))),
    );
    parts.extend(
        r.threshold
            .as_ref()
            .map(|t| format!("{}{}{}", t.op.as_str(), t.value, t.unit)),
    );
    parts.extend(r.count.as_ref().map(|c| format!("#{}{}", c.value, c.unit)));
    parts.extend(prediction.lead.as_ref().map(|l| format!("@{l}")));
    parts.extend((!r.evidence.is_empty()).then(|| format!("{} 材料", r.evidence.len())));
    parts.join(" | ")
}
