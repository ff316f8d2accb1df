//! The built pages, inside the program.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// `ui/dist`. A program that was built before the pages says so instead of showing them.
#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Pages;

const NOT_BUILT: &str = "本程序编译时还没有页面。The pages were not built into this program: run ./dev run.";
/// The seal; every browser asks for it.
const ICON: &[u8] = include_bytes!("../../../assets/icons/icon.ico");
const INDEX: &str = "index.html";

/// The parts of the program with their licences, as the build of the pages wrote them down (JSON); absent in a program that
/// was built before its pages.
pub fn licences() -> Option<std::borrow::Cow<'static, [u8]>> {
    Pages::get("licences.json").map(|file| file.data)
}

/// A file of the pages; a path without an ending is the page itself.
pub(crate) fn page(path: &str) -> Response {
    let name = path.trim_start_matches('/');
    if !is_plain(name) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if name == "favicon.ico" {
        return ([(CONTENT_TYPE, "image/x-icon")], ICON).into_response();
    }
    let last = name.rsplit('/').next().unwrap_or_default();
    let name = if last.contains('.') { name } else { INDEX };
    let Some(file) = Pages::get(name) else {
        if name == INDEX {
            return (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response();
        }
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Body::from(file.data).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    if name.starts_with("assets/") {
        // Their names hold a hash of their content.
        let lasting = HeaderValue::from_static("private, max-age=31536000, immutable");
        headers.insert(CACHE_CONTROL, lasting);
    }
    response
}

/// Only names as the build makes them: no parent, no drive, no escape.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    name.chars().all(plain) && !name.split('/').any(|part| part.starts_with('.'))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_plain_names_are_looked_for() {
        for good in ["", "index.html", "assets/index-a1_B.js", "material"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "../Cargo.toml",
            "assets/../../x",
            "a/.git/config",
            "%2e%2e/x",
            "C:\\x",
            "a\\..\\b",
            "..",
            "a//../b",
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
