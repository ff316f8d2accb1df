//! For each what: 每个科室, 人均, 各村.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Each;

use super::pattern::{group, pattern};
use crate::source::Clause;

const DEPARTMENT: &str = "科室|股室|处室|部门|办公室|科|股|处室";
const UNIT: &str = "单位|党?支部|分局|站所|街道|乡镇|中心|企业|学校|医院|公司";
const PERSON: &str = "人|职工|干部|党员|教师|学生|员工|志愿者|班子成员|领导|同志|居民|工作人员|队员|团员";
const PLACE: &str =
    "村|社区|点位|处|条路段?|路段|小区|市场|楼道|楼栋|班级?|门店|店|户|窗口|岗|宿舍|教室|街道?|河道|条河道";

static EACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "每[名位][一-龥]{{1,4}}?({PERSON})|每一?[个名位家支条间]?(?:自然)?(?:({DEPARTMENT})|({UNIT})|({PERSON})|({PLACE}))|每[个所家][一-龥]{{1,3}}?(村|社区|点位|网点|市场|小区|窗口|宿舍|教室|班级|站所|路口)|人均|各(?:自然|责任|成员|直属)?(?:({DEPARTMENT})|({UNIT})|({PLACE}))"
    ))
});

/// For each what the clause holds.
pub(crate) fn each(clause: &Clause) -> Option<Each> {
    let text = clause.plain();
    if !(text.contains(['每', '各']) || text.contains("人均")) {
        return None;
    }
    let c = EACH.captures(text)?;
    let any = |groups: &[usize]| groups.iter().any(|g| !group(&c, *g).is_empty());
    Some(if any(&[2, 7]) {
        Each::Department
    } else if any(&[3, 8]) {
        Each::Unit
    } else if any(&[5, 6, 9]) {
        Each::Place
    } else {
        Each::Person
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_each() {
        for (text, wanted) in [
            ("每个处室至少有2盆花", Each::Department),
            ("人均40小时", Each::Person),
            ("每人分包1户", Each::Person),
            ("各村张贴标语10条", Each::Place),
            ("各自然村设置1处", Each::Place),
            ("每条河道2块", Each::Place),
            ("每班建立一个图书角", Each::Place),
            ("各单位报送1份", Each::Unit),
            ("每名志愿者服务40小时", Each::Person),
            ("每名青年干部作2次发言", Each::Person),
            ("每名科级干部联系1户", Each::Person),
        ] {
            assert_eq!(each(&Clause::loose(text)), Some(wanted), "{text}");
        }
        for text in ["每月一次", "每次2张", "各项工作"] {
            assert_eq!(each(&Clause::loose(text)), None, "{text}");
        }
    }
}
