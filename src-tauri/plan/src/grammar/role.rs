//! What part a clause plays: a thing to do, or something that is told.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;

/// What was or is: 已完成, 目前, 现有, 去年, 出台了.
static PAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:已[^命获建创注申]|曾)|适用于|起施行|以下简称.{0,14}$|负责解释|已(?:完成|经|整改|出台|于|有|查明|建成|开展|投入|申报|通过|实施)|到?目前(?:为止|[,，]|已|有|共|我|全|开)|现有|共有|近期|近日|去年|上年|上一年|历年|近年来?|[一-龥]{2}了(?:[^解结然]|$)|总投入|被通报|以来|为(?:全国|世界|国际|全省|全市)[一-龥]{2,14}[日周月]$|作为[^,]{2,30}(?:内容|依据|参考)(?:之一)?$|获得过|荣获|通知》|意见》要求|将对我",
    )
});
/// What follows from good or bad: points, fines, blame.
static CONSEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[扣加减](?:[一-龥]{0,8})\\d+(?:\\.\\d+)?分|得\\d+(?:\\.\\d+)?分|满分|\\d+分(?:及?以[上下]|[至到—-]+\\d+分)[^,]{0,6}(?:为|的)|占[一-龥]{0,10}(?:考核|总分|成绩|绩效|考评|测评)[^,]{0,6}%|(?:加分|得分|扣分|累计)[一-龥]{0,6}不超过\\d+(?:\\.\\d+)?分|考核(?:期|时段|周期)为|时间(?:范围|跨度)?为.{0,4}\\d.*[至—-]|(?:是指|指《)|一票否决|约谈|追究|问责|评优资格|不力|排名(?:末|后|靠后)|予以?(?:通报|处罚|表彰|奖励)|[的者],?(?:将|一律|予以|取消|扣)",
    )
});
/// Appeals, which nobody can show as done.
static APPEAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "适时|积极配合|主动作为|加大.{0,10}力度|加快.{0,6}进度|提高.{0,8}(?:质效|效率)|将(?:建立|择优|视情|综合)|高度重视|统一思想|提高(?:思想)?认识|充分认识|形成合力|各负其责|各司其职|齐抓共管|密切配合|通力合作|加强.{0,16}(?:协作|配合|协调|沟通)|加强领导|营造.{0,12}氛围|增强.{0,10}(?:意识|责任感|紧迫感)|确保.{0,14}(?:完成|取得|实效|成效|落到实处|落实)|务求实效|按质|再上新台阶|保质保量|认真组织实施|抓好(?:工作|任务)?落实|按照.{0,6}分工|按以下|如下|带动.{0,20}建设|^(?:上述|以上|本项|此项|该项)(?:各项)?(?:工作|任务|事项|活动)",
    )
});
/// Things that a body does and can show.
static CONCRETE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "成立|组建|制定|制订|拟定|报送|上报|报备|建立|配备|配齐|搭建|走访|调研|慰问|明确专人|安排专人|指定专人|确定专人|整理|收集|搜集|悬挂|张贴|设置|设立|更新|维护|完成|开展|组织(?:开展|召开|学习|实施|人员|力量|志愿|观看|参观|党员|干部|职工|材料|填报|一次|集中|编写)|自行组织|举办|召开|上传|存档|归档|建档|自检|自查|检查|巡查|排查|督查|督导|督办|清理|整治|公示|公开|签订|培训|登记|汇总|通报|编印|撰写|发布|报道|按时|备查|提供|考核|评选|验收|研究|部署|牵头|协调|指导|配合|宣传",
    )
});

/// 截至2025年底, 截止目前: how things stood then. What is handed in or ends by then (截止12月20日前报送) is still to come.
static AS_OF: LazyLock<Regex> = LazyLock::new(|| pattern("截[至止]"));
static TO_COME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[^目以之]前|报[^告]|提交|上交|完成|截[至止](?:时间|日期|期限)|[日底]截[至止]|[一-龥]截止(?:到|至)?[^,截]{0,10}[日底旬末]$",
    )
});

static MEASURED: LazyLock<Regex> =
    LazyLock::new(|| pattern("不(?:得)?少于|不(?:得)?低于|不(?:得)?超过|至少"));

/// 较上年下降5%, 同比增长3%: a goal, though it looks back.
static COMPARED: LazyLock<Regex> = LazyLock::new(|| pattern("[较比](?:去年|上年|上一年|往年)|同比|环比"));

/// Whether a clause tells of what was, what is, or what follows.
pub(crate) fn is_told(clause: &str) -> bool {
    let stood = clause.contains('截') && AS_OF.is_match(clause) && !TO_COME.is_match(clause);
    // 获得过荣誉的社区不少于1个: what was tells which ones.
    let said = clause
        .rsplit('的')
        .next()
        .filter(|rest| MEASURED.is_match(rest))
        .unwrap_or(clause);
    let past = || match said.contains(['较', '比']) {
        true => PAST.is_match(&COMPARED.replace_all(said, "")),
        false => PAST.is_match(said),
    };
    stood || past() || CONSEQUENCE.is_match(clause)
}

/// 按时报送: a paper that is handed in, whoever hands it in.
static REPORT: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:按时|按期|按要求)[一-龥]{0,4}(?:报送|上报|报市|报县|报区)"));

/// Whether a clause asks for something to be handed in, without saying when.
pub(crate) fn is_report(clause: &str) -> bool {
    REPORT.is_match(clause) && !is_told(clause)
}

/// On what ground, or when: 依据道德讲堂基本流程, 结合绩效考核, 在联络小组的指导下, 在传统节日前后.
static CIRCUMSTANCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:依据|根据|按照|结合|围绕|对照|针对)(?:[^,]{2,24}?|[^,《]{0,8}《[^,]{2,80}》[^,》]{0,6}?)(?:要求|部署|安排|实际|标准|流程|精神|原则|体系|考核|方案|规定)(?:\\([^()]{1,12}\\))?$|(?:在|于)[^,]{2,40}?(?:前后|前夕|之前|期间|之际|过程中|基础上|[导领促持]下)$",
    )
});

/// Whether a part says only on what ground or when: what is to be done stands behind it.
pub(crate) fn is_circumstance(part: &str) -> bool {
    CIRCUMSTANCE.is_match(part)
}

/// Whether a clause is an appeal.
pub(crate) fn is_appeal(clause: &str) -> bool {
    APPEAL.is_match(clause)
}

/// The clause without words that only say who leads (要牵头抓好…): what is to be shown stands beside them.
pub(crate) fn without_lead(clause: &str) -> String {
    clause
        .replace("牵头抓好", "")
        .replace("牵头", "")
        .replace("协调", "")
}

/// 未按时办结的, 逾期未报送的: a case that something is done in.
fn is_case(clause: &str) -> bool {
    /// A longer clause says more.
    const SCALARS: usize = 16;
    let begins = ["未", "逾期", "凡", "对未"]
        .iter()
        .any(|word| clause.starts_with(word));
    clause.ends_with('的') && begins && clause.chars().count() <= SCALARS
}

/// Whether a clause with an actor says something that can be shown as done.
pub(crate) fn is_task(clause: &str) -> bool {
    !is_case(clause) && CONCRETE.is_match(clause) && !APPEAL.is_match(clause) && !is_told(clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_no_task() {
        for text in [
            "我们对7条主干道进行了调查摸底",
            "目前共有职工312人",
            "去年考核中我镇共被通报问题23个",
            "已整改19个",
            "每项扣2分",
            "获得国家级表彰的加5分",
            "连续两次排名末位的村",
            "截至2025年底",
            "截止目前全局有志愿者120人",
            "成绩占年度考核的20%",
            "得分90分以上为优秀",
            "累计不超过10分",
            "考核时段为2025年11月1日至2026年10月31日",
        ] {
            assert!(is_told(text), "{text}");
        }
        for text in [
            "每月不少于一次",
            "确保了解率100%",
            "自行组织,按时完成任务",
            "为了迎接检查",
            "每期参加人数不少于60人",
            "截止12月20日前报送自查报告",
            "报名截止日期为3月20日",
            "能耗较上年下降5%",
            "第二批截止9月30日",
            "其中获得过市级荣誉的社区不少于1个",
            "公务用车油耗同比下降3%",
        ] {
            assert!(!is_told(text), "{text}");
        }
    }

    #[test]
    fn grounds_and_times_say_nothing_of_what_is_done() {
        for text in [
            "各牵头股室依据道德讲堂基本流程(5+N模式)",
            "局机关每年结合绩效考核",
            "各部门在联络小组成员的指导督促下",
            "学校要在世博会召开之前",
        ] {
            assert!(is_circumstance(text), "{text}");
        }
        for text in ["各村要开展自检自查", "按照要求报送材料", "6月底前完成整改"] {
            assert!(!is_circumstance(text), "{text}");
        }
    }

    #[test]
    fn tasks_can_be_shown_as_done() {
        assert!(is_task("各村要开展自检自查"));
        assert!(!is_task("各单位要高度重视"));
        assert!(!is_task("各科室各负其责"));
    }
}
