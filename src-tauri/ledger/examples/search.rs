//! Search against plain SQL LIKE over the same rows: `search COUNT DIR` makes a ledger of so many items in a new folder, and prints
//! both, in milliseconds, the middle of five.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, params};
use taizhang_ledger::{Access, Ledger, NewLedger, SearchAsk, Surroundings};
use taizhang_model::date::Period;

const WORDS: [&str; 20] = [
    "集体学习",
    "道德讲堂",
    "志愿服务",
    "清明祭扫",
    "植树护绿",
    "文明餐桌",
    "交通劝导",
    "结对共建",
    "端午",
    "中秋慰问",
    "运动会",
    "读书分享",
    "诚信宣传",
    "卫生检查",
    "业务培训",
    "主题党日",
    "公益宣传",
    "网络文明",
    "服务承诺",
    "重阳敬老",
];

fn around() -> Surroundings {
    Surroundings {
        actor: "测".to_owned(),
        host: "测".to_owned(),
        now: Arc::new(jiff::Timestamp::now),
    }
}

fn fill(dir: &Path, count: usize) {
    let new = NewLedger {
        unit: "某局".to_owned(),
        title: "测评".to_owned(),
        period: Period::year(2026).unwrap(),
        inspection: None,
        sample: false,
    };
    Ledger::create(dir, &new, around()).unwrap().close().unwrap();
    let mut conn = Connection::open(dir.join("ledger.sqlite")).unwrap();
    let tx = conn.transaction().unwrap();
    tx.execute(
        "INSERT INTO source (id, position, path, path_text, label, added_at) VALUES ('s', 0, x'2f', '/', '', '')",
        [],
    )
    .unwrap();
    for n in 0..count {
        let word = |k: usize| WORDS.get((n / k) % WORDS.len()).copied().unwrap_or_default();
        let title = if n % 5 == 0 {
            format!("{}{}第{}期.jpg", word(1), word(23), n % 97)
        } else {
            format!("IMG_2026{:02}{:02}_{:06}.jpg", n % 12 + 1, n % 28 + 1, n)
        };
        let path = format!("{}月/2026-{:02} {}/{title}", n % 12 + 1, n % 12 + 1, word(40));
        tx.prepare_cached("INSERT INTO item (key, id, title, first_seen) VALUES (?1, ?2, ?3, '')")
            .unwrap()
            .execute(params![n as i64 + 1, format!("i{n}"), title])
            .unwrap();
        tx.prepare_cached(
            "INSERT INTO location (item, source, path, path_text, bytes, mtime_ns, state, last_seen)
             VALUES (?1, 's', ?2, ?3, 0, 0, 'present', '')",
        )
        .unwrap()
        .execute(params![n as i64 + 1, path.as_bytes(), path])
        .unwrap();
    }
    // One of them is what is looked for.
    tx.execute(
        "UPDATE item SET title = '烈士陵园献花.jpg' WHERE key = ?1",
        [count as i64 / 2],
    )
    .unwrap();
    tx.commit().unwrap();
}

fn middle(mut work: impl FnMut() -> u64) -> (f64, u64) {
    let mut times = Vec::new();
    let mut count = 0;
    for _ in 0..5 {
        let start = Instant::now();
        count = work();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    (times.get(2).copied().unwrap_or_default(), count)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000);
    let dir = std::path::PathBuf::from(arguments.next().unwrap_or_else(|| "search-bench".to_owned()));
    fill(&dir, count);
    let ledger = Ledger::open(&dir, Access::Write, around()).unwrap();
    let start = Instant::now();
    // A scan indexes what it found; here nothing lies on the disk, so that it only indexes.
    ledger.index_search().unwrap();
    println!("indexed {count} items in {:.1} s", start.elapsed().as_secs_f64());
    let plain = Connection::open(dir.join("ledger.sqlite")).unwrap();
    for query in ["烈士陵园", "道德讲堂第9期", "清明祭扫", "IMG_20260408"] {
        let like = format!("%{query}%");
        let (peer, hits) = middle(|| {
            plain
                .prepare_cached(
                    r"SELECT count(*) FROM item i WHERE i.title LIKE ?1
                      OR EXISTS (SELECT 1 FROM location l WHERE l.item = i.key AND l.path_text LIKE ?1)",
                )
                .unwrap()
                .query_row([&like], |row| row.get(0))
                .unwrap()
        });
        let ask = SearchAsk {
            query: query.to_owned(),
            limit: 20,
            ..SearchAsk::default()
        };
        let (ours, found) = middle(|| ledger.search(&ask).unwrap().items_total);
        assert_eq!(hits, found, "{query}");
        println!("{query}\t{hits}\t{ours:.2}\t{peer:.2}\t{:.1}", peer / ours);
    }
}
