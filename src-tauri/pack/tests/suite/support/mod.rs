//! Models and material made by code.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

pub mod bags;

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use jiff::civil::{Date, date};
use sha2::Digest as _;
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::date::{DateFact, DateOrigin, Meaning, Period, Precision};
use taizhang_model::id::{Id, Sha256};
use taizhang_model::kind::Kind;
use taizhang_model::status::{ScoreTotal, State, Summary};
use taizhang_pack::{DocumentFacts, Entry, EntryLink, Material, PackIndicator, PackModel, Progress};

/// Bytes by the original's path.
#[derive(Default)]
pub struct Memory {
    pub files: HashMap<String, Vec<u8>>,
    pub thumbs: HashMap<String, Vec<u8>>,
    pub opened: AtomicUsize,
}

impl Material for Memory {
    fn open(&self, entry: &Entry) -> std::io::Result<Box<dyn Read + Send>> {
        self.opened.fetch_add(1, Ordering::SeqCst);
        let missing = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let bytes = self.files.get(&entry.original_path).ok_or_else(missing)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }

    fn thumbnail(&self, entry: &Entry) -> Option<Vec<u8>> {
        self.thumbs.get(&entry.original_path).cloned()
    }
}

/// Never stops, or stops after so many calls.
#[derive(Default)]
pub struct Quiet {
    pub stop_after: Option<u64>,
    pub asked: AtomicU64,
    pub last: AtomicU64,
}

impl Progress for Quiet {
    fn at(&self, done: u64, total: u64, _name: &str) {
        assert!(done <= total);
        self.last.store(done, Ordering::SeqCst);
    }

    fn stopped(&self) -> bool {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        self.stop_after.is_some_and(|limit| asked >= limit)
    }
}

pub fn id(n: u128) -> Id {
    uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// Bytes without a pattern, the same for the same seed.
pub fn noise(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..len)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}

/// A model that grows file by file.
pub struct Made {
    pub model: PackModel,
    pub material: Memory,
}

impl Made {
    pub fn new() -> Self {
        let model = PackModel {
            unit: "某县交通运输局".into(),
            title: "省级文明单位创建 2026".into(),
            period: Period {
                from: date(2026, 1, 1),
                to: date(2026, 12, 31),
            },
            inspection: Some(date(2026, 12, 10)),
            days: None,
            as_of: date(2026, 11, 20),
            version: "0.1.0".into(),
            score: ScoreTotal { got: 62.0, of: 100.0 },
            summary: Summary {
                met: 2,
                partial: 1,
                missing: 1,
                ..Summary::default()
            },
            indicators: Vec::new(),
            entries: Vec::new(),
            findings: Vec::new(),
            papers: Vec::new(),
            volume: None,
            shape: taizhang_pack::Shape::default(),
        };
        Self {
            model,
            material: Memory::default(),
        }
    }

    /// Adds an original and its entry; gives the index.
    pub fn file(&mut self, name: &str, format: &str, kind: Kind, on: Option<Date>, bytes: Vec<u8>) -> usize {
        let index = self.model.entries.len();
        let path = format!("素材/{index:04}/{name}");
        let hash: [u8; 32] = sha2::Sha256::digest(&bytes).into();
        let dates = on.map(|day| DateFact {
            value: format!("{day}T09:14:22"),
            precision: Precision::Instant,
            from: DateOrigin::ExifOriginal,
            meaning: Meaning::Taken,
        });
        self.model.entries.push(Entry {
            item: id(1000 + index as u128),
            sha256: Sha256(hash),
            original_sha256: None,
            bytes: bytes.len() as u64,
            kind,
            format: format.into(),
            dates: dates.into_iter().collect(),
            on,
            secrecy: None,
            original_name: name.into(),
            original_path: path.clone(),
            document: DocumentFacts::default(),
        });
        self.material.files.insert(path, bytes);
        index
    }

    /// Adds an indicator below the last one of the level above.
    pub fn indicator(&mut self, level: u32, code: &str, title: &str, state: State) -> &mut PackIndicator {
        let parent = self
            .model
            .indicators
            .iter()
            .rev()
            .find(|i| i.level < level)
            .map(|i| i.id);
        let number = self.model.indicators.len() as u128;
        self.model.indicators.push(PackIndicator {
            id: id(number),
            parent,
            level,
            code: code.into(),
            title: title.into(),
            content: None,
            quote: String::new(),
            lead_dept: None,
            score: None,
            state,
            missing: Vec::new(),
            due: None,
            waivers: Vec::new(),
            statement: None,
            links: Vec::new(),
        });
        self.model.indicators.last_mut().unwrap()
    }

    /// Links a file to the last indicator.
    pub fn link(&mut self, entry: usize, caption: Option<&str>) {
        let link = EntryLink {
            entry: Some(entry),
            external: None,
            seen_on: None,
            requirement: None,
            caption: caption.map(str::to_owned),
        };
        self.model.indicators.last_mut().unwrap().links.push(link);
    }
}

/// A small pack with one of everything.
pub fn small() -> Made {
    let mut made = Made::new();
    let notice = made.file(
        "关于开展道德讲堂的通知.docx",
        "docx",
        Kind::Notice,
        Some(date(2026, 6, 2)),
        noise(1, 900),
    );
    made.model.entries[notice].document = DocumentFacts {
        doc_no: Some("某文明办〔2026〕5号".into()),
        issuer: Some("某某市文明办".into()),
        doc_title: Some("关于开展道德讲堂的通知".into()),
        doc_date: Some(date(2026, 6, 1)),
        pages: Some(3),
    };
    made.model.entries[notice].secrecy = Some("内部".into());
    let first = made.file(
        "微信图片_20260618091422.jpg",
        "jpeg",
        Kind::Photo,
        Some(date(2026, 6, 18)),
        noise(2, 3000),
    );
    let second = made.file(
        "IMG_0070.JPG",
        "jpeg",
        Kind::Photo,
        Some(date(2026, 6, 18)),
        noise(3, 2000),
    );
    let text = made.file(
        "说明.txt",
        "txt",
        Kind::Report,
        None,
        "我局设固定道德讲堂一处。\n".repeat(40).into_bytes(),
    );
    let empty = made.file("空文件.dat", "empty", Kind::Other, None, Vec::new());
    made.material
        .thumbs
        .insert(made.model.entries[first].original_path.clone(), noise(9, 300));
    made.indicator(1, "2", "创建活动", State::Partial).score = Some(Score {
        points: Some(45.0),
        kind: ScoreKind::Base,
    });
    let talk = made.indicator(2, "2.3", "道德讲堂（第一期6月底，第二期11月底）", State::Overdue);
    talk.score = Some(Score {
        points: Some(8.0),
        kind: ScoreKind::Base,
    });
    talk.lead_dept = Some("党政办".into());
    talk.quote = "有道德讲堂，场所固定；有经常化的活动。".into();
    talk.content = Some("有道德讲堂，有规范性的流程。".into());
    talk.missing = vec!["签到表 0/1".into(), "总结 0/1".into()];
    talk.waivers = vec!["第二期因防汛推迟至12月，届时补齐签到表和总结。".into()];
    made.link(notice, None);
    made.link(first, Some("6月18日，党政办组织“唱歌曲”环节"));
    made.link(second, Some("宣讲<先进>事迹"));
    made.link(text, Some("=说明报告"));
    made.indicator(2, "2.4", "我们的节日", State::Met);
    made.link(second, Some("与会人员合影"));
    made.model.indicators.last_mut().unwrap().links.push(EntryLink {
        entry: None,
        external: Some("https://example.com/a?b=1&c=2".into()),
        seen_on: Some("2026-06-20".parse().unwrap()),
        requirement: Some("宣传报道".into()),
        caption: None,
    });
    made.indicator(1, "3", "创建氛围", State::Missing).missing = vec!["照片 0/2".into()];
    let _ = empty;
    made
}

/// The python to ask, from `TAIZHANG_PYTHON`.
pub fn python() -> String {
    std::env::var("TAIZHANG_PYTHON").unwrap_or_else(|_| "python3".into())
}

/// Whether a program can be started; says so loudly where it can't.
pub fn have(program: &str, args: &[&str]) -> bool {
    let found = Command::new(program)
        .args(args)
        .output()
        .is_ok_and(|out| out.status.success());
    if !found {
        eprintln!("SKIPPED: `{program} {}` does not run here", args.join(" "));
    }
    found
}

/// Runs a program and fails with its output unless it succeeds.
pub fn run(program: &str, args: &[&str], folder: &Path) {
    let out = Command::new(program)
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    assert!(out.status.success(), "{program} {args:?}: {said}");
}

/// Unpacks a zip with the zip crate, which is independent of this room's own code.
pub fn unpack(zip: &Path, into: &Path) {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    archive.extract(into).unwrap();
}
