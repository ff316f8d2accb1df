//! The ledgers around the evidence by the command line: statements, values, people, places, problems, phases, years.

use serde_json::Value;

use crate::bench::Bench;

/// A ledger with a plan of two indicators.
fn desk() -> Bench {
    let desk = Bench::new();
    desk.init();
    let plan = "某局创建方案\n一、志愿服务\n1. 组建志愿服务队。注册志愿者比例不低于30%。6月底前完成。（牵头科室：办公室）\n2. 每季度至少开展一次志愿服务活动。\n";
    std::fs::write(desk.path("方案.txt"), plan).unwrap();
    desk.json(0, &["checklist", "import", "方案.txt"]);
    desk
}

/// Code of the indicator whose title holds a word.
fn code(desk: &Bench, word: &str) -> String {
    let view = desk.json(0, &["checklist", "show"]);
    let all = view["indicators"].as_array().unwrap();
    let found = all
        .iter()
        .find(|one| one["title"].as_str().unwrap().contains(word))
        .unwrap();
    found["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_value_meets_its_threshold_on_the_day_it_is_reported() {
    let desk = desk();
    let code = code(&desk, "组建志愿服务队");
    let slot = |desk: &Bench| {
        let status = desk.json(0, &["status"]);
        let all = status["indicators"].as_array().unwrap().clone();
        let mine = all.into_iter().find(|one| one["code"] == code.as_str()).unwrap();
        let slots = mine["slots"].as_array().unwrap().clone();
        slots
            .into_iter()
            .find(|slot| !slot["measured"].is_null())
            .unwrap()
    };
    assert_eq!(slot(&desk)["have"], 0);
    desk.json(
        0,
        &[
            "measure",
            "set",
            &code,
            "--value",
            "28",
            "--unit",
            "%",
            "--on",
            "2026-05-01",
        ],
    );
    assert_eq!(
        (
            slot(&desk)["have"].clone(),
            slot(&desk)["measured"]["value"].clone()
        ),
        (0.into(), 28.0.into())
    );
    desk.json(
        0,
        &[
            "measure",
            "set",
            &code,
            "--value",
            "32",
            "--unit",
            "%",
            "--on",
            "2026-06-01",
            "--calculation",
            "36÷112",
        ],
    );
    assert_eq!(slot(&desk)["state"], "met");
    assert_eq!(
        desk.json(0, &["measure", "list"])["measures"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    desk.json(0, &["undo"]);
    assert_eq!(slot(&desk)["have"], 0);
}

#[test]
fn people_take_part_and_their_hours_are_summed() {
    let desk = desk();
    desk.json(0, &["department", "add", "办公室", "运输股"]);
    assert_eq!(
        desk.json(3, &["department", "add", "办公室"])["error"]["code"],
        "name_taken"
    );
    desk.json(
        0,
        &[
            "person",
            "add",
            "张三",
            "--dept",
            "办公室",
            "--volunteer",
            "370001",
        ],
    );
    desk.json(0, &["person", "add", "李四", "--dept", "运输股"]);
    desk.json(
        0,
        &[
            "attendance",
            "add",
            "张三",
            "李四",
            "--on",
            "2026-03-05",
            "--hours",
            "3",
            "--occasion",
            "学雷锋",
        ],
    );
    let totals = desk.json(0, &["attendance", "list"])["totals"].clone();
    assert_eq!(
        (totals["hours"].as_f64(), totals["registered_percent"].as_f64()),
        (Some(6.0), Some(50.0))
    );
    let nobody = desk.json(3, &["attendance", "add", "王五", "--on", "2026-03-05"]);
    assert_eq!(nobody["error"]["code"], "not_found");
}

#[test]
fn a_statement_and_a_problem_go_their_way() {
    let desk = desk();
    let code = code(&desk, "组建志愿服务队");
    std::fs::write(desk.path("说明.txt"), "已组建 3 支队伍，注册率 32%。").unwrap();
    desk.json(0, &["statement", "set", &code, "--file", "说明.txt"]);
    desk.json(0, &["statement", "set", &code, "--state", "passed"]);
    let row = desk.json(0, &["statement", "list"])["statements"][0].clone();
    assert_eq!(
        (
            row["characters"].as_u64(),
            row["limit"].as_u64(),
            row["statement"]["state"].as_str()
        ),
        (Some(15), Some(500), Some("passed"))
    );

    desk.json(0, &["place", "add", "南大街12号", "--kind", "门店"]);
    desk.json(
        0,
        &[
            "problem",
            "add",
            "门前杂物",
            "--by",
            "unannounced",
            "--found",
            "2026-10-01",
            "--deadline",
            "2026-10-20",
            "--indicator",
            &code,
            "--place",
            "南大街12号",
        ],
    );
    let row = desk.json(0, &["problem", "list"])["problems"][0].clone();
    assert_eq!(
        (row["overdue"].as_bool(), row["code"].as_str()),
        (Some(true), Some(code.as_str()))
    );
    let id = row["problem"]["id"].as_str().unwrap().to_owned();
    desk.json(
        0,
        &[
            "problem",
            "set",
            &id,
            "--state",
            "closed",
            "--closed",
            "2026-10-30",
        ],
    );
    let row = desk.json(0, &["problem", "list"])["problems"][0].clone();
    assert_eq!(
        (row["overdue"].as_bool(), row["problem"]["description"].as_str()),
        (Some(false), Some("门前杂物"))
    );
    assert_eq!(
        desk.json(3, &["problem", "set", "0", "--state", "closed"])["error"]["code"],
        "not_found"
    );
}

#[test]
fn the_year_goes_on() {
    let desk = desk();
    desk.json(
        0,
        &[
            "phase",
            "add",
            "自查",
            "--from",
            "2026-09-01",
            "--to",
            "2026-11-30",
        ],
    );
    let due = desk.json(0, &["due", "--within", "60"]);
    assert!(
        due["due"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["days_left"].as_i64().unwrap() < 0),
        "{due}"
    );
    assert_eq!(
        desk.json(0, &["status", "--by", "quarter"])["board"]["columns"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(
        desk.json(0, &["progress"])["progress"].as_array().unwrap().len(),
        11
    );
    let next = desk.json(0, &["checklist", "rollover", "2027年测评", "--year", "2027"]);
    assert_eq!(next["checklist"]["period_from"], "2027-01-01");
    assert_eq!(
        desk.json(0, &["phase", "list"])["phases"][0]["date_to"],
        "2027-11-30"
    );
    let diff = desk.json(0, &["checklist", "diff", "2026年测评", "2027年测评"]);
    let changes: Vec<&str> = diff["rows"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row["changes"].as_array().unwrap())
        .filter_map(Value::as_str)
        .collect();
    assert!(changes.iter().all(|change| *change == "requirements"), "{diff}");
}

#[test]
fn patrols_count_for_a_requirement_to_go_round_each_week() {
    let bench = Bench::new();
    bench.init();
    std::fs::write(
        bench.path("方案.txt"),
        "创建文明城市工作方案\n一、市容环境\n（一）主次干道。每周巡查不少于3次，做好记录。\n",
    )
    .unwrap();
    bench.json(0, &["checklist", "import", "方案.txt", "--year", "2026"]);
    bench.json(0, &["place", "add", "人民路口", "--kind", "路口"]);
    assert_eq!(
        bench.error(&["place", "patrol", "没有", "--on", "2026-11-16"]),
        "not_found"
    );
    for day in ["2026-11-16", "2026-11-18", "2026-11-22"] {
        bench.json(
            0,
            &["place", "patrol", "人民路口", "--on", day, "--person", "张三"],
        );
    }
    let listed = bench.json(0, &["place", "patrols"]);
    assert_eq!(listed["patrols"].as_array().unwrap().len(), 3, "{listed}");
    let status = bench.json(0, &["status"]);
    let slots: Vec<&Value> = status["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|one| one["slots"].as_array().unwrap())
        .filter(|slot| slot["period"]["from"] == "2026-11-16")
        .collect();
    assert_eq!(slots.len(), 1, "{status}");
    assert_eq!(
        (&slots[0]["have"], &slots[0]["need"]),
        (&Value::from(3), &Value::from(3))
    );
    bench.json(0, &["undo"]);
    assert_eq!(
        bench.json(0, &["place", "patrols"])["patrols"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
