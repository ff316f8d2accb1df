//! How the files of the year came in: cameras, phones, chats, colleagues, U-disks, and whose folders they lie in.

use jiff::civil::{Date, DateTime, date};
use jiff::{Span, tz::TimeZone};

use super::dice::Dice;
use super::events::Event;
use super::paper::{papers, yearly};
use super::picture::Picture;
use super::{Make, MessyFile};

/// How the pictures of one event came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A folder of its own.
    Folder,
    /// Saved from a chat, all events of the month in one folder.
    Chat,
    /// What one colleague sent, named by hand.
    Person,
    /// Copied from a phone, private pictures between.
    Phone,
    /// `新建文件夹 (2)`.
    Unnamed,
    /// A department's folder by month, from its camera.
    Department,
}

const WAYS: [(Way, i64); 6] = [
    (Way::Folder, 30),
    (Way::Chat, 22),
    (Way::Person, 14),
    (Way::Phone, 12),
    (Way::Unnamed, 11),
    (Way::Department, 11),
];
const COLLEAGUES: [&str; 5] = ["小王", "李敏", "张姐", "刘洋", "赵主任"];

struct Year<'d> {
    dice: &'d mut Dice,
    files: Vec<MessyFile>,
    unnamed: usize,
    counter: u32,
    looks: usize,
    copies: usize,
}

/// Every file of the year.
pub(super) fn files(events: &[Event], dice: &mut Dice) -> Vec<MessyFile> {
    let mut year = Year {
        dice,
        files: Vec::new(),
        unnamed: 1,
        counter: 1200,
        looks: 0,
        copies: 0,
    };
    for (n, event) in events.iter().enumerate() {
        year.event(n, event);
    }
    year.strangers();
    unique(&mut year.files);
    year.files
}

/// A name that is taken gets a number, as Windows does.
fn unique(files: &mut [MessyFile]) {
    let mut taken = std::collections::HashSet::new();
    for file in files {
        let mut n = 1;
        while !taken.insert(file.path.to_lowercase()) {
            n += 1;
            let (stem, extension) = file.path.rsplit_once('.').unwrap_or((&file.path, ""));
            let stem = stem
                .rsplit_once(" (")
                .map_or(stem, |(before, _)| if n > 2 { before } else { stem });
            file.path = format!("{stem} ({n}).{extension}");
        }
    }
}

impl Year<'_> {
    fn event(&mut self, n: usize, event: &Event) {
        let way = self.way();
        let many = self.dice.between(5, 15);
        let folder = self.folder(way, event);
        let first = self.files.len();
        self.pictures(n, event, way, &folder, many);
        // A second one was there with a phone, or sends what the first one sent.
        if self.dice.percent(20) {
            let other = *self.dice.pick(&[Way::Chat, Way::Phone, Way::Person]);
            if other != way {
                let folder = self.folder(other, event);
                let many = self.dice.between(3, 6);
                self.pictures(n, event, other, &folder, many);
            }
        }
        self.again(n, event, first);
        // What is neither named nor written of, nobody could tell.
        let named = matches!(way, Way::Folder | Way::Person);
        let papers = papers(event, !named, self.dice);
        for paper in papers {
            let own = matches!(way, Way::Folder | Way::Unnamed) && self.dice.percent(75);
            let folder = if own {
                folder.clone()
            } else {
                self.dice
                    .pick(&[
                        "收发文".to_owned(),
                        format!("文件/{}月", event.on.month()),
                        event.department.to_owned(),
                        "桌面文件".to_owned(),
                    ])
                    .clone()
            };
            // A bare name tells nothing in a folder of many.
            let bare = ["签到表.xlsx", "活动总结.docx"].contains(&paper.name.as_str());
            let mut file = paper.into_file(&folder, Some(n));
            if bare && !own {
                file.path = format!(
                    "{folder}/{}{}",
                    event.short,
                    file.path.rsplit('/').next().unwrap_or_default()
                );
            }
            self.files.push(file);
        }
    }

    fn way(&mut self) -> Way {
        let mut left = self.dice.between(0, 99);
        for (way, part) in WAYS {
            left -= part;
            if left < 0 {
                return way;
            }
        }
        Way::Folder
    }

    fn folder(&mut self, way: Way, event: &Event) -> String {
        let (m, d) = (event.on.month(), event.on.day());
        match way {
            Way::Folder => {
                let above = self
                    .dice
                    .pick(&[
                        String::new(),
                        "2026年活动/".to_owned(),
                        format!("{}/", event.department),
                        format!("{m}月/"),
                        "创建资料/活动照片/".to_owned(),
                    ])
                    .clone();
                let name = self
                    .dice
                    .pick(&[
                        format!("{m}.{d}{}", event.short),
                        format!("{m:02}{d:02}{}", event.short),
                        format!("{} {}", event.on, event.short),
                        format!("{m}月{d}日{}", event.title),
                        format!("2026{m:02}{d:02}{}", event.short),
                        event.short.to_owned(),
                        format!("{}照片", event.short),
                        format!("{m}月{}", event.short),
                    ])
                    .clone();
                format!("{above}{name}")
            }
            Way::Chat => self
                .dice
                .pick(&[
                    "微信文件".to_owned(),
                    format!("微信文件/2026-{m:02}"),
                    "WeChat Files/Image".to_owned(),
                ])
                .clone(),
            Way::Person => format!("{}发来", self.dice.pick(&COLLEAGUES)),
            Way::Phone => self
                .dice
                .pick(&["手机照片", "DCIM/Camera", "手机备份/相机"])
                .to_string(),
            Way::Unnamed => {
                self.unnamed += 1;
                format!("新建文件夹 ({})", self.unnamed)
            }
            Way::Department => format!("{}/{m}月", event.department),
        }
    }

    fn pictures(&mut self, n: usize, event: &Event, way: Way, folder: &str, many: i64) {
        let mut at = event.on.at(
            event.hour,
            i8::try_from(self.dice.between(0, 25)).unwrap_or(5),
            0,
            0,
        );
        let later = match way {
            Way::Chat => *self.dice.pick(&[0, 0, 0, 1, 1, 2, 5]),
            _ => *self.dice.pick(&[0, 0, 1, 3, 12, 40]),
        };
        let mut saved = (event.on + Span::new().days(later)).at(*self.dice.pick(&[17, 18, 20, 21]), 5, 0, 0);
        let exif = matches!(way, Way::Department)
            || (matches!(way, Way::Folder | Way::Phone) && self.dice.percent(45));
        let style = self.dice.between(0, 3);
        let mut burst: Option<(u64, usize, u32)> = None;
        for k in 0..many {
            let pause = if burst.is_some() {
                1
            } else {
                self.dice.between(20, 240)
            };
            at = at.checked_add(Span::new().seconds(pause)).unwrap_or(at);
            saved = saved
                .checked_add(Span::new().seconds(self.dice.between(1, 5)))
                .unwrap_or(saved);
            // Three in a second, now and then.
            let (seed, look, step) = match burst.take() {
                Some((seed, look, step)) => {
                    if step < 2 {
                        burst = Some((seed, look, step + 1));
                    }
                    (seed, Some(look), step)
                }
                None if exif && self.dice.percent(8) && k + 3 <= many => {
                    self.looks += 1;
                    let seed = self.dice.next();
                    burst = Some((seed, self.looks, 1));
                    (seed, Some(self.looks), 0)
                }
                None => (self.dice.next(), None, 0),
            };
            let name = self.name(way, event, k, at, saved, exif, style);
            self.files.push(MessyFile {
                path: format!("{folder}/{name}"),
                activity: Some(n),
                kind: "photo",
                copy: None,
                look,
                make: Make::Picture(Picture {
                    seed,
                    step,
                    width: 480,
                    height: 360,
                    quality: 84,
                    resized: None,
                    taken: exif.then(|| at.strftime("%Y:%m:%d %H:%M:%S").to_string()),
                }),
            });
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn name(
        &mut self,
        way: Way,
        event: &Event,
        k: i64,
        at: DateTime,
        saved: DateTime,
        exif: bool,
        style: i64,
    ) -> String {
        let taken = at.strftime("%Y%m%d_%H%M%S").to_string();
        let stamp = saved.strftime("%Y%m%d%H%M%S").to_string();
        match way {
            Way::Chat => format!("微信图片_{stamp}.jpg"),
            Way::Person => match style {
                0 => format!("{}{}.jpg", event.short, k + 1),
                1 => format!("{} ({}).jpg", event.short, k + 1),
                2 => format!(
                    "{}月{}日{}{:02}.jpg",
                    event.on.month(),
                    event.on.day(),
                    event.short,
                    k + 1
                ),
                _ => format!("{}照片{}.jpg", event.short, k + 1),
            },
            Way::Phone => format!("IMG_{taken}.jpg"),
            Way::Unnamed => {
                let ms = saved
                    .to_zoned(TimeZone::fixed(jiff::tz::offset(8)))
                    .map(|time| time.timestamp().as_millisecond())
                    .unwrap_or_default();
                format!("mmexport{}.jpg", ms + k)
            }
            Way::Department => self.camera(),
            Way::Folder if exif => match style {
                0 | 1 => self.camera(),
                _ => format!("IMG_{taken}.jpg"),
            },
            Way::Folder => match style {
                0 => format!("微信图片_{stamp}.jpg"),
                1 => format!("{}.jpg", k + 1),
                2 => format!("IMG_{taken}.jpg"),
                _ => format!("微信图片_{stamp}{k:02}.jpg"),
            },
        }
    }

    fn camera(&mut self) -> String {
        self.counter += 1;
        format!("DSC_{:04}.JPG", self.counter)
    }

    /// Copies in another place, and what a chat made smaller.
    fn again(&mut self, n: usize, event: &Event, first: usize) {
        let mine: Vec<usize> = (first..self.files.len()).collect();
        for at in mine {
            if !self.dice.percent(6) {
                continue;
            }
            let small = self.dice.percent(50);
            let Some(original) = self.files.get_mut(at) else {
                continue;
            };
            let Make::Picture(picture) = original.make.clone() else {
                continue;
            };
            let name = original.path.rsplit('/').next().unwrap_or_default().to_owned();
            if small && original.look.is_none() {
                self.looks += 1;
                original.look = Some(self.looks);
                let stamp = (event.on + Span::new().days(2)).at(19, 0, 0, 0)
                    + Span::new().seconds(self.dice.between(1, 3000));
                self.files.push(MessyFile {
                    path: format!("微信文件/微信图片_{}.jpg", stamp.strftime("%Y%m%d%H%M%S")),
                    activity: Some(n),
                    kind: "photo",
                    copy: None,
                    look: Some(self.looks),
                    make: Make::Picture(Picture {
                        quality: 58,
                        resized: Some(360),
                        taken: None,
                        ..picture
                    }),
                });
            } else if !small {
                self.copies += 1;
                original.copy = Some(self.copies);
                let copy = MessyFile {
                    path: format!("U盘拷贝/{name}"),
                    ..original.clone()
                };
                self.files.push(copy);
            }
        }
    }

    /// Papers of the year, private pictures, screenshots.
    fn strangers(&mut self) {
        for paper in yearly() {
            let folder = *self.dice.pick(&["制度", "收发文", "桌面文件"]);
            self.files.push(paper.into_file(folder, None));
        }
        for _ in 0..34 {
            let on = any_day(self.dice);
            let at = on.at(
                *self.dice.pick(&[12, 18, 19, 20, 21]),
                i8::try_from(self.dice.between(0, 59)).unwrap_or(0),
                7,
                0,
            );
            let folder = *self.dice.pick(&["手机照片", "DCIM/Camera", "手机备份/相机"]);
            self.stranger(
                &format!("{folder}/IMG_{}.jpg", at.strftime("%Y%m%d_%H%M%S")),
                "photo",
                (480, 360),
            );
        }
        for _ in 0..14 {
            let on = any_day(self.dice);
            let at = on.at(10, i8::try_from(self.dice.between(0, 59)).unwrap_or(0), 11, 0);
            self.stranger(
                &format!(
                    "手机照片/Screenshot_{}_com.tencent.mm.jpg",
                    at.strftime("%Y%m%d-%H%M%S")
                ),
                "screenshot",
                (270, 585),
            );
        }
        for _ in 0..10 {
            let on = any_day(self.dice);
            let at = on.at(22, i8::try_from(self.dice.between(0, 59)).unwrap_or(0), 30, 0);
            self.stranger(
                &format!("微信文件/微信图片_{}.jpg", at.strftime("%Y%m%d%H%M%S")),
                "photo",
                (360, 480),
            );
        }
    }

    fn stranger(&mut self, path: &str, kind: &'static str, (width, height): (u32, u32)) {
        let seed = self.dice.next();
        self.files.push(MessyFile {
            path: path.to_owned(),
            activity: None,
            kind,
            copy: None,
            look: None,
            make: Make::Picture(Picture {
                seed,
                step: 0,
                width,
                height,
                quality: 80,
                resized: None,
                taken: None,
            }),
        });
    }
}

fn any_day(dice: &mut Dice) -> Date {
    date(
        super::YEAR,
        i8::try_from(dice.between(1, 11)).unwrap_or(5),
        i8::try_from(dice.between(1, 28)).unwrap_or(5),
    )
}
