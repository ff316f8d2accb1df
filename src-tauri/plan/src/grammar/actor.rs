//! Who does it, told in the sentence itself: 由市场科牵头, 党办会同工会, 各科室于11月20日前….

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern::{group, holds_any, pattern};
use crate::source::Clause;

/// Endings of the names of bodies that work is given to.
const ENDING: &str = "卫生院|福利院|敬老院|检察院|法院|研究院|幼儿园|创建集体|营业厅|餐厅|食堂|门店|场馆|片区|园区|景区|服务区|车间|班级|甲方|乙方|区县|县区|领导小组|工作小组|联络小组|小组|专班|指挥部|办公室|科室|股室|处室|部门|单位|主体|党?总?支部|党委|党组|党总支|党工委|机构|机关|工会|共青团|团委|团支部|妇委会|妇联|关工委|残联|文联|[县市区省镇乡州盟旗纪工居村改健计信建农教科资法明宗编监职]委|人民政府|政府|指导中心|协会|村委会|居委会|委员会|自然村|社区|分局|大队|中队|支队|中心|学校|医院|公司|街道|乡镇|支行|分行|学院|窗口|网点|庭|馆|社|科|股|室|处|办|局|站|所|队|村|镇|乡|组|会|部";
/// Last characters of those endings and of people's titles.
const LAST: &str =
    "厅堂店园院区间级方行口点庭馆社府组班部室门位体委会团联村区局队心校院司道镇乡科股处办站所关构导员人";
/// What may follow a body that does something; a word of will or duty is sure, a time or a preposition likely.
const DUTY: &str = "的职责|请|要|应当|应|须|必须|务必|需要|负责|牵头|会同|联合|具体|统一|相应|分别|认真|积极|将|严格|及时|按时|本身";
const LIKELY: &str = "于|在|每|按照?|依据|根据|对照?|结合|至少|全年|组织|开展|制定|定期|不定期|\\d{1,2}月|[一二三四五六七八九十]{1,2}月|年底|年内|[上下]半年|[一二三四]季度|月底|[本这下]周|利用|搭建|建立|完成|报送|上报|汇总|整理|收集|召开|举办|做好|抓好|落实|开设|设置|配备|检查|督促|审核|更新|维护|提供|推荐|选派|安排|进行|加强|举行|协助|依照|制订|成立|印发";

pub(super) static BODY: LazyLock<String> =
    LazyLock::new(|| format!("[各全]?[一-龥A-Za-z]{{0,14}}?(?:{ENDING})(?:\\([^()]{{1,12}}\\))?"));
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "^(?:请|要求|同时|其中|此外|今后)?[,]?({body}(?:[、和及与]{body})*)({DUTY}|{LIKELY})"
    ))
});
/// 各村, 各科室: whatever they do, they are meant to do it.
static EVERY: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str().trim_start_matches("[各全]?");
    pattern(&format!(
        "^(?:请|要求|同时|其中|此外|今后)?[,]?((?:各|全体){body}(?:[、和及与]{}))*)[^的等单小、和及与民员理伍点分织长属委内公务门室位类项级界机团党妇]",
        BODY.as_str()
    ).replace("))*)", ")*)"))
});
/// 各书院负责, 各楼层负责: bodies whatever they are called, where their duty follows.
static EACH: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:请|要求)?(各[一-龥]{1,6}?)负责[^人]"));
static BY: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "由({body}(?:[、和及与]{body})*)(?:负责|牵头|具体|统一|组织|承担|汇总|落实|主办|发文|召开|召集|下发|印发|公布|通报|发布|审核|考核|评定|评选|检查|督办|督查|主持|会同|联合|每)"
    ))
});
/// 以团委、学生会为主
static MAINLY: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "以({body}(?:[、和及与]{body})*)为主(?:体|力|导)?(?:[,;。]|$)"
    ))
});
static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "(?:^|[,。;(:])({body}(?:[、和及与]{body})*)(?:牵头|负责牵头|主办|负责)(?:负责|[,;、)]|$)"
    ))
});
static SUPPORTS: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "(?:^|[,;(、])({body}(?:[、和及与]{body})*)(?:协助|配合|协办|参与|具体落实|抓好落实|落实)(?:[,;)。]|$)"
    ))
});
static WITH: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "^({body})(?:要|将|应|须|负责)?(?:会同|联合|商)({body}(?:[、和及与]{body})*)(?:[,;。要将定不对每进加共及组开做抓按]|$)"
    ))
});

/// Who does what a clause says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Actor {
    pub lead: String,
    pub support: Vec<String>,
    /// The unit itself, or its heads: leads what is measured, but is spoken of all over a plan.
    pub own: bool,
    /// The sentence gives the work to it (由…负责, …牵头); else it is the subject only.
    pub given: bool,
    pub at: Range<usize>,
}

/// Names of places and of gatherings, which end like bodies.
const NO_BODY: [&str; 42] = [
    "家庭",
    "法庭上",
    "咨询室",
    "图书室",
    "阅览室",
    "活动室",
    "会议室",
    "广播站",
    "档案室",
    "教室",
    "展览室",
    "场所",
    "处所",
    "厕所",
    "小区",
    "办公区",
    "会议",
    "机会",
    "社会",
    "大会",
    "例会",
    "晚会",
    "座谈会",
    "报告会",
    "分享会",
    "研讨会",
    "故事会",
    "讲座",
    "生活会",
    "组织生活会",
    "各处",
    "到处",
    "车站",
    "网站",
    "专题会",
    "宿舍",
    "全部",
    "干部",
    "内部",
    "外部",
    "局部",
    "以上",
];
/// Beginnings of clauses that only look like names.
const NO_START: [char; 28] = [
    '与', '本', '每', '该', '从', '把', '将', '对', '在', '以', '向', '按', '依', '为', '是', '做', '使',
    '让', '并', '及', '于', '到', '至', '被', '给', '送', '报', '交',
];
const NO_WORD: [&str; 47] = [
    "至少",
    "每月",
    "每年",
    "每季",
    "每周",
    "向",
    "周",
    "由",
    "分别",
    "我",
    "确保",
    "力争",
    "争取",
    "进一步",
    "要求",
    "加强",
    "开展",
    "积极",
    "推进",
    "通过",
    "完成",
    "支持",
    "鼓励",
    "动员",
    "引导",
    "结合",
    "常态",
    "不断",
    "参加",
    "邀请",
    "号召",
    "充分",
    "发挥",
    "继续",
    "做好",
    "利用",
    "统筹",
    "按照",
    "依托",
    "带领",
    "安排",
    "深化",
    "强化",
    "营造",
    "坚持",
    "围绕",
    "提高",
];
/// The actor of a sentence that gives its work to a body, wherever it says so.
pub(crate) fn given(clause: &Clause) -> Option<Actor> {
    let text = clause.plain();
    if !holds_any(text, &["由", "牵头", "主办", "负责", "为主"]) {
        return None;
    }
    let c = BY
        .captures(text)
        .or_else(|| LEADS.captures(text))
        .or_else(|| MAINLY.captures(text))?;
    let name = c.get(1)?;
    let mut name_text = name.as_str();
    for before in ["分别", "由", "我们"] {
        name_text = name_text.strip_prefix(before).unwrap_or(name_text);
    }
    if !is_body(name_text) {
        return None;
    }
    let mut names = split(name_text);
    let support = SUPPORTS
        .captures(text.get(name.end()..).unwrap_or_default())
        .map(|c| split(group(&c, 1)));
    names.extend(support.unwrap_or_default());
    let lead = names.first()?.clone();
    let own = is_unit(&lead);
    Some(Actor {
        lead,
        support: names.into_iter().skip(1).collect(),
        own,
        given: true,
        at: name.range(),
    })
}

/// 各牵头单位的实施方案须于…报送: whose paper it is hands it in.
static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "^({body})的[^,的]{{2,16}}?(?:务必?于|须于|应于|请于|于|应当?在|须在)"
    ))
});

/// When and how often, before who: 每月各支部…, 全年各村….
static WHEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:同时|其中|此外)?,?(?:(?:创建|活动|迎检|创城|考核)期间|每个?(?:年|半年|季度|学期|月|旬|周|天|日|逢节日|逢重大节日)(?:底|末|初)?|全年|年内|今年|年底前?|平时|日常)(?:内)?,?",
    )
});

/// The body that a clause begins with as the one who acts.
pub(crate) fn subject(clause: &Clause) -> Option<Actor> {
    let text = clause.plain();
    let text = WHEN
        .find(text)
        .and_then(|when| text.get(when.end()..))
        .unwrap_or(text);
    // A name and what stands before it end within this many characters.
    const REACH: usize = 40;
    let text: String = text.chars().take(REACH).collect();
    let text = text.as_str();
    if !text.contains(|c: char| LAST.contains(c)) && !text.contains("负责") {
        return None;
    }
    if let Some(c) = WITH.captures(text).filter(|c| is_body(group(c, 1))) {
        let at = c.get(0)?.range();
        return Some(Actor {
            lead: group(&c, 1).to_owned(),
            support: split(group(&c, 2)),
            own: false,
            given: false,
            at,
        });
    }
    if let Some(heads) = HEADS.captures(text).and_then(|c| c.get(1)) {
        return Some(Actor {
            lead: heads.as_str().to_owned(),
            support: Vec::new(),
            own: true,
            given: false,
            at: heads.range(),
        });
    }
    let each = || {
        EACH.captures(text)
            .filter(|_| text.starts_with(['各', '请', '要']))
    };
    let owner = || {
        let hands_in = text.starts_with('各') && text.contains('的') && clause.plain().contains('报');
        OWNER.captures(text).filter(|_| hands_in)
    };
    let c = SUBJECT
        .captures(text)
        .or_else(|| EVERY.captures(text))
        .or_else(each)
        .or_else(owner)?;
    let name = c.get(1)?;
    // 科室负责人 are people.
    let after = text.get(name.end()..).unwrap_or_default();
    // 工会联合会 goes on.
    let people = after.starts_with("负责人") || after.starts_with("联合会");
    if people || !is_body(name.as_str()) {
        return None;
    }
    Some(Actor {
        // Several bodies that act together are named together.
        lead: name.as_str().to_owned(),
        support: Vec::new(),
        own: is_unit(name.as_str()),
        given: false,
        at: name.range(),
    })
}

/// People begin the clause: whoever acted before them does so no longer.
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^[一-龥]{0,8}?(?:领导|负责人|主任|书记|局长|院长|校长|同志|干部|人员|党员|职工|教师|教职工|学生|代表)(?:每|要|应|须|将|带头|在|于)",
    )
});

/// 主要领导, 领导班子成员: who leads a body acts for it.
static HEADS: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^([一-龥]{0,8}?(?:主要领导|分管领导|班子成员|主要负责人))(?:每|要|应|须|将|带头|在|于)")
});

/// 各责任部门, 各牵头单位: bodies that are told by their part in the work alone.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^各?(?:有关|相关)?(?:责任|牵头|承办|主办|主责)(?:单位|部门|科室|股室|处室|站所|主体)$")
});

impl Actor {
    /// Whether the name tells no more than the part that a body has in the work.
    pub(crate) fn is_part(&self) -> bool {
        PART.is_match(&self.lead)
    }
}

/// Whether a clause begins with people that act.
pub(crate) fn is_of_people(clause: &Clause) -> bool {
    PEOPLE.is_match(clause.plain())
}

/// 负责指导督查新社区, 配合市住建局, 指导基层单位: a word of doing before the name of another body. 指导中心 and 配合单位
/// are names themselves.
fn is_deed(name: &str) -> bool {
    /// A name that is left over is not shorter.
    const LEAST: usize = 3;
    const NAMES: [&str; 6] = ["中心", "单位", "部门", "科室", "委员会", "小组"];
    const DEEDS: [&str; 4] = ["配合", "协助", "指导", "督促"];
    let of_another = |deed: &str| {
        let rest = name.strip_prefix(deed);
        rest.is_some_and(|rest| rest.chars().count() >= LEAST && !NAMES.contains(&rest))
    };
    name.starts_with("负责") || DEEDS.into_iter().any(of_another)
}

/// Whether the words name a body that is no place.
pub(super) fn is_body(name: &str) -> bool {
    let first = name.split(['、', '和', '及', '与']).next().unwrap_or_default();
    let length = name.chars().count();
    // 各车站 are bodies, a 车站 is a place.
    let every = first.starts_with('各') && first.ends_with('站');
    length >= 2
        && !urges(first)
        && !name.starts_with(NO_START)
        && (!name.starts_with("联合") || name.starts_with("联合会"))
        && !NO_WORD.iter().any(|word| name.contains(word))
        && !is_deed(name)
        && (every || first == "安全部" || !NO_BODY.iter().any(|word| first.ends_with(word)))
}

/// 督查指导各单位, 动员各社区: something is done to bodies; 市直各单位 and 局机关各股室 are bodies.
fn urges(name: &str) -> bool {
    const VERBS: [&str; 12] = [
        "指导", "督促", "督查", "检查", "动员", "组织", "协调", "发动", "监督", "推动", "帮助", "联系",
    ];
    let before = name.split_once('各').map_or("", |(before, _)| before);
    VERBS.iter().any(|verb| before.ends_with(verb))
}

/// Whether words end as the name of a body does, or as people or a post box that take papers in.
pub(crate) fn ends_as_body(words: &str) -> bool {
    static END: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!("(?:{ENDING}|邮箱|主任|同志|老师|处|群|系统|平台)\\)?$")));
    END.is_match(words)
}

/// Whether a name is that of the unit that the plan is for (学校, 市局, 学校党委), rather than of a part of it.
fn is_unit(name: &str) -> bool {
    const UNITS: [&str; 16] = [
        "学校",
        "中心",
        "全局",
        "市局",
        "县局",
        "区局",
        "省局",
        "总局",
        "分局",
        "医院",
        "公司",
        "街道",
        "办事处",
        "局",
        "机关",
        "单位",
    ];
    let name = name
        .trim_end_matches("党委")
        .trim_end_matches("党组")
        .trim_end_matches("机关");
    name.is_empty() || UNITS.contains(&name)
}

fn split(names: &str) -> Vec<String> {
    names
        .split(['、', '和', '及', '与'])
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_that_act() {
        for (text, lead) in [
            ("各科室于11月20日前将自查报告报送党办", "各科室"),
            ("办公室要在一楼大厅开设专栏", "办公室"),
            ("市局创文办将会同市局督察队", "市局创文办"),
            ("村委会和各自然村要开展自检", "村委会和各自然村"),
            ("执法支队每月抽查", "执法支队"),
            ("各牵头股室依据流程组织", "各牵头股室"),
            ("机关党委会同纪检组不定期开展", "机关党委"),
            ("各村(社区)要排查", "各村(社区)"),
            ("各村张贴宣传标语", "各村"),
            ("各村民小组清理垃圾", "各村民小组"),
            ("各社区、各单位认真排查", "各社区、各单位"),
            ("各责任主体应明确1名专干", "各责任主体"),
            ("各牵头科室请于每月28日前报送", "各牵头科室"),
            ("镇卫生院具体负责培训和指导", "镇卫生院"),
            ("市直各单位要按时上报", "市直各单位"),
        ] {
            let found = subject(&Clause::loose(text)).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.lead, lead, "{text}");
        }
        for text in [
            "每个科室至少有1块展板",
            "心理咨询室每周开放",
            "我局每月开展一次",
            "全社会要行动",
            "每月不少于一次",
            "督查指导各单位落实",
            "与共建村开展活动",
        ] {
            assert_eq!(subject(&Clause::loose(text)), None, "{text}");
        }
    }

    #[test]
    fn work_that_is_given() {
        let found = given(&Clause::loose("完成划行归市,由市场科牵头,各分局具体落实")).unwrap();
        assert_eq!(
            (found.lead.as_str(), found.support),
            ("市场科", vec!["各分局".to_owned()])
        );
        let found = given(&Clause::loose("由信息科负责,于9月底前完成")).unwrap();
        assert_eq!(found.lead, "信息科");
        let found = given(&Clause::loose("党办牵头,各党支部配合")).unwrap();
        assert_eq!(
            (found.lead.as_str(), found.support),
            ("党办", vec!["各党支部".to_owned()])
        );
        assert_eq!(given(&Clause::loose("由专人负责")), None);
    }
}
