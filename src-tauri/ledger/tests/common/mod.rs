//! A ledger in a temporary folder, with a clock that a test can read off.

// Each test program uses a part of it, and clippy does not know that it is a test.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use taizhang_ledger::{Ledger, NewLedger, Surroundings};
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode, DraftSource};
use taizhang_model::id::Sha256;
use taizhang_model::kind::Kind;
use taizhang_model::requirement::{EvidenceNeed, Requirement};

/// Each look at the clock is a millisecond later.
pub fn around(actor: &str) -> Surroundings {
    static NOW: AtomicI64 = AtomicI64::new(1_790_000_000_000);
    Surroundings {
        actor: actor.to_owned(),
        host: "测试机".to_owned(),
        now: Arc::new(|| jiff::Timestamp::from_millisecond(NOW.fetch_add(1, Ordering::Relaxed)).unwrap()),
        disks: Arc::new(Vec::new),
    }
}

pub fn new_ledger() -> NewLedger {
    NewLedger {
        unit: "某县交通运输局".to_owned(),
        title: "省级文明单位创建".to_owned(),
        period: Period::year(2026).unwrap(),
        inspection: Some("2026-12-12".parse().unwrap()),
        sample: false,
    }
}

pub fn ledger() -> (tempfile::TempDir, Ledger) {
    let dir = tempfile::tempdir().unwrap();
    let ledger = Ledger::create(&dir.path().join("某局台账"), &new_ledger(), around("小王")).unwrap();
    (dir, ledger)
}

fn node(id: &str, code: &str, title: &str, parent: Option<&str>) -> DraftNode {
    DraftNode {
        id: id.to_owned(),
        code: code.to_owned(),
        title: title.to_owned(),
        level: if parent.is_some() { 2 } else { 1 },
        parent: parent.map(str::to_owned),
        content: None,
        quote: title.to_owned(),
        span: None,
        lead_dept: Some("党政办".to_owned()),
        support_depts: vec!["各股室".to_owned()],
        leader: None,
        persons: vec![],
        score: None,
        method: Some("材料审核".to_owned()),
        requirements: vec![],
    }
}

/// Two indicators under one heading; the second wants two photos and a sign-in sheet.
pub fn draft() -> Draft {
    let need = |name: &str, kind, min| EvidenceNeed {
        name: name.to_owned(),
        any_of: vec![kind],
        min,
        unit: None,
        as_written: name.to_owned(),
    };
    let mut second = node("n3", "1.2", "道德讲堂", Some("n1"));
    second.requirements.push(Requirement {
        evidence: vec![need("照片", Kind::Photo, 2), need("签到表", Kind::SignIn, 1)],
        ..Requirement::bare("r1", "照片不少于2张，有签到表")
    });
    Draft {
        title: "测评体系".to_owned(),
        source: DraftSource {
            format: "txt".to_owned(),
            sha256: Sha256([0; 32]),
            text: "正文".to_owned(),
        },
        nodes: vec![
            node("n1", "1", "创建活动", None),
            node("n2", "1.1", "组织领导", Some("n1")),
            second,
        ],
        phases: vec![],
        warnings: vec![],
    }
}
