//! Search of a large ledger against plain SQL `LIKE` over the same rows: names, paths and texts.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, params};
use taizhang_ledger::{Access, Ledger, NewLedger, SearchAsk, Surroundings};
use taizhang_model::date::Period;

use crate::measure::{Run, middle};

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

/// Queries: one hit, few, many, letters with digits; in texts as in names.
const QUERIES: [&str; 4] = ["烈士陵园", "道德讲堂第9期", "清明祭扫", "IMG_20260408"];
/// One item of so many is a document with a text.
const DOCUMENTS: usize = 20;

/// What one query took, ours first, and how many items it found.
pub struct Searched {
    /// The query.
    pub query: &'static str,
    /// Items that both found.
    pub hits: u64,
    /// The first 20 hits and how many there are.
    pub ours: Run,
    /// `LIKE`: how many there are.
    pub like: Run,
}

/// Makes a ledger of `count` items in a new folder and asks each query both ways, the middle of several runs.
///
/// # Panics
/// When the folder can't be filled, or when the two ways do not find the same number.
pub fn measure(dir: &Path, count: usize) -> Vec<Searched> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    }
    fill(dir, count).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    let ledger = open(dir);
    let plain = rows(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    let measured = QUERIES.map(|query| both(&ledger, &plain, query));
    let closed = ledger.close();
    closed.unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    measured.into()
}

fn open(dir: &Path) -> Ledger {
    Ledger::open(dir, Access::Write, around()).unwrap_or_else(|e| panic!("{}: {e}", dir.display()))
}

fn both(ledger: &Ledger, plain: &Connection, query: &'static str) -> Searched {
    let (mut found, mut hits) = (0, 0);
    let like =
        middle(|| timed(|| hits = by_like(plain, query).unwrap_or_else(|e| panic!("LIKE {query}: {e}"))));
    let ask = SearchAsk {
        query: query.to_owned(),
        limit: 20,
        ..SearchAsk::default()
    };
    let ours = middle(|| {
        timed(|| {
            let answer = ledger.search(&ask).unwrap_or_else(|e| panic!("{query}: {e}"));
            found = answer.items_total;
        })
    });
    assert_eq!(found, hits, "{query}");
    Searched {
        query,
        hits,
        ours,
        like,
    }
}

fn timed(work: impl FnOnce()) -> Run {
    let begin = Instant::now();
    work();
    Run {
        seconds: begin.elapsed().as_secs_f64(),
        memory: 0.0,
    }
}

fn by_like(plain: &Connection, query: &str) -> rusqlite::Result<u64> {
    plain
        .prepare_cached(
            r"SELECT count(*) FROM item i WHERE i.title LIKE ?1
              OR EXISTS (SELECT 1 FROM location l WHERE l.item = i.key AND l.path_text LIKE ?1)
              OR EXISTS (SELECT 1 FROM idx.text t WHERE t.content = i.content AND t.text LIKE ?1)",
        )?
        .query_row([format!("%{query}%")], |row| row.get(0))
}

fn around() -> Surroundings {
    Surroundings {
        actor: "测".to_owned(),
        host: "测".to_owned(),
        now: Arc::new(jiff::Timestamp::now),
        disks: Arc::new(Vec::new),
    }
}

/// The ledger's rows and those of its index, past the program.
fn rows(dir: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(dir.join("ledger.sqlite"))?;
    let index = dir.join("cache").join("index.sqlite");
    conn.execute("ATTACH ?1 AS idx", [index.to_string_lossy()])?;
    Ok(conn)
}

type Failure = Box<dyn std::error::Error>;

/// Items as a scan leaves them, indexed for search.
fn fill(dir: &Path, count: usize) -> Result<(), Failure> {
    let new = NewLedger {
        unit: "某局".to_owned(),
        title: "测评".to_owned(),
        period: Period::year(2026).ok_or("2026")?,
        inspection: None,
        sample: false,
    };
    Ledger::create(dir, &new, around())?.close()?;
    let mut conn = rows(dir)?;
    let tx = conn.transaction()?;
    tx.execute(
        "INSERT INTO source (id, position, path, path_text, label, added_at) VALUES ('s', 0, x'2f', '/', '', '')",
        [],
    )?;
    for n in 0..count {
        put(&tx, n)?;
    }
    // One of them is what is looked for.
    tx.execute(
        "UPDATE item SET title = '烈士陵园献花.jpg' WHERE key = ?1",
        [count as i64 / 2],
    )?;
    tx.commit()?;
    drop(conn);
    let ledger = open(dir);
    ledger.index_search()?;
    ledger.close()?;
    Ok(())
}

fn word(n: usize) -> &'static str {
    WORDS.get(n % WORDS.len()).copied().unwrap_or_default()
}

fn put(tx: &Connection, n: usize) -> rusqlite::Result<()> {
    let (month, day) = (n % 12 + 1, n % 28 + 1);
    let document = n.is_multiple_of(DOCUMENTS);
    let title = match (document, n % 5) {
        (true, _) => format!("{}总结{n}.docx", word(n / DOCUMENTS)),
        (_, 0) => format!("{}{}第{}期.jpg", word(n), word(n / 23), n % 97),
        _ => format!("IMG_2026{month:02}{day:02}_{n:06}.jpg"),
    };
    let path = format!("{}批/{month}月/2026-{month:02} {}/{title}", n / 200, word(n / 40));
    let key = n as i64 + 1;
    let sha256 = [[0_u8; 24].as_slice(), &key.to_be_bytes()].concat();
    tx.prepare_cached("INSERT INTO content (key, sha256, bytes, first_seen) VALUES (?1, ?2, 0, '')")?
        .execute(params![key, sha256])?;
    tx.prepare_cached("INSERT INTO item (key, id, content, title, first_seen) VALUES (?1, ?2, ?1, ?3, '')")?
        .execute(params![key, format!("i{n}"), title])?;
    tx.prepare_cached(
        "INSERT INTO location (item, source, path, path_text, bytes, mtime_ns, content, state, last_seen)
         VALUES (?1, 's', ?2, ?3, 0, 0, ?1, 'present', '')",
    )?
    .execute(params![key, path.as_bytes(), path])?;
    let kind = if document { "document" } else { "photo" };
    tx.prepare_cached(
        "INSERT INTO idx.fact (content, sha256, kind, kind_from, own_kind, own_kind_from, scene, format, captured_on, dates, doubts)
         VALUES (?1, ?2, ?3, 'type', ?3, 'type', ?4, '', ?5, '[]', '[]')",
    )?
    .execute(params![key, sha256, kind, !document, format!("2026-{month:02}-{day:02}")])?;
    if document {
        tx.prepare_cached("INSERT INTO idx.text (content, text) VALUES (?1, ?2)")?
            .execute(params![key, text(n)])?;
    }
    Ok(())
}

/// A page or so.
fn text(n: usize) -> String {
    let line = |k: usize| {
        format!(
            "{}月{}日，我局组织开展{}活动，{}名干部职工参加，现将有关情况总结如下。",
            (n + k) % 12 + 1,
            (n + k) % 28 + 1,
            word(n / DOCUMENTS + k % 3),
            (n + k) % 60 + 5
        )
    };
    (0..20).map(line).collect()
}
