//! The year of the sample: what happened, what was photographed and written, and what is missing on purpose (the 签到表 and
//! 总结 of 道德讲堂第二期, most of the 集体学习, the 年度总结, links of the 结对共建).

use crate::activity::{ACTIVITIES, Activity, Came};
use crate::film::{RATE, avi};
use crate::glyph::without_outline;
use crate::photo::{Hold, jpeg, pixels};
use crate::scene::{HEIGHT, Place, WIDTH, draw};
use crate::{SampleError, drawing, paper};

pub(crate) const UNIT: &str = "某县交通运输局";
pub(crate) const TITLE: &str = "省级文明单位创建";

/// Pixels to a unit of a drawing: 1536 × 1152.
const SCALE: f32 = 1.2;
const FILM_SCALE: f32 = 0.5;
const FILM_SECONDS: u32 = 4;

/// One file to be made.
pub(crate) struct Work {
    pub(crate) path: String,
    pub(crate) indicator: Option<String>,
    pub(crate) caption: Option<String>,
    make: Make,
}

enum Make {
    Photo {
        place: Place,
        words: &'static str,
        seed: usize,
        n: usize,
        taken: Option<String>,
        hold: Hold,
    },
    Film {
        place: Place,
        words: &'static str,
        seed: usize,
    },
    Docx {
        title: &'static str,
        body: &'static [&'static str],
        signed: Vec<String>,
    },
    Xlsx {
        year: i16,
        title: &'static str,
        heads: &'static [&'static str],
        rows: Vec<Vec<String>>,
    },
    Text(String),
}

impl Work {
    /// The file's bytes.
    pub(crate) fn make(&self) -> Result<Vec<u8>, SampleError> {
        if let Make::Photo { words, .. } | Make::Film { words, .. } = &self.make {
            let without = without_outline(words);
            if !without.is_empty() {
                return Err(drawing(&self.path, format!("no outline for {without:?}")));
            }
        }
        match &self.make {
            Make::Photo {
                place,
                words,
                seed,
                n,
                taken,
                hold,
            } => {
                let picture = pixels(&self.path, &draw(*place, words, *seed, *n), *hold, SCALE)?;
                jpeg(&self.path, &picture, taken.as_deref(), *hold)
            }
            Make::Film { place, words, seed } => {
                // Two drawings a second are enough to see that it moves.
                let frames = (0..FILM_SECONDS * 2)
                    .map(|n| {
                        let drawing = draw(*place, words, *seed, 40 + n as usize);
                        jpeg(
                            &self.path,
                            &pixels(&self.path, &drawing, Hold::Level, FILM_SCALE)?,
                            None,
                            Hold::Level,
                        )
                    })
                    .collect::<Result<Vec<_>, _>>()?;
                let each = (RATE / 2) as usize;
                let film: Vec<Vec<u8>> = frames
                    .into_iter()
                    .flat_map(|f| std::iter::repeat_n(f, each))
                    .collect();
                let side = |length: f64| (length * f64::from(FILM_SCALE)) as u32;
                Ok(avi(&film, side(WIDTH), side(HEIGHT)))
            }
            Make::Docx { title, body, signed } => paper::docx(&self.path, title, body, signed),
            Make::Xlsx {
                year,
                title,
                heads,
                rows,
            } => paper::xlsx(&self.path, *year, title, heads, rows),
            Make::Text(text) => Ok(text.clone().into_bytes()),
        }
    }
}

/// Every file of the year.
pub(crate) fn works(year: i16) -> Vec<Work> {
    let mut works: Vec<Work> = ACTIVITIES
        .iter()
        .enumerate()
        .flat_map(|(seed, activity)| photos(year, seed + 1, activity))
        .collect();
    works.extend(sheets(year));
    works.extend(films(year));
    works.extend(papers(year));
    works
}

fn folder(year: i16, activity: &Activity) -> String {
    let (month, day) = (activity.month, activity.day);
    format!(
        "{year}年活动照片/{month}月/{year}-{month:02}-{day:02} {}",
        activity.name
    )
}

fn photos(year: i16, seed: usize, activity: &Activity) -> Vec<Work> {
    let Activity {
        month,
        day,
        name,
        words,
        place,
        ..
    } = *activity;
    (0..activity.photos)
        .map(|n| {
            let (hour, minute, second) = (9 + n / 4, (seed * 7 + n * 6) % 60, (seed * 13 + n * 17) % 60);
            let hold = match (seed + n) % 6 {
                3 if place != Place::Wall => Hold::Upright,
                // Chats drop the EXIF that would turn it.
                5 if place != Place::Wall && activity.came == Came::Camera => Hold::Turned,
                _ => Hold::Level,
            };
            let chat = activity.came == Came::Chat;
            let path = if chat {
                format!(
                    "微信文件/微信图片_{year}{month:02}{day:02}{:02}{minute:02}{second:02}.jpg",
                    hour + 6
                )
            } else {
                format!(
                    "{}/IMG_{year}{month:02}{day:02}_{hour:02}{minute:02}{second:02}.jpg",
                    folder(year, activity)
                )
            };
            let taken = format!("{year}:{month:02}:{day:02} {hour:02}:{minute:02}:{second:02}");
            // The last one of a long series waits to be linked: there is always something left to do.
            let indicator = activity.indicator.filter(|_| n < 4).map(str::to_owned);
            let caption = indicator.as_ref().filter(|_| n == 0);
            Work {
                caption: caption.map(|_| {
                    format!(
                        "{year}年{month}月{day}日，{}，开展{name}。",
                        activity.where_and_who
                    )
                }),
                indicator,
                make: Make::Photo {
                    place,
                    words,
                    seed,
                    n,
                    taken: (!chat).then_some(taken),
                    hold,
                },
                path,
            }
        })
        .collect()
}

fn sheets(year: i16) -> Vec<Work> {
    let of = |name: &str| ACTIVITIES.iter().find(|activity| activity.name == name);
    let photographed = ["清明祭扫", "道德讲堂第一期"]
        .into_iter()
        .filter_map(of)
        .map(|activity| {
            let words = if activity.place == Place::Hall {
                "道德讲堂签到表"
            } else {
                "清明祭扫签到表"
            };
            let taken = format!("{year}:{:02}:{:02} 08:40:05", activity.month, activity.day);
            let make = Make::Photo {
                place: Place::Sheet,
                words,
                seed: 50 + usize::from(activity.month),
                n: 0,
                taken: Some(taken),
                hold: Hold::Level,
            };
            Work {
                path: format!("{}/{}签到表.jpg", folder(year, activity), activity.name),
                indicator: activity.indicator.map(str::to_owned),
                caption: None,
                make,
            }
        });
    let typed = of("交通劝导志愿服务").map(|activity| Work {
        path: format!("{}/志愿服务签到表.xlsx", folder(year, activity)),
        indicator: activity.indicator.map(str::to_owned),
        caption: None,
        make: Make::Xlsx {
            year,
            title: "交通劝导志愿服务签到表",
            heads: &["序号", "姓名", "股室", "签到", "签退", "时长（小时）"],
            rows: people(8, |n| {
                vec![
                    "07:30".to_owned(),
                    "09:00".to_owned(),
                    if n % 3 == 0 { "1.5" } else { "1" }.to_owned(),
                ]
            }),
        },
    });
    photographed.chain(typed).collect()
}

const NAMES: [&str; 12] = [
    "王敏",
    "李建国",
    "张丽",
    "陈志远",
    "刘芳",
    "赵海",
    "孙晓梅",
    "周强",
    "吴静",
    "郑涛",
    "冯玉兰",
    "何平",
];
const OFFICES: [&str; 4] = ["党政办", "综合股", "计财股", "建养股"];

fn people(count: usize, rest: impl Fn(usize) -> Vec<String>) -> Vec<Vec<String>> {
    let named = NAMES.iter().zip(OFFICES.iter().cycle()).take(count).enumerate();
    named
        .map(|(n, (name, office))| {
            let mut row = vec![(n + 1).to_string(), (*name).to_owned(), (*office).to_owned()];
            row.extend(rest(n));
            row
        })
        .collect()
}

fn films(year: i16) -> Vec<Work> {
    let film = |seed: usize, name: &str, file: &str| {
        ACTIVITIES
            .iter()
            .find(|activity| activity.name == name)
            .map(|activity| Work {
                path: format!("{}/{file}.avi", folder(year, activity)),
                indicator: None,
                caption: None,
                make: Make::Film {
                    place: activity.place,
                    words: activity.words,
                    seed,
                },
            })
    };
    film(5, "清明祭扫", "清明祭扫录像")
        .into_iter()
        .chain(film(12, "职工运动会", "运动会录像"))
        .collect()
}

fn papers(year: i16) -> Vec<Work> {
    let docx = |path: &str, indicator: Option<&str>, title, body, month: u8, day: u8| Work {
        path: path.replace("{年}", &year.to_string()),
        indicator: indicator.map(str::to_owned),
        caption: None,
        make: Make::Docx {
            title,
            body,
            signed: vec![UNIT.to_owned(), format!("{year}年{month}月{day}日")],
        },
    };
    vec![
        docx(
            "制度文件/{年}年文明单位创建工作计划.docx",
            Some("年度计划"),
            "年度文明单位创建工作计划",
            &[
                "为巩固创建成果，结合全局实际，制定本计划。",
                "一、抓学习。每两个月组织一次集体学习，做到有计划、有签到、有记录。",
                "二、抓讲堂。上半年和下半年各举办一期道德讲堂。",
                "三、抓服务。每季度开展一次志愿服务，服务时长按人登记。",
            ],
            3,
            5,
        ),
        docx(
            "制度文件/文明单位创建工作领导小组和分工.docx",
            Some("领导小组和分工"),
            "关于成立文明单位创建工作领导小组的通知",
            &[
                "组长由局主要负责人担任，副组长由分管负责人担任，成员为各股室负责人。",
                "领导小组下设办公室，设在党政办，负责日常工作和材料归集。",
            ],
            1,
            12,
        ),
        docx(
            "制度文件/道德讲堂管理制度.docx",
            Some("讲堂制度"),
            "道德讲堂管理制度",
            &[
                "讲堂设在三楼会议室，由党政办管理，每期按唱、看、讲、颂、评五个环节进行。",
                "每期活动前发通知，活动时签到，活动后写总结，材料于三日内交党政办。",
            ],
            2,
            3,
        ),
        docx(
            "通知/关于开展清明祭扫活动的通知.docx",
            Some("清明祭扫"),
            "关于开展清明祭扫活动的通知",
            &["各股室：定于4月3日上午九时到县烈士陵园开展祭扫活动，请党员干部着装整齐，按时参加。"],
            3,
            30,
        ),
        docx(
            "通知/关于举办道德讲堂第一期的通知.docx",
            Some("道德讲堂第一期"),
            "关于举办道德讲堂第一期的通知",
            &["各股室：定于6月18日下午在三楼会议室举办道德讲堂第一期，主题是爱岗敬业，请全体干部职工参加。"],
            6,
            12,
        ),
        docx(
            "通知/关于举办道德讲堂第二期的通知.docx",
            Some("道德讲堂第二期"),
            "关于举办道德讲堂第二期的通知",
            &["各股室：定于11月10日下午在三楼会议室举办道德讲堂第二期，主题是诚实守信，请全体干部职工参加。"],
            11,
            4,
        ),
        docx(
            "总结/道德讲堂第一期活动总结.docx",
            Some("道德讲堂第一期"),
            "道德讲堂第一期活动总结",
            &[
                "6月18日，我局举办道德讲堂第一期，46名干部职工参加。养护工老何讲了雨夜抢通便桥的经历，大家深受触动。",
            ],
            6,
            21,
        ),
        docx(
            "会议/专题研究创建工作会议纪要.docx",
            Some("专题研究"),
            "专题研究文明单位创建工作会议纪要",
            &["2月6日，局党组专题研究文明单位创建工作，听取上年度情况汇报，议定本年度计划和分工。"],
            2,
            6,
        ),
        Work {
            path: "志愿服务/志愿者花名册.xlsx".to_owned(),
            indicator: Some("志愿者注册".to_owned()),
            caption: None,
            make: Make::Xlsx {
                year,
                title: "注册志愿者花名册",
                heads: &["序号", "姓名", "股室", "注册时间"],
                rows: people(12, |n| vec![format!("{}-{:02}", year - 1, n % 9 + 1)]),
            },
        },
        Work {
            path: "简报/文明创建简报第1期.txt".to_owned(),
            indicator: Some("创建简报".to_owned()),
            caption: None,
            make: Make::Text(format!(
                "文明创建简报\n第1期\n\n{UNIT}  {year}年3月16日\n\n3月12日，机关干部职工到城北山坡义务植树，当天栽下树苗二百余株。\n"
            )),
        },
    ]
}

/// Every text that is drawn.
#[cfg(test)]
pub(crate) fn drawn_words() -> String {
    ACTIVITIES
        .iter()
        .map(|activity| activity.words)
        .collect::<String>()
        + "道德讲堂签到表清明祭扫签到表序号姓名单位签名"
}

#[cfg(test)]
mod tests {
    use super::{Make, drawn_words, works};
    use crate::glyph::without_outline;
    use crate::photo::pixels;
    use crate::scene::draw;

    #[test]
    fn every_drawn_character_has_an_outline() {
        assert_eq!(without_outline(&drawn_words()), Vec::<char>::new());
    }

    /// What nothing is drawn on comes out black, a colour that no drawing has.
    #[test]
    fn every_picture_is_drawn_to_its_edges() {
        for work in works(2026) {
            if let Make::Photo {
                place,
                words,
                seed,
                n,
                hold,
                ..
            } = work.make
            {
                let picture = pixels(&work.path, &draw(place, words, seed, n), hold, 0.1).unwrap();
                let open = picture.pixels().filter(|pixel| pixel.0 == [0, 0, 0]).count();
                assert_eq!(open, 0, "{}", work.path);
            }
        }
    }

    #[test]
    fn names_are_unique_and_the_year_has_what_it_promises() {
        let works = works(2026);
        let names: std::collections::BTreeSet<&str> = works.iter().map(|work| work.path.as_str()).collect();
        assert_eq!(names.len(), works.len());
        let ending = |ending: &str| works.iter().filter(|work| work.path.ends_with(ending)).count();
        assert_eq!((ending(".jpg"), ending(".avi"), ending(".docx")), (64, 2, 8));
        assert_eq!(
            works.iter().filter(|work| work.path.contains("签到表")).count(),
            3
        );
        assert_eq!(ending(".docx") + ending("花名册.xlsx") + ending(".txt"), 10);
        assert!(
            !works
                .iter()
                .any(|work| work.path.contains("第二期") && work.path.contains("签到表"))
        );
    }
}
