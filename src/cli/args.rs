use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::extract::Scope;
use crate::report::{AuditFormat, FindingFormat, SheetFormat};
use crate::rules::{Profile, Severity};
use crate::text::Encoding;

const EXAMPLES: &str = "\
Examples:
  whosaid check                            the articles in this folder and below
  whosaid check --profile strict draft.md  everything a fact-checker wants to see
  cat draft.md | whosaid check --stdin-filepath draft.md
  whosaid check --format sarif articles/ > findings.sarif
  whosaid extract interview.txt            who says what, as JSON
  whosaid extract --jsonl < archive.jsonl > quotes.jsonl
  whosaid fix --diff draft.md              what can be fixed without a person, as a diff
  whosaid sheet --format html draft.md > sheet.html
  whosaid audit --sample 20 archive/       how much each rule would mark
  whosaid explain unattributed-claim       why a rule speaks, and what makes it stop

Settings are read from the whosaid.toml at or above each article.";

/// Who says what in an article, and on whose word.
#[derive(Parser)]
#[command(name = "whosaid", version, about, arg_required_else_help = true, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Find what an editor should look at: claims without a source, quotations without a speaker, boilerplate left in the text.
    ///
    /// Exit code 0: nothing at or above `--fail-on`; 1: something; 2: wrong usage, or something could not be read.
    Check(CheckArgs),
    /// Apply the fixes that cannot change what an article says.
    ///
    /// Exit code 0: done, or nothing to do; 1: `--diff` or `--dry-run` would change something; 2: wrong usage, or
    /// something could not be read or written. Standard input (`-`) is written, mended, to standard output.
    Fix(FixArgs),
    /// Write quotes, speakers, claims and boilerplate as JSON: one object for one file, an array for several.
    Extract(ExtractArgs),
    /// Write the fact-check sheet: every quotation and claim with its speaker, source, and what is missing.
    Sheet(SheetArgs),
    /// Run every rule over an archive: how much each finds, and a sample to judge, before you switch it on.
    ///
    /// Reads articles, and `.jsonl` files with one article a line (`{"id","text"}`).
    Audit(AuditArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// Show the page of one rule: why it matters, examples, settings.
    Explain {
        /// The rule, such as `unattributed-claim`.
        rule: String,
    },
    /// Print the JSON Schema of `whosaid.toml`.
    Schema,
    /// Print the completions of a shell.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page, or that of a command.
    Man {
        /// The command, such as `check`.
        command: Option<String>,
    },
    /// Serve an editor on standard input and output (Language Server Protocol).
    Lsp {
        /// Taken for editors that pass it: standard input and output are always used.
        #[arg(long)]
        stdio: bool,
    },
}

#[derive(Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = FormatArg::Text, value_name = "FORMAT")]
    pub(super) format: FormatArg,
    /// The lowest severity that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    pub(super) fail_on: FailOn,
    /// Only this rule, whatever the profile; may be given several times.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) rule: Vec<String>,
    /// Report only what is not in this file, which `--write-baseline` has written.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings of today to this file, and report none.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "format", "fail_on"])]
    pub(super) write_baseline: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct FixArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Only this rule, whatever the profile; may be given several times.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) rule: Vec<String>,
    /// Show the changes as a diff and change nothing.
    #[arg(long)]
    pub(super) diff: bool,
    /// Say what would be done and change nothing.
    #[arg(long, conflicts_with = "diff")]
    pub(super) dry_run: bool,
    /// Also apply fixes that a person should review; never those with a TK to fill in.
    #[arg(long = "unsafe")]
    pub(super) also_unsafe: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum FormatArg {
    /// For people: the line with the place underlined.
    Text,
    /// `path:line:col: severity code message`, columns in characters.
    Compact,
    /// An array of findings with places, evidence and fixes.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations in a GitHub workflow.
    Github,
    /// A Code Quality report for GitLab.
    Gitlab,
}

impl From<FormatArg> for FindingFormat {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Text => Self::Text,
            FormatArg::Compact => Self::Compact,
            FormatArg::Json => Self::Json,
            FormatArg::Sarif => Self::Sarif,
            FormatArg::Github => Self::Github,
            FormatArg::Gitlab => Self::Gitlab,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Information => Some(Severity::Information),
            Self::Hint => Some(Severity::Hint),
            Self::Never => None,
        }
    }
}

#[derive(Args)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Only the rules that this profile shows; without it, all.
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub(super) profile: Option<ProfileArg>,
    /// The settings file (names, phrases; its levels of single rules are ignored).
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// How many findings of each rule to show.
    #[arg(long, default_value_t = 5, value_name = "NUMBER")]
    pub(super) sample: usize,
    /// The seed of the random sample: the same seed gives the same sample.
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub(super) seed: u64,
    /// How the audit is written.
    #[arg(long, value_enum, default_value_t = AuditArg::Text, value_name = "FORMAT")]
    pub(super) format: AuditArg,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum AuditArg {
    /// For people.
    Text,
    /// A Markdown table, with the sample as a list to tick off.
    Md,
    /// For programs.
    Json,
}

impl From<AuditArg> for AuditFormat {
    fn from(arg: AuditArg) -> Self {
        match arg {
            AuditArg::Text => Self::Text,
            AuditArg::Md => Self::Markdown,
            AuditArg::Json => Self::Json,
        }
    }
}

#[derive(Args)]
pub(super) struct RulesArgs {
    /// How the table is written.
    #[arg(long, value_enum, default_value_t = TableFormat::Text, value_name = "FORMAT")]
    pub(super) format: TableFormat,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum TableFormat {
    Text,
    Json,
}

#[derive(Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Read JSON Lines `{"id","text","format"?}` from standard input; write one result a line, in the same order.
    #[arg(long)]
    pub(super) jsonl: bool,
    /// Find direct quotations and their speakers and nothing else, several times as fast.
    ///
    /// Rules alone find them: neither reported speech nor claims are looked for.
    #[arg(long)]
    pub(super) direct: bool,
    /// What offsets count: bytes, UTF-16 code units or code points.
    #[arg(long, value_enum, default_value_t = OffsetsArg::Utf8, value_name = "UNIT")]
    pub(super) offsets: OffsetsArg,
}

impl ExtractArgs {
    /// How much is looked for.
    pub(super) fn scope(&self) -> Scope {
        if self.direct { Scope::Direct } else { Scope::Everything }
    }
}

#[derive(Args)]
pub(super) struct SheetArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// How the sheet is written.
    #[arg(long, value_enum, default_value_t = SheetArg::Md, value_name = "FORMAT")]
    pub(super) format: SheetArg,
    /// What offsets count: bytes, UTF-16 code units or code points.
    #[arg(long, value_enum, default_value_t = OffsetsArg::Utf8, value_name = "UNIT")]
    pub(super) offsets: OffsetsArg,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum SheetArg {
    /// A Markdown table.
    Md,
    /// For a spreadsheet.
    Csv,
    /// The article with each speaker's words in their colour, beside the table; one file, no scripts.
    Html,
    /// With spans.
    Json,
}

impl From<SheetArg> for SheetFormat {
    fn from(arg: SheetArg) -> Self {
        match arg {
            SheetArg::Md => Self::Markdown,
            SheetArg::Csv => Self::Csv,
            SheetArg::Html => Self::Html,
            SheetArg::Json => Self::Json,
        }
    }
}

#[derive(Args)]
pub(super) struct InputArgs {
    /// Files (plain text, Markdown, HTML), folders (`.md`, `.markdown`, `.txt`; `.gitignore` is honoured), patterns
    /// (`'news/**/*.md'`), or `-` for standard input. Without one: the current folder.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Treat standard input as this file: its name decides format and settings.
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filepath: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct ConfigArgs {
    /// How much is shown: what is precise, everything (fact-checking), or only what is surely wrong.
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub(super) profile: Option<ProfileArg>,
    /// The settings file; without it, the `whosaid.toml` at or above each article.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ProfileArg {
    Default,
    Strict,
    Quiet,
}

impl From<ProfileArg> for Profile {
    fn from(arg: ProfileArg) -> Self {
        match arg {
            ProfileArg::Default => Self::Default,
            ProfileArg::Strict => Self::Strict,
            ProfileArg::Quiet => Self::Quiet,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum OffsetsArg {
    Utf8,
    Utf16,
    Utf32,
}

impl From<OffsetsArg> for Encoding {
    fn from(arg: OffsetsArg) -> Self {
        match arg {
            OffsetsArg::Utf8 => Self::Utf8,
            OffsetsArg::Utf16 => Self::Utf16,
            OffsetsArg::Utf32 => Self::Utf32,
        }
    }
}
