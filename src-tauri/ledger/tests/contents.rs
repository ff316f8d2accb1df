//! What lies inside files, read by the workers: texts, look-alikes; and dates and kinds weighed with it.

// Without the standard harness clippy does not know that this is a test.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;
mod material;
mod precheck;
mod worker;

use std::collections::HashSet;
use std::io::Cursor;
use std::process::ExitCode;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{Rgb, RgbImage};
use taizhang_ledger::{Item, ItemFilter, Quiet, Sort, Trouble};
use taizhang_model::kind::{Kind, KindOrigin};
use taizhang_model::look::SimilarKind;

use material::{World, jpeg};
use worker::workers;

const TESTS: [(&str, fn()); 11] = [
    ("members_of_a_zip_are_items", members_of_a_zip_are_items),
    (
        "members_go_and_come_with_their_archive",
        members_go_and_come_with_their_archive,
    ),
    ("texts_are_kept_and_found", texts_are_kept_and_found),
    (
        "copies_are_found_and_other_pictures_are_not",
        copies_are_found_and_other_pictures_are_not,
    ),
    (
        "the_sharpest_of_a_burst_is_proposed",
        the_sharpest_of_a_burst_is_proposed,
    ),
    (
        "a_folder_and_the_neighbours_give_a_day",
        a_folder_and_the_neighbours_give_a_day,
    ),
    ("nothing_is_read_twice", nothing_is_read_twice),
    (
        "versions_are_found_and_the_final_one_is_proposed",
        versions_are_found_and_the_final_one_is_proposed,
    ),
    (
        "what_is_alike_or_doubtful_is_listed",
        what_is_alike_or_doubtful_is_listed,
    ),
    (
        "what_a_person_says_stands_over_the_bytes",
        what_a_person_says_stands_over_the_bytes,
    ),
    (
        "pictures_are_looked_at_before_an_export",
        precheck::pictures_are_looked_at_before_an_export,
    ),
];

fn main() -> ExitCode {
    worker::run(&TESTS)
}

fn read(world: &World) {
    world.scan();
    world.ledger.read_contents(&workers(), false, &Quiet).unwrap();
}

/// A scene that no other number gives: hills, boxes and people-sized blots at random places.
fn scene(seed: u64) -> RgbImage {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = move |most: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as u32 % most
    };
    let (width, height) = (960, 720);
    let (sky, ground) = (120 + random(120) as u8, 40 + random(80) as u8);
    let horizon = 200 + random(300);
    let mut picture = RgbImage::from_fn(width, height, |x, y| {
        let shade = ((f64::from(x) / 90.0).sin() * 15.0) as i16;
        let base = if y < horizon { sky } else { ground };
        let value = (i16::from(base) + shade - (y / 20) as i16).clamp(0, 255) as u8;
        Rgb([value, value.saturating_add(20), value / 2 + 40])
    });
    for _ in 0..24 {
        let (left, top) = (random(width - 80), random(height - 60));
        let (w, h) = (30 + random(220), 30 + random(180));
        let colour = Rgb([random(256) as u8, random(256) as u8, random(256) as u8]);
        for y in top..(top + h).min(height) {
            for x in left..(left + w).min(width) {
                picture.put_pixel(x, y, colour);
            }
        }
    }
    picture
}

fn saved(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
        .unwrap();
    bytes.into_inner()
}

fn taken(jpeg: &[u8], at: &str) -> Vec<u8> {
    let marked = material::dated(0, at);
    let end = 4 + usize::from(u16::from_be_bytes([marked[4], marked[5]]));
    // Upright: only the time is wanted.
    let mut block = marked[2..end].to_vec();
    let orientation = block.windows(2).position(|pair| pair == b"\x12\x01").unwrap();
    block[orientation + 8] = 1;
    [&jpeg[..2], &block, &jpeg[2..]].concat()
}

fn copies_are_found_and_other_pictures_are_not() {
    let world = World::new();
    for n in 0..30_u64 {
        let picture = scene(n);
        let small = image::imageops::resize(&picture, 480, 360, FilterType::Triangle);
        let put = |name: &str, bytes: Vec<u8>| world.write(&format!("{n}/{name}.jpg"), bytes);
        put("原图", saved(&picture, 92));
        put("微信", saved(&small, 78));
        put("再存", saved(&picture, 75));
        put("转", saved(&image::imageops::rotate90(&picture), 85));
        put("倒", saved(&image::imageops::rotate180(&small), 80));
        let part = image::imageops::crop_imm(&picture, 120, 90, 720, 540).to_image();
        put("裁", saved(&part, 92));
    }
    read(&world);
    let items = world.items();
    assert_eq!(items.len(), 180);
    let folder = |n: usize| items[n].locations[0].path.split('/').next().unwrap().to_owned();
    let is_part = |n: usize| items[n].title == "裁.jpg";
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for a in 0..items.len() {
        for b in a + 1..items.len() {
            let found = items[a].similar.is_some()
                && items[a].similar.map(|one| one.group) == items[b].similar.map(|one| one.group);
            let wanted = folder(a) == folder(b) && !is_part(a) && !is_part(b);
            right += u32::from(found && wanted);
            wrong += u32::from(found && !wanted);
            missed += u32::from(!found && wanted);
        }
    }
    let f1 = f64::from(2 * right) / f64::from(2 * right + wrong + missed);
    assert!(
        f1 >= 0.95,
        "{f1:.3}: {right} right, {wrong} wrong, {missed} missed"
    );
    let best: HashSet<&str> = items
        .iter()
        .filter(|item| item.similar.is_some_and(|one| one.best))
        .map(|item| item.title.as_str())
        .collect();
    assert!(!best.contains("微信.jpg") && !best.contains("倒.jpg"), "{best:?}");
    let small = items.iter().filter(|item| item.title == "微信.jpg");
    for item in small.filter_map(|item| item.similar) {
        assert_eq!(item.kind, SimilarKind::Resized);
    }
}

fn the_sharpest_of_a_burst_is_proposed() {
    let world = World::new();
    let picture = scene(99);
    // The hand moves, and one picture is blurred by it.
    let moved = |by: u32| image::imageops::crop_imm(&picture, by, by / 2, 900, 680).to_image();
    let blurred = image::imageops::blur(&moved(12), 4.0);
    world.write("a.jpg", taken(&saved(&moved(0), 90), "2026:04:03 09:14:20"));
    world.write("b.jpg", taken(&saved(&blurred, 90), "2026:04:03 09:14:21"));
    world.write("c.jpg", taken(&saved(&moved(30), 90), "2026:04:03 09:14:22"));
    world.write("d.jpg", taken(&saved(&scene(100), 90), "2026:04:03 09:14:23"));
    read(&world);
    let kinds: Vec<_> = ["a.jpg", "b.jpg", "c.jpg"]
        .map(|path| world.at(path).similar.unwrap())
        .to_vec();
    assert!(
        kinds.iter().all(|one| one.kind == SimilarKind::Burst),
        "{kinds:?}"
    );
    assert_eq!(kinds.iter().filter(|one| one.best).count(), 1);
    assert!(!kinds[1].best);
    assert_eq!(world.at("d.jpg").similar, None);
}

fn texts_are_kept_and_found() {
    let world = World::new();
    world.write("说明.txt", "关于开展清明祭扫活动的说明\n为了缅怀先烈……");
    world.write("名单.csv", "姓名,单位\n张三,某局\n");
    world.write("坏.docx", b"PK\x03\x04broken");
    read(&world);
    let found = |search: &str| {
        let filter = ItemFilter {
            search: Some(search.to_owned()),
            ..ItemFilter::default()
        };
        let (_, items) = world.ledger.items(&filter).unwrap();
        items.into_iter().map(|item| item.title).collect::<Vec<_>>()
    };
    assert_eq!(found("缅怀先烈"), ["说明.txt"]);
    assert_eq!(found("张三"), ["名单.csv"]);
    assert!(found("李四").is_empty());
    let text = world.ledger.item_text(&world.at("名单.csv").id).unwrap().unwrap();
    assert!(text.contains("张三"), "{text}");
    let id = world.at("说明.txt").id;
    let paper = world.ledger.item(&id).unwrap().paper.unwrap();
    assert!(paper.text_chars > 15);
    assert!(paper.text.is_empty());
}

fn titles(world: &World, filter: &ItemFilter) -> Vec<String> {
    let (_, items) = world.ledger.items(filter).unwrap();
    items.into_iter().map(|item| item.title).collect()
}

fn versions_are_found_and_the_final_one_is_proposed() {
    let world = World::new();
    world.write("总结/总结.txt", "年度工作总结\n一年来做了工作。");
    world.write("总结/总结(最终版).txt", "年度工作总结\n一年来做了很多工作。");
    world.write("总结/总结(1).txt", "年度工作总结\n一年来做了不少工作。");
    world.write("总结/通知.txt", "关于放假的通知\n各科室：");
    read(&world);
    let version = |path: &str| world.at(path).version;
    let best = version("总结/总结(最终版).txt").unwrap();
    assert!(best.best);
    let other = version("总结/总结.txt").unwrap();
    assert_eq!((other.family, other.best), (best.family, false));
    assert_eq!(version("总结/通知.txt"), None);
    let family = ItemFilter {
        family: Some(best.family),
        sort: Sort::Alike,
        ..ItemFilter::default()
    };
    let listed = titles(&world, &family);
    assert_eq!((listed.len(), listed[0].as_str()), (3, "总结(最终版).txt"));
    let facets = world.ledger.facets().unwrap();
    assert_eq!((facets.versions, facets.look_alikes), (3, 0));
    // A newer final one takes its place with the next scan; without others a document is no version.
    world.write("总结/总结(最终版2).txt", "年度工作总结\n一年来做了许多工作。");
    read(&world);
    assert!(!version("总结/总结(最终版).txt").unwrap().best);
    assert!(version("总结/总结(最终版2).txt").unwrap().best);
}

fn what_is_alike_or_doubtful_is_listed() {
    let world = World::new();
    let picture = scene(7);
    world.write("a.jpg", saved(&picture, 90));
    world.write("微信图片_20260405120000.jpg", saved(&picture, 60));
    world.write("c.jpg", saved(&image::imageops::blur(&scene(8), 24.0), 90));
    read(&world);
    let listed = |trouble| {
        let filter = ItemFilter {
            trouble: Some(trouble),
            sort: Sort::Alike,
            ..ItemFilter::default()
        };
        titles(&world, &filter)
    };
    let alike = listed(Trouble::LookAlikes);
    assert_eq!(alike, ["a.jpg", "微信图片_20260405120000.jpg"]);
    let group = world.at("a.jpg").similar.unwrap().group;
    let same = ItemFilter {
        similar: Some(group),
        ..ItemFilter::default()
    };
    assert_eq!(titles(&world, &same).len(), 2);
    assert_eq!(listed(Trouble::Versions), [""; 0]);
    let doubts = |item: Item| item.doubts;
    assert_eq!(
        doubts(world.at("微信图片_20260405120000.jpg")),
        ["saved_time_only"]
    );
    assert_eq!(doubts(world.at("c.jpg")), ["blurred"]);
    let mut doubtful = listed(Trouble::Doubts);
    doubtful.sort();
    assert_eq!(doubtful, ["c.jpg", "微信图片_20260405120000.jpg"]);
    let facets = world.ledger.facets().unwrap();
    assert_eq!((facets.doubts, facets.look_alikes, facets.versions), (2, 2, 0));
}

fn what_a_person_says_stands_over_the_bytes() {
    let world = World::new();
    world.write("a.jpg", jpeg(80));
    world.write("b.jpg", jpeg(81));
    read(&world);
    let kind = |path: &str| {
        let item = world.ledger.item(&world.at(path).id).unwrap();
        (item.item.kind, item.kind_from)
    };
    let own = (Kind::Photo, KindOrigin::Format);
    let said = (Kind::SignIn, KindOrigin::Person);
    assert_eq!(kind("a.jpg"), own);
    let ids = [world.at("a.jpg").id];
    world.ledger.set_kind(&ids, Some(Kind::SignIn)).unwrap();
    assert_eq!((kind("a.jpg"), kind("b.jpg")), (said, own));
    // A new look at the files leaves it as it is.
    world.write("c.jpg", jpeg(82));
    read(&world);
    assert_eq!(kind("a.jpg"), said);
    world.ledger.undo().unwrap();
    assert_eq!(kind("a.jpg"), own);
    world.ledger.redo().unwrap();
    assert_eq!(kind("a.jpg"), said);
    let done = world.ledger.set_kind(&ids, Some(Kind::Junk)).unwrap();
    assert_eq!((done.action.as_str(), done.rows), ("item_unneeded", 1));
    assert_eq!(world.ledger.items(&ItemFilter::default()).unwrap().0, 2);
    world.ledger.set_kind(&ids, None).unwrap();
    assert_eq!(kind("a.jpg"), own);
}

fn a_folder_and_the_neighbours_give_a_day() {
    let world = World::new();
    for n in 1..5 {
        let name = format!("活动/{n}.jpg");
        world.write(&name, material::dated(n, &format!("2026:04:03 09:14:2{n}")));
    }
    world.write("活动/无.jpg", jpeg(70));
    world.write("2026-03-05 学雷锋/无.jpg", jpeg(71));
    world.write("其他/无.jpg", jpeg(72));
    read(&world);
    let day = |path: &str| {
        let item = world.at(path);
        (
            item.captured_on,
            item.captured_from.map(|from| from.as_str()).unwrap_or_default(),
        )
    };
    assert_eq!(day("活动/无.jpg"), (Some("2026-04-03".to_owned()), "neighbour"));
    assert_eq!(
        day("2026-03-05 学雷锋/无.jpg"),
        (Some("2026-03-05".to_owned()), "folder")
    );
    assert_eq!(day("其他/无.jpg"), (None, "mtime"));
    // A move to another folder is another folder's day.
    std::fs::rename(
        world.root.join("其他/无.jpg"),
        world.root.join("2026-03-05 学雷锋/又.jpg"),
    )
    .unwrap();
    read(&world);
    assert_eq!(day("2026-03-05 学雷锋/又.jpg").1, "folder");
}

fn nothing_is_read_twice() {
    let world = World::new();
    world.write("a.jpg", saved(&scene(1), 90));
    world.write("b.txt", "文字");
    read(&world);
    let nobody = worker::pool("没有这个程序".into());
    assert_eq!(world.ledger.read_contents(&nobody, false, &Quiet).unwrap(), []);
    // A thumbnail is a wish of its own.
    assert_eq!(world.ledger.read_contents(&workers(), true, &Quiet).unwrap(), []);
    assert_eq!(world.ledger.read_contents(&nobody, true, &Quiet).unwrap(), []);
}

/// A zip as Chinese Windows makes it, its last member locked.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn members_of_a_zip_are_items() {
    let world = World::new();
    let photo = jpeg(5);
    let inner = zip(&[("不看.txt", b"x")]);
    let archive = zip(&[
        ("现场/照片.jpg", &photo),
        ("情况.txt", "关于清明祭扫的情况".as_bytes()),
        ("里面.zip", &inner),
        ("坏.txt", b"locked"),
    ]);
    // The last one is locked: its flags say so.
    let mut archive = archive;
    let at = archive
        .windows(4)
        .rposition(|word| word == b"PK\x01\x02")
        .unwrap();
    archive[at + 8] |= 1;
    world.write("报送/材料.zip", &archive);
    world.write("同.jpg", &photo);
    world.scan();
    let errors = world.ledger.read_contents(&workers(), true, &Quiet).unwrap();
    let told: Vec<_> = errors
        .iter()
        .map(|e| (e.path.as_str(), e.code.as_str()))
        .collect();
    assert_eq!(told, [("报送/材料.zip!/坏.txt", "encrypted")]);
    // The same bytes outside are the same item.
    let both = world.at("同.jpg");
    assert_eq!(material::paths(&both), ["同.jpg", "报送/材料.zip!/现场/照片.jpg"]);
    let inside = world.at("报送/材料.zip!/情况.txt");
    assert_eq!(
        (inside.format.as_str(), inside.title.as_str()),
        ("txt", "情况.txt")
    );
    assert_eq!(
        world.ledger.item(&inside.id).unwrap().paper.unwrap().text_chars,
        9
    );
    assert_eq!(world.at("报送/材料.zip!/里面.zip").format, "zip");
    assert!(
        world
            .ledger
            .find_item("报送/材料.zip!/里面.zip!/不看.txt")
            .is_err()
    );
    let copy = world.ledger.item_path(&inside.id).unwrap();
    assert_eq!(std::fs::read_to_string(copy).unwrap(), "关于清明祭扫的情况");
    // It goes into a pack like a file.
    world.link("报送/材料.zip!/情况.txt");
    let plan = world
        .ledger
        .pack_plan(None, jiff::civil::date(2026, 12, 1), "1")
        .unwrap();
    assert_eq!((plan.model.entries.len(), plan.unavailable.len()), (1, 0));
    assert_eq!(plan.model.entries[0].original_name, "情况.txt");
    let material = world.ledger.material(&plan.model).unwrap();
    let mut bytes = Vec::new();
    let mut open = taizhang_pack::Material::open(&material, &plan.model.entries[0]).unwrap();
    std::io::Read::read_to_end(&mut open, &mut bytes).unwrap();
    assert_eq!(bytes, "关于清明祭扫的情况".as_bytes());
}

fn members_go_and_come_with_their_archive() {
    let world = World::new();
    let (first, second) = (b"one".as_slice(), b"two".as_slice());
    world.write("a.zip", zip(&[("1.txt", first), ("2.txt", second)]));
    read(&world);
    let id = world.at("a.zip!/1.txt").id;
    // Moved with its archive.
    std::fs::rename(world.root.join("a.zip"), world.root.join("b.zip")).unwrap();
    read(&world);
    assert_eq!(world.at("b.zip!/1.txt").id, id);
    assert!(world.ledger.find_item("a.zip!/1.txt").is_err());
    // Other bytes, one member gone.
    world.write("b.zip", zip(&[("1.txt", b"changed")]));
    read(&world);
    assert_eq!(world.at("b.zip!/1.txt").id, id);
    assert_eq!(world.ledger.item(&id).unwrap().revisions.len(), 1);
    assert_eq!(
        world.at("b.zip!/2.txt").presence,
        taizhang_ledger::Presence::Missing
    );
    std::fs::remove_file(world.root.join("b.zip")).unwrap();
    read(&world);
    assert_eq!(
        world.at("b.zip!/1.txt").presence,
        taizhang_ledger::Presence::Missing
    );
    world.write("b.zip", zip(&[("1.txt", b"changed")]));
    read(&world);
    assert_eq!(
        world.at("b.zip!/1.txt").presence,
        taizhang_ledger::Presence::Present
    );
    // Damage is the archive's own error.
    world.write("c.zip", b"PK\x03\x04 nothing more");
    read(&world);
    assert_eq!(world.at("c.zip").error.unwrap().0, "undecodable");
}
