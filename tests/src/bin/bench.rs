//! `./dev bench`: ratios against other programs on the same files and cores, in one run. Never a timed test.
//!
//! `TAIZHANG_BENCH_PHOTOS` names another folder of photographs. Arguments: another number of them than 600, and names of
//! [`PARTS`] where not all are wanted.

use std::path::{Path, PathBuf};

use taizhang_tests::measure::{Run, family, middle, shell};
use taizhang_tests::{looks, packs, photos, plan, prints, search};

struct Bench {
    cli: String,
    python: String,
    photos: PathBuf,
    out: PathBuf,
}

type Part = (&'static str, fn(&Bench));

/// What is measured, in this order.
const PARTS: [Part; 12] = [
    ("whole-scan", Bench::whole_scan),
    ("scan", Bench::scan),
    ("thumbs", Bench::thumbs),
    ("looks", Bench::looks),
    ("large", Bench::large),
    ("second-scan", Bench::second_scan),
    ("export", Bench::export),
    ("export-memory", Bench::export_memory),
    ("entries", Bench::many_entries),
    ("photo-pages", |bench| bench.photo_pages(500)),
    ("plan", |bench| bench.plan(300)),
    ("search", |bench| {
        bench.search(100_000, "≤ 0.02");
        bench.search(1_000_000, "printed");
    }),
];

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: use ./dev bench"))
}

fn main() {
    let out = PathBuf::from(variable("TAIZHANG_OUT")).join("bench");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [role, out, number] = arguments.as_slice()
        && role == packs::ROLE
    {
        packs::play(Path::new(out), number);
        return;
    }
    let count = arguments.iter().find_map(|text| text.parse().ok()).unwrap_or(600);
    let wanted: Vec<&String> = arguments
        .iter()
        .filter(|text| text.parse::<usize>().is_err())
        .collect();
    for name in &wanted {
        let known = PARTS.iter().any(|(part, _)| part == name);
        let all = PARTS.map(|(part, _)| part).join(", ");
        assert!(known, "no part {name}: {all}");
    }
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
    for (name, run) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|one| *one == name) {
            run(&bench);
        }
    }
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

    /// A long plan in Word to a draft, beside LibreOffice that makes a text of it.
    fn plan(&self, pages: usize) {
        let what = format!("a plan of {pages} pages to a draft / `soffice --convert-to txt`");
        if std::process::Command::new("soffice")
            .arg("--version")
            .output()
            .is_err()
        {
            println!("| {what} | skipped: no soffice on the path | | | ≤ 0.1 | |");
            return;
        }
        let file = self.out.join("plan.docx");
        plan::make(&file, pages).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let path = quote(&file.to_string_lossy());
        let to = quote(&self.out.join("plan-text").to_string_lossy());
        let peer = middle(|| {
            let line = format!("soffice --headless --convert-to txt:Text --outdir {to} {path}");
            shell(&line, &self.out)
        });
        let ours = middle(|| {
            shell(
                &format!("{} draft {path} --year 2026 --json", self.cli),
                &self.out,
            )
        });
        self.row(&what, ours, peer, "≤ 0.1");
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

    /// Photograph pages beside half as many: the time is to be linear, the memory not to grow.
    fn photo_pages(&self, count: usize) {
        let (half, whole) = prints::measure(&self.cli, &self.out.join("prints"), count);
        let what = format!(
            "{count} photograph pages / {} of them ({:.0} MB)",
            count / 2,
            half.memory
        );
        self.row(&what, whole, half, "≈ 2, < 600 MB");
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
        let peer = middle(|| self.peer_facts(&photos));
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

    /// A scan with everything that it makes, against the three programs that make the like of it.
    fn whole_scan(&self) {
        let photos = quote(&self.photos.to_string_lossy());
        let peer = middle(|| {
            let seconds = self.peer_facts(&photos).seconds + self.peer_thumbs(&photos).seconds;
            Run { seconds, memory: 0.0 }
        });
        let ours = middle(|| {
            let ledger = self.ledger("whole-scan", &self.photos);
            family(&format!("{} --ledger {ledger} -q scan", self.cli), &self.out)
        });
        self.row(
            "scan of photographs, with thumbnails and perceptual hashes / `vipsthumbnail -s 320` ×2 + `exiftool -r -fast2` + `sha256sum` ×2",
            ours,
            peer,
            "≤ 0.65",
        );
    }

    /// Look-alikes: 100,000 hashes against each with each, then what twice the number costs.
    fn looks(&self) {
        let (ours, twice) = (looks::ours(100_000), looks::ours(200_000));
        self.row(
            "look-alikes among 100,000 hashes / each with each",
            ours,
            looks::brute(100_000),
            "≤ 0.1",
        );
        self.row(
            "look-alikes among 200,000 hashes / among 100,000",
            twice,
            ours,
            "≤ 2.3",
        );
    }

    /// Facts and sums by other programs.
    fn peer_facts(&self, photos: &str) -> Run {
        let facts = shell(&format!("exiftool -q -q -r -fast2 -csv {photos}"), &self.out);
        let sums = shell(
            &format!("find {photos} -name '*.jpg' -print0 | xargs -0 -P2 -n 50 sha256sum"),
            &self.out,
        );
        Run {
            seconds: facts.seconds + sums.seconds,
            memory: 0.0,
        }
    }

    /// Thumbnails by vipsthumbnail, in two processes.
    fn peer_thumbs(&self, photos: &str) -> Run {
        shell("rm -rf peer-thumbs", &self.out);
        shell("mkdir peer-thumbs", &self.out);
        let to = quote(&self.out.join("peer-thumbs/%s.jpg").to_string_lossy());
        let line =
            format!("find {photos} -name '*.jpg' -print0 | xargs -0 -P2 -n 25 vipsthumbnail -s 320 -o {to}");
        shell(&line, &self.out)
    }

    /// A ledger whose scan has only the thumbnails left to make; answers the line that makes them.
    fn without_thumbs(&self, name: &str, source: &Path) -> String {
        let scan = format!("{} --ledger {} -q scan", self.cli, self.ledger(name, source));
        shell(&format!("{scan} --no-thumbs"), &self.out);
        scan
    }

    fn thumbs(&self) {
        let photos = quote(&self.photos.to_string_lossy());
        let peer = middle(|| self.peer_thumbs(&photos));
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

    /// Export and verification of the photographs, with their thumbnails ready.
    fn export(&self) {
        let ledger = self.ledger("export", &self.photos);
        shell(&format!("{} --ledger {ledger} -q scan", self.cli), &self.out);
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
        let zip = middle(|| {
            shell("rm -f peer.7z.zip", &self.out);
            shell(&format!("7z a -tzip -mx0 peer.7z.zip {photos}"), &self.out)
        });
        let bag = middle(|| {
            shell("rm -rf bag", &self.out);
            shell(&format!("cp -r {photos} bag"), &self.out);
            shell(
                &format!("{} -m bagit --sha256 --processes 2 bag", self.python),
                &self.out,
            )
        });
        let ours = middle(|| {
            shell("rm -f ours.zip", &self.out);
            shell(
                &format!("{} --ledger {ledger} -q export ours.zip", self.cli),
                &self.out,
            )
        });
        self.row(
            "export with thumbnails ready / `7z a -mx0`",
            ours,
            zip,
            "≤ 1.2, < 200 MB",
        );
        let both = Run {
            seconds: zip.seconds + bag.seconds,
            memory: 0.0,
        };
        self.row(
            "export with thumbnails ready / `7z a -mx0` + `bagit.py --sha256 --processes 2`",
            ours,
            both,
            "≤ 0.7",
        );
        shell("rm -rf open", &self.out);
        shell("7z x -bso0 -oopen ours.zip", &self.out);
        let peer = middle(|| {
            shell(
                &format!(
                    "bash -c '{} -m bagit --validate --processes 2 open/*'",
                    self.python
                ),
                &self.out,
            )
        });
        let ours = middle(|| shell(&format!("bash -c '{} -q verify open/*'", self.cli), &self.out));
        self.row(
            "verify / `bagit.py --validate --processes 2`",
            ours,
            peer,
            "≤ 1.1",
        );
        shell("rm -rf peer.7z.zip bag open ours.zip", &self.out);
    }

    /// The writer's memory at several sizes of a pack; a size for which the disk has no room is left out, and said.
    fn export_memory(&self) {
        let mut least = f64::INFINITY;
        for size in [1_u64, 4, 16] {
            let zip = self.out.join("generated.zip");
            if packs::room(&self.out) < size + 2 {
                println!("| memory of writing a pack of {size} GB: no room on this disk | | | | ± 10 % | |");
                continue;
            }
            let run = shell(&self.again(&zip, &format!("{size}G")), &self.out);
            shell(&format!("rm -f {}", quote(&zip.to_string_lossy())), &self.out);
            least = least.min(run.memory);
            println!(
                "| writing a pack of {size} GB, memory beside the smallest | {:.2} s | | **{:.2}** | ± 10 % | {:.0} MB |",
                run.seconds,
                run.memory / least,
                run.memory
            );
        }
    }

    /// How long Chromium takes to open the index of 20,000 files, beside an empty page and reading the bytes.
    fn many_entries(&self) {
        let zip = self.out.join("many.zip");
        shell(&self.again(&zip, "20000"), &self.out);
        shell("rm -rf many", &self.out);
        shell("7z x -bso0 -omany many.zip", &self.out);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("page-time.mjs");
        shell(
            &format!("bash -c 'node {} many/* > many.json'", script.to_string_lossy()),
            &self.out,
        );
        let told = std::fs::read(self.out.join("many.json")).unwrap_or_default();
        let told: serde_json::Value =
            serde_json::from_slice(&told).unwrap_or_else(|e| panic!("many.json: {e}"));
        for page in told.as_array().into_iter().flatten() {
            let number = |key: &str| page[key].as_f64().unwrap_or(f64::NAN);
            let (ours, peer) = (number("ours"), number("empty") + number("read"));
            println!(
                "| index of 20,000 files in Chromium, {}, {:.1} MB / an empty page + reading the bytes | {ours:.2} s | {peer:.2} s | **{:.2}** | < 2, < 5 MB | |",
                page["name"].as_str().unwrap_or_default(),
                number("bytes") / 1e6,
                ours / peer
            );
        }
        shell("rm -rf many many.zip many.json", &self.out);
    }

    /// This program in the role of the one who writes a generated pack.
    fn again(&self, zip: &Path, number: &str) -> String {
        let own = std::env::current_exe().unwrap_or_else(|e| panic!("{e}"));
        format!(
            "{} {} {} {number}",
            quote(&own.to_string_lossy()),
            packs::ROLE,
            quote(&zip.to_string_lossy())
        )
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
