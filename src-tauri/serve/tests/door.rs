//! The browser's door as a stranger and as its own page meet it, over plain sockets.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use taizhang_api::{App, Door, Language, NoDesktop, Settings};
use taizhang_serve::{Options, Server};
use tokio::sync::oneshot;

/// A running server on an empty computer.
struct Running {
    address: SocketAddr,
    token: String,
    ended: std::thread::JoinHandle<()>,
    stop: Option<oneshot::Sender<()>>,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

fn settings() -> Settings {
    Settings {
        door: Door::Browser,
        version: "0.1.0".to_owned(),
        commit: String::new(),
        target: String::new(),
        publisher: String::new(),
        config_dir: None,
        documents_dir: None,
        places: vec![std::env::temp_dir()],
        disks: Arc::new(Vec::new),
        worker: PathBuf::from("no-worker"),
        today: Arc::new(|| jiff::civil::date(2026, 11, 23)),
        now: Arc::new(jiff::Timestamp::now),
        language: Some(Language::Chinese),
        actor: "某人".to_owned(),
        actor_is_named: true,
        host: "test".to_owned(),
        desktop: Arc::new(NoDesktop),
    }
}

fn start(idle: Duration) -> Running {
    let (tell, told) = std::sync::mpsc::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let ended = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let server = Server::bind(App::new(settings()), Options { port: 0, idle })
                .await
                .unwrap();
            tell.send(server.url().to_owned()).unwrap();
            let stop = async {
                if stopped.await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            server.run(stop).await.unwrap();
        });
    });
    let url = told.recv().unwrap();
    let (host, token) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once("/open?token=")
        .unwrap();
    Running {
        address: host.parse().unwrap(),
        token: token.to_owned(),
        ended,
        stop: Some(stop),
    }
}

impl Running {
    fn new() -> Self {
        start(Duration::from_secs(600))
    }

    fn ask(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let mut text = format!(
            "{line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(body);
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn host(&self) -> String {
        self.address.to_string()
    }

    fn enter(&self, token: &str) -> Answer {
        self.ask(&format!("GET /open?token={token}"), &[("Host", &self.host())], "")
    }

    /// The cookie that the token gives.
    fn cookie(&self) -> String {
        let answer = self.enter(&self.token);
        assert_eq!(answer.status, 303);
        let line = answer
            .head
            .lines()
            .find(|line| line.starts_with("set-cookie: "))
            .unwrap()
            .to_owned();
        assert!(
            line.contains("httponly") && line.contains("samesite=strict"),
            "{line}"
        );
        line.strip_prefix("set-cookie: ")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }

    fn call(&self, cookie: &str, name: &str, body: &str) -> Answer {
        let origin = format!("http://{}", self.host());
        let headers = [
            ("Host", self.host()),
            ("Origin", origin),
            ("Cookie", cookie.to_owned()),
            ("Content-Type", "application/json".to_owned()),
        ];
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.ask(&format!("POST /api/{name}"), &headers, body)
    }
}

#[test]
fn it_listens_on_this_machine_alone() {
    assert!(Running::new().address.ip().is_loopback());
}

#[test]
fn the_token_opens_once_and_the_cookie_calls_commands() {
    let server = Running::new();
    assert_eq!(server.enter("wrong").status, 403);
    let cookie = server.cookie();
    assert_eq!(server.enter(&server.token).status, 403, "used twice");
    let answer = server.call(&cookie, "app_info", "{}");
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("\"door\":\"browser\""), "{}", answer.body);
    for wanted in [
        "content-security-policy: default-src 'self'",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
    ] {
        assert!(answer.head.contains(wanted), "{wanted}: {}", answer.head);
    }
    assert!(!answer.head.contains("access-control"), "{}", answer.head);
}

#[test]
fn without_the_cookie_there_is_nothing() {
    let server = Running::new();
    for cookie in ["", "taizhang=1", &format!("taizhang_{}=x", server.address.port())] {
        let answer = server.call(cookie, "app_info", "{}");
        assert_eq!(answer.status, 403);
        assert!(answer.body.contains("\"code\":\"forbidden\""), "{}", answer.body);
    }
    for path in ["/", "/index.html", "/thumb/00/320"] {
        assert_eq!(
            server
                .ask(&format!("GET {path}"), &[("Host", &server.host())], "")
                .status,
            403
        );
    }
}

#[test]
fn another_host_or_origin_is_refused_even_with_the_cookie() {
    let server = Running::new();
    let cookie = server.cookie();
    let own = format!("http://{}", server.host());
    let json = ("Content-Type", "application/json");
    let ask = |host: &str, origin: Option<&str>| {
        let mut headers = vec![("Host", host), ("Cookie", cookie.as_str()), json];
        headers.extend(origin.map(|origin| ("Origin", origin)));
        server.ask("POST /api/app_info", &headers, "{}").status
    };
    let host = server.host();
    assert_eq!(ask(&host, Some(&own)), 200);
    assert_eq!(
        ask("evil.example", Some("http://evil.example")),
        403,
        "a name that leads here"
    );
    assert_eq!(ask(&host, Some("http://evil.example")), 403);
    assert_eq!(ask(&host, Some("null")), 403);
    assert_eq!(ask(&host, None), 403, "a change has to say whence");
    let token = format!("GET /open?token={}", server.token);
    assert_eq!(server.ask(&token, &[("Host", "evil.example")], "").status, 403);
}

#[test]
fn a_form_of_another_page_and_bad_arguments_are_errors_in_json() {
    let server = Running::new();
    let cookie = server.cookie();
    let own = format!("http://{}", server.host());
    let host = server.host();
    let headers = [
        ("Host", host.as_str()),
        ("Cookie", &cookie),
        ("Origin", &own),
        ("Content-Type", "text/plain"),
    ];
    assert_eq!(server.ask("POST /api/app_info", &headers, "{}").status, 415);
    for (name, body, status, code) in [
        ("app_info", "{", 400, "bad_arguments"),
        ("ledger_open", "{\"dir\":7}", 422, "bad_arguments"),
        ("no_such", "{}", 422, "unknown_command"),
        ("items", "{}", 422, "no_ledger"),
        ("ledger_open", "{\"dir\":\"/no/such\"}", 422, "not_a_ledger"),
        ("path_reveal", "{\"path\":\"/\"}", 422, "no_ledger"),
    ] {
        let answer = server.call(&cookie, name, body);
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        assert!(
            answer.body.starts_with("{\"error\":{\"code\":\""),
            "{}",
            answer.body
        );
        assert!(answer.body.contains(code), "{name}: {}", answer.body);
    }
    let huge = format!("{{\"dir\":\"{}\"}}", "x".repeat(9 << 20));
    assert_eq!(server.call(&cookie, "ledger_open", &huge).status, 413);
}

#[test]
fn nothing_but_the_pages_is_served() {
    let server = Running::new();
    let cookie = server.cookie();
    for path in [
        "/../Cargo.toml",
        "/assets/../../Cargo.toml",
        "/..%2f..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "/assets/..%5c..%5cCargo.toml",
        "//etc/passwd.txt",
        "/.git/config.txt",
        "/no-such.js",
    ] {
        let answer = server.ask(
            &format!("GET {path}"),
            &[("Host", &server.host()), ("Cookie", &cookie)],
            "",
        );
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
    }
    let sha = "ab".repeat(32);
    for path in [
        format!("/thumb/{sha}/321"),
        "/thumb/zz/320".to_owned(),
        "/thumb/zz/x".to_owned(),
    ] {
        let answer = server.ask(
            &format!("GET {path}"),
            &[("Host", &server.host()), ("Cookie", &cookie)],
            "",
        );
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[test]
fn it_ends_when_nobody_asks_and_when_it_is_stopped() {
    let server = start(Duration::from_millis(400));
    std::thread::sleep(Duration::from_millis(200));
    server.enter("wrong");
    server.ended.join().unwrap();
    let mut server = Running::new();
    server.stop.take().unwrap().send(()).unwrap();
    server.ended.join().unwrap();
}

/// A second of a tone: a WAV that every browser plays.
fn tone() -> Vec<u8> {
    let samples: Vec<u8> = (0..8000_u32)
        .map(|n| if n / 20 % 2 == 0 { 160 } else { 96 })
        .collect();
    let mut wav = b"RIFF".to_vec();
    wav.extend((36_u32 + 8000).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    for field in [1_u16, 1] {
        wav.extend(field.to_le_bytes());
    }
    for field in [8000_u32, 8000] {
        wav.extend(field.to_le_bytes());
    }
    for field in [1_u16, 8] {
        wav.extend(field.to_le_bytes());
    }
    wav.extend(b"data");
    wav.extend(8000_u32.to_le_bytes());
    wav.extend(samples);
    wav
}

#[test]
fn a_sound_is_given_in_ranges_to_who_may_come_in_and_no_other_file_is() {
    let running = Running::new();
    let cookie = running.cookie();
    let dir = tempfile::tempdir().unwrap();
    let material = dir.path().join("素材");
    std::fs::create_dir(&material).unwrap();
    std::fs::write(material.join("讲话.wav"), tone()).unwrap();
    std::fs::write(material.join("通知.txt"), "关于开展活动的通知").unwrap();
    let call = |name: &str, args: serde_json::Value| -> serde_json::Value {
        let headers = [
            ("Host", running.host()),
            ("Origin", format!("http://{}", running.host())),
            ("Cookie", cookie.clone()),
            ("Content-Type", "application/json".to_owned()),
        ];
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = running.ask(&format!("POST /api/{name}"), &headers, &args.to_string());
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    };
    let new = serde_json::json!({
        "dir": dir.path().join("台账"), "unit": "某局", "title": "测评",
        "period_from": "2026-01-01", "period_to": "2026-12-31",
    });
    call("ledger_create", new);
    call("source_add", serde_json::json!({ "dir": material }));
    let task = call("scan", serde_json::json!({ "thumbs": false }))["task"].clone();
    let done = |tasks: &serde_json::Value| {
        let all = tasks["tasks"].as_array().unwrap();
        all.iter()
            .any(|one| one["id"] == task && one["state"] != "running")
    };
    while !done(&call("tasks", serde_json::json!({}))) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let items = call("items", serde_json::json!({}));
    let id = |title: &str| {
        let all = items["items"].as_array().unwrap();
        let found = all.iter().find(|item| item["title"] == title).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let get = |item: &str, more: &[(&str, &str)]| {
        let host = running.host();
        let headers = [&[("Host", host.as_str()), ("Cookie", cookie.as_str())], more].concat();
        running.ask(&format!("GET /media/{item}"), &headers, "")
    };
    let whole = get(&id("讲话.wav"), &[]);
    assert_eq!(whole.status, 200);
    assert!(whole.head.contains("content-type: audio/wav"), "{}", whole.head);
    assert!(whole.head.contains("accept-ranges: bytes"), "{}", whole.head);
    let part = get(&id("讲话.wav"), &[("Range", "bytes=0-3")]);
    assert_eq!((part.status, part.body.as_str()), (206, "RIFF"));
    assert!(
        part.head.contains("content-range: bytes 0-3/8044"),
        "{}",
        part.head
    );
    assert_eq!(get(&id("讲话.wav"), &[("Range", "bytes=9000-")]).status, 416);
    // A paper is not played, and what is no item is not found.
    assert_eq!(get(&id("通知.txt"), &[]).status, 404);
    assert_ne!(get("..%2f..%2fetc%2fpasswd", &[]).status, 200);
    let host = running.host();
    let stranger = running.ask(&format!("GET /media/{}", id("讲话.wav")), &[("Host", &host)], "");
    assert_eq!(stranger.status, 403);
}
