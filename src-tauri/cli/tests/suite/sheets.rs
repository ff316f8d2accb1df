//! Tables of people, places and problems by the command line: what is written is read again.

use std::io::Read;

use serde_json::Value;

use crate::bench::Bench;

fn ledger() -> Bench {
    let bench = Bench::new();
    bench.init();
    bench
}

#[test]
fn tables_go_in_and_come_out() {
    let bench = ledger();
    // 31 shops and 24 stalls, each with a person in charge, as one of the plans asks for.
    let mut places = String::from("序号,点位名称,类型,所在路段,包保责任人\n");
    for n in 1..=55 {
        let kind = if n <= 31 { "门店" } else { "摊位" };
        places += &format!("{n},{kind}{n}号,{kind},人民路,张三{n}\n");
    }
    std::fs::write(bench.path("点位.csv"), &places).unwrap();
    let seen = bench.json(0, &["sheet", "read", "places", "点位.csv"]);
    assert_eq!(seen["places"].as_array().unwrap().len(), 55);
    assert_eq!(
        bench.json(0, &["place", "list"])["places"]
            .as_array()
            .unwrap()
            .len(),
        0,
        "a look changes nothing"
    );
    bench.json(0, &["sheet", "take", "places", "点位.csv"]);
    let kept = bench.json(0, &["place", "list"]);
    let names: Vec<&str> = kept["places"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .skip(24)
        .take(3)
        .collect();
    assert_eq!(
        names,
        ["门店1号", "门店2号", "门店3号"],
        "in the order of the table"
    );
    // Rounds are written beside the places, more of them than there are places.
    for day in ["2026-11-02", "2026-11-09"] {
        let mut round = vec!["place", "patrol", "--on", day, "--note", "秩序良好"];
        let shops: Vec<String> = (1..=31).map(|n| format!("门店{n}号")).collect();
        round.extend(shops.iter().map(String::as_str));
        bench.json(0, &round);
    }
    bench.json(0, &["sheet", "write", "places", "导出.xlsx"]);
    let mut book = zip::ZipArchive::new(std::fs::File::open(bench.path("导出.xlsx")).unwrap()).unwrap();
    let mut words = String::new();
    book.by_name("xl/sharedStrings.xml")
        .unwrap()
        .read_to_string(&mut words)
        .unwrap();
    assert!(
        words.contains("巡查日期") && words.contains("2026-11-09"),
        "{words}"
    );
    book.by_name("xl/worksheets/sheet2.xml").unwrap();
    let again = bench.json(0, &["sheet", "read", "places", "导出.xlsx"]);
    assert_eq!(
        (again["same"].as_u64(), again["places"].as_array().unwrap().len()),
        (Some(55 + 62), 0),
        "the rounds are there as well"
    );
    bench.json(0, &["undo"]);
    bench.json(0, &["undo"]);
    bench.json(0, &["undo"]);
    assert_eq!(
        bench.json(0, &["place", "list"])["places"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let back = bench.json(0, &["sheet", "read", "places", "导出.xlsx"]);
    let sorted = |view: &Value| -> Vec<String> {
        let mut rows: Vec<String> = view["places"]
            .as_array()
            .unwrap()
            .iter()
            .map(Value::to_string)
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(sorted(&back), sorted(&seen));
    assert_eq!(back["patrols"].as_array().unwrap().len(), 62);
    bench.json(0, &["sheet", "take", "places", "导出.xlsx"]);
    let rounds = bench.json(0, &["place", "patrols"]);
    assert_eq!(rounds["patrols"].as_array().unwrap().len(), 62);
    assert_eq!(rounds["patrols"][0]["note"], "秩序良好");
}

#[test]
fn rounds_stand_beside_the_problems_that_were_found_on_them() {
    let bench = ledger();
    bench.json(0, &["place", "add", "人民路口", "--kind", "路口"]);
    let round = [
        "place",
        "patrol",
        "人民路口",
        "--on",
        "2026-11-02",
        "--person",
        "张三",
    ];
    bench.json(0, &round);
    bench.json(
        0,
        &[
            "problem",
            "add",
            "乱停车",
            "--place",
            "人民路口",
            "--found",
            "2026-11-02",
        ],
    );
    bench.json(0, &["sheet", "write", "problems", "整改台账.xlsx"]);
    bench.json(0, &["sheet", "write", "patrols", "巡查.xlsx"]);
    bench.json(0, &["undo"]);
    bench.json(0, &["undo"]);
    let seen = bench.json(0, &["sheet", "read", "problems", "整改台账.xlsx"]);
    assert_eq!(
        (
            seen["problems"].as_array().unwrap().len(),
            seen["patrols"].as_array().unwrap().len()
        ),
        (1, 1)
    );
    bench.json(0, &["sheet", "take", "problems", "整改台账.xlsx"]);
    let again = bench.json(0, &["sheet", "read", "patrols", "巡查.xlsx"]);
    assert_eq!(
        (again["same"].as_u64(), &again["patrols"]),
        (Some(1), &Value::from(Vec::<Value>::new()))
    );
    // Without the place the round would count for nothing.
    bench.json(0, &["undo"]);
    bench.json(0, &["undo"]);
    let seen = bench.json(0, &["sheet", "read", "problems", "整改台账.xlsx"]);
    assert_eq!(
        (&seen["doubts"][0]["code"], &seen["doubts"][0]["rounds"]),
        (&Value::from("unknown_place"), &Value::from(true))
    );
}

#[test]
fn a_sign_in_sheet_adds_whom_it_needs() {
    let bench = ledger();
    std::fs::write(
        bench.path("名册.csv"),
        "姓名,科室,志愿者编号\n张三,办公室,3301\n李四,宣传科,\n",
    )
    .unwrap();
    bench.json(0, &["sheet", "take", "people", "名册.csv"]);
    std::fs::write(bench.path("签到.txt"), "张三、李四、王五\n").unwrap();
    let taken = [
        "sheet",
        "take",
        "attendance",
        "签到.txt",
        "--on",
        "2026-03-05",
        "--hours",
        "3",
        "--occasion",
        "学雷锋",
    ];
    bench.json(0, &taken);
    let list = bench.json(0, &["attendance", "list"]);
    let totals = &list["totals"];
    assert_eq!(
        (totals["people"].as_u64(), totals["hours"].as_f64()),
        (Some(3), Some(9.0))
    );
    bench.json(0, &["sheet", "write", "attendance", "签到.xlsx"]);
    let again = bench.json(0, &["sheet", "read", "attendance", "签到.xlsx"]);
    assert_eq!(again["same"].as_u64(), Some(3));
    assert_eq!(
        bench.json(3, &["sheet", "read", "people", "没有.xlsx"])["error"]["code"],
        "path_not_found"
    );
}

#[test]
fn problems_come_back_with_their_indicator() {
    let bench = ledger();
    std::fs::write(
        bench.path("方案.txt"),
        "创建方案\n一、环境\n1. 每周至少巡查3次。\n",
    )
    .unwrap();
    let view = bench.json(0, &["checklist", "import", "方案.txt"]);
    let code = view["indicators"].as_array().unwrap().last().unwrap()["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let table = format!(
        "问题,对应指标,责任单位,整改时限,整改情况\n乱停车,{code},城管科,4月30日,未整改\n灯不亮,9-9,后勤科,5月1日,已销号\n"
    );
    std::fs::write(bench.path("问题.csv"), table).unwrap();
    let seen = bench.json(0, &["sheet", "read", "problems", "问题.csv"]);
    assert_eq!(seen["doubts"][0]["code"], "unknown_indicator");
    assert_eq!(seen["doubts"][0]["row"], 3);
    bench.json(0, &["sheet", "take", "problems", "问题.csv"]);
    let list = bench.json(0, &["problem", "list"]);
    let first = &list["problems"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == code.as_str())
        .unwrap();
    assert_eq!(
        (first["overdue"].as_bool(), first["problem"]["deadline"].as_str()),
        (Some(true), Some("2026-04-30"))
    );
    bench.json(0, &["sheet", "write", "problems", "整改台账.xlsx"]);
    let again = bench.json(0, &["sheet", "read", "problems", "整改台账.xlsx"]);
    assert_eq!(
        (
            again["same"].as_u64(),
            again["problems"].as_array().unwrap().len()
        ),
        (Some(2), 0)
    );
}
