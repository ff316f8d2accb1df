//! Everything that can go wrong, by a stable name, before it is put into a person's words.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use taizhang_document::DocumentError;
use taizhang_ledger::LedgerError;
use taizhang_pack::{PackError, Reason};
use taizhang_plan::PlanError;
use taizhang_update::UpdateError;

macro_rules! codes {
    ($( $name:ident = $text:literal [$($key:literal),*]; )+) => {
        /// Names of errors with the values that their sentences may use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code { $($name),+ }

        impl Code {
            /// Every code.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// Values of its sentence.
            #[cfg(test)]
            pub(crate) const fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($key),*]),+ }
            }
        }
    };
}

codes! {
    LedgerBusy = "ledger_busy" ["path", "who", "host", "since"];
    LedgerNewer = "ledger_newer" ["path", "found", "known"];
    NotALedger = "not_a_ledger" ["path"];
    FolderNotEmpty = "folder_not_empty" ["path"];
    LedgerDamaged = "ledger_damaged" ["path", "detail"];
    LedgerReadOnly = "ledger_read_only" ["path"];
    NoLedger = "no_ledger" [];
    SourceUnreadable = "source_unreadable" ["path", "detail"];
    SourceOverlap = "source_overlap" ["path", "other"];
    SourceIsLedger = "source_is_ledger" ["path"];
    SourceNotFound = "source_not_found" ["name"];
    ChecklistNotFound = "checklist_not_found" ["name"];
    IndicatorNotFound = "indicator_not_found" ["name"];
    RequirementNotFound = "requirement_not_found" ["name"];
    ItemNotFound = "item_not_found" ["name"];
    ActivityNotFound = "activity_not_found" ["name"];
    LinkNotFound = "link_not_found" ["name"];
    WaiverNotFound = "waiver_not_found" ["name"];
    TaskNotFound = "task_not_found" ["name"];
    NotFound = "not_found" ["name"];
    Ambiguous = "ambiguous" ["name", "candidates"];
    BadValue = "bad_value" ["field", "value"];
    ChecklistNotEmpty = "checklist_not_empty" ["name"];
    NowhereToMove = "nowhere_to_move" ["name"];
    NumberTaken = "code_taken" ["name"];
    NameTaken = "name_taken" ["name"];
    ChecklistLast = "checklist_last" ["name"];
    UndoConflict = "undo_conflict" ["action", "later"];
    AlreadyLinked = "already_linked" ["indicator"];
    NothingToUndo = "nothing_to_undo" [];
    NothingToRedo = "nothing_to_redo" [];
    Cancelled = "cancelled" [];
    PackCancelled = "pack_cancelled" [];
    SecretMaterial = "secret_material" ["count", "items"];
    OutExists = "out_exists" ["path"];
    EvidenceUnavailable = "evidence_unavailable" ["count", "items"];
    PathNotFound = "path_not_found" ["path"];
    PermissionDenied = "permission_denied" ["path"];
    DiskFull = "disk_full" ["path"];
    DiskGone = "disk_gone" ["path"];
    FileTooLarge = "file_too_large" ["path"];
    NoRoom = "no_room" ["path", "needed", "free"];
    PackIsFolder = "pack_is_folder" ["path"];
    PackClosed = "pack_closed" [];
    CopyDiffers = "copy_differs" ["path"];
    VolumeTooSmall = "volume_too_small" ["name", "bytes"];
    Io = "io" ["path", "detail"];
    DatabaseFailed = "database_failed" ["detail"];
    DocumentUnsupported = "document_unsupported" ["path", "format"];
    DocumentMalformed = "document_malformed" ["path", "wanted", "detail"];
    DocumentEncrypted = "document_encrypted" ["path", "format"];
    DocumentTooLarge = "document_too_large" ["path", "what", "limit"];
    NoDocument = "no_document" [];
    NoIndicators = "no_indicators" ["path"];
    TemplateNotFound = "template_not_found" ["name"];
    OriginalChanged = "original_changed" ["path"];
    OriginalUnreadable = "original_unreadable" ["path", "detail"];
    OutIsOriginal = "out_is_original" ["path"];
    OutIsLedger = "out_is_ledger" ["path"];
    NoFont = "no_font" [];
    FormNotFound = "form_not_found" ["name"];
    FormFormat = "form_format" ["path", "form", "endings"];
    SpineWidth = "spine_width" ["value"];
    NotABag = "not_a_bag" ["path", "because", "inside"];
    PackLocked = "pack_locked" ["path"];
    WrongPassword = "wrong_password" ["path"];
    UnpackRefused = "unpack_refused" ["path", "because", "inside"];
    UnpackExists = "unpack_exists" ["path"];
    PathNotAllowed = "path_not_allowed" ["path"];
    DesktopFailed = "desktop_failed" ["path", "detail"];
    SampleFailed = "sample_failed" ["path", "detail"];
    UpdateNoKey = "update_no_key" [];
    UpdateBadKey = "update_bad_key" ["path"];
    Forbidden = "forbidden" [];
    UnknownCommand = "unknown_command" ["name"];
    BadArguments = "bad_arguments" ["name", "detail"];
    Internal = "internal" ["detail"];
}

/// Something that went wrong, with the values of its sentence.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) context: BTreeMap<String, String>,
}

impl Fault {
    /// A fault without values.
    pub(crate) fn new(code: Code) -> Self {
        Self {
            code,
            context: BTreeMap::new(),
        }
    }

    /// Adds a value of the sentence.
    pub(crate) fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.context.insert(key.to_owned(), value.to_string());
        self
    }

    /// A fault about a path.
    pub(crate) fn at(code: Code, path: &Path) -> Self {
        Self::new(code).with("path", path.display())
    }

    /// A fault of the system about a path.
    pub(crate) fn io(path: &Path, error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::at(Code::PathNotFound, path),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::at(Code::PermissionDenied, path)
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::at(Code::DiskFull, path),
            _ if is_gone(error) => Self::at(Code::DiskGone, path),
            _ => Self::at(Code::Io, path).with("detail", error),
        }
    }

    /// A value that is not what it should be.
    pub(crate) fn bad_value(field: &str, value: &str) -> Self {
        Self::new(Code::BadValue)
            .with("field", field)
            .with("value", value)
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        Self::from(&error)
    }
}

impl From<&LedgerError> for Fault {
    fn from(error: &LedgerError) -> Self {
        match error {
            LedgerError::Busy { dir, holder } => Self::at(Code::LedgerBusy, dir)
                .with("who", &holder.who)
                .with("host", &holder.host)
                .with("since", &holder.since),
            LedgerError::Newer { dir, found, known } => Self::at(Code::LedgerNewer, dir)
                .with("found", found)
                .with("known", known),
            LedgerError::NotALedger { dir } => Self::at(Code::NotALedger, dir),
            LedgerError::NotEmpty { dir } => Self::at(Code::FolderNotEmpty, dir),
            LedgerError::Damaged { dir, detail } => Self::at(Code::LedgerDamaged, dir).with("detail", detail),
            LedgerError::ReadOnly { dir } => Self::at(Code::LedgerReadOnly, dir),
            LedgerError::SourceUnreadable { path, detail } => {
                Self::at(Code::SourceUnreadable, path).with("detail", detail)
            }
            LedgerError::SourceOverlap { path, other } => {
                Self::at(Code::SourceOverlap, path).with("other", other)
            }
            LedgerError::SourceIsLedger { path } => Self::at(Code::SourceIsLedger, path),
            LedgerError::NotFound { what, name } => Self::new(not_found(what)).with("name", name),
            LedgerError::Ambiguous { name, candidates, .. } => Self::new(Code::Ambiguous)
                .with("name", name)
                .with("candidates", listed(candidates)),
            LedgerError::BadValue { field, value } => Self::bad_value(field, value),
            LedgerError::UndoConflict { action, later } => Self::new(Code::UndoConflict)
                .with("action", action)
                .with("later", later),
            LedgerError::NowhereToMove { code } => Self::new(Code::NowhereToMove).with("name", code),
            LedgerError::CodeTaken { code } => Self::new(Code::NumberTaken).with("name", code),
            LedgerError::AlreadyLinked { code } => Self::new(Code::AlreadyLinked).with("indicator", code),
            LedgerError::NothingToUndo { direction: "redo" } => Self::new(Code::NothingToRedo),
            LedgerError::NothingToUndo { .. } => Self::new(Code::NothingToUndo),
            LedgerError::Cancelled => Self::new(Code::Cancelled),
            LedgerError::EvidenceUnavailable { items } => unavailable(items),
            LedgerError::Io { path, source } => Self::io(path, source),
            LedgerError::Database(e) => Self::new(Code::DatabaseFailed).with("detail", e),
            LedgerError::Schema(e) => Self::new(Code::DatabaseFailed).with("detail", e),
            LedgerError::Stored(e) => Self::new(Code::DatabaseFailed).with("detail", e),
            LedgerError::Document(e) => Self::of_document(e, ""),
            LedgerError::Plan(e) => Self::from(e),
            LedgerError::Workbook(e) => Self::new(Code::Internal).with("detail", e),
            LedgerError::Pack(e) => Self::from(e),
        }
    }
}

impl From<&PlanError> for Fault {
    fn from(error: &PlanError) -> Self {
        match error {
            PlanError::NoSuchTemplate(name) => Self::new(Code::TemplateNotFound).with("name", name),
            PlanError::DamagedTemplate { .. } => Self::new(Code::Internal).with("detail", error),
        }
    }
}

impl From<UpdateError> for Fault {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::Io { path, source } => Self::io(&path, &source),
            UpdateError::BadKey => Self::new(Code::UpdateBadKey),
        }
    }
}

impl From<PlanError> for Fault {
    fn from(error: PlanError) -> Self {
        Self::from(&error)
    }
}

impl From<&PackError> for Fault {
    fn from(error: &PackError) -> Self {
        match error {
            PackError::Changed { name } => Self::new(Code::OriginalChanged).with("path", name),
            PackError::Original { name, source } => Self::new(Code::OriginalUnreadable)
                .with("path", name)
                .with("detail", source),
            PackError::VolumeTooSmall { name, bytes } => Self::new(Code::VolumeTooSmall)
                .with("name", name)
                .with("bytes", bytes),
            PackError::FileTooLarge { path } => Self::at(Code::FileTooLarge, path),
            PackError::CopyDiffers { path } => Self::at(Code::CopyDiffers, path),
            PackError::DiskFull { path } => Self::at(Code::DiskFull, path),
            PackError::Io { path, source } => Self::io(path, source),
            PackError::NotABag { path, why, inside } => because(Code::NotABag, path, *why, inside),
            PackError::Locked { path } => Self::at(Code::PackLocked, path),
            PackError::WrongPassword { path } => Self::at(Code::WrongPassword, path),
            PackError::Refused { path, why, inside } => because(Code::UnpackRefused, path, *why, inside),
            PackError::Exists { path } => Self::at(Code::UnpackExists, path),
            PackError::Cancelled => Self::new(Code::PackCancelled),
            PackError::Secret { names } => secret(names),
            PackError::Internal(detail) => Self::new(Code::Internal).with("detail", detail),
        }
    }
}

impl From<PackError> for Fault {
    fn from(error: PackError) -> Self {
        Self::from(&error)
    }
}

impl Fault {
    /// A fault of reading the document that was named.
    pub(crate) fn of_document(error: &DocumentError, path: &str) -> Self {
        match error {
            DocumentError::Unsupported { format } => {
                Self::new(Code::DocumentUnsupported).with("format", format)
            }
            DocumentError::Malformed { wanted, detail } => Self::new(Code::DocumentMalformed)
                .with("wanted", wanted)
                .with("detail", detail),
            DocumentError::Encrypted { format } => Self::new(Code::DocumentEncrypted).with("format", format),
            DocumentError::TooLarge { what, limit } => Self::new(Code::DocumentTooLarge)
                .with("what", what)
                .with("limit", limit),
        }
        .with("path", path)
    }
}

/// Whether the disk or share went away while it was used: a U-disk that was pulled out, a network that broke down.
fn is_gone(error: &std::io::Error) -> bool {
    /// EIO, ENXIO, ENODEV, ENOTCONN, ESTALE (errno.h).
    const UNIX: [i32; 5] = [5, 6, 19, 107, 116];
    /// `ERROR_NOT_READY`, `ERROR_BAD_NETPATH`, `ERROR_DEV_NOT_EXIST`, `ERROR_NETNAME_DELETED`, `ERROR_NO_SUCH_DEVICE`,
    /// `ERROR_FILE_INVALID`, `ERROR_IO_DEVICE`, `ERROR_DEVICE_NOT_CONNECTED`, `ERROR_DEVICE_REMOVED` (winerror.h).
    const WINDOWS: [i32; 9] = [21, 53, 55, 64, 433, 1006, 1117, 1167, 1617];
    let gone: &[i32] = if cfg!(windows) { &WINDOWS } else { &UNIX };
    error.raw_os_error().is_some_and(|code| gone.contains(&code))
}

/// Linked files that stand in the way of a pack.
pub(crate) fn unavailable(items: &[String]) -> Fault {
    Fault::new(Code::EvidenceUnavailable)
        .with("count", items.len())
        .with("items", listed(items))
}

/// Linked papers that are marked as secret: they never enter a pack.
pub(crate) fn secret(items: &[String]) -> Fault {
    Fault::new(Code::SecretMaterial)
        .with("count", items.len())
        .with("items", listed(items))
}

/// Why a file is no pack or is not unpacked; the sentence of the reason stands in that of the code.
fn because(code: Code, path: &Path, why: Reason, inside: &str) -> Fault {
    Fault::at(code, path).with("because", why).with("inside", inside)
}

fn not_found(what: &str) -> Code {
    match what {
        "source" => Code::SourceNotFound,
        "checklist" => Code::ChecklistNotFound,
        "indicator" => Code::IndicatorNotFound,
        "requirement" => Code::RequirementNotFound,
        "item" => Code::ItemNotFound,
        "activity" => Code::ActivityNotFound,
        "link" => Code::LinkNotFound,
        "waiver" => Code::WaiverNotFound,
        _ => Code::NotFound,
    }
}

/// At most five names, for a sentence.
fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    let more = if names.len() > shown.len() { "…" } else { "" };
    format!("{}{more}", shown.join("、"))
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::*;

    #[test]
    fn a_disk_that_was_pulled_out_is_told_apart_from_other_errors() {
        let code = |error: i32| Fault::io(Path::new("U盘/迎检包.zip"), &Error::from_raw_os_error(error)).code;
        let (gone, full) = if cfg!(windows) { (1167, 112) } else { (5, 28) };
        assert_eq!(code(gone), Code::DiskGone);
        assert_eq!(code(full), Code::DiskFull);
        assert_eq!(code(2), Code::PathNotFound);
    }
}
