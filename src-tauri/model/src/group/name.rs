//! What the names of folders, files and papers say beside dates, numbers and words that every name has.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::date::Period;
use crate::pattern::{group, pattern};
use crate::suggest::{term, topic};

/// Words that tell no event, longer ones first: what systems and chats write, versions, kinds of paper, parts of any event.
#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "microsoft", "screenshot", "屏幕截图", "屏幕快照", "水印相机", "今日水印", "新建文件夹", "最终版本", "文件传输助手", "未命名", "无标题", "文件夹", "最终版", "修改版", "定稿版", "打印版",
    "盖章版", "电子版", "扫描件", "复印件", "宣传稿", "新闻稿", "信息稿", "说明报告", "情况说明", "现场图", "活动图", "活动照", "工作照", "合影照", "合影",
    "原图", "原片", "精修", "精选", "筛选", "备用", "剪辑", "发来", "来自", "存图", "同事", "手机", "相册", "相机", "单反", "拍摄", "导出", "下载", "接收", "汇总",
    "整理", "归档", "佐证", "印证", "支撑", "素材", "临时", "备份", "存档", "全部", "待分", "未分类", "杂项", "其他", "其它", "录音", "音频", "录屏",
    "截图", "截屏", "签名", "花名册", "名单", "报告", "纪要", "信息", "计划", "安排", "议程", "发言", "讲话", "致辞", "主持", "会议", "会场", "背景",
    "横幅", "条幅", "集中", "集合", "出发", "途中", "签字", "图文", "编辑", "排版", "模板", "模版", "空白", "样表", "附表", "封面", "目录", "上半年",
    "下半年", "季度", "年度", "全年", "本年", "今年", "去年", "副本", "拷贝", "复件", "终稿", "终版", "初稿", "草稿", "修改", "修订", "最新", "最终",
    "版本", "打印", "盖章", "扫描", "电子", "文档", "表格", "新建", "相片", "影音", "媒体", "图像", "压缩", "解压", "微信", "钉钉", "企业微信",
    "视频号", "公众号", "群聊", "群里", "群发", "转发", "收到", "回复", "报送", "上报", "下发", "印发", "传达", "共享", "网盘", "桌面", "电脑",
    "简讯", "快讯", "动态", "推文", "美篇", "供稿", "侧记", "掠影", "剪影", "纪实", "紧急", "u盘", "硬盘", "局领导", "领导",
];

static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\d{2,4}\s*年|[〇零○一二三四五六七八九]{4}年)?(?:\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月份?(?:(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s*[日号])?|\d{2,4}\s*年度?",
    )
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"第\s*(?<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?<of>季度|[期次场届批讲课])")
});

/// What a name tells of an event: runs of at least two Chinese characters that are left, a blank between them. `ignored`: the unit's
/// own names.
pub(super) fn core(name: &str, ignored: &[String]) -> String {
    let name = DAYS.replace_all(name, " ");
    let name = NUMBER.replace_all(&name, " ");
    let mut left = term::plain(&name, ignored);
    for word in NOTHING {
        if left.contains(word) {
            left = left.replace(word, " ");
        }
    }
    let runs = runs(&left);
    if runs.iter().all(|run| is_place(run)) {
        return String::new();
    }
    runs.join(" ")
}

/// Characters that a date or a number leaves behind.
const LOOSE: [char; 16] = [
    '的', '及', '和', '与', '在', '了', '等', '年', '月', '日', '号', '份', '张', '一', '二', '三',
];

/// Runs of at least two Chinese characters.
fn runs(text: &str) -> Vec<String> {
    text.split(|c: char| !term::is_han(c))
        .map(|run| {
            let bare = run.trim_matches(LOOSE);
            // Of 党日 and 年会 one character would be left.
            if bare.chars().count() == 1 { run } else { bare }
        })
        .filter(|run| run.chars().count() > 1)
        .map(str::to_owned)
        .collect()
}

/// Which of a series it is: 第三期 tells `(3, 期)`.
pub(super) fn ordinal(name: &str) -> Option<(u32, String)> {
    let found = NUMBER.captures(name)?;
    let number = group(&found, "n");
    let n = number.parse().ok().or_else(|| words(number))?;
    Some((n, group(&found, "of").to_owned()))
}

/// A number up to 99 in words.
fn words(text: &str) -> Option<u32> {
    let digit = |c: char| {
        "一二三四五六七八九"
            .chars()
            .position(|one| one == c)
            .and_then(|n| u32::try_from(n + 1).ok())
    };
    let (tens, ones) = match text.split_once('十') {
        None => return text.chars().next().and_then(digit),
        Some((tens, ones)) => (tens, ones),
    };
    let of = |part: &str, none: u32| part.chars().next().map_or(Some(none), digit);
    Some(of(tens, 1)? * 10 + of(ones, 0)?)
}

/// The title of an event as a name has it: without dates, numbers of copies, and the words around it (关于…的通知).
pub(super) fn title(name: &str, unit: &[String]) -> String {
    let stem = stem(name);
    let text = DAYS.replace_all(stem, " ");
    let mut text = text.replace(['_', '　', '"', '《', '》', '【', '】', '[', ']'], " ");
    for own in unit {
        text = text.replace(own.as_str(), " ");
    }
    // Where the unit's name was cut out, its 县 or 市 may be left.
    let alone = |word: &&str| word.chars().count() > 1 || !word.chars().all(term::is_han);
    let squeezed = text
        .split_whitespace()
        .filter(alone)
        .collect::<Vec<_>>()
        .join(" ");
    let mut text = bare(&squeezed);
    if let Some((_, rest)) = text.split_once("关于") {
        text = rest;
    }
    loop {
        let before = text;
        for head in HEADS {
            text = text.strip_prefix(head).unwrap_or(text);
        }
        for tail in TAILS {
            text = text.strip_suffix(tail).unwrap_or(text);
        }
        text = bare(text);
        if text == before {
            break;
        }
    }
    let chars = text.chars().count();
    if (2..=40).contains(&chars) && text.chars().any(term::is_han) {
        text.to_owned()
    } else {
        String::new()
    }
}

/// A title without numbers and marks around it, but for the number of 3·15.
fn bare(text: &str) -> &str {
    let around = |c: char| {
        c.is_ascii_digit() || c.is_ascii_punctuation() || c.is_whitespace() || "－—–、，。：（）".contains(c)
    };
    let end = text.trim_end_matches(around);
    let whole = end.trim_start_matches(around);
    if whole.starts_with('·') {
        end.trim_start_matches(|c: char| around(c) && !c.is_ascii_digit())
    } else {
        whole
    }
}

const HEADS: [&str; 14] = [
    "印发", "开展", "举办", "举行", "组织", "召开", "做好", "参加", "年度", "年", "扎实", "深入", "认真",
    "我局",
];
const TAILS: [&str; 40] = [
    "的通知",
    "通知",
    "的方案",
    "活动方案",
    "实施方案",
    "工作方案",
    "方案",
    "活动总结",
    "工作总结",
    "总结",
    "活动简报",
    "简报",
    "情况报告",
    "信息",
    "新闻稿",
    "签到表",
    "签到",
    "会议纪要",
    "纪要",
    "会议记录",
    "记录",
    "活动照片",
    "现场照片",
    "照片",
    "图片",
    "影像",
    "视频",
    "材料",
    "资料",
    "扫描件",
    "最终版",
    "定稿",
    "修改稿",
    "盖章版",
    "副本",
    "附件",
    "议程",
    "活动名单",
    "名单",
    "报道",
];

/// Names of pictures and papers of a person's own, and of an office's that nobody holds an event for; longer ones first.
#[rustfmt::skip]
const PRIVATE: &[&str] = &[
    "毕业证书", "学位证书", "资格证书",
    "身份证", "房产证", "不动产证", "结婚证", "离婚证", "户口本", "户口簿", "户口页", "驾驶证", "行驶证", "毕业证", "学位证", "资格证", "职称证", "准考证", "护照",
    "证件照", "证件", "一寸照", "寸照", "银行卡", "社保卡", "医保卡", "营业执照", "发票", "收据", "小票", "账单", "转账记录", "工资条", "工资表", "工资单", "病历",
    "病假条", "请假条", "处方", "化验单", "体检单", "报销单", "借条", "保单", "合同", "全家福", "宝宝", "孩子", "儿子", "女儿", "老婆", "老公", "爸妈", "爷爷奶奶",
    "自拍", "婚纱照", "婚礼", "满月", "周岁", "红烧肉", "做饭", "晚饭", "早餐", "午饭", "晚餐", "火锅", "美食", "聚餐", "喝酒", "旅游", "风景", "宠物", "小猫",
    "小狗", "小区", "装修", "房子", "新房", "新车", "车位", "快递", "外卖", "淘宝", "订单", "购物", "红包", "头像", "壁纸", "表情包", "表情", "搞笑",
    "二维码", "付款码", "收款码", "健康码", "行程码", "截屏", "值班表", "通讯录", "电话表", "课程表", "作业", "正面", "反面",
];

/// What a name of a person's paper ends with, whoever's and of whatever: 张三身份证, 教师资格证. An event is called after none of them.
const CERTIFICATES: [&str; 10] = [
    "身份证",
    "户口本",
    "户口簿",
    "驾驶证",
    "行驶证",
    "毕业证",
    "学位证",
    "资格证",
    "职称证",
    "准考证",
];

/// Whether a name is that of a person's paper, or nothing of it is left without private words, its month and a sign that goes with them: 工资条3月, 快递单.
pub(super) fn is_private(file: &str) -> bool {
    let stem = DAYS.replace_all(stem(file), " ");
    let mut left = stem.clone().into_owned();
    for word in PRIVATE {
        if left.contains(word) {
            left = left.replace(word, "");
        }
    }
    let bare = stem.trim_end_matches(|c: char| !term::is_han(c));
    let bare = bare.strip_suffix('书').unwrap_or(bare);
    let certificate = CERTIFICATES.iter().any(|end| bare.ends_with(end));
    certificate || left.len() < stem.len() && left.chars().filter(|c| term::is_han(*c)).count() <= 1
}

static NAMED_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d年])(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*[日号]?|(?:^|[^\d])(?<m2>0[1-9]|1[0-2])(?<d2>[0-3]\d)(?:[^\d]|$)|^(?<m3>\d{1,2})\.(?<d3>\d{1,2})[^\d.]",
    )
});

/// The day of the period that a person wrote into a file's name without its year: `4月3日清明`, `签到表0403`, `4.3清明`. A name
/// without a word is a camera's.
pub(super) fn day(file: &str, period: Period) -> Option<Date> {
    let stem = stem(file);
    let words = DAYS.replace_all(stem, " ");
    if words.chars().filter(|c| term::is_han(*c)).count() < 2 {
        return None;
    }
    let found = NAMED_DAY.captures(stem)?;
    let number = |names: [&str; 3]| {
        names
            .iter()
            .find_map(|name| group(&found, name).parse::<i8>().ok())
    };
    let (month, day) = (number(["m", "m2", "m3"])?, number(["d", "d2", "d3"])?);
    (period.from.year()..=period.to.year())
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|day| period.contains(*day))
}

/// A file's name without its extension.
pub(super) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if extension.len() <= 5
                && extension.bytes().all(|b| b.is_ascii_alphanumeric())
                && !extension.bytes().all(|b| b.is_ascii_digit()) =>
        {
            stem
        }
        _ => name,
    }
}

/// Ends of names of departments.
const DEPARTMENTS: [&str; 26] = [
    "办公室",
    "党支部",
    "总支",
    "支部",
    "工会",
    "团委",
    "团支部",
    "妇联",
    "机关党委",
    "纪检组",
    "监察室",
    "人事科",
    "科",
    "股",
    "处",
    "室",
    "中心",
    "大队",
    "支队",
    "中队",
    "站",
    "所",
    "窗口",
    "办",
    "部",
    "委",
];

/// The department that a folder's name is, where it is one.
pub(super) fn department(name: &str) -> Option<String> {
    let text: String = name
        .trim_matches(|c: char| {
            c.is_ascii_digit() || c.is_ascii_punctuation() || c.is_whitespace() || "、．".contains(c)
        })
        .trim_end_matches("报送")
        .trim_end_matches("材料")
        .trim_end_matches("照片")
        .trim_end_matches("上报")
        .trim_end_matches("发来")
        .to_owned();
    let long = text.chars().count();
    let fits = (2..=9).contains(&long)
        && text.chars().all(term::is_han)
        && DEPARTMENTS.iter().any(|end| text.ends_with(end))
        && !["会议室", "活动室", "阅览室", "教室", "大会", "书屋"]
            .iter()
            .any(|end| text.ends_with(end));
    fits.then_some(text)
}

/// Ends of names of places where anything happens. What offices visit for its own sake (敬老院, 烈士陵园) is none of them.
const PLACES: [&str; 20] = [
    "村",
    "社区",
    "小区",
    "街道",
    "会议室",
    "会场",
    "大厅",
    "报告厅",
    "多功能厅",
    "活动室",
    "教室",
    "楼",
    "操场",
    "礼堂",
    "广场",
    "公园",
    "路口",
    "集市",
    "大院",
    "各村",
];
/// Verbs that make an event of a place: 走进石桥村, 进社区.
const VISITS: [char; 5] = ['进', '走', '入', '赴', '访'];

/// Whether all that a name says is a place: it tells where, and nothing of what happened there.
fn is_place(run: &str) -> bool {
    run.chars().count() <= 8 && PLACES.iter().any(|end| run.ends_with(end)) && !run.contains(VISITS)
}

/// Surnames that nine of ten people have.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅庄辛管祝左涂谷祁耿牟";
/// What stands behind a person's name where a folder holds what came from them.
const FROM: [&str; 22] = [
    "iphone", "发来", "传来", "手机", "微信", "相机", "电脑", "拍摄", "上传", "共享", "老师", "主任", "科长",
    "股长", "局长", "书记", "同志", "照片", "发", "传", "拍", "的",
];

/// Whether a folder's name is only that of a person whose pictures lie in it: `陈涛`, `何建平传`, `来自罗敏的iPhone`.
pub(super) fn is_person(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let mut left = lower.strip_prefix("来自").unwrap_or(&lower);
    while let Some(rest) = FROM.iter().find_map(|tail| left.strip_suffix(tail)) {
        left = rest.trim_end();
    }
    let long = left.chars().count();
    let named = (2..=3).contains(&long) || (long == 1 && left != lower);
    named
        && left.chars().all(term::is_han)
        && left.starts_with(|c| SURNAMES.contains(c))
        && topic::told(left).is_empty()
}

/// A file name that a camera, a telephone or a chat gave: where it stops to be the same for the next picture, and the number after it.
pub(super) fn counter(name: &str) -> Option<(String, u64)> {
    let stem = stem(name).trim_end_matches([')', '）']);
    let digits = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, number) = stem.split_at_checked(stem.len() - digits)?;
    (1..=6).contains(&digits).then_some(())?;
    Some((head.to_lowercase(), number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_what_tells_the_event() {
        let of = |name: &str| core(name, &["某县交通运输局".to_owned()]);
        assert_eq!(of("2026.4.3清明祭扫活动照片"), "清明祭扫");
        assert_eq!(of("四月三日 清明祭扫"), "清明祭扫");
        assert_eq!(of("微信图片_20260404101530.jpg"), "");
        assert_eq!(of("新建 Microsoft Word 文档.docx"), "");
        assert_eq!(of("总结(最终版2).docx"), "");
        assert_eq!(of("扫描件0001.pdf"), "");
        assert_eq!(of("4月"), "");
        assert_eq!(of("道德讲堂第三期"), "道德讲堂");
        assert_eq!(of("主题党日活动3.jpg"), "党日");
        assert_eq!(of("3日"), "");
        assert_eq!(of("水印相机_20260403091500.jpg"), "");
        assert_eq!(of("石桥村3.jpg"), "");
        assert_eq!(of("二楼会议室"), "");
        assert_eq!(of("石桥村义诊"), "石桥村义诊");
        assert_eq!(of("送戏走进石桥村"), "送戏走进石桥村");
        assert_eq!(of("反诈进社区"), "反诈进社区");
        assert_eq!(ordinal("道德讲堂第三期"), Some((3, "期".to_owned())));
        assert_eq!(ordinal("第12次集体学习"), Some((12, "次".to_owned())));
        assert_eq!(ordinal("第二十一期"), Some((21, "期".to_owned())));
        assert_eq!(ordinal("清明"), None);
    }

    #[test]
    fn titles_lose_what_stands_around_them() {
        let of = |name: &str| title(name, &[]);
        assert_eq!(of("关于开展2026年清明祭扫活动的通知.docx"), "清明祭扫活动");
        assert_eq!(of("0403清明祭扫照片"), "清明祭扫");
        assert_eq!(of("20250707_开学典礼"), "开学典礼");
        assert_eq!(of("IMG_2031.jpg"), "");
        assert_eq!(of("4月3日"), "");
        assert_eq!(of("关于开展3·15消费者权益日宣传的通知"), "3·15消费者权益日宣传");
        assert_eq!(of("庆“三八”徒步活动方案.docx"), "庆“三八”徒步");
        let own = ["林业局".to_owned()];
        assert_eq!(title("县林业局举行主题党日活动", &own), "主题党日活动");
    }

    #[test]
    fn days_without_a_year_and_private_names() {
        let year = Period::year(2026).unwrap();
        let on = |name: &str| day(name, year).map(|day| (day.month(), day.day()));
        for (name, told) in [
            ("4月3日清明祭扫 (2).jpg", Some((4, 3))),
            ("签到表0403.jpg", Some((4, 3))),
            ("4.3清明.jpg", Some((4, 3))),
            ("IMG_0403.jpg", None),
            ("清明1.jpg", None),
            ("讲堂9999.jpg", None),
            ("2026年4月3日.jpg", None),
        ] {
            assert_eq!(on(name), told, "{name}");
        }
        for private in [
            "毕业证书2.jpg",
            "身份证正面.jpg",
            "发票12.jpg",
            "全家福(3).jpg",
            "值班表2026.xlsx",
            "工资条3月.jpg",
            "快递单.jpg",
        ] {
            assert!(is_private(private), "{private}");
        }
        for open in [
            "文明旅游宣传.jpg",
            "集体生日会.jpg",
            "IMG_2031.jpg",
            "小区清扫.jpg",
        ] {
            assert!(!is_private(open), "{open}");
        }
    }

    #[test]
    fn departments_and_counters() {
        assert_eq!(department("办公室").as_deref(), Some("办公室"));
        assert_eq!(department("03 运输管理股").as_deref(), Some("运输管理股"));
        assert_eq!(department("工会报送").as_deref(), Some("工会"));
        assert_eq!(department("会议室"), None);
        assert_eq!(department("清明祭扫"), None);
        for person in [
            "陈涛",
            "何建平传",
            "来自罗敏的iPhone",
            "孙丽手机",
            "王科长",
            "谢东发来照片",
        ] {
            assert!(is_person(person), "{person}");
        }
        for other in [
            "安全",
            "植树",
            "文明交通",
            "清明祭扫",
            "江边捡垃圾",
            "4月",
            "微信",
        ] {
            assert!(!is_person(other), "{other}");
        }
        assert_eq!(counter("IMG_2031.JPG"), Some(("img_".to_owned(), 2031)));
        assert_eq!(counter("清明 (12).jpg"), Some(("清明 (".to_owned(), 12)));
        assert_eq!(counter("合影.jpg"), None);
        assert_eq!(counter("微信图片_20260404101530.jpg"), None);
    }
}
