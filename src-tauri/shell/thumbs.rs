//! `thumb://localhost/<sha256>/<side>` and `thumb://localhost/<sha256>/page/<number>`: bytes of a reduced picture.

use taizhang_api::App;
use tauri::http::{Response, StatusCode, header};

/// The answer to a request for this path. Pictures never change under their hash.
pub(crate) fn answer(app: &App, path: &str) -> Response<Vec<u8>> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let found = match parts.as_slice() {
        [sha256, "page", number] => number.parse().ok().map(|number| app.page(sha256, number)),
        [sha256, side] => side.parse().ok().map(|side| app.thumb(sha256, side)),
        _ => None,
    };
    let (status, body) = match found {
        Some(Ok(Some(jpeg))) => (StatusCode::OK, jpeg),
        Some(Ok(None)) | None => (StatusCode::NOT_FOUND, Vec::new()),
        Some(Err(_)) => (StatusCode::INTERNAL_SERVER_ERROR, Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("image/jpeg"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("private, max-age=31536000, immutable"),
    );
    response
}
