// Made from src-tauri/api by `cargo run -p taizhang-api --example types`. Do not edit.

/** Makes an activity of items. */
export type ActivityCreate = {
  /** What it was. */
  title: string,
  /** Items by id or path. */
  items: Array<string>,
};

/** A change, and the activity it made or left. */
export type ActivityDone = {
  /** The operation. */
  operation: OperationRow,
  /** The activity. */
  activity: ActivityRow,
};

/** Some items of an activity. */
export type ActivityItems = {
  /** The activity (id or title). */
  id: string,
  /** Items by id or path. */
  items: Array<string>,
  /** Title of the new activity, where they become one. */
  title?: string,
  /** Whether they are left out, where that is what changes. */
  excluded?: boolean,
};

/** How many items of a kind. */
export type ActivityKind = {
  /** The kind. */
  kind: Kind,
  /** How many. */
  items: number,
};

/** An activity that stands as evidence. */
export type ActivityLinked = {
  /** Id. */
  id: string,
  /** What it was. */
  title: string,
  /** First day. */
  date_from: string | null,
  /** Last day. */
  date_to: string | null,
  /** Its items that stand as evidence (ids), in order. */
  items: Array<string>,
  /** Its first item, a picture where it has one. */
  cover: ItemRow | null,
};

/** Activities. */
export type ActivityList = {
  /** By first day (undated last), then title. */
  activities: Array<ActivityRow>,
  /** How many items are in none. */
  loose: number,
};

/** Puts items into an activity. */
export type ActivityMove = {
  /** Items by id or path. */
  items: Array<string>,
  /** The activity (id or title) they leave. */
  from?: string,
  /** The activity (id or title) they come into. */
  to: string,
};

/** An activity that an item is in. */
export type ActivityName = {
  /** Id. */
  id: string,
  /** What it was. */
  title: string,
};

/** What the rules propose. */
export type ActivityProposed = {
  /** How many activities wait for a person. */
  proposed: number,
};

/** Which activities. */
export type ActivityQuery = {
  /** Only those in this state: `proposed`, `confirmed`. */
  state?: string,
};

/** One activity. */
export type ActivityRow = {
  /** Id. */
  id: string,
  /** What it was. */
  title: string,
  /** First day. */
  date_from: string | null,
  /** Last day. */
  date_to: string | null,
  /** Where. */
  place: string | null,
  /** Whose it was. */
  host_dept: string | null,
  /** `proposed`, `confirmed`. */
  state: string,
  /** 0 to 1, of a proposal. */
  confidence: number | null,
  /** Why it is proposed, as a sentence. */
  reason: string,
  /** Why, strongest first. */
  reasons: Array<GroupReason>,
  /** The confirmed activity (id) that a proposal's items belong to: confirming adds them to it. */
  joins: string | null,
  /** Its items (ids), in order. */
  items: Array<string>,
  /** Those of them that are left out where the activity stands as evidence. */
  excluded: Array<string>,
  /** How many items of each kind, most first. */
  kinds: Array<ActivityKind>,
  /** Codes of the indicators of the current checklist that it proves. */
  links: Array<string>,
  /** Its first items, pictures before papers. */
  covers: Array<ItemRow>,
};

/** Changes an activity; absent fields stay, an empty text clears. */
export type ActivitySet = {
  /** Id or title. */
  id: string,
  /** What it was. */
  title?: string,
  /** First day. */
  date_from?: string,
  /** Last day. */
  date_to?: string,
  /** Where. */
  place?: string,
  /** Whose it was. */
  host_dept?: string,
};

/**
 * What happened, which file, what is safe, what to do. Sentences come from `assets/messages/errors.*.json` by
 * `code`; pages make their own from the same catalogue in the language they show.
 */
export type AppError = {
  /** Stable name. */
  code: string,
  /** What happened. */
  message: string,
  /** What is safe and what to do next. */
  hint: string,
  /** Values of the sentence: `path`, `holder`, `detail`… */
  context: { [key in string]: string },
};

/** The program. */
export type AppInfo = {
  /** Version. */
  version: string,
  /** The commit that it was built from; empty outside a checkout. */
  commit: string,
  /** The target that it was built for. */
  target: string,
  /** `window`, `browser` or `cli`. */
  door: string,
  /** What "today" is. */
  as_of: string,
  /** The open ledger. */
  ledger: LedgerInfo | null,
  /** Ledgers that were open before, newest first. */
  recent: Array<RecentLedger>,
  /** Appearance and language. */
  preferences: Preferences,
  /** Where a new ledger is proposed (the documents folder). */
  documents_dir: string | null,
};

/** That a person took part (签到). */
export type Attendance = {
  /** Id. */
  id: string,
  /** The person. */
  person: string,
  /** The activity, where it is one of the ledger. */
  activity: string | null,
  /** What it was, where it is none. */
  occasion: string | null,
  /** The day. */
  on_day: string,
  /** Hours; absent: only that the person was there. */
  hours: number | null,
};

/** Who took part. */
export type AttendanceList = {
  /** By day. */
  attendance: Array<Attendance>,
  /** In the current 考核期. */
  totals: VolunteerTotals,
};

/** Puts attendance (签到) in. */
export type AttendancePut = {
  /** Those with an empty id are new; `person` may be a name that one person has. */
  attendance: Array<Attendance>,
};

/** Indicators by month or quarter. */
export type Board = {
  /** The months or quarters of the 考核期. */
  columns: Array<Period>,
  /** Leaves that are judged by material, and headings that ask for something themselves. */
  rows: Array<BoardRow>,
};

/** Which board. */
export type BoardArgs = {
  /** Id or title; absent: the current one. */
  checklist?: string,
  /** `month` or `quarter`; absent: month. */
  by?: string,
};

/** What is due in one column for one indicator. */
export type BoardCell = {
  /** The state to show; absent where nothing is due. */
  state: State | null,
  /** Pieces wanted. */
  need: number,
  /** Pieces there. */
  have: number,
};

/** A line of the board. */
export type BoardRow = {
  /** The indicator. */
  id: string,
  /** Its code. */
  code: string,
  /** A cell for each column. */
  cells: Array<BoardCell>,
};

/** A suggested indicator. */
export type CandidateRow = {
  /** Its id. */
  indicator: string,
  /** Its code. */
  code: string,
  /** Its title. */
  title: string,
  /** 0 to 1: how many of those with this score were right on labelled sets. */
  score: number,
  /** The reasons as one sentence, in Chinese. */
  reason: string,
  /** Strongest first. */
  reasons: Array<ReasonRow>,
};

/** Which links get the caption of their activity. */
export type CaptionFill = {
  /** Id or code of an indicator; absent: the whole current checklist. */
  indicator?: string,
};

/** Captions that were filled in. */
export type CaptionsFilled = {
  /** How many links. */
  links: number,
  /** The change; none where there was nothing to fill in. */
  operation: OperationRow | null,
};

/** Carries links from one checklist to another, where an indicator is the same. */
export type CarryArgs = {
  /** From this checklist (id or title). */
  before: string,
  /** To this one. */
  after: string,
};

/** How thoroughly to look. */
export type CheckArgs = {
  /** Every page and index of the database, not only a quick look. */
  full: boolean,
};

/** One thing that is wrong with a ledger. */
export type CheckFinding = {
  /** Stable name. */
  code: string,
  /** The file or row it is about. */
  subject: string,
};

/** Health of a ledger. */
export type CheckReport = {
  /** No findings. */
  ok: boolean,
  /** What is wrong. */
  findings: Array<CheckFinding>,
};

/** Names a checklist by id or title; absent: the current one. */
export type ChecklistArgs = {
  /** Id or title. */
  checklist?: string,
};

/** The difference of two versions of a checklist. */
export type ChecklistDiff = {
  /** In the order of the newer one, removed ones where they stood. */
  rows: Array<DiffRow>,
  /** How many are the same. */
  same: number,
};

/** Puts a document's checklist into the ledger. */
export type ChecklistImport = {
  /** A file… */
  path?: string,
  /** …or pasted text… */
  text?: string,
  /** …or a built-in template. */
  template?: string,
  /** Title; absent: the document's. */
  title?: string,
  /** Put it into this checklist, which must be empty; absent: the first empty one, else a new one. */
  checklist?: string,
  /** Period of a new checklist; absent: the current one's. */
  period_from?: string,
  /** See above. */
  period_to?: string,
  /** 检查日期 of a new checklist. */
  inspection_date?: string,
};

/** All checklists. */
export type ChecklistList = {
  /** In the order they were made. */
  checklists: Array<ChecklistRow>,
};

/** A checklist without its tree. */
export type ChecklistRow = {
  /** Id. */
  id: string,
  /** Title. */
  title: string,
  /** First day of the 考核期. */
  period_from: string,
  /** Last day of it. */
  period_to: string,
  /** 检查日期 */
  inspection_date: string | null,
  /** How many indicators. */
  indicators: number,
  /** Whether it is the one that pages show. */
  current: boolean,
};

/** Changes a checklist's own fields; absent fields stay. */
export type ChecklistSet = {
  /** Id. */
  id: string,
  /** Title. */
  title?: string,
  /** First day of the 考核期. */
  period_from?: string,
  /** Last day of it. */
  period_to?: string,
  /** 检查日期; an empty text removes it. */
  inspection_date?: string,
};

/** The document that a checklist was read from. */
export type ChecklistSource = {
  /** File name; absent where the checklist was begun empty. */
  name: string | null,
  /** `docx`, `xlsx`…; `template` for a built-in checklist. */
  format: string | null,
  /** The text that spans point into, in Unicode scalar values; empty for a built-in checklist. */
  text: string,
  /** What the rules were unsure of. */
  warnings: Array<DraftWarning>,
};

/** A checklist with its tree. */
export type ChecklistView = {
  /** The checklist. */
  checklist: ChecklistRow,
  /** In tree order. */
  indicators: Array<IndicatorRow>,
  /** Doubts of the import that made it, only right after it. */
  warnings: Array<DraftWarning>,
};

/** What to collect (收进台账). */
export type CollectArgs = {
  /** Items by id or path, activities by `activity:…`. */
  items: Array<string>,
  /** Everything that proves an indicator; with a source, what of it does. */
  linked: boolean,
  /** Id of a source: everything in it. */
  source?: string,
};

/** What collecting would copy. */
export type CollectPreview = {
  /** Items without a copy. */
  items: number,
  /** Their bytes. */
  bytes: number,
  /** Items that have one. */
  already: number,
};

/** What was collected. */
export type CollectReport = {
  /** Items that were copied and verified. */
  copied: number,
  /** Bytes that were written. */
  bytes: number,
  /** Items whose copy was there. */
  already: number,
  /** Items that could not be copied. */
  failed: Array<ScanError>,
};

/** How much of an indicator's evidence is there. */
export type Completeness = "met" | "partial" | "none" | "not_applicable";

/** How pictures are copied on their way into a pack. */
export type CopyFields = {
  /** Most pixels of the longer side. */
  max_side?: number,
  /** Most bytes of a picture, as written: `2M`, `500K`. */
  max_bytes?: string,
  /** Leave out place, device and what else a camera writes. */
  strip: boolean,
  /** Words laid over the lower right corner. */
  watermark?: string,
};

/** A bare number of things. */
export type Count = {
  /** The number. */
  value: number,
  /** Its unit as written. */
  unit: string,
  /** The words of the document. */
  as_written: string,
};

/** A date that was found. */
export type DateCandidate = {
  /** Where. */
  from: DateOrigin,
  /** As written. */
  value: string,
  /** How exact. */
  precision: Precision,
};

/** A date as its source wrote it. */
export type DateFact = {
  /**
   * Wall clock as ISO 8601, cut to the precision: `2026-04-03T09:14:22`, `2026-04-03`, `2026-04`;
   * with an offset only where the source gave one.
   */
  value: string,
  /** How much of it is known. */
  precision: Precision,
  /** Where it was read. */
  from: DateOrigin,
  /** What it says. */
  meaning: Meaning,
};

/** Where a date was read. */
export type DateOrigin = "exif_original" | "exif_digitized" | "exif_modified" | "container" | "text" | "property" | "name_taken" | "name_saved" | "folder" | "neighbour" | "mtime";

/** By when (完成时限). */
export type Deadline = {
  /** The words of the document. */
  as_written: string,
  /** How it is given. */
  kind: DeadlineKind,
  /** First day, where the words give a window. */
  date_from: string | null,
  /** Last day: what is due. */
  date_to: string | null,
  /** What a relative deadline counts from. */
  relative_to: string | null,
  /** How many days after it. */
  days: number | null,
};

/** How a deadline is given. */
export type DeadlineKind = "date" | "month" | "relative" | "festival" | "masked";

/** A department (科室). */
export type Department = {
  /** Id. */
  id: string,
  /** Name. */
  name: string,
};

/** Departments (科室). */
export type DepartmentList = {
  /** By name. */
  departments: Array<Department>,
  /** Names that indicators and people use and that are none of these. */
  others: Array<string>,
};

/** Puts departments in. */
export type DepartmentPut = {
  /** Those with an empty id are new. */
  departments: Array<Department>,
};

/** Two checklists by id or title. */
export type DiffArgs = {
  /** The older one. */
  before: string,
  /** The newer one. */
  after: string,
};

/** How one indicator differs. */
export type DiffRow = {
  /** `added`, `removed`, `renumbered`, `points`, `text`, `departments`, `requirements`: all that hold; empty where nothing differs. */
  changes: Array<string>,
  /** As it was. */
  before: DiffSide | null,
  /** As it is. */
  after: DiffSide | null,
};

/** One side of a difference. */
export type DiffSide = {
  /** Id of the indicator. */
  id: string,
  /** Its code. */
  code: string,
  /** Its title. */
  title: string,
  /** Its points. */
  points: number | null,
};

/** Names a folder. */
export type DirArgs = {
  /** The folder. */
  dir: string,
};

/** A checklist read from a document. */
export type Draft = {
  /** Title of the document. */
  title: string,
  /** Where it came from. */
  source: DraftSource,
  /** Indicators in reading order, parents before children. */
  nodes: Array<DraftNode>,
  /** Dated stages. */
  phases: Array<DraftPhase>,
  /** Doubts. */
  warnings: Array<DraftWarning>,
};

/** Reads a document, puts nothing into the ledger. */
export type DraftArgs = {
  /** A file… */
  path?: string,
  /** …or pasted text… */
  text?: string,
  /** …or a built-in template. */
  template?: string,
  /** The year for dates that name none; absent: the current checklist's. */
  period_from?: string,
  /** See above. */
  period_to?: string,
};

/** One indicator of a draft. */
export type DraftNode = {
  /** Id within the draft (`n1`, `n2`…), in reading order. */
  id: string,
  /** Number as written, made unique within the draft (`2.3`, `Ⅱ-1`, `(一)`). */
  code: string,
  /** Short name. */
  title: string,
  /** Depth, 1 for the top. */
  level: number,
  /** Id of the parent node. */
  parent: string | null,
  /** The full content (测评内容、测评标准), when there is more than the title. */
  content: string | null,
  /** The sentence it came from. */
  quote: string,
  /** Where that stands in the source's text; absent for built-in templates. */
  span: Span | null,
  /** 牵头部门 */
  lead_dept: string | null,
  /** 配合部门 */
  support_depts: Array<string>,
  /** 责任领导 */
  leader: string | null,
  /** 责任人 */
  persons: Array<string>,
  /** 分值 */
  score: Score | null,
  /** 测评方法 */
  method: string | null,
  /** What it asks for. */
  requirements: Array<Requirement>,
};

/** A dated stage of a plan (阶段). */
export type DraftPhase = {
  /** Name. */
  title: string,
  /** The sentence it came from. */
  quote: string,
  /** Where that stands in the source's text. */
  span: Span | null,
  /** The words that give the time. */
  as_written: string,
  /** First day. */
  date_from: string | null,
  /** Last day. */
  date_to: string | null,
};

/** The document that a draft came from. */
export type DraftSource = {
  /** `xlsx`, `csv`, `txt`… */
  format: string,
  /** Hash of the document's bytes. */
  sha256: string,
  /** The whole text that spans point into. */
  text: string,
};

/** What the rules were unsure of. */
export type DraftWarning = {
  /** Stable name: `code_repeated`, `code_missing`, `no_indicators`, `row_skipped`, `department_unknown`… */
  code: string,
  /** The text it is about. */
  subject: string,
  /** Where that stands in the source's text. */
  span: Span | null,
};

/** What is due. */
export type DueArgs = {
  /** Id or title; absent: the current one. */
  checklist?: string,
  /** Within so many days; absent: 30. What is past due is always there. */
  within?: number,
  /** Only what concerns this department, leader or person. */
  who?: string,
};

/** What is due, earliest first. */
export type DueList = {
  /** The day. */
  as_of: string,
  /** The list. */
  due: Array<DueRow>,
};

/** One thing that is open and due. */
export type DueRow = {
  /** Id of the indicator. */
  indicator: string,
  /** Its code. */
  code: string,
  /** Its title. */
  title: string,
  /** 牵头部门 */
  lead_dept: string | null,
  /** 配合部门 */
  support_depts: Array<string>,
  /** 责任领导 */
  leader: string | null,
  /** 责任人 */
  persons: Array<string>,
  /** The sentence that asks for it. */
  quote: string,
  /** What is wanted. */
  slot: Slot,
  /** Days until it is due; negative when it is past. */
  days_left: number,
};

/** For each what a requirement holds. */
export type Each = "unit" | "department" | "person" | "place";

/** One named slot of required material (所需材料). */
export type EvidenceNeed = {
  /** What the document calls it (照片, 签到表). */
  name: string,
  /** Kinds that can fill it; empty means any but junk. */
  any_of: Array<Kind>,
  /** At least so many. */
  min: number,
  /** Unit as written (张, 份). */
  unit: string | null,
  /** The words of the document. */
  as_written: string,
};

/** Makes a pack. */
export type ExportArgs = {
  /** The zip to write; absent: `exports/` of the ledger, named by unit, title and day. */
  out?: string,
  /** Id or title; absent: the current one. */
  checklist?: string,
  /** Make it though something is missing or changed on disk: those files are left out and named. */
  allow_gaps: boolean,
  /** Put it in the place of a file that is there already; packs in `exports/` are made anew without it. */
  overwrite: boolean,
  /** Name of a plan, or the path of its file (`.json`); absent: everything, with the report of the look before. */
  profile?: string,
  /** Most bytes of one zip, as written (`4G`, `500M`); absent: as the plan says. */
  volume_size?: string,
  /** Locks the pack with this password (AES-256). */
  password?: string,
  /** A folder, on a stick for example, that the finished zips are copied to and read back from. */
  copy_to?: string,
};

/** What stands in the way of a pack. */
export type ExportPreview = {
  /** Files. */
  entries: number,
  /** Bytes. */
  bytes: number,
  /** Leaves with evidence. */
  indicators_with_evidence: number,
  /** Leaves. */
  indicators: number,
  /** Linked items that are not there now: they block unless gaps are allowed. */
  unavailable: Array<string>,
  /** Linked items whose bytes changed since they were linked. */
  changed: Array<string>,
  /** Where the pack would be written. */
  out: string,
};

/** A pack that was made. */
export type ExportReport = {
  /** The (first) zip. */
  path: string,
  /** All zips. */
  volumes: Array<VolumeRow>,
  /** Copies that were made and read back. */
  copies: Array<string>,
  /** Parquet files beside the pack, where the plan wants them. */
  tables: Array<string>,
  /** Payload files. */
  entries: number,
  /** Payload bytes. */
  bytes: number,
  /** Time it took. */
  seconds: number,
  /** Files that were left out, as sentences. */
  warnings: Array<string>,
};

/** Asks for a folder's entries. */
export type FolderArgs = {
  /** The folder; absent for the places. */
  path: string | null,
  /** Endings of files to show (`xlsx`); empty for folders alone. */
  extensions: Array<string>,
};

/** How many items below a folder. */
export type FolderCount = {
  /** Id of the source. */
  source: string,
  /** Relative to it; empty for the source itself. */
  folder: string,
  /** Name to show. */
  name: string,
  /** 0 for a source. */
  depth: number,
  /** How many. */
  items: number,
  /** Whether the source is there. */
  connected: boolean,
};

/** One entry of a folder. */
export type FolderEntry = {
  /** Name to show. */
  name: string,
  /** Full path. */
  path: string,
  /** Whether it is a folder. */
  dir: boolean,
};

/** What the folder chooser of the browser door shows. */
export type FolderList = {
  /** The folder; empty for the list of places. */
  path: string,
  /** Its parent. */
  parent: string | null,
  /** Its entries, folders first. */
  entries: Array<FolderEntry>,
  /** Places to begin: home, documents, disks. */
  places: Array<FolderEntry>,
};

/** The forms that can be printed. */
export type FormList = {
  /** In the order of an archive. */
  forms: Array<FormRow>,
};

/** A form. */
export type FormRow = {
  /** Its name at every door. */
  name: string,
  /** Its name on paper. */
  title: string,
  /** What it can be written as: `pdf`, `docx`, `xlsx`. */
  formats: Array<string>,
};

/** How a 问题 was found. */
export type FoundBy = "self_check" | "supervision" | "unannounced" | "report";

/** How often (频次). */
export type Frequency = {
  /** Number of times; absent for 定期 and festival lists. */
  times: number | null,
  /** How the number is meant. */
  op: Op | null,
  /** In which time. */
  per: Per | null,
  /** Named occasions, such as festivals. */
  occasions: Array<string>,
  /** The words of the document. */
  as_written: string,
};

/** Why items are proposed as one activity. */
export type GroupReason = {
  /** What it rests on. */
  rule: string,
  /** What was found: a name, a day, how many. */
  found: string | null,
  /** Whether it leaves a doubt. */
  doubt: boolean,
};

/** At most so many operations. */
export type HistoryArgs = {
  /** At most so many; absent for all. */
  limit?: number,
};

/** Names a row. */
export type IdArgs = {
  /** Id. */
  id: string,
};

/** Names rows. */
export type IdsArgs = {
  /** Ids. */
  ids: Array<string>,
};

/** Adds an indicator. */
export type IndicatorAdd = {
  /** After this one and all below it; absent: at the end of the current checklist. */
  after?: string,
  /** Code; one that is taken is made unique. */
  code: string,
  /** Title. */
  title: string,
};

/** Makes one indicator of two. */
export type IndicatorMerge = {
  /** The one that goes. */
  id: string,
  /** The one that stays. */
  into: string,
};

/** Moves an indicator with all below it. */
export type IndicatorMove = {
  /** Id. */
  id: string,
  /** `in`, `out`, `up`, `down`. */
  step: 'in' | 'out' | 'up' | 'down',
};

/** Marks indicators as seen, or as waiting for it again. */
export type IndicatorReview = {
  /** Ids. */
  ids: Array<string>,
  /** Whether a person has seen them. */
  reviewed: boolean,
};

/** One indicator. */
export type IndicatorRow = {
  /** Id. */
  id: string,
  /** Code. */
  code: string,
  /** Title. */
  title: string,
  /** Depth, 1 for the top. */
  level: number,
  /** Parent. */
  parent: string | null,
  /** Full content. */
  content: string | null,
  /** The sentence it came from. */
  quote: string,
  /** Where that stands in the source's text. */
  span: Span | null,
  /** 牵头部门 */
  lead_dept: string | null,
  /** 配合部门 */
  support_depts: Array<string>,
  /** 责任领导 */
  leader: string | null,
  /** 责任人 */
  persons: Array<string>,
  /** 分值 */
  score: Score | null,
  /** 测评方法 */
  method: string | null,
  /** What it asks for. */
  requirements: Array<Requirement>,
  /** Whether a person has seen it since the import. */
  reviewed: boolean,
  /** Evidence linked to it. */
  links: number,
  /** 缺项说明 or 不适用. */
  waivers: Array<WaiverRow>,
};

/** Changes an indicator's fields; absent fields stay, an empty text or list clears. */
export type IndicatorSet = {
  /** Id. */
  id: string,
  /** Code, unique in its checklist. */
  code?: string,
  /** Title. */
  title?: string,
  /** Full content. */
  content?: string,
  /** 牵头部门 */
  lead_dept?: string,
  /** 配合部门 */
  support_depts?: Array<string>,
  /** 责任领导 */
  leader?: string,
  /** 责任人 */
  persons?: Array<string>,
  /** 分值 */
  points?: number,
  /** 计分方式 */
  score_kind?: ScoreKind,
  /** 测评方法 */
  method?: string,
  /** Whether a person has seen it. */
  reviewed?: boolean,
};

/** Moves requirements of an indicator to a new one after it. */
export type IndicatorSplit = {
  /** Id. */
  id: string,
  /** Requirements that go. */
  requirements: Array<string>,
  /** Title of the new indicator. */
  title: string,
};

/** How one indicator stands. */
export type IndicatorStatus = {
  /** The indicator. */
  id: string,
  /** Its code. */
  code: string,
  /** Its title. */
  title: string,
  /** Whether it has no children: only leaves are counted. */
  leaf: boolean,
  /** 现场项: judged on site or by questionnaire, counted apart. */
  on_site: boolean,
  /** The state to show. */
  state: State,
  /** How much is there. */
  completeness: Completeness,
  /** How it stands to the day. */
  timing: Timing,
  /** Earliest due day of an open slot. */
  due: string | null,
  /** Points that count as got. */
  got: number,
  /** Points it is worth. */
  of: number,
  /** Met leaves below it (or itself). */
  leaves_met: number,
  /** Leaves below it (or itself). */
  leaves: number,
  /** What is wanted. */
  slots: Array<Slot>,
};

/** One item with all that is known. */
export type ItemDetail = {
  /** As in a list. */
  item: ItemRow,
  /** What told the kind. */
  kind_from: KindOrigin,
  /** Every date that was found, best first. */
  dates: Array<DateFact>,
  /** Doubts, as in the list. */
  doubts: Array<string>,
  /** How its pixels are stored: EXIF orientation 1 to 8. */
  orientation: number | null,
  /** Pages. */
  pages: number | null,
  /** What the document tells of itself, each with the words that tell it. */
  paper: PaperFacts | null,
  /** When the program saw it first, ISO 8601 in UTC. */
  received_at: string,
  /** When the file was changed last, ISO 8601. */
  modified_at: string | null,
  /** Activities that it is in, confirmed or proposed. */
  activities: Array<ActivityName>,
  /** Links in all checklists, those of its activities among them. */
  links: Array<LinkRow>,
  /** Hashes it had before, newest first. */
  revisions: Array<string>,
};

/** An error of one item. */
export type ItemError = {
  /** Stable name. */
  code: string,
  /** A sentence. */
  message: string,
};

/** The tree of folders of the sources with their counts, for the left column of 材料. */
export type ItemFacets = {
  /** All but junk. */
  all: number,
  /** Without a link in the current checklist. */
  unlinked: number,
  /** In more than one place. */
  duplicates: number,
  /** With errors. */
  errors: number,
  /** With look-alikes. */
  look_alikes: number,
  /** With other versions. */
  versions: number,
  /** With doubts. */
  doubts: number,
  /** Missing on disk. */
  missing: number,
  /** Linked, with other bytes since. */
  changed: number,
  /** That a person said are not needed; they count nowhere else. */
  unneeded: number,
  /** By kind. */
  kinds: Array<KindCount>,
  /** By month of the best day, oldest first. */
  months: Array<MonthCount>,
  /** Folders, depth first, at most two levels. */
  folders: Array<FolderCount>,
};

/** Says what items are. */
export type ItemKindSet = {
  /** Items by id or path. */
  items: Array<string>,
  /** Their kind; absent: what their bytes tell. */
  kind: Kind | null,
};

/** A list of items. */
export type ItemList = {
  /** How many match, without the limit. */
  total: number,
  /** The items. */
  items: Array<ItemRow>,
};

/** Which items, in which order. */
export type ItemQuery = {
  /** Substring of title, path or caption. */
  search?: string,
  /** Kinds; empty for all but junk. */
  kinds?: Array<Kind>,
  /** Only those without a link in the current checklist. */
  unlinked?: boolean,
  /** Only those linked to this indicator or one below it (id). */
  indicator?: string,
  /** Only those of this activity (id or title). */
  activity?: string,
  /** Only those in no activity. */
  no_activity?: boolean,
  /** Only those of this source (id). */
  source?: string,
  /** Only those below this folder of the source (relative, with `/`). */
  folder?: string,
  /** Only those with this trouble: `errors`, `duplicates`, `missing`, `changed`, `look_alikes`, `versions`, `doubts`. */
  trouble?: string,
  /** Only those of this group of look-alikes. */
  similar?: string,
  /** Only versions of this family. */
  family?: string,
  /** Only those of this month (`2026-04`). */
  month?: string,
  /** Only those of this department: of its activities, of indicators that it leads, or named in their paths. */
  department?: string,
  /** `date` (best day, then name), `path`, `added`, `alike` (groups of look-alikes and versions, the one to use first). */
  sort?: string,
  /** At most so many; absent for all. */
  limit?: number,
  /** Begin after this item (id). */
  after?: string,
};

/** One item in a list. */
export type ItemRow = {
  /** Id. */
  id: string,
  /** Name to show. */
  title: string,
  /** Kind. */
  kind: Kind,
  /** Format by content. */
  format: string,
  /** Best day. */
  captured_on: string | null,
  /** Its origin. */
  captured_from: DateOrigin | null,
  /** Its precision. */
  captured_precision: Precision | null,
  /** Where it lies. */
  locations: Array<LocationRow>,
  /** Hash. */
  sha256: string,
  /** Size. */
  bytes: number,
  /** Pixels as seen, orientation applied. */
  width: number | null,
  /** Pixels as seen, orientation applied. */
  height: number | null,
  /** Seconds. */
  duration_s: number | null,
  /** Group of look-alikes. */
  similar_group: string | null,
  /** How it is like the best one: `copy`, `resized`, `burst`. */
  similar_kind: string | null,
  /** Whether it is the best of its group. */
  best: boolean | null,
  /** Family of versions of one document. */
  family: string | null,
  /** Whether it is the one of its family to use. */
  family_best: boolean | null,
  /** Doubts about its date and bytes, hints on its picture. */
  doubts: Array<string>,
  /** Activities that it is in (ids), confirmed or proposed. */
  activities: Array<string>,
  /** Codes of the indicators of the current checklist that it proves. */
  links: Array<string>,
  /** Errors of its facts or thumbnail. */
  errors: Array<ItemError>,
  /** Whether a picture can be asked for at `/thumb/<sha256>/<side>`. */
  thumb: boolean,
  /** Whether it is there: `present`, `missing`, `disconnected`. */
  state: string,
};

/** The text inside an item. */
export type ItemText = {
  /** The text; empty for what has none. */
  text: string,
  /** Whether there is more of it. */
  cut: boolean,
};

/** The kind of an item (材料类别). */
export type Kind = "photo" | "video" | "audio" | "screenshot" | "sign_in" | "notice" | "plan" | "summary" | "minutes" | "policy" | "brief" | "report" | "evaluation" | "data_table" | "speech" | "roster" | "proof" | "document" | "spreadsheet" | "archive" | "link" | "other" | "junk";

/** How many items of a kind. */
export type KindCount = {
  /** Kind. */
  kind: Kind,
  /** How many. */
  items: number,
};

/** What told the kind. */
export type KindOrigin = "format" | "name" | "text" | "picture" | "person";

/** Makes a ledger. */
export type LedgerCreate = {
  /** Folder to make; it must not exist or be empty. */
  dir: string,
  /** 单位名称 */
  unit: string,
  /** Title of the first checklist. */
  title: string,
  /** First day of the 考核期. */
  period_from: string,
  /** Last day of it. */
  period_to: string,
  /** 检查日期 */
  inspection_date: string | null,
};

/** An open ledger (台账). */
export type LedgerInfo = {
  /** Folder of the ledger. */
  ledger: string,
  /** 单位名称 */
  unit: string,
  /** Title of the current checklist. */
  title: string,
  /** First day of the current checklist's 考核期. */
  period_from: string,
  /** Last day of it. */
  period_to: string,
  /** 检查日期 */
  inspection_date: string | null,
  /** Id of the current checklist. */
  checklist: string,
  /** Whether nothing can be changed (another program holds it, or the place is read-only). */
  read_only: boolean,
  /** Why it is read-only: `ledger_busy` (with the holder), `ledger_read_only`. */
  read_only_reason: string | null,
  /** Whether the ledger is the sample that the program made. */
  sample: boolean,
};

/** A change of the ledger's own fields. */
export type LedgerSet = {
  /** 单位名称 */
  unit: string,
};

/** Links subjects to an indicator. */
export type LinkAdd = {
  /** Items by id or path (relative to a source, or absolute), `url:…`, `paper:…`, `note:…`. */
  subjects: Array<string>,
  /** Id of an indicator, or `[CHECKLIST/]CODE[#REQ]` where REQ is the requirement's number from 1. */
  indicator: string,
  /** Id of the requirement. */
  requirement?: string,
  /** First day of the period it is for. */
  period_from?: string,
  /** Last day of it. */
  period_to?: string,
  /** Caption. */
  caption?: string,
  /** The day that external references were seen; absent: today. */
  seen_on?: string,
};

/** Evidence of an indicator. */
export type LinkList = {
  /** In order. */
  links: Array<LinkRow>,
};

/** Removes links. */
export type LinkRemove = {
  /** Ids of links. */
  ids: Array<string>,
};

/** A piece of evidence (佐证). */
export type LinkRow = {
  /** Id. */
  id: string,
  /** Id of the checklist. */
  checklist: string,
  /** Id of the indicator. */
  indicator: string,
  /** Its code. */
  code: string,
  /** Its title. */
  indicator_title: string,
  /** Id of the requirement. */
  requirement: string | null,
  /** The item. */
  item: ItemRow | null,
  /** Or an activity. */
  activity: ActivityLinked | null,
  /** Or an external reference: `url:…`, `paper:…`, `note:…`. */
  external: string | null,
  /** Caption. */
  caption: string | null,
  /** The caption that its activity would give, where it has none. */
  proposed_caption: string | null,
  /** The day an external reference was seen. */
  seen_on: string | null,
  /** For whom or what it is: a department or a place. */
  about: string | null,
  /** 内容已改·请确认: the item's bytes are not those that were linked. */
  changed: boolean,
};

/** Changes a link; absent fields stay, an empty text clears. */
export type LinkSet = {
  /** Id. */
  id: string,
  /** Caption. */
  caption?: string,
  /** Id of the requirement. */
  requirement?: string,
  /** For whom or what it is: a department or a place; an empty text clears. */
  about?: string,
  /** The day an external reference was seen. */
  seen_on?: string,
  /** Put it before this link of the same indicator; an empty text: at the end. */
  before?: string,
  /** The person has looked at the changed bytes: take them as what is linked. */
  confirm_content?: boolean,
};

/** What the same indicator had in the checklist before. */
export type LinksBefore = {
  /** Title of that checklist; absent where there is none, or no such indicator in it. */
  checklist: string | null,
  /** Code there. */
  code: string,
  /** Title there. */
  title: string,
  /** In order. */
  links: Array<LinkRow>,
};

/** A place where an item's bytes lie. */
export type LocationRow = {
  /** Id of the source. */
  source: string,
  /** Path relative to it, with `/`. */
  path: string,
  /** `present`, `missing`, `disconnected`. */
  state: string,
};

/** What a date says of the file. */
export type Meaning = "taken" | "saved" | "edited" | "written";

/** A reported value (量化指标) against a threshold. */
export type Measure = {
  /** Id. */
  id: string,
  /** The indicator. */
  indicator: string,
  /** The requirement; absent: the first of the indicator that has a threshold or a count. */
  requirement: string | null,
  /** For whom or what, where the requirement holds for each. */
  about: string | null,
  /** The day it is true of. */
  on_day: string,
  /** The value. */
  value: number,
  /** Its unit. */
  unit: string,
  /** How it was worked out (`36 ÷ 112`). */
  calculation: string | null,
  /** The item that shows it. */
  item: string | null,
};

/** Measures of a checklist. */
export type MeasureList = {
  /** By day. */
  measures: Array<MeasureRow>,
};

/** A measure with what it is about. */
export type MeasureRow = {
  /** The measure. */
  measure: Measure,
  /** Code of its indicator. */
  code: string,
  /** Title of its indicator. */
  title: string,
};

/** Reports a value. */
export type MeasureSet = {
  /** Id of a measure that is changed; absent: a new one. */
  id?: string,
  /** Id of an indicator, or `[CHECKLIST/]CODE[#REQ]`. */
  indicator: string,
  /** Id of the requirement. */
  requirement?: string,
  /** For whom or what, where the requirement holds for each. */
  about?: string,
  /** The day it is true of; absent: today. */
  on_day?: string,
  /** The value. */
  value: number,
  /** Its unit; absent: that of the requirement. */
  unit?: string,
  /** How it was worked out. */
  calculation?: string,
  /** The item that shows it, by id or path. */
  item?: string,
};

/** A value that is wanted, with the one that was reported last. */
export type Measured = {
  /** What is wanted. */
  wanted: Threshold,
  /** What was reported last, on or before the day. */
  value: number | null,
  /** Its unit. */
  unit: string | null,
  /** The day it is true of. */
  on: string | null,
};

/** How many items of a month. */
export type MonthCount = {
  /** `2026-04`. */
  month: string,
  /** How many. */
  items: number,
};

/** No arguments. */
export type NoArgs = Record<symbol, never>;

/** A comparison, written `>=`, `<=`, `=` or `>` in JSON. */
export type Op = ">=" | "<=" | "=" | ">";

/** A change that was made. */
export type OperationDone = {
  /** The operation. */
  operation: OperationRow,
};

/** Every change, newest first. */
export type OperationList = {
  /** The list. */
  operations: Array<OperationRow>,
  /** What the next undo would take back. */
  can_undo: OperationRow | null,
  /** What the next redo would do again. */
  can_redo: OperationRow | null,
};

/** One undoable change. */
export type OperationRow = {
  /** Id. */
  id: string,
  /** ISO 8601 in UTC. */
  at: string,
  /** Who. */
  who: string,
  /** Stable name of what was done: `link_add`, `link_remove`, `checklist_import`… */
  action: string,
  /** What it was done to, for the sentence (`3 件 → 2.4` is made by the page from these). */
  subjects: Array<string>,
  /** How many rows. */
  rows: number,
  /** Whether it was undone. */
  undone: boolean,
};

/** What a pack says of itself. Its files were not read: `verify` does that. */
export type PackContents = {
  /** The pack, or the volume of it that was asked for. */
  path: string,
  /** Whether it is a folder, not a zip. */
  is_folder: boolean,
  /** The pack's zips or folders that lie here, in order: one, or the volumes. */
  parts: Array<string>,
  /** Names of the volumes that do not lie here; what is in them can't be seen. */
  missing: Array<string>,
  /** Version of the format. */
  format: string,
  /** Program and version that made it. */
  generator: string,
  /** 单位名称 */
  unit: string,
  /** Title of the checklist. */
  title: string,
  /** First day of 考核期. */
  period_from: string,
  /** Last day of it. */
  period_to: string,
  /** 检查日期 */
  inspection: string | null,
  /** The day that it tells of. */
  as_of: string,
  /** Points. */
  score: ScoreTotal,
  /** Leaves by state. */
  summary: Summary,
  /** Files. */
  entries: number,
  /** Their bytes. */
  bytes: number,
  /** Which part of a pack in several zips it is, and of how many. */
  volume: [number, number] | null,
  /** Indicators in tree order. */
  indicators: Array<PackContentsRow>,
  /** First day of the files that are in it, where a plan chose days: states tell of these alone. */
  days_from: string | null,
  /** Last day. */
  days_to: string | null,
  /** Files in reading order. */
  files: Array<PackContentsFile>,
  /** What the unit found when it looked before the export. */
  findings: Array<PackContentsFinding>,
  /** Printed forms, as paths inside the pack. */
  papers: Array<string>,
  /** Names this opening: pictures of its files lie at `/thumb/<key>-<place in files>/<side>`. */
  key: string,
};

/** A file of a pack. */
export type PackContentsFile = {
  /** Path inside the pack. */
  path: string,
  /** Name of the original file. */
  name: string,
  /** Kind. */
  kind: Kind,
  /** Format by content. */
  format: string,
  /** Bytes. */
  bytes: number,
  /** SHA-256 of the bytes, as the pack says. */
  sha256: string,
  /** Best day. */
  on: string | null,
  /** 文号, where it is a document that has one. */
  doc_no: string | null,
  /** 责任者 */
  issuer: string | null,
  /** 题名 */
  doc_title: string | null,
  /** 页数 */
  pages: number | null,
  /** Whether a picture of it can be asked for. */
  thumb: boolean,
};

/** What was found in the look before the export. */
export type PackContentsFinding = {
  /** One of the four properties. */
  group: string,
  /** `block`, `warn`, `explained`. */
  severity: string,
  /** What it is about. */
  subject: string,
  /** What was found. */
  message: string,
};

/** Evidence under an indicator of a pack. */
export type PackContentsLink = {
  /** Place in the pack's files; absent for what lies elsewhere, or in another volume. */
  file: number | null,
  /** What it is, where it is no file of this pack. */
  external: string | null,
  /** Caption. */
  caption: string | null,
  /** Name of the requirement that it proves. */
  requirement: string | null,
};

/** An indicator of a pack. */
export type PackContentsRow = {
  /** Code. */
  code: string,
  /** Title. */
  title: string,
  /** Depth, 1 for the top. */
  level: number,
  /** Full content. */
  content: string | null,
  /** 牵头部门 */
  lead_dept: string | null,
  /** State on the pack's day. */
  state: State,
  /** What is missing, in words. */
  missing: Array<string>,
  /** 缺项说明 */
  waivers: Array<string>,
  /** 说明报告 */
  statement: string | null,
  /** Evidence in order: paths inside the pack, or where it lies. */
  evidence: Array<string>,
  /** The same with what is said of it. */
  links: Array<PackContentsLink>,
};

/** What was copied and found the same when it was read back. */
export type PackCopied = {
  /** The copies. */
  copies: Array<string>,
  /** Their bytes. */
  bytes: number,
};

/** Copies packs to another disk. */
export type PackCopy = {
  /** The zips. */
  paths: Array<string>,
  /** The folder that they go to. */
  folder: string,
  /** Writes over files that are there. */
  overwrite: boolean,
};

/** What is different in the later of two packs. */
export type PackDiffReport = {
  /** What the heads say differently: unit, period, day, points. */
  head: Array<PackFieldDiff>,
  /** Indicators that are different. */
  indicators: Array<PackIndicatorDiff>,
  /** Files that are different, by path. */
  files: Array<PackFileDiff>,
};

/** A field that is different. */
export type PackFieldDiff = {
  /**
   * `unit`, `title`, `period`, `inspection`, `as_of`, `score`, `papers`; of an indicator `code`, `title`, `content`, `quote`,
   * `lead_dept`, `score`, `state`, `missing`, `waivers`, `statement`, `statement_state`; of its evidence `caption`, `requirement`.
   */
  field: string,
  /** The evidence that it is told of. */
  evidence: string | null,
  /** In the earlier pack. */
  before: string | null,
  /** In the later pack. */
  after: string | null,
};

/** Names a file of the pack that was opened last. */
export type PackFileArgs = {
  /** What `pack_open` gave. */
  key: string,
  /** Place in the pack's files. */
  file: number,
};

/** A file that is different. */
export type PackFileDiff = {
  /** `added`, `removed`, `changed`, `moved`. */
  change: string,
  /** Path in the earlier pack. */
  before: string | null,
  /** Path in the later pack. */
  after: string | null,
};

/** An indicator that is different. */
export type PackIndicatorDiff = {
  /** `added`, `removed`, `changed`. */
  change: string,
  /** It has another code in the later pack. */
  renumbered: boolean,
  /** In the earlier pack. */
  before: PackSide | null,
  /** In the later pack. */
  after: PackSide | null,
  /** Evidence that came. */
  evidence_added: Array<string>,
  /** Evidence that went. */
  evidence_removed: Array<string>,
  /** What is said differently: statement, reasons, captions. */
  fields: Array<PackFieldDiff>,
};

/** Names two packs. */
export type PackPair = {
  /** The earlier one. */
  before: string,
  /** The later one. */
  after: string,
  /** The password of the earlier one, where it is locked. */
  before_password?: string,
  /** The password of the later one. */
  after_password?: string,
};

/** An indicator on one side. */
export type PackSide = {
  /** Code. */
  code: string,
  /** Title. */
  title: string,
  /** State on the pack's day. */
  state: State,
};

/** A locked pack and its password. */
export type PackUnlock = {
  /** The zip, or a volume of the pack. */
  path: string,
  /** The password of all its volumes. */
  password?: string,
};

/** The open form of a locked pack. */
export type PackUnlocked = {
  /** What to open in place of the path that was asked for. */
  path: string,
  /** Each volume that was there and opened with this password. */
  parts: Array<PackUnlockedPart>,
};

/** One zip of a locked pack. */
export type PackUnlockedPart = {
  /** The zip as it was received. */
  locked: string,
  /** Its open form. */
  open: string,
};

/** Unpacks a pack. */
export type PackUnpack = {
  /** The zip. */
  path: string,
  /** A folder that is not there yet. */
  into: string,
};

/** What was unpacked. */
export type PackUnpacked = {
  /** The new folder. */
  folder: string,
  /** Files in it. */
  files: number,
  /** Their bytes. */
  bytes: number,
};

/** Facts that a paper's text gives, each with the words that gave it. */
export type PaperFacts = {
  /** 文号: `某文明办〔2026〕5号`, brackets and blanks made regular. */
  doc_no: Told | null,
  /** 责任者: who signed or issued it; several joined with 、. */
  issuer: Told | null,
  /** 题名. */
  title: Told | null,
  /** 落款日期 or the date at its head, as ISO 8601: `2026-04-03`, `2026-04`. */
  date: Told | null,
  /** 密级: `秘密`, `机密`, `绝密`, `内部`, with its term where one is given (`秘密★1年`). */
  secrecy: Told | null,
};

/** Names a file or folder. */
export type PathArgs = {
  /** The path. */
  path: string,
};

/** A path of something that was written. */
export type PathDone = {
  /** The path. */
  path: string,
};

/** That somebody looked after a place (巡查). */
export type Patrol = {
  /** Id. */
  id: string,
  /** The place (点位), by name. */
  place: string,
  /** The day. */
  on_day: string,
  /** Who went there. */
  person: string | null,
  /** What was found. */
  note: string | null,
};

/** Days on which places were looked after (巡查). */
export type PatrolList = {
  /** By day and place. */
  patrols: Array<Patrol>,
};

/** Puts days in on which places were looked after (巡查). */
export type PatrolPut = {
  /** Those with an empty id are new. */
  patrols: Array<Patrol>,
};

/** The unit of time of a frequency. */
export type Per = "year" | "half_year" | "quarter" | "two_months" | "month" | "ten_days" | "week" | "day" | "term" | "occasion";

/** A span of days, both ends included. */
export type Period = {
  /** First day. */
  from: string,
  /** Last day. */
  to: string,
};

/** A person (人员). */
export type Person = {
  /** Id. */
  id: string,
  /** Name. */
  name: string,
  /** Name of the department. */
  department: string | null,
  /** 职务 */
  post: string | null,
  /** Number of the registered volunteer (志愿者编号), or any text that says so; absent: not registered. */
  volunteer: string | null,
};

/** People (人员). */
export type PersonList = {
  /** By department and name. */
  people: Array<Person>,
};

/** Puts people in. */
export type PersonPut = {
  /** Those with an empty id are new. */
  people: Array<Person>,
};

/** A dated stage of a plan (阶段). */
export type Phase = {
  /** Id. */
  id: string,
  /** The checklist. */
  checklist: string,
  /** Place in the row of phases. */
  position: number,
  /** Name. */
  title: string,
  /** The sentence it came from. */
  quote: string,
  /** First day. */
  date_from: string | null,
  /** Last day. */
  date_to: string | null,
};

/** Phases (阶段) of a checklist. */
export type PhaseList = {
  /** In order. */
  phases: Array<Phase>,
};

/** Puts phases in. */
export type PhasePut = {
  /** Those with an empty id are new; an empty `checklist` is the current one. */
  phases: Array<Phase>,
};

/** A site (点位). */
export type Place = {
  /** Id. */
  id: string,
  /** Name. */
  name: string,
  /** What it is: 路口, 门店, 摊位, 村. */
  kind: string | null,
  /** Segment (路段、片区). */
  segment: string | null,
  /** Department in charge. */
  department: string | null,
  /** Person in charge. */
  person: string | null,
};

/** Places (点位). */
export type PlaceList = {
  /** By kind, segment and name. */
  places: Array<Place>,
};

/** Puts places in. */
export type PlacePut = {
  /** Those with an empty id are new. */
  places: Array<Place>,
};

/** One finding of the pre-check. */
export type PrecheckFinding = {
  /** `authenticity`, `integrity`, `usability`, `safety`. */
  group: string,
  /** Stable name. */
  code: string,
  /** Name of the test in DA/T 70. */
  name: string,
  /** `block`, `warn`, `explained` (a gap with a written reason). */
  severity: string,
  /** What it is about: a path, or code and title of an indicator. */
  subject: string,
  /** The item, to open it. */
  item: string | null,
  /** The indicator, to open it. */
  indicator: string | null,
  /** What was found: a mark, a day, a reason. */
  detail: string,
  /** What it is, and what to do. */
  message: string,
  /** Whether `allow_gaps` lets the pack be made though it blocks. A mark of secrecy never does. */
  can_be_allowed: boolean,
};

/** The four properties before a pack (DA/T 70-2018). */
export type PrecheckReport = {
  /** What blocks first, then by property. */
  findings: Array<PrecheckFinding>,
  /** How many block. */
  blocking: number,
  /** How many warn. */
  warnings: number,
};

/** How exact a date is. */
export type Precision = "instant" | "day" | "month" | "year";

/** Appearance and language, kept on this machine. */
export type Preferences = {
  /** `zh-CN` or `en`. */
  language: string,
  /** `light`, `dark` or `system`. */
  theme: string,
  /** Who acts, for the record of operations. */
  actor: string,
  /** Whether pages show tips. */
  tips: boolean,
  /** Pages whose tip was closed. */
  tips_closed: Array<string>,
};

/** Prints a form. */
export type PrintArgs = {
  /** Which form, by its Chinese or English name. */
  form: string,
  /** The file to write, `.pdf`, `.docx` or `.xlsx`; absent: a PDF in `exports/` of the ledger. */
  out?: string,
  /** Id or title of the checklist; absent: the current one. */
  checklist?: string,
  /** Code of one indicator; absent: all. */
  indicator?: string,
  /** One department; absent: all. */
  department?: string,
  /** 签到表: title or id of an activity, or an occasion; absent: an empty form. */
  occasion?: string,
  /** 照片页: 1, 2 or 4 on a page; absent: 2. */
  per_page?: number,
  /** 照片页: captions in their six elements. */
  elements: boolean,
  /** 盒脊: width in millimetres, 20 to 50; absent: 30. */
  width_mm?: number,
  /** Writes over a file that is there. */
  overwrite: boolean,
};

/** A form that was printed. */
export type PrintReport = {
  /** The file. */
  path: string,
  /** Its pages; absent for a file to edit, whose pages its program counts. */
  pages: number | null,
  /** Bytes. */
  bytes: number,
  /** Pictures that could not be read: their frames are empty. */
  pictures_missing: number,
};

/** Names files outside any ledger. */
export type ProbeArgs = {
  /** The files. */
  paths: Array<string>,
};

/** Facts of files. */
export type ProbeReport = {
  /** In the order asked. */
  files: Array<ProbeRow>,
};

/** Facts of one file. */
export type ProbeRow = {
  /** As asked. */
  path: string,
  /** Kind. */
  kind: Kind | null,
  /** What told it. */
  kind_from: KindOrigin | null,
  /** Format by content. */
  format: string | null,
  /** Hash. */
  sha256: string | null,
  /** Size. */
  bytes: number | null,
  /** Best date as written. */
  captured_at: string | null,
  /** Its precision. */
  captured_precision: Precision | null,
  /** Its origin. */
  captured_from: DateOrigin | null,
  /** What it says. */
  captured_meaning: Meaning | null,
  /** Every date found. */
  candidates: Array<DateCandidate>,
  /** Doubts. */
  doubts: Array<string>,
  /** Pixels. */
  width: number | null,
  /** Pixels. */
  height: number | null,
  /** Seconds. */
  duration_s: number | null,
  /** EXIF orientation. */
  orientation: number | null,
  /** Pages. */
  pages: number | null,
  /** 文号 */
  doc_no: string | null,
  /** 责任者 */
  issuer: string | null,
  /** 题名 */
  doc_title: string | null,
  /** 落款日期 */
  doc_date: string | null,
  /** 密级 */
  secrecy: string | null,
  /** Characters of text. */
  text_chars: number | null,
  /** Why facts are missing. */
  error: ItemError | null,
};

/** A problem and its rectification (问题整改). */
export type Problem = {
  /** Id. */
  id: string,
  /** What is wrong. */
  description: string,
  /** When it was found. */
  found_on: string,
  /** How. */
  found_by: FoundBy,
  /** The indicator it is about. */
  indicator: string | null,
  /** The place (点位), by name. */
  place: string | null,
  /** 责任单位 */
  department: string | null,
  /** 责任人 */
  person: string | null,
  /** 完成时限 */
  deadline: string | null,
  /** 整改措施 */
  measures: string | null,
  /** How far it has come. */
  state: ProblemState,
  /** The day it was closed. */
  closed_on: string | null,
};

/** Shows items as the state before or after. */
export type ProblemAttach = {
  /** The problem. */
  problem: string,
  /** Items by id or path. */
  items: Array<string>,
  /** Before or after. */
  side: Side,
};

/** Problems (问题整改). */
export type ProblemList = {
  /** By the day they were found. */
  problems: Array<ProblemRow>,
};

/** A picture or paper of a problem. */
export type ProblemPicture = {
  /** Id of its place at the problem. */
  id: string,
  /** Before or after. */
  side: Side,
  /** The item. */
  item: ItemRow,
};

/** Puts problems in. */
export type ProblemPut = {
  /** Those with an empty id are new; `indicator` may be a code. */
  problems: Array<Problem>,
};

/** A problem with its pictures. */
export type ProblemRow = {
  /** The problem. */
  problem: Problem,
  /** Code of its indicator. */
  code: string | null,
  /** Whether it should have been put right by now. */
  overdue: boolean,
  /** Pictures and papers of it. */
  items: Array<ProblemPicture>,
};

/** How far a 问题 has come. */
export type ProblemState = "found" | "assigned" | "fixed" | "checked" | "closed";

/** What a plan (导出方案) chooses. */
export type ProfileFields = {
  /** First day of the files that go in; files without a day always do. */
  from?: string,
  /** Last day. */
  to?: string,
  /** Departments whose indicators go in; empty: all. */
  departments: Array<string>,
  /** Names of the printed forms that lie in the pack. */
  forms: Array<string>,
  /** Most bytes of one zip, as written. */
  volume_size?: string,
  /** How pictures are copied; absent: files go in as they are. */
  copies?: CopyFields,
  /** One folder for each indicator; a file that proves two lies in both. */
  per_indicator?: boolean,
  /** Only what was linked to something that the indicator asks for, where anything was. */
  wanted_only?: boolean,
  /** Folders named by code, files by number. */
  short_names?: boolean,
  /** SM3 sums in a tag file of their own. */
  sm3?: boolean,
  /** Entries and links as Parquet files beside the pack. */
  parquet?: boolean,
};

/** All plans. */
export type ProfileList = {
  /** The program's own first. */
  profiles: Array<ProfileRow>,
};

/** Names a plan. */
export type ProfileName = {
  /** Its name. */
  name: string,
};

/** Saves a plan: from a file, from what was chosen, or as a copy of the one of that name. */
export type ProfilePut = {
  /** Its name; with a file it may be empty, and is the file's. */
  name: string,
  /** A plan's file. */
  file?: string,
  /** What it chooses. */
  fields?: ProfileFields,
};

/** One plan. */
export type ProfileRow = {
  /** Its name. */
  name: string,
  /** Whether it came with the program. */
  built_in: boolean,
  /** Its file, to hand on; absent where it came with the program. */
  path: string | null,
  /** What it chooses. */
  fields: ProfileFields,
};

/** How it went, month by month, up to today. */
export type ProgressReport = {
  /** By day. */
  progress: Array<StandingRow>,
};

/** One reason. */
export type ReasonRow = {
  /** `words`, `topic`, `date`, `festival`, `kind`, `department`, `learned`. */
  rule: string,
  /** Where words were found: `title`, `folder`, `name`, `paper`, `caption`, `text`, `place`. */
  field: string | null,
  /** What was found: words, a day, a kind, a department, a title. */
  found: Array<string>,
  /** What the indicator has or asks for. */
  wanted: Array<string>,
  /** How much it gives. */
  weight: number,
};

/** A ledger that was open before. */
export type RecentLedger = {
  /** Folder of the ledger. */
  dir: string,
  /** 单位名称 */
  unit: string,
  /** Title of its checklist. */
  title: string,
  /** When it was opened last, ISO 8601 in UTC. */
  opened_at: string,
  /** Whether the folder is there now. */
  present: boolean,
};

/** One thing an indicator asks for. */
export type Requirement = {
  /** Id: within a draft `r1`, `r2`…; in a ledger a UUID. */
  id: string,
  /** The sentence that states it. */
  quote: string,
  /** Where that sentence stands in the source's text; absent where there is no source. */
  span: Span | null,
  /** What part the sentence plays. */
  role: Role,
  /** By when. */
  deadline: Deadline | null,
  /** How often. */
  frequency: Frequency | null,
  /** A measure to reach. */
  threshold: Threshold | null,
  /** A number of things. */
  count: Count | null,
  /** For each what. */
  each: Each | null,
  /** Named material; empty means any one piece. */
  evidence: Array<EvidenceNeed>,
};

/** Adds a requirement to an indicator. */
export type RequirementAdd = {
  /** The indicator. */
  indicator: string,
  /** What it asks for; its id is given anew. */
  requirement: Requirement,
};

/** Replaces what a requirement asks for. */
export type RequirementSet = {
  /** The requirement as it should be; its sentence stays as it is. */
  requirement: Requirement,
};

/** What part a sentence plays. */
export type Role = "requirement" | "window" | "context" | "generic";

/** Begins a year from the one before. */
export type RolloverArgs = {
  /** Id or title of the checklist to take over; absent: the current one. */
  checklist?: string,
  /** Title of the new one. */
  title: string,
  /** First day of its period. */
  period_from: string,
  /** Last day of it. */
  period_to: string,
  /** 检查日期 */
  inspection_date?: string,
};

/** How to scan. */
export type ScanArgs = {
  /** Also make thumbnails before it is done. */
  thumbs: boolean,
};

/** One file's error. */
export type ScanError = {
  /** Id of its source. */
  source: string,
  /** Path relative to its source, with `/`. */
  path: string,
  /** Stable name. */
  code: string,
  /** A sentence. */
  message: string,
};

/** What a scan found. */
export type ScanReport = {
  /** Files seen. */
  files: number,
  /** New ones. */
  added: number,
  /** With other bytes than before. */
  changed: number,
  /** Known bytes at another place, the old place empty. */
  moved: number,
  /** Gone. */
  missing: number,
  /** As before. */
  unchanged: number,
  /** Files that could not be read or whose facts are incomplete. */
  errors: Array<ScanError>,
  /** Bytes read. */
  bytes: number,
  /** Time it took. */
  seconds: number,
  /** Sources that were not connected: their files keep their state. */
  disconnected: Array<string>,
};

/** Points of an indicator; points of a parent are not added to those of its children. */
export type Score = {
  /** How many; absent for a veto. */
  points: number | null,
  /** How they count. */
  kind: ScoreKind,
};

/** How points count (计分方式). */
export type ScoreKind = "base" | "bonus" | "deduct" | "veto";

/** Points. */
export type ScoreTotal = {
  /** Got by met leaves. */
  got: number,
  /** Of so many. */
  of: number,
};

/** What was found, best first in each group. */
export type SearchFound = {
  /** How many items fit. */
  total: number,
  /** Items. */
  items: Array<SearchHit>,
  /** Activities. */
  activities: Array<SearchHit>,
  /** Indicators of the current checklist. */
  indicators: Array<SearchHit>,
  /** People. */
  people: Array<SearchHit>,
};

/** One thing that was found. */
export type SearchHit = {
  /** Its id. */
  id: string,
  /** Code of an indicator. */
  code: string | null,
  /** File name, title or name. */
  title: string,
  /** What to mark in it: `[from, to)` in Unicode scalar values. */
  marks: Array<[number, number]>,
  /** Path, place, department; where the words stand, if not in the title. */
  more: string,
  /** What to mark in that. */
  more_marks: Array<[number, number]>,
  /** Kind of an item. */
  kind: Kind | null,
  /** Best day of an item, first day of an activity. */
  day: string | null,
};

/** What is looked for. */
export type SearchQuery = {
  /** Words, all of which must fit: text, first letters of pinyin, kinds (签到), days (4月, 上周, 2026-04, 清明). */
  query: string,
  /** At most so many of each group; 20 when absent. */
  limit?: number,
  /** Items go on after this one (id); the other groups are empty then. */
  after?: string,
};

/** A table to take in: of a file or of a text that was pasted. */
export type SheetArgs = {
  /** `people`, `places`, `problems`, `attendance` or `patrols`. */
  kind: string,
  /** A workbook, a CSV file or a document with a table… */
  path?: string,
  /** …or lines with cells between tabs, commas or several blanks. */
  text?: string,
  /** The day of rows that tell none; absent: today. */
  on_day?: string,
  /** Attendance: what it was. */
  occasion?: string,
  /** Attendance: the activity of the ledger. */
  activity?: string,
  /** Attendance: hours of rows that tell none. */
  hours?: number,
};

/** A column of a table that was read. */
export type SheetColumn = {
  /** Its heading; empty where the table has none. */
  heading: string,
  /** What it was taken for; absent: it was left out. */
  field: SheetField | null,
};

/** Something in a table that could not be taken as it stands. */
export type SheetDoubt = {
  /** Row of the table, the first is 1. */
  row: number,
  /**
   * `no_name`, `no_day`, `unknown_place`: the row was left out; `not_a_day`, `not_a_number`, `not_a_word`: the cell was left out;
   * `unknown_indicator`; `new_person`: a person will be added; `same_name`: several people have it and the first was taken.
   */
  code: string,
  /** What stands there. */
  value: string,
  /** Whether it is a row of the rounds (巡查) that stand beside the table. */
  rounds: boolean,
};

/** What a column holds. */
export type SheetField = "name" | "department" | "post" | "volunteer" | "kind" | "segment" | "person" | "description" | "found_on" | "found_by" | "indicator" | "place" | "deadline" | "measures" | "state" | "closed_on" | "on_day" | "hours" | "occasion" | "note";

/** What a table would add and change; records without an id are new. */
export type SheetPreview = {
  /** Its columns. */
  columns: Array<SheetColumn>,
  /** 人员 */
  people: Array<Person>,
  /** 点位 */
  places: Array<Place>,
  /** 问题 */
  problems: Array<Problem>,
  /** 签到; the person is an id, or a name among the new people. */
  attendance: Array<Attendance>,
  /** 巡查: of a table of them, or beside places and problems. */
  patrols: Array<Patrol>,
  /** Rows that are there exactly like this. */
  same: number,
  /** What could not be taken, or is worth a look. */
  doubts: Array<SheetDoubt>,
};

/** Where to write a table. */
export type SheetWrite = {
  /** `people`, `places`, `problems`, `attendance` or `patrols`. */
  kind: string,
  /** The workbook; one that is there is replaced. */
  path: string,
};

/** Which side of a rectification a picture shows. */
export type Side = "before" | "after";

/** One thing wanted in one period. */
export type Slot = {
  /** Id of the requirement; absent for an indicator that asks for nothing in particular. */
  requirement: string | null,
  /** Name of the material wanted (照片); absent where any will do. */
  evidence_name: string | null,
  /** Kinds that can fill it; empty means any. */
  any_of: Array<Kind>,
  /** For whom or what (a department, a place), where the requirement holds for each. */
  about: string | null,
  /** The festival or other occasion, where the requirement names several. */
  occasion: string | null,
  /** The value wanted, where it is a value and not material. */
  measured: Measured | null,
  /** When it has to be from. */
  period: Period,
  /** The last day. */
  due: string | null,
  /** How many. */
  need: number,
  /** How many there are. */
  have: number,
  /** Its state. */
  state: State,
  /** What fills it. */
  items: Array<string>,
};

/** All sources. */
export type SourceList = {
  /** In the order they were added. */
  sources: Array<SourceRow>,
};

/** Names a source and its new folder. */
export type SourceRelocate = {
  /** Id. */
  id: string,
  /** Where it is now. */
  dir: string,
};

/** A folder that is indexed in place (素材文件夹). */
export type SourceRow = {
  /** Id. */
  id: string,
  /** Folder. */
  path: string,
  /** Short name to show. */
  label: string,
  /** Whether the folder is there now. */
  connected: boolean,
  /** Items with a location in it. */
  items: number,
  /**
   * While folders are watched: whether this one is looked through every minute, because the system does not tell what
   * changes in it (its limit is reached, or it lies on the network).
   */
  polled: boolean,
  /** Whether it is the ledger's own folder for what is collected. */
  own: boolean,
  /** Why its files may not stay: `removable`, `chat`; absent for a folder like others. */
  fleeting: string | null,
};

/** `[start, end)` in Unicode scalar values of a document's text. */
export type Span = [number, number];

/** How a checklist stood on a day. */
export type StandingRow = {
  /** The day. */
  on: string,
  /** Points. */
  score: ScoreTotal,
  /** Leaves by state. */
  summary: Summary,
};

/** The one state to show. */
export type State = "not_applicable" | "met" | "overdue" | "due_soon" | "not_due" | "partial" | "missing";

/** The 说明报告 of an indicator; there is at most one of each. */
export type Statement = {
  /** Id. */
  id: string,
  /** The indicator. */
  indicator: string,
  /** The text. */
  text: string,
  /** How far it has come. */
  state: StatementState,
  /** What the reviewer wrote. */
  note: string | null,
};

/** Statements of a checklist. */
export type StatementList = {
  /** Most characters that are accepted in principle. */
  limit: number,
  /** In the order of the checklist. */
  statements: Array<StatementRow>,
};

/** A 说明报告 with what it is about. */
export type StatementRow = {
  /** The statement. */
  statement: Statement,
  /** Code of its indicator. */
  code: string,
  /** Title of its indicator. */
  title: string,
  /** Characters, blanks not counted. */
  characters: number,
  /** Most characters that are accepted in principle. */
  limit: number,
};

/** Writes the 说明报告 of an indicator; absent fields stay. */
export type StatementSet = {
  /** Id of an indicator, or `[CHECKLIST/]CODE`. */
  indicator: string,
  /** The text… */
  text?: string,
  /** …or a document that holds it. */
  path?: string,
  /** `draft`, `submitted`, `returned`, `passed`. */
  state?: string,
  /** What the reviewer wrote; an empty text clears. */
  note?: string,
};

/** How far a 说明报告 has come. */
export type StatementState = "draft" | "submitted" | "returned" | "passed";

/** Which status. */
export type StatusArgs = {
  /** Id or title; absent: the current one. */
  checklist?: string,
  /** Only indicators led or supported by this department. */
  dept?: string,
};

/** How a checklist stands on a day. */
export type StatusReport = {
  /** The day. */
  as_of: string,
  /** Points. */
  score: ScoreTotal,
  /** Indicators in tree order. */
  indicators: Array<IndicatorStatus>,
  /** Leaves by state. */
  summary: Summary,
};

/** Suggestions were taken. */
export type SuggestAccepted = {
  /** The change; null when all of it was linked already. */
  operation: OperationRow | null,
};

/** A suggestion that is taken, or not. */
export type SuggestPick = {
  /** Id of an item… */
  item?: string,
  /** …or of an activity. */
  activity?: string,
  /** Id of the indicator, or `[CHECKLIST/]CODE`. */
  indicator: string,
};

/** Takes or rejects suggestions, all as one operation. */
export type SuggestPicks = {
  /** Which. */
  picks: Array<SuggestPick>,
};

/** Which suggestions. */
export type SuggestQuery = {
  /** At most so many indicators for each; 3 when absent. */
  top?: number,
  /** Only for these items, by id or path… */
  items?: Array<string>,
  /** …and these activities (ids); neither: for every activity and every item in none. */
  activities?: Array<string>,
};

/** Suggestions of a checklist. */
export type SuggestionList = {
  /** Activities first, then items in path order. */
  suggestions: Array<SuggestionRow>,
};

/** An item or an activity with the indicators that it may prove. */
export type SuggestionRow = {
  /** Id of the item; null for an activity. */
  item: string | null,
  /** Id of the source where the item lies. */
  source: string | null,
  /** Path of the item, relative to its source. */
  path: string | null,
  /** Id of the activity; null for an item. */
  activity: string | null,
  /** Title of the activity, or the file's name. */
  title: string,
  /** Whether it proves an indicator of the checklist already. */
  linked: boolean,
  /** Best first. */
  candidates: Array<CandidateRow>,
};

/** Leaves by state. */
export type Summary = {
  /** 已达标 */
  met: number,
  /** 部分 */
  partial: number,
  /** 缺材料 */
  missing: number,
  /** 临期 */
  due_soon: number,
  /** 逾期 */
  overdue: number,
  /** 未到期 */
  not_due: number,
  /** 不适用 */
  not_applicable: number,
  /** 现场项, not in the other counts. */
  on_site: number,
};

/** Work at hand and lately ended, and counters that tell a page when to ask again. */
export type TaskList = {
  /** Grows whenever anything in the ledger changed (by a person, a scan or the watcher). */
  revision: number,
  /** Running ones first, then those that ended, newest first, at most 20. */
  tasks: Array<TaskRow>,
  /** Whether folders are watched. */
  watching: boolean,
};

/** Long work. */
export type TaskRow = {
  /** Id. */
  id: string,
  /** The command's name (`scan`, `export`, `verify`, `sample_create`). */
  command: string,
  /** `running`, `done`, `failed`, `cancelled`. */
  state: string,
  /** `walk`, `hash`, `thumbs`, `write`, `read`… */
  step: string,
  /** What is at hand. */
  current: string,
  /** So many files (or bytes, see `unit`) done. */
  done: number,
  /** Of so many; 0 while not known. */
  total: number,
  /** `files` or `bytes`. */
  unit: string,
  /** Seconds since it began. */
  seconds: number,
  /** Seconds left, when that can be told. */
  seconds_left: number | null,
  /** What it gave, as the command's own result. */
  result: unknown,
  /** Why it failed. */
  error: AppError | null,
};

/** A long command was started. */
export type TaskStarted = {
  /** Id of the task. */
  task: string,
};

/** All built-in checklists. */
export type TemplateList = {
  /** The list. */
  templates: Array<TemplateRow>,
};

/** A built-in checklist. */
export type TemplateRow = {
  /** Name for commands. */
  name: string,
  /** Title to show. */
  title: string,
  /** Title to show in English. */
  title_en: string,
};

/** A measure to reach (指标值), such as ≥ 30 %. */
export type Threshold = {
  /** The number. */
  value: number,
  /** Its unit as written (%, 小时, 处). */
  unit: string,
  /** The comparison. */
  op: Op,
  /** The words of the document. */
  as_written: string,
};

/** How an indicator's open slots stand to the day. */
export type Timing = "not_due" | "due_soon" | "overdue" | "none";

/** A fact and the words that tell it. */
export type Told = {
  /** The fact in its regular form. */
  value: string,
  /** The words as the paper has them. */
  quote: string,
};

/** Removes the links of subjects to an indicator, as the command line names them. */
export type Unlink = {
  /** As in `LinkAdd`. */
  subjects: Array<string>,
  /** As in `LinkAdd`. */
  indicator: string,
};

/** Asks what a package on a U-disk is. */
export type UpdateArgs = {
  /** The package; its signature lies beside it (`….minisig`). */
  path: string,
  /** File of another public key than the program's own. */
  key?: string,
};

/** What a package on a U-disk is. */
export type UpdateReport = {
  /** The package. */
  path: string,
  /** Whether the publisher made exactly this file. */
  valid: boolean,
  /** Whether it may be installed over this program. */
  may_install: boolean,
  /** `newer`, `same`, `older`, `other_system`, `unsigned`, `other_key`, `altered`, `no_signature`. */
  verdict: string,
  /** Its version, as signed. */
  version: string | null,
  /** What it is for, as signed: `windows-x64`, `linux-x64`, `linux-arm64`. */
  system: string | null,
  /** The version that runs. */
  current: string,
  /** The verdict in words, and what to do. */
  message: string,
};

/** What to check. */
export type VerifyArgs = {
  /** A zip or a folder. */
  path: string,
  /** The password of a locked pack. */
  password?: string,
};

/** One check of a pack. */
export type VerifyCheck = {
  /** `authenticity`, `integrity`, `usability`, `safety`. */
  group: string,
  /** Stable name. */
  name: string,
  /** `passed`, `failed`, `skipped`. */
  result: string,
  /** Detail. */
  detail: string,
};

/** One thing that is wrong with a pack. */
export type VerifyProblem = {
  /**
   * See cli.md: `missing`, `extra`, `altered`, `truncated`, `duplicate_name`, `unsafe_path`, `bad_tag`,
   * `bad_oxum`, `not_fetched`.
   */
  code: string,
  /** The file inside the bag. */
  path: string,
  /** What should be. */
  expected: string | null,
  /** What is. */
  found: string | null,
};

/** The verdict on a pack or bag. */
export type VerifyReport = {
  /** The zip or folder. */
  path: string,
  /** No problems. */
  valid: boolean,
  /** Payload files seen. */
  entries: number,
  /** What is wrong. */
  problems: Array<VerifyProblem>,
  /** What a BagIt reader would only warn of. */
  warnings: Array<string>,
  /** What was checked. */
  checks: Array<VerifyCheck>,
};

/** One zip of a pack. */
export type VolumeRow = {
  /** The zip. */
  path: string,
  /** Its size. */
  bytes: number,
  /** Its hash. */
  sha256: string,
  /** Payload files in it. */
  entries: number,
};

/** Hours and heads of volunteer service (志愿服务), with the numbers they are worked out from. */
export type VolunteerTotals = {
  /** People of the ledger. */
  people: number,
  /** Registered volunteers among them. */
  registered: number,
  /** Registered in 100; absent without people. */
  registered_percent: number | null,
  /** Hours in the period. */
  hours: number,
  /** Hours per head of all people; absent without people. */
  hours_per_person: number | null,
  /** People who took part at least once. */
  took_part: number,
};

/** Waives an indicator or a requirement. */
export type WaiveArgs = {
  /** As in `LinkAdd`. */
  indicator: string,
  /** Id of the requirement. */
  requirement?: string,
  /** The reason, in the unit's own words. */
  reason: string,
  /** Whether it means 不适用. */
  not_applicable: boolean,
};

/** A written reason for a gap, or 不适用. */
export type WaiverRow = {
  /** Id. */
  id: string,
  /** The requirement, or the whole indicator. */
  requirement: string | null,
  /** The reason. */
  reason: string,
  /** Whether it means 不适用. */
  not_applicable: boolean,
};

/** Every command with its arguments and its result; a long one answers TaskStarted at once. */
export interface Commands {
  /** The program, the open ledger, the ledgers that were open before. */
  app_info: { args: NoArgs; result: AppInfo; long: false };
  /** Whether a package on a U-disk is the publisher's, and newer; no ledger needed, no network. */
  update_check: { args: UpdateArgs; result: UpdateReport; long: false };
  /** Keeps appearance and language on this machine. */
  preferences_set: { args: Preferences; result: Preferences; long: false };
  /** Entries of a folder, for the chooser of the browser door. */
  folder_list: { args: FolderArgs; result: FolderList; long: false };
  /** Makes a ledger and opens it. */
  ledger_create: { args: LedgerCreate; result: LedgerInfo; long: false };
  /** Opens a ledger; one that is open is closed first. */
  ledger_open: { args: DirArgs; result: LedgerInfo; long: false };
  /** Closes the ledger. */
  ledger_close: { args: NoArgs; result: null; long: false };
  /** Changes the ledger's own fields. */
  ledger_set: { args: LedgerSet; result: OperationDone; long: false };
  /** Makes the sample ledger in a new or empty folder, with its material, and opens it. */
  sample_create: { args: DirArgs; result: LedgerInfo; long: true };
  /** Folders that are indexed. */
  source_list: { args: NoArgs; result: SourceList; long: false };
  /** Adds a folder. */
  source_add: { args: DirArgs; result: SourceList; long: false };
  /** Tells where a folder lies now. */
  source_relocate: { args: SourceRelocate; result: SourceList; long: false };
  /** Stops indexing a folder; its items stay known. */
  source_remove: { args: IdArgs; result: SourceList; long: false };
  /** Indexes all sources. */
  scan: { args: ScanArgs; result: ScanReport; long: true };
  /** What collecting would copy. */
  collect_preview: { args: CollectArgs; result: CollectPreview; long: false };
  /** Copies material into the ledger's own folder, verified. */
  collect: { args: CollectArgs; result: CollectReport; long: true };
  /** Work at hand and lately ended; pages poll it. */
  tasks: { args: NoArgs; result: TaskList; long: false };
  /** Stops long work. */
  task_cancel: { args: IdArgs; result: null; long: false };
  /** Items that match. */
  items: { args: ItemQuery; result: ItemList; long: false };
  /** Items, activities, indicators and people that fit words. */
  search: { args: SearchQuery; result: SearchFound; long: false };
  /** Counts for the left column of 材料. */
  item_facets: { args: NoArgs; result: ItemFacets; long: false };
  /** One item with all that is known. */
  item_show: { args: IdArgs; result: ItemDetail; long: false };
  /** Groups all items anew; what is confirmed stays. */
  activity_propose: { args: NoArgs; result: ActivityProposed; long: true };
  /** Activities, confirmed and proposed. */
  activity_list: { args: ActivityQuery; result: ActivityList; long: false };
  /** One activity. */
  activity_show: { args: IdArgs; result: ActivityRow; long: false };
  /** Confirms proposals. */
  activity_confirm: { args: IdsArgs; result: OperationDone; long: false };
  /** Makes an activity of items. */
  activity_create: { args: ActivityCreate; result: ActivityDone; long: false };
  /** Changes what is said of an activity. */
  activity_set: { args: ActivitySet; result: ActivityDone; long: false };
  /** Makes one activity of several. */
  activity_merge: { args: IdsArgs; result: ActivityDone; long: false };
  /** Makes an activity of its own of some items of one. */
  activity_split: { args: ActivityItems; result: ActivityDone; long: false };
  /** Puts items into an activity. */
  activity_move: { args: ActivityMove; result: ActivityDone; long: false };
  /** Takes items out of an activity. */
  activity_remove: { args: ActivityItems; result: OperationDone; long: false };
  /** Leaves items out where their activity stands as evidence. */
  activity_exclude: { args: ActivityItems; result: OperationDone; long: false };
  /** Says that these are no activities. */
  activity_dissolve: { args: IdsArgs; result: OperationDone; long: false };
  /** The text of a document, a table or a page. */
  item_text: { args: IdArgs; result: ItemText; long: false };
  /** Says what items are; what isn't needed is `junk`. */
  item_kind: { args: ItemKindSet; result: OperationDone; long: false };
  /** Shows an item's file in the file manager. */
  item_reveal: { args: IdArgs; result: null; long: false };
  /** Opens an item's file in its own program. */
  item_open: { args: IdArgs; result: null; long: false };
  /** Shows a pack, a source or the ledger's folder in the file manager. */
  path_reveal: { args: PathArgs; result: null; long: false };
  /** Facts of files, no ledger needed. */
  probe: { args: ProbeArgs; result: ProbeReport; long: false };
  /** Reads a document as a checklist, no ledger needed. */
  draft: { args: DraftArgs; result: Draft; long: false };
  /** Built-in checklists. */
  templates: { args: NoArgs; result: TemplateList; long: false };
  /** All checklists. */
  checklist_list: { args: NoArgs; result: ChecklistList; long: false };
  /** A checklist with its tree. */
  checklist_show: { args: ChecklistArgs; result: ChecklistView; long: false };
  /** Puts a document's checklist into the ledger. */
  checklist_import: { args: ChecklistImport; result: ChecklistView; long: false };
  /** Changes a checklist's own fields. */
  checklist_set: { args: ChecklistSet; result: OperationDone; long: false };
  /** Makes a checklist the one that pages show. */
  checklist_select: { args: IdArgs; result: ChecklistList; long: false };
  /** Removes a checklist with its links. */
  checklist_remove: { args: IdArgs; result: OperationDone; long: false };
  /** The document that a checklist was read from. */
  checklist_source: { args: ChecklistArgs; result: ChecklistSource; long: false };
  /** Changes an indicator's fields. */
  indicator_set: { args: IndicatorSet; result: OperationDone; long: false };
  /** Marks indicators as seen by a person. */
  indicator_review: { args: IndicatorReview; result: OperationDone; long: false };
  /** Adds an indicator. */
  indicator_add: { args: IndicatorAdd; result: OperationDone; long: false };
  /** Moves an indicator with all below it one step. */
  indicator_move: { args: IndicatorMove; result: OperationDone; long: false };
  /** Moves requirements of an indicator to a new one. */
  indicator_split: { args: IndicatorSplit; result: OperationDone; long: false };
  /** Makes one indicator of two. */
  indicator_merge: { args: IndicatorMerge; result: OperationDone; long: false };
  /** Removes an indicator with all below it. */
  indicator_remove: { args: IdArgs; result: OperationDone; long: false };
  /** Replaces what a requirement asks for. */
  requirement_set: { args: RequirementSet; result: OperationDone; long: false };
  /** Adds a requirement. */
  requirement_add: { args: RequirementAdd; result: OperationDone; long: false };
  /** Removes a requirement. */
  requirement_remove: { args: IdArgs; result: OperationDone; long: false };
  /** Evidence of an indicator, in order. */
  links: { args: IdArgs; result: LinkList; long: false };
  /** What the same indicator had in the checklist before. */
  links_before: { args: IdArgs; result: LinksBefore; long: false };
  /** Links subjects to an indicator. */
  link_add: { args: LinkAdd; result: OperationDone; long: false };
  /** Removes links. */
  link_remove: { args: LinkRemove; result: OperationDone; long: false };
  /** Removes the links of subjects to an indicator. */
  unlink: { args: Unlink; result: OperationDone; long: false };
  /** Changes a link. */
  link_set: { args: LinkSet; result: OperationDone; long: false };
  /** Gives links without a caption that of their activity. */
  caption_fill: { args: CaptionFill; result: CaptionsFilled; long: false };
  /** Which indicators items and activities may prove, with the reasons. */
  suggest: { args: SuggestQuery; result: SuggestionList; long: false };
  /** Takes suggestions, as one change. */
  suggest_accept: { args: SuggestPicks; result: SuggestAccepted; long: false };
  /** Says what is not proved: it is not suggested again. */
  suggest_reject: { args: SuggestPicks; result: OperationDone; long: false };
  /** Forgets what was learned from links and rejections. */
  suggest_reset: { args: NoArgs; result: OperationDone; long: false };
  /** Waives an indicator or a requirement. */
  waive: { args: WaiveArgs; result: OperationDone; long: false };
  /** Takes a waiver away. */
  unwaive: { args: IdArgs; result: OperationDone; long: false };
  /** How the checklist stands. */
  status: { args: StatusArgs; result: StatusReport; long: false };
  /** The gap board by month or quarter. */
  board: { args: BoardArgs; result: Board; long: false };
  /** What is due, and past due, by department and person. */
  due_list: { args: DueArgs; result: DueList; long: false };
  /** How it went, month by month. */
  progress: { args: ChecklistArgs; result: ProgressReport; long: false };
  /** The difference of two versions of a checklist. */
  checklist_diff: { args: DiffArgs; result: ChecklistDiff; long: false };
  /** Begins a new year's checklist from an old one, without its evidence. */
  checklist_rollover: { args: RolloverArgs; result: ChecklistView; long: false };
  /** Carries links over where an indicator is the same. */
  checklist_carry: { args: CarryArgs; result: OperationDone; long: false };
  /** 说明报告 of a checklist. */
  statement_list: { args: ChecklistArgs; result: StatementList; long: false };
  /** Writes a 说明报告 or moves it on. */
  statement_set: { args: StatementSet; result: OperationDone; long: false };
  /** Reported values (量化指标) of a checklist. */
  measure_list: { args: ChecklistArgs; result: MeasureList; long: false };
  /** Reports a value. */
  measure_set: { args: MeasureSet; result: OperationDone; long: false };
  /** Removes reported values. */
  measure_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** Departments (科室). */
  department_list: { args: NoArgs; result: DepartmentList; long: false };
  /** Puts departments in. */
  department_set: { args: DepartmentPut; result: OperationDone; long: false };
  /** Removes departments. */
  department_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** People (人员). */
  person_list: { args: NoArgs; result: PersonList; long: false };
  /** Puts people in. */
  person_set: { args: PersonPut; result: OperationDone; long: false };
  /** Removes people with their attendance. */
  person_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** Who took part (签到), and volunteer totals. */
  attendance_list: { args: NoArgs; result: AttendanceList; long: false };
  /** Puts attendance in. */
  attendance_set: { args: AttendancePut; result: OperationDone; long: false };
  /** Removes attendance. */
  attendance_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** Places (点位). */
  place_list: { args: NoArgs; result: PlaceList; long: false };
  /** Puts places in. */
  place_set: { args: PlacePut; result: OperationDone; long: false };
  /** Removes places. */
  place_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** Days on which places were looked after (巡查). */
  patrol_list: { args: NoArgs; result: PatrolList; long: false };
  /** Puts such days in. */
  patrol_set: { args: PatrolPut; result: OperationDone; long: false };
  /** Removes such days. */
  patrol_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** Problems (问题整改). */
  problem_list: { args: NoArgs; result: ProblemList; long: false };
  /** Puts problems in. */
  problem_set: { args: ProblemPut; result: OperationDone; long: false };
  /** Removes problems with their pictures. */
  problem_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** Shows items as the state before or after. */
  problem_attach: { args: ProblemAttach; result: OperationDone; long: false };
  /** Takes pictures off problems. */
  problem_detach: { args: IdsArgs; result: OperationDone; long: false };
  /** What a table of people, places, problems, attendance or rounds would add and change. */
  sheet_read: { args: SheetArgs; result: SheetPreview; long: false };
  /** Takes such a table in. */
  sheet_take: { args: SheetArgs; result: OperationDone; long: false };
  /** Writes such a table as a workbook. */
  sheet_write: { args: SheetWrite; result: PathDone; long: false };
  /** Phases (阶段) of a checklist. */
  phase_list: { args: ChecklistArgs; result: PhaseList; long: false };
  /** Puts phases in. */
  phase_set: { args: PhasePut; result: OperationDone; long: false };
  /** Removes phases. */
  phase_remove: { args: IdsArgs; result: OperationDone; long: false };
  /** Takes back the newest change. */
  undo: { args: NoArgs; result: OperationDone; long: false };
  /** Does again what was undone last. */
  redo: { args: NoArgs; result: OperationDone; long: false };
  /** Every change, newest first. */
  history: { args: HistoryArgs; result: OperationList; long: false };
  /** What a pack would hold and what stands in its way. */
  export_preview: { args: ExportArgs; result: ExportPreview; long: false };
  /** The four properties before a pack: what blocks it, what to look at, what was explained. */
  precheck: { args: ExportArgs; result: PrecheckReport; long: false };
  /** Makes a pack. */
  export: { args: ExportArgs; result: ExportReport; long: true };
  /** Plans of an export: the program's own and the saved ones. */
  profile_list: { args: NoArgs; result: ProfileList; long: false };
  /** One plan. */
  profile_show: { args: ProfileName; result: ProfileRow; long: false };
  /** Saves a plan in the ledger folder. */
  profile_save: { args: ProfilePut; result: ProfileRow; long: false };
  /** Forms that can be printed, no ledger needed. */
  print_list: { args: NoArgs; result: FormList; long: false };
  /** Prints a form as PDF, or writes it as a Word document or a workbook. */
  print: { args: PrintArgs; result: PrintReport; long: true };
  /** Checks a pack or bag, no ledger needed. */
  verify: { args: VerifyArgs; result: VerifyReport; long: true };
  /** What a pack says of itself, no ledger needed. */
  pack_open: { args: PathArgs; result: PackContents; long: false };
  /** Opens a locked pack with its password, to be looked at: its open form goes with the program, or when another pack is opened. */
  pack_unlock: { args: PackUnlock; result: PackUnlocked; long: true };
  /** What is different in the later of two packs. */
  pack_diff: { args: PackPair; result: PackDiffReport; long: true };
  /** Shows a file of the pack that was opened last in its own program. */
  pack_file_open: { args: PackFileArgs; result: null; long: false };
  /** Copies packs to another disk and reads them back there. */
  pack_copy: { args: PackCopy; result: PackCopied; long: true };
  /** Unpacks a pack into a new folder. */
  pack_unpack: { args: PackUnpack; result: PackUnpacked; long: true };
  /** Makes a dated copy of the ledger. */
  backup: { args: NoArgs; result: PathDone; long: false };
  /** Puts a copy back as the ledger; what was there is kept as a backup. */
  restore: { args: PathArgs; result: LedgerInfo; long: false };
  /** Health of the ledger and its sources. */
  check: { args: CheckArgs; result: CheckReport; long: false };
}
