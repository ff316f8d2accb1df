//! What can be typed, as `cli.md` has it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::item::Item;
use crate::ledgers::{Attendance, Department, Measure, Person, Phase, Place, Statement};
use crate::period::Days;
use crate::problem::Problem;
use crate::sheet::Sheet;

/// 迎检台账的命令行。
#[derive(Debug, Parser)]
#[command(
    name = "taizhang",
    version,
    about = "迎检台账：材料、指标、佐证、迎检包",
    max_term_width = 100
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// 台账文件夹
    #[arg(long, global = true, env = "TAIZHANG_LEDGER", value_name = "DIR")]
    pub ledger: Option<PathBuf>,
    /// 只在标准输出上给一个 JSON 文档
    #[arg(long, global = true)]
    pub json: bool,
    /// 把哪一天当作今天
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// 由谁操作
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub actor: Option<String>,
    /// 提示用的语言
    #[arg(long, global = true, value_enum, default_value_t = Lang::Zh)]
    pub lang: Lang,
    /// 不显示进度和提示
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// A language of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// A period, by its year or its days.
#[derive(Debug, Clone, Copy, Args)]
#[group(multiple = false)]
pub struct Span {
    /// 考核年度
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(1..=9999))]
    year: Option<i16>,
    /// 考核期，如 2025-10-01..2026-09-30
    #[arg(long, value_name = "FROM..TO")]
    period: Option<Days>,
}

impl Span {
    /// First and last day, when given.
    pub fn days(self) -> Option<Days> {
        self.period.or_else(|| self.year.map(Days::of_year))
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 新建台账
    Init(Init),
    /// 素材文件夹
    #[command(subcommand)]
    Source(Source),
    /// 扫描全部素材文件夹
    Scan {
        /// 不生成缩略图
        #[arg(long)]
        no_thumbs: bool,
        /// 有文件出错时以 1 结束
        #[arg(long)]
        strict: bool,
    },
    /// 先扫描，再跟踪变化，直到被中断
    Watch,
    /// 查看文件的信息，不需要台账
    Probe {
        /// 文件
        #[arg(required = true, value_name = "FILE")]
        files: Vec<OsString>,
    },
    /// 把材料复制进台账的“材料”文件夹，逐件核对
    Collect(Collect),
    /// 列出材料
    Items(Items),
    /// 单件材料
    #[command(subcommand)]
    Item(Item),
    /// 把文件读成测评体系草稿，不需要台账
    Draft {
        /// 文件
        file: String,
        /// Year for dates that name none.
        #[command(flatten)]
        span: Span,
    },
    /// 测评体系
    #[command(subcommand)]
    Checklist(Checklist),
    /// 关联佐证
    Link(Link),
    /// 取消佐证
    Unlink {
        /// 材料（编号、路径、url:…、paper:…），最后一个是 [测评体系/]编号[#要求]
        #[arg(required = true, num_args = 2.., value_names = ["ITEM", "CODE"])]
        names: Vec<String>,
    },
    /// 没有说明的佐证，按所属活动填写说明
    Captions {
        /// 只填某指标的
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// 缺项说明或不适用
    Waive {
        /// [测评体系/]编号[#要求]
        code: String,
        /// 理由
        #[arg(long)]
        reason: String,
        /// 不适用
        #[arg(long)]
        not_applicable: bool,
    },
    /// 活动
    #[command(subcommand)]
    Activities(crate::activity::Activities),
    /// 查找材料、活动、指标、人员
    Search(crate::search::Search),
    /// 建议：哪些材料和活动可归到哪些指标
    Suggest(crate::suggest::Suggest),
    /// 撤销
    Undo,
    /// 重做
    Redo,
    /// 操作记录
    History {
        /// 最多几条
        #[arg(long)]
        limit: Option<u32>,
    },
    /// 达标情况
    Status {
        /// 测评体系
        #[arg(long)]
        checklist: Option<String>,
        /// 只看某科室
        #[arg(long)]
        dept: Option<String>,
        /// 加上按月或按季的缺口表
        #[arg(long, value_parser = ["month", "quarter"])]
        by: Option<String>,
    },
    /// 到期和逾期的事项
    Due {
        /// 多少天之内
        #[arg(long, default_value_t = 30)]
        within: u32,
        /// 只看某科室、责任领导或责任人
        #[arg(long)]
        who: Option<String>,
    },
    /// 逐月进展
    Progress,
    /// 说明报告
    #[command(subcommand)]
    Statement(Statement),
    /// 量化指标
    #[command(subcommand)]
    Measure(Measure),
    /// 科室
    #[command(subcommand)]
    Department(Department),
    /// 人员
    #[command(subcommand)]
    Person(Person),
    /// 签到
    #[command(subcommand)]
    Attendance(Attendance),
    /// 点位
    #[command(subcommand)]
    Place(Place),
    /// 问题整改
    #[command(subcommand)]
    Problem(Problem),
    /// 阶段
    #[command(subcommand)]
    Phase(Phase),
    /// 人员、点位、问题、签到的表格导入导出
    #[command(subcommand)]
    Sheet(Sheet),
    /// 导出迎检包
    Export {
        /// 要写的 zip
        out: PathBuf,
        /// 测评体系
        #[arg(long)]
        checklist: Option<String>,
        /// 有佐证读不到也导出
        #[arg(long)]
        allow_gaps: bool,
        /// 覆盖已有的文件
        #[arg(long)]
        overwrite: bool,
        /// 导出方案：名称，或方案文件（.json）
        #[arg(long, value_name = "名称或文件")]
        profile: Option<String>,
        /// 每卷最大多少（4G、4.7G、500M），超过就分成几个完整的 zip
        #[arg(long, value_name = "大小")]
        volume_size: Option<String>,
        /// 用口令加密（AES-256）；文件名仍看得见
        #[arg(long, value_name = "口令", env = "TAIZHANG_PASSWORD", hide_env_values = true)]
        password: Option<String>,
        /// 写好后再拷到这个文件夹（如U盘），并读回核对
        #[arg(long, value_name = "文件夹")]
        copy_to: Option<PathBuf>,
    },
    /// 导出方案
    #[command(subcommand)]
    Profile(crate::profile::Profiles),
    /// 导出前自查：真实性、完整性、可用性、安全性
    Precheck {
        /// 测评体系
        #[arg(long)]
        checklist: Option<String>,
        /// 导出方案：名称，或方案文件（.json）；只查这个方案会放进包里的
        #[arg(long, value_name = "名称或文件")]
        profile: Option<String>,
    },
    /// 打印表册：PDF 或 xlsx
    Print(crate::print::Print),
    /// 收到的迎检包：查看、比较、解包，不需要台账
    #[command(subcommand)]
    Pack(crate::received::Pack),
    /// 校验迎检包或 BagIt 包，不需要台账
    Verify {
        /// zip 或文件夹
        path: PathBuf,
        /// 加密的包的口令
        #[arg(long, value_name = "口令", env = "TAIZHANG_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
    /// 备份台账
    Backup,
    /// 用备份恢复台账
    Restore {
        /// 备份文件
        file: PathBuf,
    },
    /// 检查台账和素材文件夹
    Check {
        /// 查每一页和索引
        #[arg(long)]
        full: bool,
    },
    /// 在浏览器里使用，只在本机
    Serve {
        /// 端口，0 为任意
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// 不打开浏览器
        #[arg(long)]
        no_open: bool,
        /// 无人使用多少分钟后结束
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        idle_minutes: u64,
    },
    /// 版本、来源和全部组成部分的许可
    About {
        /// 把许可原文也写出来
        #[arg(long)]
        texts: bool,
    },
    /// U 盘上的更新
    #[command(subcommand)]
    Update(Update),
    /// 在空文件夹里生成示例台账
    Sample {
        /// 文件夹
        dir: PathBuf,
    },
}

/// Updates on a U-disk.
#[derive(Debug, Subcommand)]
pub enum Update {
    /// 核对一个安装包的签名和版本，不联网，也不安装
    Check {
        /// 安装包；签名 .minisig 放在旁边
        file: PathBuf,
        /// 用这个公钥文件，而不是程序自带的
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
}

/// A new ledger.
#[derive(Debug, Args)]
pub struct Init {
    /// 新文件夹或空文件夹
    pub dir: PathBuf,
    /// 单位名称
    #[arg(long)]
    pub unit: String,
    /// 测评体系标题
    #[arg(long)]
    pub title: String,
    /// The period; the year of today when absent.
    #[command(flatten)]
    pub span: Span,
    /// 检查日期
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub inspection: Option<Date>,
}

/// Folders to index.
#[derive(Debug, Subcommand)]
pub enum Source {
    /// 添加
    Add {
        /// 文件夹
        dir: PathBuf,
    },
    /// 列出
    List,
    /// 指定新位置
    Relocate {
        /// 编号
        id: String,
        /// 现在的文件夹
        dir: PathBuf,
    },
    /// 不再扫描
    Remove {
        /// 编号
        id: String,
    },
}

/// Which items.
#[derive(Debug, Args)]
pub struct Items {
    /// 名称、路径或说明里的文字
    #[arg(long)]
    pub search: Option<String>,
    /// 类别，可多次
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(crate::words::kinds()))]
    pub kind: Vec<String>,
    /// 还没有关联的
    #[arg(long)]
    pub unlinked: bool,
    /// 某活动的（编号或名称）
    #[arg(long, value_name = "ID")]
    pub activity: Option<String>,
    /// 某指标之下的
    #[arg(long, value_name = "CODE")]
    pub indicator: Option<String>,
    /// 某科室的：它承办的活动、它牵头的指标，或路径里有它的名称
    #[arg(long, value_name = "科室")]
    pub dept: Option<String>,
    /// 最多几件
    #[arg(long)]
    pub limit: Option<u32>,
    /// 从这一件之后开始
    #[arg(long, value_name = "ID")]
    pub after: Option<String>,
}

/// What to copy into the ledger.
#[derive(Debug, Args)]
pub struct Collect {
    /// 材料（编号、路径、activity:…）
    #[arg(value_name = "ITEM", required_unless_present_any = ["linked", "source"])]
    pub items: Vec<String>,
    /// 全部佐证材料；与 --source 同用时为该文件夹里的佐证材料
    #[arg(long)]
    pub linked: bool,
    /// 某素材文件夹（编号）里的全部材料
    #[arg(long, value_name = "ID")]
    pub source: Option<String>,
}

/// Checklists.
#[derive(Debug, Subcommand)]
pub enum Checklist {
    /// 从文件导入
    Import {
        /// 文件
        file: String,
        /// 标题
        #[arg(long)]
        title: Option<String>,
        /// Period of a new checklist.
        #[command(flatten)]
        span: Span,
    },
    /// 用内置模板；不写名称则列出模板
    Template {
        /// 名称
        name: Option<String>,
        /// 标题
        #[arg(long)]
        title: Option<String>,
        /// Period of a new checklist.
        #[command(flatten)]
        span: Span,
    },
    /// 查看
    Show {
        /// 名称或编号；不写则为当前的
        name: Option<String>,
    },
    /// 列出
    List,
    /// 比较两个版本
    Diff {
        /// 旧的
        before: String,
        /// 新的
        after: String,
    },
    /// 由旧的生成新一年的，不带佐证
    Rollover {
        /// 新标题
        title: String,
        /// 旧的；不写则为当前的
        #[arg(long)]
        from: Option<String>,
        /// The new period.
        #[command(flatten)]
        span: Span,
        /// 检查日期
        #[arg(long, value_name = "YYYY-MM-DD")]
        inspection: Option<Date>,
    },
    /// 把佐证带到另一个版本里没有变化的指标上
    Carry {
        /// 从
        before: String,
        /// 到
        after: String,
    },
}

/// Links evidence.
#[derive(Debug, Args)]
pub struct Link {
    /// 材料（编号、路径、url:…、paper:…），最后一个是 [测评体系/]编号[#要求]
    #[arg(required = true, num_args = 2.., value_names = ["ITEM", "CODE"])]
    pub names: Vec<String>,
    /// 属于哪一期，如 2026-04、2026-Q2、2026 或 FROM..TO
    #[arg(long)]
    pub period: Option<Days>,
    /// 说明文字；关联活动时不写则按活动拟写
    #[arg(long)]
    pub caption: Option<String>,
    /// 网页等外部材料是哪天查看的；不写为今天
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub seen: Option<Date>,
}
