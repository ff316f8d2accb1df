//! What happened in the year, and the checklist that it is held against.

use jiff::civil::{Date, Weekday, date};

use super::dice::Dice;

/// A kind of event.
struct Kind {
    title: &'static str,
    /// What people call it in names of folders and files.
    short: &'static [&'static str],
    code: &'static str,
    times: i64,
    /// First and last month, or the one day.
    when: When,
    places: &'static [&'static str],
    department: &'static str,
}

enum When {
    Months(i8, i8),
    Day(i8, i8),
}

const fn kind(
    title: &'static str,
    short: &'static [&'static str],
    code: &'static str,
    times: i64,
    when: When,
    places: &'static [&'static str],
    department: &'static str,
) -> Kind {
    Kind {
        title,
        short,
        code,
        times,
        when,
        places,
        department,
    }
}

use When::{Day, Months};

const HALL: &[&str] = &["三楼会议室", "局机关会议室", "二楼报告厅"];
const STREET: &[&str] = &["人民路口", "建设路与新华路交叉口", "汽车站路口"];

#[rustfmt::skip]
const KINDS: &[Kind] = &[
    kind("党组理论学习中心组集体学习", &["中心组学习", "理论学习", "中心组集体学习"], "1.1", 5, Months(1, 11), HALL, "办公室"),
    kind("主题党日活动", &["主题党日", "党日活动"], "1.2", 5, Months(1, 11), HALL, "机关党委"),
    kind("道德讲堂", &["道德讲堂", "讲堂"], "1.3", 4, Months(3, 11), HALL, "机关党委"),
    kind("职工读书分享会", &["读书分享", "读书会"], "1.4", 3, Months(4, 11), &["职工书屋", "图书室"], "工会"),
    kind("清明祭扫烈士墓活动", &["清明祭扫", "清明", "祭扫烈士墓"], "2.1", 1, Day(4, 3), &["烈士陵园"], "机关党委"),
    kind("端午节包粽子活动", &["端午包粽子", "端午", "包粽子"], "2.2", 1, Day(6, 18), &["机关食堂", "社区活动室"], "工会"),
    kind("迎中秋座谈会", &["中秋", "中秋座谈"], "2.3", 1, Day(9, 24), HALL, "工会"),
    kind("重阳节走访慰问退休老干部", &["重阳慰问", "重阳敬老", "慰问老干部"], "2.4", 1, Day(10, 16), &["老干部家中", "敬老院"], "人事股"),
    kind("迎新春写春联送祝福活动", &["写春联", "送春联", "迎新春"], "2.5", 1, Day(2, 6), &["一楼大厅", "文化广场"], "工会"),
    kind("元宵节猜灯谜活动", &["元宵猜灯谜", "元宵"], "2.6", 1, Day(3, 3), &["一楼大厅"], "工会"),
    kind("文明交通劝导志愿服务", &["交通劝导", "文明交通劝导", "路口执勤"], "3.1", 4, Months(2, 11), STREET, "志愿服务队"),
    kind("义务植树活动", &["义务植树", "植树"], "3.2", 1, Day(3, 12), &["城北林场", "东山"], "造林股"),
    kind("无偿献血活动", &["无偿献血", "献血"], "3.3", 1, Months(5, 8), &["献血屋", "县医院"], "志愿服务队"),
    kind("结对帮扶走访慰问困难群众", &["结对帮扶", "走访慰问", "帮扶慰问"], "3.4", 2, Months(1, 10), &["桥头村", "石门村"], "办公室"),
    kind("清洁家园环境整治志愿服务", &["清洁家园", "环境整治", "打扫卫生"], "3.5", 3, Months(3, 11), &["包联小区", "幸福里社区"], "志愿服务队"),
    kind("文明餐桌光盘行动宣传", &["文明餐桌", "光盘行动"], "4.1", 1, Months(3, 10), &["机关食堂"], "后勤股"),
    kind("网络文明传播培训", &["网络文明", "网络文明培训"], "4.2", 1, Months(4, 9), HALL, "办公室"),
    kind("诚信建设宣传活动", &["诚信宣传", "诚信建设"], "4.3", 1, Months(5, 9), &["文化广场", "人民广场"], "政策法规股"),
    kind("公益广告宣传栏更新", &["公益广告", "宣传栏更新"], "4.4", 2, Months(2, 10), &["办公楼一楼", "院内宣传栏"], "办公室"),
    kind("国家宪法日普法宣传", &["宪法日宣传", "普法宣传"], "5.1", 2, Months(6, 11), &["人民广场", "文化广场"], "政策法规股"),
    kind("安全生产月消防演练", &["消防演练", "消防应急演练"], "5.2", 2, Months(6, 11), &["办公楼前", "机关大院"], "防火办"),
    kind("禁毒宣传进社区", &["禁毒宣传", "禁毒"], "5.3", 1, Day(6, 25), &["幸福里社区"], "政策法规股"),
    kind("防范电信网络诈骗宣传", &["反诈宣传", "防诈骗宣传"], "5.4", 1, Months(4, 10), &["幸福里社区", "文化广场"], "办公室"),
    kind("职工运动会", &["职工运动会", "运动会", "趣味运动会"], "6.1", 2, Months(4, 10), &["体育馆", "县体育场"], "工会"),
    kind("三八妇女节插花活动", &["三八节插花", "三八妇女节"], "6.2", 1, Day(3, 6), HALL, "妇委会"),
    kind("五四青年座谈会", &["五四座谈", "青年座谈会"], "6.3", 1, Day(4, 30), HALL, "团支部"),
    kind("职工健康知识讲座", &["健康讲座", "健康知识讲座"], "6.4", 1, Months(5, 9), HALL, "工会"),
    kind("八一走访慰问退役军人", &["八一慰问", "慰问退役军人"], "6.5", 1, Day(7, 30), &["县武警中队", "退役军人家中"], "人事股"),
    kind("文明单位创建动员大会", &["创建动员会", "动员大会"], "7.1", 1, Months(1, 3), HALL, "创建办"),
    kind("文明单位创建工作推进会", &["创建推进会", "工作推进会"], "7.2", 3, Months(4, 11), HALL, "创建办"),
    kind("创建工作督查", &["创建督查", "督导检查"], "7.3", 2, Months(5, 11), &["各股室", "各林场"], "创建办"),
    kind("窗口服务技能比武", &["技能比武", "业务技能竞赛"], "7.4", 1, Months(5, 10), &["政务服务中心", "服务大厅"], "行政审批股"),
    kind("爱鸟周宣传活动", &["爱鸟周", "爱鸟周宣传"], "8.1", 1, Months(4, 5), &["实验小学", "湿地公园"], "野保股"),
];

/// Something that happened.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) title: String,
    pub(super) short: &'static str,
    pub(super) code: &'static str,
    pub(super) on: Date,
    pub(super) hour: i8,
    pub(super) place: &'static str,
    pub(super) department: &'static str,
}

/// The year's events by day.
pub(super) fn year(dice: &mut Dice) -> Vec<Event> {
    let mut all = Vec::new();
    for kind in KINDS {
        for n in 0..kind.times {
            let on = match kind.when {
                Day(month, day) => date(super::YEAR, month, day),
                Months(from, to) => {
                    let span = i64::from(to - from + 1);
                    let first = i64::from(from) + n * span / kind.times;
                    let last = (i64::from(from) + (n + 1) * span / kind.times - 1).max(first);
                    let month = i8::try_from(dice.between(first, last)).unwrap_or(6);
                    workday(date(
                        super::YEAR,
                        month,
                        i8::try_from(dice.between(3, 26)).unwrap_or(9),
                    ))
                }
            };
            let series = kind.times > 1 && dice.percent(35);
            all.push(Event {
                title: if series {
                    format!("第{}次{}", n + 1, kind.title)
                } else {
                    kind.title.to_owned()
                },
                short: dice.pick::<&'static str>(kind.short),
                code: kind.code,
                on,
                hour: *dice.pick(&[8, 9, 9, 10, 14, 15, 15, 16]),
                place: dice.pick::<&'static str>(kind.places),
                department: kind.department,
            });
        }
    }
    all.sort_by_key(|event| (event.on, event.hour));
    all
}

fn workday(on: Date) -> Date {
    match on.weekday() {
        Weekday::Saturday => on.tomorrow().and_then(Date::tomorrow).unwrap_or(on),
        Weekday::Sunday => on.tomorrow().unwrap_or(on),
        _ => on,
    }
}

/// The checklist as a table (CSV): code, project, what is asked for, department.
pub fn checklist() -> String {
    let rows: &[(&str, &str, &str, &str)] = &[
        (
            "1.1",
            "理论学习",
            "党组理论学习中心组每年集体学习不少于5次，有学习计划、签到和学习记录。",
            "办公室",
        ),
        (
            "1.2",
            "组织生活",
            "每两个月开展1次主题党日，有方案、照片。",
            "机关党委",
        ),
        (
            "1.3",
            "道德讲堂",
            "每季度举办1次道德讲堂，弘扬先进典型事迹。",
            "机关党委",
        ),
        ("1.4", "书香机关", "开展全民阅读，组织职工读书分享。", "工会"),
        ("2.1", "清明节", "清明节前后组织祭扫英烈、缅怀先辈。", "机关党委"),
        ("2.2", "端午节", "端午节组织包粽子、诵经典等民俗活动。", "工会"),
        ("2.3", "中秋节", "中秋节组织团圆联谊、座谈等活动。", "工会"),
        ("2.4", "重阳节", "重阳节开展敬老爱老、走访慰问老干部。", "人事股"),
        ("2.5", "春节", "春节前组织写春联、送祝福等活动。", "工会"),
        ("2.6", "元宵节", "元宵节组织猜灯谜等活动。", "工会"),
        (
            "3.1",
            "文明交通",
            "组织志愿者到路口开展文明交通劝导，每季度不少于1次。",
            "志愿服务队",
        ),
        ("3.2", "生态文明", "组织干部职工参加义务植树。", "造林股"),
        ("3.3", "无偿献血", "组织职工参加无偿献血。", "志愿服务队"),
        (
            "3.4",
            "结对共建",
            "与包联村结对帮扶，走访慰问困难群众，每年不少于2次。",
            "办公室",
        ),
        (
            "3.5",
            "美化环境",
            "到包联小区开展清洁家园、环境卫生整治志愿服务。",
            "志愿服务队",
        ),
        (
            "4.1",
            "文明用餐",
            "食堂开展光盘行动、文明餐桌宣传，制止餐饮浪费。",
            "后勤股",
        ),
        (
            "4.2",
            "网络文明",
            "组建网络文明传播队伍，开展文明上网培训。",
            "办公室",
        ),
        ("4.3", "诚信建设", "开展诚信宣传教育。", "政策法规股"),
        (
            "4.4",
            "公益宣传",
            "在办公场所设置公益广告宣传栏并定期更新。",
            "办公室",
        ),
        (
            "5.1",
            "法治宣传",
            "开展宪法和法律法规宣传，每年不少于2次。",
            "政策法规股",
        ),
        ("5.2", "平安单位", "开展消防安全教育和应急演练。", "防火办"),
        ("5.3", "禁毒宣传", "开展禁毒宣传教育。", "政策法规股"),
        ("5.4", "防范诈骗", "开展防范电信网络诈骗宣传。", "办公室"),
        ("6.1", "文体活动", "组织职工运动会等文体活动。", "工会"),
        ("6.2", "关爱女职工", "三八妇女节组织女职工活动。", "妇委会"),
        ("6.3", "青年工作", "五四青年节组织青年座谈、团建。", "团支部"),
        (
            "6.4",
            "关爱健康",
            "组织职工体检、健康知识讲座，关注心理健康。",
            "工会",
        ),
        (
            "6.5",
            "双拥工作",
            "八一前后走访慰问军人、退役军人和军属。",
            "人事股",
        ),
        ("7.1", "动员部署", "召开创建动员大会，部署创建工作。", "创建办"),
        (
            "7.2",
            "工作推进",
            "召开创建工作推进会，每年不少于3次，有会议记录。",
            "创建办",
        ),
        ("7.3", "督促检查", "对创建工作开展督导检查，通报情况。", "创建办"),
        (
            "7.4",
            "岗位练兵",
            "窗口单位开展业务技能竞赛，提升服务水平。",
            "行政审批股",
        ),
        ("8.1", "野生动物保护", "开展爱鸟周、野生动物保护宣传。", "野保股"),
    ];
    let mut csv = "编号,测评项目,测评标准,责任单位\n".to_owned();
    for (code, title, content, department) in rows {
        csv.push_str(&format!("{code},{title},{content},{department}\n"));
    }
    csv
}
