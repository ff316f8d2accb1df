//! Packs that are generated while they are written: large ones for the writer's memory, ones of many files for the index.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use jiff::civil::date;
use taizhang_model::date::Period;
use taizhang_model::id::{Id, Sha256};
use taizhang_model::kind::Kind;
use taizhang_model::status::{ScoreTotal, State, Summary};
use taizhang_pack::{
    DocumentFacts, Entry, EntryLink, Material, PackIndicator, PackModel, Progress, Shape, hash_of, write,
};

/// The argument by which the benchmark starts itself to write a pack.
pub const ROLE: &str = "write-generated";
/// Bytes of one file of a large pack.
const LARGE: usize = 64 << 20;

struct Quiet;

impl Progress for Quiet {
    fn at(&self, _: u64, _: u64, _: &str) {}

    fn stopped(&self) -> bool {
        false
    }
}

/// The same bytes for every file.
struct Generated(Arc<[u8]>);

impl Material for Generated {
    fn open(&self, _: &Entry) -> std::io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(Arc::clone(&self.0))))
    }

    fn thumbnail(&self, _: &Entry) -> Option<Vec<u8>> {
        None
    }
}

/// Free gigabytes of the disk of a folder, as `df` tells.
///
/// # Panics
/// When `df` does not run.
pub fn room(dir: &Path) -> u64 {
    let said = Command::new("df")
        .args(["-B1G", "--output=avail"])
        .arg(dir)
        .output();
    let said = said.unwrap_or_else(|e| panic!("df: {e}"));
    let text = String::from_utf8_lossy(&said.stdout);
    text.lines()
        .last()
        .and_then(|line| line.trim().parse().ok())
        .unwrap_or(0)
}

/// Writes a pack of so many gigabytes (`4G`) or files (`20000`).
///
/// # Panics
/// When it can't be written.
pub fn play(out: &Path, number: &str) {
    let (count, bytes) = match number.strip_suffix('G') {
        Some(size) => {
            let size: usize = size.parse().unwrap_or_else(|e| panic!("{number}: {e}"));
            (size * (1 << 30) / LARGE, noise(LARGE))
        }
        None => (
            number.parse().unwrap_or_else(|e| panic!("{number}: {e}")),
            noise(64),
        ),
    };
    let model = model(count, &bytes);
    write(&model, &Generated(bytes.into()), out, &Quiet).unwrap_or_else(|e| panic!("{}: {e}", out.display()));
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let step = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(step).take(length).collect()
}

fn id(number: usize) -> Id {
    let number = u128::try_from(number).unwrap_or_default();
    let text = uuid::Uuid::from_u128(number).to_string();
    text.parse().unwrap_or_else(|_| panic!("{text} is no id"))
}

/// Photographs with captions, forty indicators in four groups.
fn model(count: usize, bytes: &[u8]) -> PackModel {
    let sum = hash_of(bytes);
    let mut indicators: Vec<PackIndicator> = Vec::new();
    for number in 0..44_usize {
        let (group, place) = (number / 11, number % 11);
        let code = if place == 0 {
            format!("{}", group + 1)
        } else {
            format!("{}.{place}", group + 1)
        };
        indicators.push(PackIndicator {
            id: id(number),
            parent: (place > 0).then(|| id(group * 11)),
            level: if place == 0 { 1 } else { 2 },
            title: format!("创建活动第{number}项"),
            content: None,
            quote: "有固定场所，有经常化的活动，有记录、照片和总结。".to_owned(),
            lead_dept: Some("党政办".to_owned()),
            score: None,
            state: State::Met,
            missing: Vec::new(),
            due: None,
            waivers: Vec::new(),
            statement: None,
            links: Vec::new(),
            code,
        });
    }
    let mut entries = Vec::with_capacity(count);
    for number in 0..count {
        entries.push(entry(number, sum, bytes.len()));
        if let Some(indicator) = indicators.get_mut(number * 40 / count.max(1) / 10 * 11 + 1 + number % 10) {
            indicator.links.push(EntryLink {
                seen_on: None,
                entry: Some(number),
                external: None,
                requirement: Some("活动照片".to_owned()),
                caption: Some(format!(
                    "6月18日，党政办组织第{number}次志愿服务活动，干部职工参加"
                )),
            });
        }
    }
    PackModel {
        unit: "某县交通运输局".to_owned(),
        title: "文明单位创建".to_owned(),
        period: Period {
            from: date(2026, 1, 1),
            to: date(2026, 12, 31),
        },
        inspection: None,
        days: None,
        as_of: date(2026, 11, 23),
        version: "bench".to_owned(),
        score: ScoreTotal { got: 1.0, of: 1.0 },
        summary: Summary::default(),
        indicators,
        entries,
        findings: Vec::new(),
        papers: Vec::new(),
        volume: None,
        shape: Shape::default(),
    }
}

fn entry(number: usize, sha256: Sha256, bytes: usize) -> Entry {
    let name = format!("IMG_20260618_{number:06}.jpg");
    Entry {
        item: id(1_000_000 + number),
        sha256,
        original_sha256: None,
        bytes: bytes as u64,
        kind: Kind::Photo,
        format: "jpeg".to_owned(),
        dates: Vec::new(),
        on: Some(date(2026, 6, 18)),
        secrecy: None,
        original_path: format!("照片/{name}"),
        original_name: name,
        document: DocumentFacts::default(),
    }
}
