//! The date in a file's name: what cameras, telephones and chat programs write into it, and what people do.
//!
//! Wall clocks are China's; stamps that count from 1970 are turned to +08:00. A date must pass the calendar and have
//! a sane year, or telephone numbers and counters pass as dates.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use regex::{Captures, Regex};

use crate::date::{DateFact, DateOrigin, Meaning, Precision};
use crate::pattern::{group, pattern};

/// Years that a name can mean.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1990..=2049;

/// What a pattern's time says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Taken,
    Saved,
    /// A person's own name for the file: the day of what it shows or, for a document, of its writing.
    Titled,
}

/// Year, month and day, then hour, minute and second, with nothing but marks between.
const YEAR: &str = r"(?<y>(?:19|20)\d\d)";
const DAY: &str = r"YEAR[-_.]?(?<m>\d\d)[-_.]?(?<d>\d\d)";
const TIME: &str = r"(?<h>\d\d)[-_.:]?(?<n>\d\d)[-_.:]?(?<s>\d\d)";

/// Marks between year, month and day, the same one twice: 04-03-2026 09.14 is no 14th of September.
const MARKS: [&str; 3] = ["-", "_", r"\."];

/// The patterns, the more exact before the more general. `^` stands for the begin of the name or a mark before it.
static PATTERNS: LazyLock<Vec<(Regex, Says)>> = LazyLock::new(|| {
    use Says::{Saved, Taken, Titled};
    [
        // Fourteen digits that are no date: seconds since 1970 and four more.
        (r"^企业微信截图_(?<seconds>1\d{9})\d{4}$", Taken),
        (r"mmexport(?<ms>1\d{12})$", Saved),
        (r"^wx_camera_(?<ms>1\d{12})$", Taken),
        (r"^JDIM_(?<ms>1\d{12})$", Saved),
        (r"^企业微信截图_DAYTIME$", Taken),
        (r"^(?:微信|QQ|TIM|钉钉)截图_?DAYTIME$", Taken),
        (r"^(?:微信|企业微信|QQ|TIM|钉钉)(?:图片|视频|文件)_?DAYTIME$", Saved),
        (r"^(?:微信|企业微信)(?:图片|视频)_?(?<y>20\d\d)-(?<m>\d\d)-(?<d>\d\d)_TIME_\d{3}$", Saved),
        // Clients write no mark between day and time here; who does has hidden the time (…_123456).
        (r"^(?:微信|企业微信|QQ|TIM|钉钉)(?:图片|视频|截图)_?DAY_\d{6}$", Saved),
        (r"^Dingtalk_DAYTIME$", Saved),
        (r"^(?:WeChat|WeCom)(?:[ _]?(?:Image|Video|File))?[ _]?DAY_?TIME$", Saved),
        (r"^WhatsApp (?:Image|Video) DAY at TIME$", Saved),
        (r"^(?:IMG|VID|AUD)-DAY-WA\d+$", Saved),
        (r"^(?:IMG|VID|PANO|BURST|PXL|MVIMG|WP|DSC|SAVE|REC|Record|Video|Photo)_?DAY_?TIME(?:\d{3})?$", Taken),
        (r"^(?:MYXJ|MTXX|Camera|CameraZOOM|faceu|B612|beauty|水印相机|今日水印相机|马克水印相机)_?DAY_?TIME(?:\d{3})?$", Taken),
        (r"^(?:Screenshot|Screen_?shot|SVID|截图|截屏|屏幕截图|屏幕快照|录屏|Screenrecorder|Screen[ _-]?record(?:ing)?)[-_ ]?DAY[-_ ](?:at[ _])?TIME(?:[-_.]?\d{2,3})?$", Taken),
        (r"^(?:Screenshot|截图|截屏|屏幕截图|录屏|Screenrecorder)[-_ ]?DAY$", Taken),
        (r"^(?:IMG|VID)_?DAY$", Taken),
        // A day, then milliseconds since 1970.
        (r"^DAY_(?<ms>1\d{12})$", Taken),
        (r"^DAY[-_ T]?TIME(?:\d{3})?$", Titled),
        // Only with this century's years: 199… is how telephone numbers begin.
        (r"^(?<y>20\d\d)(?<m>\d\d)(?<d>\d\d)\d{3}$", Titled),
        (r"\A(?<ms>1\d{12})$", Saved),
        (r"^YEARMARK(?<m>\d{1,2})MARK(?<d>\d{1,2})$", Titled),
        (r"^YEAR (?<m>\d\d) (?<d>\d\d)$", Titled),
        (r"^YEAR年(?<m>\d{1,2})月(?<d>\d{1,2})[日号]", Titled),
        (r"^DAY$", Titled),
    ]
    .into_iter()
    .flat_map(|(text, says)| {
        let marks: &[&str] = if text.contains("MARK") { &MARKS } else { &[""] };
        marks.iter().map(move |mark| (text.replace("MARK", mark), says))
    })
    .map(|(text, says)| {
        let text = text
            .replace('^', "(?:^|[^0-9A-Za-z])")
            .replace('$', if says == Titled { "(?:[^0-9A-Za-z]|$)" } else { "(?:[^0-9]|$)" })
            .replace("DAY", DAY)
            .replace("YEAR", YEAR)
            .replace("TIME", TIME);
        (pattern(&format!("(?i){text}")), says)
    })
    .collect()
});

/// The date in a file's name, without its folders. `paper`: the file is a document, so that a day in its name tells
/// when it was written.
pub fn date(name: &str, paper: bool) -> Option<DateFact> {
    let stem = stem(name);
    let by_pattern = PATTERNS.iter().find_map(|(regex, says)| {
        let (value, precision) = value(&regex.captures(stem)?)?;
        Some((value, precision, *says))
    });
    let in_words = || {
        let (value, precision) = super::written::in_words(stem)?.iso()?;
        Some((value, precision, Says::Titled))
    };
    let (value, precision, says) = by_pattern.or_else(in_words)?;
    let (from, meaning) = match says {
        Says::Saved => (DateOrigin::NameSaved, Meaning::Saved),
        Says::Titled if paper => (DateOrigin::NameTaken, Meaning::Written),
        Says::Taken | Says::Titled => (DateOrigin::NameTaken, Meaning::Taken),
    };
    Some(DateFact {
        value,
        precision,
        from,
        meaning,
    })
}

/// The name without its extension.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 5 && extension.is_ascii() => stem,
        _ => name,
    }
}

fn value(found: &Captures<'_>) -> Option<(String, Precision)> {
    let number = |name: &str| group(found, name).parse::<i64>().ok();
    let since_1970 = number("seconds").or_else(|| number("ms").map(|ms| ms / 1000));
    let stamp = match since_1970 {
        Some(seconds) => Some(super::local(seconds)?),
        None => None,
    };
    let Some(year) = number("y") else {
        return Some((super::with_offset(stamp?), Precision::Instant));
    };
    let part = |name: &str| number(name).and_then(|number| i8::try_from(number).ok());
    let day = Date::new(i16::try_from(year).ok()?, part("m")?, part("d")?).ok()?;
    if !YEARS.contains(&day.year()) {
        return None;
    }
    if let Some(stamp) = stamp.filter(|stamp| stamp.date() == day) {
        return Some((super::with_offset(stamp), Precision::Instant));
    }
    match part("h") {
        Some(hour) => {
            let time = DateTime::new(
                day.year(),
                day.month(),
                day.day(),
                hour,
                part("n")?,
                part("s")?,
                0,
            )
            .ok()?;
            Some((time.strftime("%Y-%m-%dT%H:%M:%S").to_string(), Precision::Instant))
        }
        None => Some((day.to_string(), Precision::Day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str) -> Option<(String, &'static str)> {
        date(name, false).map(|fact| (fact.value, fact.meaning.as_str()))
    }

    #[test]
    fn every_pattern_of_chats_and_cameras_is_read() {
        let cases = [
            ("微信图片_20220307214129.jpg", "2022-03-07T21:41:29", "saved"),
            ("微信图片_20250826114255_1785.jpg", "2025-08-26T11:42:55", "saved"),
            (
                "微信图片_20251114114113_982_8.png",
                "2025-11-14T11:41:13",
                "saved",
            ),
            (
                "微信图片_20251114114113_70_19.jpg",
                "2025-11-14T11:41:13",
                "saved",
            ),
            ("微信截图_20250813173950.png", "2025-08-13T17:39:50", "taken"),
            (
                "微信视频2026-03-30_111151_513.mp4",
                "2026-03-30T11:11:51",
                "saved",
            ),
            ("mmexport1716130574783.jpg", "2024-05-19T22:56:14+08:00", "saved"),
            ("0mmexport1554196894459.jpg", "2019-04-02T17:21:34+08:00", "saved"),
            (
                "doc_2_mmexport1554196894459.jpg",
                "2019-04-02T17:21:34+08:00",
                "saved",
            ),
            ("mmexport1402389012345.jpg", "2014-06-10T16:30:12+08:00", "saved"),
            (
                "wx_camera_1514090846138.mp4",
                "2017-12-24T12:47:26+08:00",
                "taken",
            ),
            ("QQ图片20171218090453.jpg", "2017-12-18T09:04:53", "saved"),
            ("TIM图片20190711114340.png", "2019-07-11T11:43:40", "saved"),
            ("TIM截图20190711114340.png", "2019-07-11T11:43:40", "taken"),
            ("Dingtalk_20230420143311.jpg", "2023-04-20T14:33:11", "saved"),
            ("企业微信截图_20181008201824.png", "2018-10-08T20:18:24", "taken"),
            (
                "企业微信截图_16867095152247.png",
                "2023-06-14T10:25:15+08:00",
                "taken",
            ),
            ("IMG_20130810_123456.jpg", "2013-08-10T12:34:56", "taken"),
            ("IMG_20130810_123456_1.jpg", "2013-08-10T12:34:56", "taken"),
            ("IMG20130810123456.jpg", "2013-08-10T12:34:56", "taken"),
            ("IMG20130810.jpg", "2013-08-10", "taken"),
            ("img_20130810_123456 (2).JPG", "2013-08-10T12:34:56", "taken"),
            ("副本 IMG_20130810_123456.jpg", "2013-08-10T12:34:56", "taken"),
            ("VID_20140826_123456.mp4", "2014-08-26T12:34:56", "taken"),
            ("PANO_20140826_123456.jpg", "2014-08-26T12:34:56", "taken"),
            ("PXL_20210403_091422123.jpg", "2021-04-03T09:14:22", "taken"),
            ("MYXJ_20160101123456.jpg", "2016-01-01T12:34:56", "taken"),
            ("MTXX_20160101123456.JPG", "2016-01-01T12:34:56", "taken"),
            (
                "Screenshot_2022-02-25-13-52-11-93_3915bacb0123456789abcdef01234567.jpg",
                "2022-02-25T13:52:11",
                "taken",
            ),
            (
                "Screenshot_2024-12-19-19-31-34-984_com termux-edit.jpg",
                "2024-12-19T19:31:34",
                "taken",
            ),
            (
                "Screenshot_20241212-205532_Facebook.jpg",
                "2024-12-12T20:55:32",
                "taken",
            ),
            ("Screenshot_2024-02-19_112808.png", "2024-02-19T11:28:08", "taken"),
            (
                "Screenshot_2024-02-07_at_11.31.12.png",
                "2024-02-07T11:31:12",
                "taken",
            ),
            ("屏幕截图 2026-04-03 091422.png", "2026-04-03T09:14:22", "taken"),
            ("截屏2026-04-03 09.14.22.png", "2026-04-03T09:14:22", "taken"),
            (
                "Screenrecorder-2022-01-01-10-11-12-123.mp4",
                "2022-01-01T10:11:12",
                "taken",
            ),
            (
                "2015-09-09_1441762472509.jpg",
                "2015-09-09T09:34:32+08:00",
                "taken",
            ),
            ("2015_09_09_14_41_26.jpg", "2015-09-09T14:41:26", "taken"),
            ("20150101123.jpg", "2015-01-01", "taken"),
            ("20260403清明祭扫 (3).jpg", "2026-04-03", "taken"),
            ("清明祭扫2026-4-3.jpg", "2026-04-03", "taken"),
            ("2026年4月3日清明祭扫.jpg", "2026-04-03", "taken"),
            ("二〇二六年四月三日清明祭扫.jpg", "2026-04-03", "taken"),
            ("2026 04 03 清明.jpg", "2026-04-03", "taken"),
            ("2026.4.3清明祭扫.jpg", "2026-04-03", "taken"),
            (
                "微信图片_2026-04-03_091422_123.jpg",
                "2026-04-03T09:14:22",
                "saved",
            ),
            ("WeChat_20260403091422.mp4", "2026-04-03T09:14:22", "saved"),
            ("WeChat Image_20260403091422.jpg", "2026-04-03T09:14:22", "saved"),
            ("JDIM_1441762472509.jpg", "2015-09-09T09:34:32+08:00", "saved"),
            ("1441762472509.jpg", "2015-09-09T09:34:32+08:00", "saved"),
        ];
        for (name, value, meaning) in cases {
            assert_eq!(told(name), Some((value.to_owned(), meaning)), "{name}");
        }
    }

    #[test]
    fn a_hidden_time_leaves_the_day() {
        let fact = date("微信图片_20250830_123456.png", false).unwrap();
        assert_eq!(
            (fact.value.as_str(), fact.precision),
            ("2025-08-30", Precision::Day)
        );
    }

    #[test]
    fn what_looks_like_a_date_and_is_none() {
        for name in [
            "企业微信截图_0fcbdf31-d6cf-4984-9e7a-0123456789ab.png",
            "企业微信截图_99867095152247.png",
            "lADPDfYHwzcybfXNA-jNBuo.jpg",
            "IMG_0070.MOV",
            "IMG0001A.JPG",
            "DSC00449.JPG",
            "img-0123456789abcdef0123456789abcdef.jpg",
            "v2-20150101abcdef0123456789abcdef01_hd.jpg",
            "20150101abcdef0123456789abcdef01.jpg",
            "share_card_1234567890123456789.png",
            "idlefish-msg-1.jpg",
            "微信图片_20221307214129.jpg",
            "微信图片_20220230214129.jpg",
            "微信图片_20220307254129.jpg",
            "13812345678.jpg",
            "张三13912345678签到.jpg",
            "8613812345678.jpg",
            "020-20991345.jpg",
            "签到表123456.jpg",
            "20269999.jpg",
            "CamScanner 04-03-2026 09.14.jpg",
            "20991231.jpg",
            "IMG_20991231_101010.jpg",
            "microMsg.1775200462000.jpg",
            "hdImg_0123456789abcdef.jpg",
            "",
        ] {
            assert_eq!(told(name), None, "{name}");
        }
    }

    #[test]
    fn a_day_in_the_name_of_a_document_tells_when_it_was_written() {
        let fact = date("会议纪要20260403.docx", true).unwrap();
        assert_eq!(
            (fact.value.as_str(), fact.meaning),
            ("2026-04-03", Meaning::Written)
        );
        assert_eq!(fact.from, DateOrigin::NameTaken);
    }
}
