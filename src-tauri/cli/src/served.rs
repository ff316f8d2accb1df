//! `taizhang serve`: the pages in a browser, until nobody uses them.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use taizhang_api::{App, AppError};
use taizhang_serve::{Options, ServeError, Server};

use crate::args::{Global, Lang};
use crate::outcome::line;

/// Serves until the end. The first line on standard output is the address, or a JSON document with it.
pub fn serve(app: &Arc<App>, global: &Global, options: Options, opens: bool) -> Result<(), AppError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| app.broken(&e.to_string()))?;
    let served = runtime.block_on(async {
        let server = Server::bind(app.clone(), options).await?;
        let url = server.url().to_owned();
        if global.json {
            line(&json!({ "url": url }).to_string());
        } else {
            line(&url);
        }
        if opens && webbrowser::open(&url).is_err() && !global.quiet {
            eprintln!("{}", by_hand(global.lang));
        }
        server.run(std::future::pending()).await
    });
    // A request that hangs must not keep the program.
    runtime.shutdown_timeout(Duration::from_secs(2));
    served.map_err(|error: ServeError| app.broken(&error.to_string()))
}

const fn by_hand(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "没能打开浏览器，请把上面的网址复制到浏览器里（只能用一次）。",
        Lang::En => "No browser could be opened: copy the address above into one (it works once).",
    }
}
