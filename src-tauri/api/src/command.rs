//! The table of commands. Argument and result types are in [`crate::dto`]; `()` is `{}` / `null`.
//!
//! | name | arguments | result | long |
//! | --- | --- | --- | --- |
//! | `app_info` | – | `AppInfo` | |
//! | `preferences_set` | `Preferences` | `Preferences` | |
//! | `folder_list` | `FolderArgs` | `FolderList` | |
//! | `ledger_create` | `LedgerCreate` | `LedgerInfo` | |
//! | `ledger_open` | `DirArgs` | `LedgerInfo` | |
//! | `ledger_close` | – | `null` | |
//! | `ledger_set` | `LedgerSet` | `OperationDone` | |
//! | `sample_create` | `DirArgs` (an empty or new folder; holds 材料 folder and ledger) | `LedgerInfo` | long |
//! | `source_list` | – | `SourceList` | |
//! | `source_add` | `DirArgs` | `SourceList` | |
//! | `source_relocate` | `SourceRelocate` | `SourceList` | |
//! | `source_remove` | `IdArgs` | `SourceList` | |
//! | `scan` | `ScanArgs` | `ScanReport` | long |
//! | `tasks` | – | `TaskList` | |
//! | `task_cancel` | `IdArgs` | `null` | |
//! | `items` | `ItemQuery` | `ItemList` | |
//! | `item_facets` | – | `ItemFacets` | |
//! | `item_show` | `IdArgs` | `ItemDetail` | |
//! | `item_reveal` | `IdArgs` (shows the file in the file manager) | `null` | |
//! | `item_open` | `IdArgs` (opens the file in its own program) | `null` | |
//! | `path_reveal` | `PathArgs` (a pack or ledger folder) | `null` | |
//! | `probe` | `ProbeArgs` | `ProbeReport` | |
//! | `draft` | `DraftArgs` | `Draft` | |
//! | `templates` | – | `TemplateList` | |
//! | `checklist_list` | – | `ChecklistList` | |
//! | `checklist_show` | `ChecklistArgs` | `ChecklistView` | |
//! | `checklist_import` | `ChecklistImport` | `ChecklistView` | |
//! | `checklist_set` | `ChecklistSet` | `OperationDone` | |
//! | `checklist_select` | `IdArgs` (the one that pages show) | `ChecklistList` | |
//! | `checklist_remove` | `IdArgs` | `OperationDone` | |
//! | `indicator_set` | `IndicatorSet` | `OperationDone` | |
//! | `links` | `IdArgs` (an indicator) | `LinkList` | |
//! | `link_add` | `LinkAdd` | `OperationDone` | |
//! | `link_remove` | `LinkRemove` | `OperationDone` | |
//! | `unlink` | `Unlink` | `OperationDone` | |
//! | `link_set` | `LinkSet` | `OperationDone` | |
//! | `waive` | `WaiveArgs` | `OperationDone` | |
//! | `unwaive` | `IdArgs` | `OperationDone` | |
//! | `status` | `StatusArgs` | `StatusReport` | |
//! | `undo`, `redo` | – | `OperationDone` | |
//! | `history` | `HistoryArgs` | `OperationList` | |
//! | `export_preview` | `ExportArgs` | `ExportPreview` | |
//! | `export` | `ExportArgs` | `ExportReport` | long |
//! | `verify` | `PathArgs` | `VerifyReport` | long |
//! | `backup` | – | `PathDone` | |
//! | `restore` | `PathArgs` | `LedgerInfo` | |
//! | `check` | `ChecklistArgs` | `CheckReport` | |
//!
//! A long command answers `TaskStarted` at once through the window and the browser; its own result is then in
//! `tasks`. Thumbnails are bytes at `/thumb/<sha256>/<side>` (side 320 or 1600), not a command.
