//! The program itself: who it is, what it is doing.

use crate::command::Call;
use crate::dto::{AppInfo, IdArgs, NoArgs, Preferences, TaskList};
use crate::fault::{Code, Fault};

pub(crate) fn app_info(call: &Call<'_>, _: NoArgs) -> Result<AppInfo, Fault> {
    let settings = &call.app.settings;
    let ledger = match call.app.ledger() {
        Ok(ledger) => Some(super::ledger::info(&ledger)?),
        Err(_) => None,
    };
    Ok(AppInfo {
        version: settings.version.clone(),
        commit: settings.commit.clone(),
        target: settings.target.clone(),
        door: settings.door.as_str().to_owned(),
        as_of: (settings.today)().to_string(),
        ledger,
        recent: call.app.recent(),
        preferences: call.app.preferences(),
        documents_dir: settings
            .documents_dir
            .as_ref()
            .map(|dir| dir.to_string_lossy().into_owned()),
    })
}

pub(crate) fn preferences_set(call: &Call<'_>, args: Preferences) -> Result<Preferences, Fault> {
    if !["zh-CN", "en"].contains(&args.language.as_str()) {
        return Err(Fault::bad_value("language", &args.language));
    }
    if !["light", "dark", "system"].contains(&args.theme.as_str()) {
        return Err(Fault::bad_value("theme", &args.theme));
    }
    call.app.set_preferences(args)?;
    Ok(call.app.preferences())
}

pub(crate) fn tasks(call: &Call<'_>, _: NoArgs) -> Result<TaskList, Fault> {
    Ok(TaskList {
        revision: call.app.revision(),
        tasks: call.app.tasks.rows(),
        watching: call.app.watching(),
    })
}

pub(crate) fn task_cancel(call: &Call<'_>, args: IdArgs) -> Result<(), Fault> {
    if call.app.tasks.cancel(&args.id) {
        return Ok(());
    }
    Err(Fault::new(Code::TaskNotFound).with("name", args.id))
}
