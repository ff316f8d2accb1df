//! What is asked and answered.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use taizhang_api::AppError;
use tower_http::services::ServeFile;

use crate::pages;
use crate::server::Shared;

/// The largest arguments: a pasted document.
const LARGEST: usize = 8 << 20;

/// Pages bring everything themselves. `data:` is for small pictures inside style sheets.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; media-src 'self'; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

const CLOSED: &str = "这个网址已经用过，或不是由程序打开的。请回到程序重新打开。\n\
                      This address was used already, or was not opened by the program. Open it from the program again.\n";

/// Everything that is served.
pub(crate) fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/open", get(enter))
        .route("/api/{name}", post(call))
        .route("/thumb/{sha256}/{side}", get(thumb))
        .route("/page/{sha256}/{number}", get(paper))
        .route("/media/{item}", get(media))
        .fallback(get(page))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(from_fn_with_state(shared.clone(), guard))
        .with_state(shared)
}

/// Lets in who may come in, and puts the headers on every answer.
async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let entering = request.uri().path() == "/open";
    let own = shared.gate.is_own(request.method(), headers);
    let mut response = if !own || !(entering || shared.gate.is_known(headers)) {
        refusal(&shared, request.uri().path())
    } else {
        shared.touch(Instant::now());
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

fn refusal(shared: &Shared, path: &str) -> Response {
    if path.starts_with("/api/") {
        return failed(StatusCode::FORBIDDEN, &shared.app.refusal());
    }
    (StatusCode::FORBIDDEN, CLOSED).into_response()
}

fn failed(status: StatusCode, error: &AppError) -> Response {
    json_response(status, &json!({ "error": error }))
}

fn json_response(status: StatusCode, value: &Value) -> Response {
    let mut response = (status, value.to_string()).into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

#[derive(serde::Deserialize)]
struct Token {
    token: String,
}

/// Exchanges the token for the cookie.
async fn enter(State(shared): State<Arc<Shared>>, token: Result<Query<Token>, QueryRejection>) -> Response {
    let cookie = token
        .ok()
        .and_then(|Query(token)| shared.gate.exchange(&token.token));
    let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) else {
        return (StatusCode::FORBIDDEN, CLOSED).into_response();
    };
    let headers = [(SET_COOKIE, cookie), (LOCATION, HeaderValue::from_static("/"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Does a command of the table.
async fn call(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.split(';').next().unwrap_or_default().trim() != "application/json" {
        let error = shared.app.bad_arguments(&name, "Content-Type");
        return failed(StatusCode::UNSUPPORTED_MEDIA_TYPE, &error);
    }
    let args = match body {
        Ok(body) if body.is_empty() => Ok(Value::Null),
        Ok(body) => serde_json::from_slice(&body).map_err(|e| (StatusCode::BAD_REQUEST, e.to_string())),
        Err(refused) => Err((refused.status(), refused.body_text())),
    };
    let args = match args {
        Ok(args) => args,
        Err((status, detail)) => return failed(status, &shared.app.bad_arguments(&name, &detail)),
    };
    let app = shared.app.clone();
    let work = move || app.call(&name, args);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(value)) => json_response(StatusCode::OK, &value),
        Ok(Err(error)) => failed(StatusCode::UNPROCESSABLE_ENTITY, &error),
        Err(broken) => failed(
            StatusCode::INTERNAL_SERVER_ERROR,
            &shared.app.broken(&broken.to_string()),
        ),
    }
}

/// A thumbnail or preview.
async fn thumb(State(shared): State<Arc<Shared>>, Path((sha256, side)): Path<(String, String)>) -> Response {
    let Ok(side) = side.parse() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let app = shared.app.clone();
    jpeg(tokio::task::spawn_blocking(move || app.thumb(&sha256, side)).await)
}

/// A page of a paper, counted from 0.
async fn paper(
    State(shared): State<Arc<Shared>>,
    Path((sha256, number)): Path<(String, String)>,
) -> Response {
    let Ok(number) = number.parse() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let app = shared.app.clone();
    jpeg(tokio::task::spawn_blocking(move || app.page(&sha256, number)).await)
}

/// A picture that was made, or why there is none.
fn jpeg(made: Result<Result<Option<Vec<u8>>, AppError>, tokio::task::JoinError>) -> Response {
    match made {
        Ok(Ok(Some(jpeg))) => {
            // The address is the hash of the content.
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
                (
                    CACHE_CONTROL,
                    HeaderValue::from_static("private, max-age=86400, immutable"),
                ),
            ];
            (headers, Body::from(jpeg)).into_response()
        }
        Ok(Ok(None)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(error)) => failed(StatusCode::UNPROCESSABLE_ENTITY, &error),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The film or sound of an item, whole or the range that is asked for.
async fn media(State(shared): State<Arc<Shared>>, Path(item): Path<String>, request: Request) -> Response {
    let app = shared.app.clone();
    let found = match tokio::task::spawn_blocking(move || app.media(&item)).await {
        Ok(Ok(Some(found))) => found,
        Ok(Ok(None)) => return StatusCode::NOT_FOUND.into_response(),
        Ok(Err(error)) => return failed(StatusCode::UNPROCESSABLE_ENTITY, &error),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let (path, media_type) = found;
    let Ok(media_type) = media_type.parse::<mime::Mime>() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match ServeFile::new_with_mime(path, &media_type)
        .try_call(request)
        .await
    {
        Ok(response) => response.map(Body::new),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn page(request: Request) -> Response {
    pages::page(request.uri().path())
}
