//! A long plan in Word: headings, tasks with their numbers and times, departments; as many pages as are wanted.

use std::path::Path;

/// Characters on a page of official paper: 22 lines of 28.
const PAGE: usize = 616;

/// Writes a plan of so many pages.
pub fn make(file: &Path, pages: usize) -> std::io::Result<()> {
    let mut lines: Vec<String> = Vec::new();
    let mut written = 0;
    for number in 1.. {
        if written >= pages * PAGE {
            break;
        }
        let month = number % 12 + 1;
        let section = [
            format!("{number}.窗口服务提升（{}分）", number % 9 + 1),
            format!(
                "(1)全年组织礼仪培训不少于{}次，参训率达到9{}%以上，培训有方案、签到表和照片。",
                number % 6 + 2,
                number % 10
            ),
            format!(
                "(2){month}月底前完成{}处公益广告更新，每季度检查一次，发现问题3日内整改到位。",
                number % 30 + 5
            ),
            "(3)志愿者每月到结对社区开展服务活动，人均服务时长不低于20小时，服务对象满意率不低于95%。"
                .to_owned(),
            format!("牵头科室：第{}科　配合科室：办公室、工会", number % 7 + 1),
        ];
        for line in section {
            written += line.chars().count().div_ceil(28) * 28;
            lines.push(line);
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let bytes = taizhang_sample::paper::docx("plan", "某局文明单位创建任务分解方案", &lines, &[])
        .map_err(std::io::Error::other)?;
    std::fs::write(file, bytes)
}
