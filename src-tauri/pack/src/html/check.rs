//! What the look before the export found, by its tests.

use super::material::Shown;
use super::text::{Page, esc};

/// Most subjects of a test that are named; all of them stand in `index/precheck.csv`.
const NAMED: usize = 10;
/// The four properties of DA/T 70 in their order.
const GROUPS: [(&str, &str); 4] = [
    ("authenticity", "真实性"),
    ("integrity", "完整性"),
    ("usability", "可用性"),
    ("safety", "安全性"),
];

/// A table of the tests that found something.
pub(super) fn check(out: &mut Page, shown: &Shown) {
    let findings = &shown.model.findings;
    if findings.is_empty() {
        return;
    }
    out.push("<h2 class=\"group\" id=\"check\"><span>自查情况</span></h2>\n<section class=\"card\">\n");
    out.push("<table class=\"tests\"><thead><tr><th>类别</th><th>数量</th><th>检测项目与情况</th></tr></thead>\n<tbody>\n");
    for (group, zh) in GROUPS {
        let mut codes: Vec<&str> = Vec::new();
        for finding in findings.iter().filter(|one| one.group == group) {
            if !codes.contains(&finding.code.as_str()) {
                codes.push(&finding.code);
            }
        }
        for code in codes {
            let found = || {
                findings
                    .iter()
                    .filter(|one| one.group == group && one.code == code)
            };
            let name = found().next().map(|one| one.name.as_str()).unwrap_or_default();
            let count = found().count();
            out.push(&format!("<tr><td>{zh}</td><td>{count}</td><td>{}", esc(name)));
            for one in found().take(NAMED) {
                let (subject, message) = (esc(&one.subject), esc(&one.message));
                out.push(&format!("<span class=\"meta\">{subject}：{message}</span>"));
            }
            if count > NAMED {
                out.push("<span class=\"meta\">其余见 index/precheck.csv</span>");
            }
            out.push("</td></tr>\n");
        }
    }
    out.push("</tbody></table>\n</section>\n");
}
