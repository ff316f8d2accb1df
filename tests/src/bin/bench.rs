//! `./dev bench`: ratios against other programs on the same files and cores, in one run. Never a timed test.
//!
//! `TAIZHANG_BENCH_PHOTOS` names another folder of photographs; an argument, another number of them than 600.

use std::path::{Path, PathBuf};

use taizhang_tests::measure::{Run, family, middle, shell};
use taizhang_tests::{photos, search};

struct Bench {
    cli: String,
    python: String,
    photos: PathBuf,
    out: PathBuf,
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: use ./dev bench"))
}

fn main() {
    let out = PathBuf::from(variable("TAIZHANG_OUT")).join("bench");
    let count = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(600);
    let photos = std::env::var("TAIZHANG_BENCH_PHOTOS")
        .map_or_else(|_| out.join(format!("photos-{count}")), PathBuf::from);
    std::fs::create_dir_all(&out).unwrap_or_else(|e| panic!("{}: {e}", out.display()));
    if std::env::var_os("TAIZHANG_BENCH_PHOTOS").is_none() {
        eprintln!("drawing {count} photographs");
        photos::make(&photos, count).unwrap_or_else(|e| panic!("{}: {e}", photos.display()));
    }
    let bench = Bench {
        cli: quote(&variable("TAIZHANG_BIN")),
        python: quote(&variable("TAIZHANG_PYTHON")),
        photos,
        out,
    };
    println!("| what | ours | peer | ratio | aim | memory |");
    println!("| --- | --- | --- | --- | --- | --- |");
    bench.scan();
    bench.thumbs();
    bench.large();
    bench.second_scan();
    bench.export();
    bench.search(100_000, "≤ 0.02");
    bench.search(1_000_000, "printed");
}

impl Bench {
    fn row(&self, what: &str, ours: Run, peer: Run, aim: &str) {
        println!(
            "| {what} | {:.2} s | {:.2} s | **{:.2}** | {aim} | {:.0} MB |",
            ours.seconds,
            peer.seconds,
            ours.seconds / peer.seconds,
            ours.memory
        );
    }

    /// What queries take beside `LIKE` over the same rows.
    fn search(&self, count: usize, aim: &str) {
        let dir = self.out.join("search");
        for one in search::measure(&dir, count) {
            println!(
                "| search of {count} items for {} ({} hits) / SQL `LIKE` | {:.2} ms | {:.1} ms | **{:.4}** | {aim} | |",
                one.query,
                one.hits,
                one.ours.seconds * 1000.0,
                one.like.seconds * 1000.0,
                one.ours.seconds / one.like.seconds
            );
        }
        std::fs::remove_dir_all(&dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    }

    /// A new ledger with one source.
    fn ledger(&self, name: &str, source: &Path) -> String {
        let dir = self.out.join(name);
        if dir.exists() {
            std::fs::remove_dir_all(&dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
        }
        let ledger = quote(&dir.to_string_lossy());
        let unit = "--unit 某局 --title 测评 --year 2026";
        shell(&format!("{} init {ledger} {unit}", self.cli), &self.out);
        shell(
            &format!(
                "{} --ledger {ledger} source add {}",
                self.cli,
                quote(&source.to_string_lossy())
            ),
            &self.out,
        );
        ledger
    }

    fn scan(&self) {
        let photos = quote(&self.photos.to_string_lossy());
        let peer = middle(|| {
            let facts = shell(&format!("exiftool -q -q -r -fast2 -csv {photos}"), &self.out);
            let sums = shell(
                &format!("find {photos} -name '*.jpg' -print0 | xargs -0 -P2 -n 50 sha256sum"),
                &self.out,
            );
            Run {
                seconds: facts.seconds + sums.seconds,
                memory: 0.0,
            }
        });
        let ours = middle(|| {
            let ledger = self.ledger("scan", &self.photos);
            shell(
                &format!("{} --ledger {ledger} -q scan --no-thumbs", self.cli),
                &self.out,
            )
        });
        self.row(
            "scan of photographs, without thumbnails / `exiftool -r -fast2` + `sha256sum` ×2",
            ours,
            peer,
            "≤ 0.5, < 300 MB",
        );
    }

    /// A ledger whose scan has only the thumbnails left to make; answers the line that makes them.
    fn without_thumbs(&self, name: &str, source: &Path) -> String {
        let scan = format!("{} --ledger {} -q scan", self.cli, self.ledger(name, source));
        shell(&format!("{scan} --no-thumbs"), &self.out);
        scan
    }

    fn thumbs(&self) {
        let photos = quote(&self.photos.to_string_lossy());
        let peer = middle(|| {
            shell("rm -rf peer-thumbs", &self.out);
            shell("mkdir peer-thumbs", &self.out);
            let to = quote(&self.out.join("peer-thumbs/%s.jpg").to_string_lossy());
            let line = format!(
                "find {photos} -name '*.jpg' -print0 | xargs -0 -P2 -n 25 vipsthumbnail -s 320 -o {to}"
            );
            shell(&line, &self.out)
        });
        let ours = middle(|| {
            let scan = self.without_thumbs("thumbs", &self.photos);
            shell(&scan, &self.out)
        });
        self.row(
            "thumbnails of photographs, stored / `vipsthumbnail -s 320` ×2",
            ours,
            peer,
            "≤ 0.65",
        );
    }

    /// Memory of the program and its workers together, of vipsthumbnail's two processes together.
    fn large(&self) {
        let photos = self.out.join("large");
        photos::make_large(&photos, 8).unwrap_or_else(|e| panic!("{}: {e}", photos.display()));
        let path = quote(&photos.to_string_lossy());
        let to = quote(&self.out.join("peer-thumbs/%s.jpg").to_string_lossy());
        let line =
            format!("find {path} -name '*.jpg' -print0 | xargs -0 -P2 -n 4 vipsthumbnail -s 320 -o {to}");
        let peer = family(&line, &self.out);
        let ours = family(&self.without_thumbs("large-thumbs", &photos), &self.out);
        self.row(
            "thumbnails of 8 photographs of 50 megapixels / `vipsthumbnail -s 320` ×2",
            ours,
            peer,
            "< 400 MB",
        );
    }

    fn second_scan(&self) {
        let files = self.out.join("small");
        small(&files).unwrap_or_else(|e| panic!("{}: {e}", files.display()));
        let ledger = self.ledger("second", &files);
        let scan = || {
            shell(
                &format!("{} --ledger {ledger} -q scan --no-thumbs", self.cli),
                &self.out,
            )
        };
        scan();
        let path = quote(&files.to_string_lossy());
        let peer = middle(|| shell(&format!("find {path} -printf '%s %T@ %p\\n'"), &self.out));
        let ours = middle(scan);
        self.row(
            "second scan of 100,000 unchanged files / `find -printf`",
            ours,
            peer,
            "≤ 3",
        );
    }

    fn export(&self) {
        let ledger = self.ledger("export", &self.photos);
        shell(
            &format!("{} --ledger {ledger} -q scan --no-thumbs", self.cli),
            &self.out,
        );
        let list = self.out.join("标准.txt");
        std::fs::write(&list, "测评标准\n一、创建活动\n(一)活动照片\n")
            .unwrap_or_else(|e| panic!("{}: {e}", list.display()));
        shell(
            &format!(
                "{} --ledger {ledger} checklist import {}",
                self.cli,
                quote(&list.to_string_lossy())
            ),
            &self.out,
        );
        let link = format!(
            "{cli} --ledger {ledger} --json items | {python} -c 'import json,sys; print(\"\\n\".join(i[\"id\"] for i in json.load(sys.stdin)[\"items\"]))' > ids.txt",
            cli = self.cli,
            python = self.python
        );
        shell(&format!("bash -c {}", quote(&link)), &self.out);
        let code = "$(".to_owned()
            + &format!("{} --ledger {ledger} --json checklist show", self.cli)
            + &format!(
                " | {} -c 'import json,sys; print(json.load(sys.stdin)[\"indicators\"][-1][\"code\"])')",
                self.python
            );
        let line = format!("{} --ledger {ledger} -q link $(cat ids.txt) \"{code}\"", self.cli);
        shell(&format!("bash -c {}", quote(&line)), &self.out);
        let photos = quote(&self.photos.to_string_lossy());
        let peer = middle(|| {
            shell("rm -rf peer.7z.zip bag", &self.out);
            let zip = shell(&format!("7z a -tzip -mx0 peer.7z.zip {photos}"), &self.out);
            shell(&format!("cp -r {photos} bag"), &self.out);
            let bag = shell(
                &format!("{} -m bagit --sha256 --processes 2 bag", self.python),
                &self.out,
            );
            Run {
                seconds: zip.seconds + bag.seconds,
                memory: 0.0,
            }
        });
        let ours = middle(|| {
            shell("rm -f ours.zip", &self.out);
            shell(
                &format!("{} --ledger {ledger} -q export ours.zip", self.cli),
                &self.out,
            )
        });
        self.row(
            "export / `7z a -mx0` + `bagit.py --sha256 --processes 2`",
            ours,
            peer,
            "≤ 1",
        );
        shell("rm -rf peer.7z.zip bag ours.zip", &self.out);
    }
}

/// 100,000 small files in 1,000 folders.
fn small(dir: &Path) -> std::io::Result<()> {
    let mark = dir.join("d999/f99.txt");
    if mark.exists() {
        return Ok(());
    }
    for folder in 0..1000 {
        let folder_path = dir.join(format!("d{folder:03}"));
        std::fs::create_dir_all(&folder_path)?;
        for file in 0..100 {
            std::fs::write(
                folder_path.join(format!("f{file:02}.txt")),
                format!("第{folder}夹第{file}件"),
            )?;
        }
    }
    Ok(())
}

/// One word of a shell line.
fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
