//! The one table of commands. Dispatch, the TypeScript `Commands` and the words about them come from this list; a
//! door offers all of it and nothing else.
//!
//! A `long` command answers `TaskStarted` at once through the window and the browser; its own result is then in
//! `tasks`. Thumbnails are bytes at `/thumb/<sha256>/<side>` (side 320 or 1600), not a command.

use taizhang_model::draft::Draft;
use taizhang_model::status::StatusReport;
use ts_rs::TS;

use crate::dto::*;
use crate::typescript::Gather;

/// One command.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its name at every door.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// Whether it is started and watched instead of waited for.
    pub long: bool,
    /// Name of the argument type in TypeScript.
    pub(crate) args: fn(&mut Gather) -> String,
    /// Name of the result type in TypeScript.
    pub(crate) result: fn(&mut Gather) -> String,
}

impl Command {
    /// The command with this name.
    pub fn find(name: &str) -> Option<&'static Command> {
        COMMANDS.iter().find(|command| command.name == name)
    }
}

macro_rules! commands {
    ($( #[doc = $doc:literal] $how:ident $name:ident($args:ty) -> $result:ty; )+) => {
        /// Every command, in the order of the documentation.
        pub static COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            doc: $doc,
            long: commands!(@long $how),
            args: Gather::name::<$args>,
            result: Gather::name::<$result>,
        }),+];
    };
    (@long now) => { false };
    (@long long) => { true };
}

commands! {
    /// The program, the open ledger, the ledgers that were open before.
    now app_info(NoArgs) -> AppInfo;
    /// Keeps appearance and language on this machine.
    now preferences_set(Preferences) -> Preferences;
    /// Entries of a folder, for the chooser of the browser door.
    now folder_list(FolderArgs) -> FolderList;
    /// Makes a ledger and opens it.
    now ledger_create(LedgerCreate) -> LedgerInfo;
    /// Opens a ledger; one that is open is closed first.
    now ledger_open(DirArgs) -> LedgerInfo;
    /// Closes the ledger.
    now ledger_close(NoArgs) -> ();
    /// Changes the ledger's own fields.
    now ledger_set(LedgerSet) -> OperationDone;
    /// Makes the sample ledger in a new or empty folder, with its material, and opens it.
    long sample_create(DirArgs) -> LedgerInfo;
    /// Folders that are indexed.
    now source_list(NoArgs) -> SourceList;
    /// Adds a folder.
    now source_add(DirArgs) -> SourceList;
    /// Tells where a folder lies now.
    now source_relocate(SourceRelocate) -> SourceList;
    /// Stops indexing a folder; its items stay known.
    now source_remove(IdArgs) -> SourceList;
    /// Indexes all sources.
    long scan(ScanArgs) -> ScanReport;
    /// Work at hand and lately ended; pages poll it.
    now tasks(NoArgs) -> TaskList;
    /// Stops long work.
    now task_cancel(IdArgs) -> ();
    /// Items that match.
    now items(ItemQuery) -> ItemList;
    /// Counts for the left column of 材料.
    now item_facets(NoArgs) -> ItemFacets;
    /// One item with all that is known.
    now item_show(IdArgs) -> ItemDetail;
    /// Shows an item's file in the file manager.
    now item_reveal(IdArgs) -> ();
    /// Opens an item's file in its own program.
    now item_open(IdArgs) -> ();
    /// Shows a pack, a source or the ledger's folder in the file manager.
    now path_reveal(PathArgs) -> ();
    /// Facts of files, no ledger needed.
    now probe(ProbeArgs) -> ProbeReport;
    /// Reads a document as a checklist, no ledger needed.
    now draft(DraftArgs) -> Draft;
    /// Built-in checklists.
    now templates(NoArgs) -> TemplateList;
    /// All checklists.
    now checklist_list(NoArgs) -> ChecklistList;
    /// A checklist with its tree.
    now checklist_show(ChecklistArgs) -> ChecklistView;
    /// Puts a document's checklist into the ledger.
    now checklist_import(ChecklistImport) -> ChecklistView;
    /// Changes a checklist's own fields.
    now checklist_set(ChecklistSet) -> OperationDone;
    /// Makes a checklist the one that pages show.
    now checklist_select(IdArgs) -> ChecklistList;
    /// Removes a checklist with its links.
    now checklist_remove(IdArgs) -> OperationDone;
    /// Changes an indicator's fields.
    now indicator_set(IndicatorSet) -> OperationDone;
    /// Evidence of an indicator, in order.
    now links(IdArgs) -> LinkList;
    /// Links subjects to an indicator.
    now link_add(LinkAdd) -> OperationDone;
    /// Removes links.
    now link_remove(LinkRemove) -> OperationDone;
    /// Removes the links of subjects to an indicator.
    now unlink(Unlink) -> OperationDone;
    /// Changes a link.
    now link_set(LinkSet) -> OperationDone;
    /// Waives an indicator or a requirement.
    now waive(WaiveArgs) -> OperationDone;
    /// Takes a waiver away.
    now unwaive(IdArgs) -> OperationDone;
    /// How the checklist stands.
    now status(StatusArgs) -> StatusReport;
    /// Takes back the newest change.
    now undo(NoArgs) -> OperationDone;
    /// Does again what was undone last.
    now redo(NoArgs) -> OperationDone;
    /// Every change, newest first.
    now history(HistoryArgs) -> OperationList;
    /// What a pack would hold and what stands in its way.
    now export_preview(ExportArgs) -> ExportPreview;
    /// Makes a pack.
    long export(ExportArgs) -> ExportReport;
    /// Checks a pack or bag, no ledger needed.
    long verify(PathArgs) -> VerifyReport;
    /// Makes a dated copy of the ledger.
    now backup(NoArgs) -> PathDone;
    /// Puts a copy back as the ledger; what was there is kept as a backup.
    now restore(PathArgs) -> LedgerInfo;
    /// Health of the ledger and its sources.
    now check(CheckArgs) -> CheckReport;
}

/// The shapes that cross a door outside the table.
pub(crate) fn others(gather: &mut Gather) {
    gather.add::<crate::AppError>();
    gather.add::<TaskStarted>();
}

/// Names a type in TypeScript and keeps its declaration.
impl Gather {
    fn name<T: TS + 'static>(&mut self) -> String {
        self.add::<T>();
        T::name(&self.config)
    }
}
