//! The one table of commands. Dispatch, the TypeScript `Commands` and the words about them come from this list; a
//! door offers all of it and nothing else.
//!
//! `read` looks, `change` changes, `long` takes its time. A long command answers `TaskStarted` at once through the window and the browser; its own result is then in
//! `tasks`. Thumbnails are bytes at `/thumb/<sha256>/<side>` (side 320 or 1600), not a command.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use taizhang_ledger::Progress;
use ts_rs::TS;

use crate::App;
use crate::body;
use crate::dto::*;
use crate::fault::{Code, Fault};
use crate::typescript::Gather;

/// How a command acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Looks.
    Read,
    /// Changes something.
    Change,
    /// Is started and watched instead of waited for.
    Long,
}

/// What the body of a command works with.
pub(crate) struct Call<'a> {
    pub(crate) app: &'a Arc<App>,
    pub(crate) progress: &'a dyn Progress,
    /// Id of the task that it runs in.
    pub(crate) task: Option<&'a str>,
}

/// One command.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its name at every door.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// How it acts.
    pub how: How,
    /// Reads the arguments, does the work, writes the result.
    pub(crate) run: fn(&Call<'_>, Value) -> Result<Value, Fault>,
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
            how: commands!(@how $how),
            run: |call, args| {
                let args: $args = arguments(stringify!($name), args)?;
                serde_json::to_value::<$result>(body::$name(call, args)?)
                    .map_err(|e| Fault::new(Code::Internal).with("detail", e))
            },
            args: Gather::name::<$args>,
            result: Gather::name::<$result>,
        }),+];
    };
    (@how read) => { How::Read };
    (@how change) => { How::Change };
    (@how long) => { How::Long };
}

commands! {
    /// The program, the open ledger, the ledgers that were open before.
    read app_info(NoArgs) -> AppInfo;
    /// Whether a package on a U-disk is the publisher's, and newer; no ledger needed, no network.
    read update_check(UpdateArgs) -> UpdateReport;
    /// Keeps appearance and language on this machine.
    change preferences_set(Preferences) -> Preferences;
    /// Entries of a folder, for the chooser of the browser door.
    read folder_list(FolderArgs) -> FolderList;
    /// Makes a ledger and opens it.
    change ledger_create(LedgerCreate) -> LedgerInfo;
    /// Opens a ledger; one that is open is closed first.
    change ledger_open(DirArgs) -> LedgerInfo;
    /// Closes the ledger.
    change ledger_close(NoArgs) -> ();
    /// Changes the ledger's own fields.
    change ledger_set(LedgerSet) -> OperationDone;
    /// Makes the sample ledger in a new or empty folder, with its material, and opens it.
    long sample_create(DirArgs) -> LedgerInfo;
    /// Folders that are indexed.
    read source_list(NoArgs) -> SourceList;
    /// Adds a folder.
    change source_add(DirArgs) -> SourceList;
    /// Tells where a folder lies now.
    change source_relocate(SourceRelocate) -> SourceList;
    /// Stops indexing a folder; its items stay known.
    change source_remove(IdArgs) -> SourceList;
    /// Indexes all sources.
    long scan(ScanArgs) -> ScanReport;
    /// What collecting would copy.
    read collect_preview(CollectArgs) -> CollectPreview;
    /// Copies material into the ledger's own folder, verified.
    long collect(CollectArgs) -> CollectReport;
    /// Work at hand and lately ended; pages poll it.
    read tasks(NoArgs) -> TaskList;
    /// Stops long work.
    read task_cancel(IdArgs) -> ();
    /// Items that match.
    read items(ItemQuery) -> ItemList;
    /// Items, activities, indicators and people that fit words.
    read search(SearchQuery) -> SearchFound;
    /// Counts for the left column of 材料.
    read item_facets(NoArgs) -> ItemFacets;
    /// One item with all that is known.
    read item_show(IdArgs) -> ItemDetail;
    /// Groups all items anew; what is confirmed stays.
    long activity_propose(NoArgs) -> ActivityProposed;
    /// Activities, confirmed and proposed.
    read activity_list(ActivityQuery) -> ActivityList;
    /// One activity.
    read activity_show(IdArgs) -> ActivityRow;
    /// Confirms proposals.
    change activity_confirm(IdsArgs) -> OperationDone;
    /// Makes an activity of items.
    change activity_create(ActivityCreate) -> ActivityDone;
    /// Changes what is said of an activity.
    change activity_set(ActivitySet) -> ActivityDone;
    /// Makes one activity of several.
    change activity_merge(IdsArgs) -> ActivityDone;
    /// Makes an activity of its own of some items of one.
    change activity_split(ActivityItems) -> ActivityDone;
    /// Puts items into an activity.
    change activity_move(ActivityMove) -> ActivityDone;
    /// Takes items out of an activity.
    change activity_remove(ActivityItems) -> OperationDone;
    /// Leaves items out where their activity stands as evidence.
    change activity_exclude(ActivityItems) -> OperationDone;
    /// Says that these are no activities.
    change activity_dissolve(IdsArgs) -> OperationDone;
    /// The text of a document, a table or a page.
    read item_text(IdArgs) -> ItemText;
    /// Says what items are; what isn't needed is `junk`.
    change item_kind(ItemKindSet) -> OperationDone;
    /// Shows an item's file in the file manager.
    read item_reveal(IdArgs) -> ();
    /// Opens an item's file in its own program.
    read item_open(IdArgs) -> ();
    /// Shows a pack, a source or the ledger's folder in the file manager.
    read path_reveal(PathArgs) -> ();
    /// Facts of files, no ledger needed.
    read probe(ProbeArgs) -> ProbeReport;
    /// Reads a document as a checklist, no ledger needed.
    read draft(DraftArgs) -> Draft;
    /// Built-in checklists.
    read templates(NoArgs) -> TemplateList;
    /// All checklists.
    read checklist_list(NoArgs) -> ChecklistList;
    /// A checklist with its tree.
    read checklist_show(ChecklistArgs) -> ChecklistView;
    /// Puts a document's checklist into the ledger.
    change checklist_import(ChecklistImport) -> ChecklistView;
    /// Changes a checklist's own fields.
    change checklist_set(ChecklistSet) -> OperationDone;
    /// Makes a checklist the one that pages show.
    change checklist_select(IdArgs) -> ChecklistList;
    /// Removes a checklist with its links.
    change checklist_remove(IdArgs) -> OperationDone;
    /// The document that a checklist was read from.
    read checklist_source(ChecklistArgs) -> ChecklistSource;
    /// Changes an indicator's fields.
    change indicator_set(IndicatorSet) -> OperationDone;
    /// Marks indicators as seen by a person.
    change indicator_review(IndicatorReview) -> OperationDone;
    /// Adds an indicator.
    change indicator_add(IndicatorAdd) -> OperationDone;
    /// Moves an indicator with all below it one step.
    change indicator_move(IndicatorMove) -> OperationDone;
    /// Moves requirements of an indicator to a new one.
    change indicator_split(IndicatorSplit) -> OperationDone;
    /// Makes one indicator of two.
    change indicator_merge(IndicatorMerge) -> OperationDone;
    /// Removes an indicator with all below it.
    change indicator_remove(IdArgs) -> OperationDone;
    /// Replaces what a requirement asks for.
    change requirement_set(RequirementSet) -> OperationDone;
    /// Adds a requirement.
    change requirement_add(RequirementAdd) -> OperationDone;
    /// Removes a requirement.
    change requirement_remove(IdArgs) -> OperationDone;
    /// Evidence of an indicator, in order.
    read links(IdArgs) -> LinkList;
    /// What the same indicator had in the checklist before.
    read links_before(IdArgs) -> LinksBefore;
    /// Links subjects to an indicator.
    change link_add(LinkAdd) -> OperationDone;
    /// Removes links.
    change link_remove(LinkRemove) -> OperationDone;
    /// Removes the links of subjects to an indicator.
    change unlink(Unlink) -> OperationDone;
    /// Changes a link.
    change link_set(LinkSet) -> OperationDone;
    /// Gives links without a caption that of their activity.
    change caption_fill(CaptionFill) -> CaptionsFilled;
    /// Which indicators items and activities may prove, with the reasons.
    read suggest(SuggestQuery) -> SuggestionList;
    /// Takes suggestions, as one change.
    change suggest_accept(SuggestPicks) -> SuggestAccepted;
    /// Says what is not proved: it is not suggested again.
    change suggest_reject(SuggestPicks) -> OperationDone;
    /// Forgets what was learned from links and rejections.
    change suggest_reset(NoArgs) -> OperationDone;
    /// Waives an indicator or a requirement.
    change waive(WaiveArgs) -> OperationDone;
    /// Takes a waiver away.
    change unwaive(IdArgs) -> OperationDone;
    /// How the checklist stands.
    read status(StatusArgs) -> StatusReport;
    /// The gap board by month or quarter.
    read board(BoardArgs) -> Board;
    /// What is due, and past due, by department and person.
    read due_list(DueArgs) -> DueList;
    /// How it went, month by month.
    read progress(ChecklistArgs) -> ProgressReport;
    /// The difference of two versions of a checklist.
    read checklist_diff(DiffArgs) -> ChecklistDiff;
    /// Begins a new year's checklist from an old one, without its evidence.
    change checklist_rollover(RolloverArgs) -> ChecklistView;
    /// Carries links over where an indicator is the same.
    change checklist_carry(CarryArgs) -> OperationDone;
    /// 说明报告 of a checklist.
    read statement_list(ChecklistArgs) -> StatementList;
    /// Writes a 说明报告 or moves it on.
    change statement_set(StatementSet) -> OperationDone;
    /// Reported values (量化指标) of a checklist.
    read measure_list(ChecklistArgs) -> MeasureList;
    /// Reports a value.
    change measure_set(MeasureSet) -> OperationDone;
    /// Removes reported values.
    change measure_remove(IdsArgs) -> OperationDone;
    /// Departments (科室).
    read department_list(NoArgs) -> DepartmentList;
    /// Puts departments in.
    change department_set(DepartmentPut) -> OperationDone;
    /// Removes departments.
    change department_remove(IdsArgs) -> OperationDone;
    /// People (人员).
    read person_list(NoArgs) -> PersonList;
    /// Puts people in.
    change person_set(PersonPut) -> OperationDone;
    /// Removes people with their attendance.
    change person_remove(IdsArgs) -> OperationDone;
    /// Who took part (签到), and volunteer totals.
    read attendance_list(NoArgs) -> AttendanceList;
    /// Puts attendance in.
    change attendance_set(AttendancePut) -> OperationDone;
    /// Removes attendance.
    change attendance_remove(IdsArgs) -> OperationDone;
    /// Places (点位).
    read place_list(NoArgs) -> PlaceList;
    /// Puts places in.
    change place_set(PlacePut) -> OperationDone;
    /// Removes places.
    change place_remove(IdsArgs) -> OperationDone;
    /// Days on which places were looked after (巡查).
    read patrol_list(NoArgs) -> PatrolList;
    /// Puts such days in.
    change patrol_set(PatrolPut) -> OperationDone;
    /// Removes such days.
    change patrol_remove(IdsArgs) -> OperationDone;
    /// Problems (问题整改).
    read problem_list(NoArgs) -> ProblemList;
    /// Puts problems in.
    change problem_set(ProblemPut) -> OperationDone;
    /// Removes problems with their pictures.
    change problem_remove(IdsArgs) -> OperationDone;
    /// Shows items as the state before or after.
    change problem_attach(ProblemAttach) -> OperationDone;
    /// Takes pictures off problems.
    change problem_detach(IdsArgs) -> OperationDone;
    /// What a table of people, places, problems, attendance or rounds would add and change.
    read sheet_read(SheetArgs) -> SheetPreview;
    /// Takes such a table in.
    change sheet_take(SheetArgs) -> OperationDone;
    /// Writes such a table as a workbook.
    read sheet_write(SheetWrite) -> PathDone;
    /// Phases (阶段) of a checklist.
    read phase_list(ChecklistArgs) -> PhaseList;
    /// Puts phases in.
    change phase_set(PhasePut) -> OperationDone;
    /// Removes phases.
    change phase_remove(IdsArgs) -> OperationDone;
    /// Takes back the newest change.
    change undo(NoArgs) -> OperationDone;
    /// Does again what was undone last.
    change redo(NoArgs) -> OperationDone;
    /// Every change, newest first.
    read history(HistoryArgs) -> OperationList;
    /// What a pack would hold and what stands in its way.
    read export_preview(ExportArgs) -> ExportPreview;
    /// The four properties before a pack: what blocks it, what to look at, what was explained.
    read precheck(ExportArgs) -> PrecheckReport;
    /// Makes a pack.
    long export(ExportArgs) -> ExportReport;
    /// Plans of an export: the program's own and the saved ones.
    read profile_list(NoArgs) -> ProfileList;
    /// One plan.
    read profile_show(ProfileName) -> ProfileRow;
    /// Saves a plan in the ledger folder.
    read profile_save(ProfilePut) -> ProfileRow;
    /// Forms that can be printed, no ledger needed.
    read print_list(NoArgs) -> FormList;
    /// Prints a form as PDF, or writes it as a Word document or a workbook.
    long print(PrintArgs) -> PrintReport;
    /// Checks a pack or bag, no ledger needed.
    long verify(VerifyArgs) -> VerifyReport;
    /// What a pack says of itself, no ledger needed.
    read pack_open(PathArgs) -> PackContents;
    /// Opens a locked pack with its password, to be looked at: its open form goes with the program, or when another pack is opened.
    long pack_unlock(PackUnlock) -> PackUnlocked;
    /// What is different in the later of two packs.
    long pack_diff(PackPair) -> PackDiffReport;
    /// Shows a file of the pack that was opened last in its own program.
    read pack_file_open(PackFileArgs) -> ();
    /// Copies packs to another disk and reads them back there.
    long pack_copy(PackCopy) -> PackCopied;
    /// Unpacks a pack into a new folder.
    long pack_unpack(PackUnpack) -> PackUnpacked;
    /// Makes a dated copy of the ledger.
    read backup(NoArgs) -> PathDone;
    /// Puts a copy back as the ledger; what was there is kept as a backup.
    change restore(PathArgs) -> LedgerInfo;
    /// Health of the ledger and its sources.
    read check(CheckArgs) -> CheckReport;
}

/// Arguments as their type; none at all are an empty object.
fn arguments<T: DeserializeOwned>(name: &str, args: Value) -> Result<T, Fault> {
    let args = if args.is_null() {
        Value::Object(Map::new())
    } else {
        args
    };
    serde_json::from_value(args).map_err(|e| {
        Fault::new(Code::BadArguments)
            .with("name", name)
            .with("detail", e)
    })
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
