//! The window: one command over the table of `api`, thumbnails as a protocol of their own, and nothing else.

mod thumbs;
mod view;
mod without;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use taizhang_api::{App, AppError, Build, Desktop, Door, computer};
use tauri::{Manager, State};

/// What the build told.
const BUILD: Build = Build {
    version: env!("CARGO_PKG_VERSION"),
    commit: env!("TAIZHANG_COMMIT"),
    target: env!("TAIZHANG_TARGET"),
    publisher: env!("TAIZHANG_PUBLISHER"),
};

/// Shows and opens files through the desktop's own programs.
struct Opener;

impl Desktop for Opener {
    fn reveal(&self, path: &Path) -> std::io::Result<()> {
        tauri_plugin_opener::reveal_item_in_dir(path).map_err(std::io::Error::other)
    }

    fn open(&self, path: &Path) -> std::io::Result<()> {
        tauri_plugin_opener::open_path(path, None::<&str>).map_err(std::io::Error::other)
    }
}

/// Every command of the table, off the main thread.
#[tauri::command]
async fn call(app: State<'_, Arc<App>>, name: String, args: Value) -> Result<Value, AppError> {
    let app = Arc::clone(&app);
    let asked = name.clone();
    let work = {
        let app = Arc::clone(&app);
        move || app.call(&name, args)
    };
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(app.bad_arguments(&asked, &error.to_string())),
    }
}

/// The ledger that the command line names (`--ledger DIR`, or the folder alone, as a file association gives it).
fn named_ledger() -> Option<PathBuf> {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(first) if first == "--ledger" => arguments.next().map(PathBuf::from),
        Some(first) => {
            let path = PathBuf::from(first);
            if path.is_file() {
                path.parent().map(Path::to_owned)
            } else {
                Some(path)
            }
        }
        None => None,
    }
}

/// Tells why the program ends, to a person who may have no console.
pub fn tell(error: &dyn std::error::Error) {
    without::tell(&error.to_string());
}

/// Opens the window and returns when it is closed.
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    view::prepare();
    let settings = computer::settings(Door::Window, &BUILD, Arc::new(Opener))?;
    if without::is_wanting() {
        return Ok(without::serve(
            named_ledger().as_deref(),
            settings.config_dir.as_deref(),
        )?);
    }
    let app = App::new(settings);
    if let Some(dir) = named_ledger()
        && let Err(error) = app.open(&dir, false)
    {
        // The start page is shown all the same; the ledger's own error comes up when it is opened there.
        eprintln!("{}: {error}", dir.display());
    }
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(Arc::clone(&app))
        .register_asynchronous_uri_scheme_protocol("thumb", |context, request, responder| {
            let app = Arc::clone(&context.app_handle().state::<Arc<App>>());
            tauri::async_runtime::spawn_blocking(move || {
                responder.respond(thumbs::answer(&app, request.uri().path()))
            });
        })
        .invoke_handler(tauri::generate_handler![call])
        .build(tauri::generate_context!())?
        .run(move |_, event| {
            if let tauri::RunEvent::Exit = event
                && let Err(error) = app.close()
            {
                eprintln!("{error}");
            }
        });
    Ok(())
}
