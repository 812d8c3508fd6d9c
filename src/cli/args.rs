use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::rules::Profile;
use crate::text::Encoding;

/// Who says what in an article, and on whose word.
#[derive(Parser)]
#[command(name = "whosaid", version, about, arg_required_else_help = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Write quotes, speakers, claims and boilerplate as JSON.
    Extract(ExtractArgs),
    /// Serve an editor: the Language Server Protocol on standard input and output
    Lsp(LspArgs),
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
    /// What offsets count: bytes, UTF-16 code units or code points.
    #[arg(long, value_enum, default_value_t = OffsetsArg::Utf8, value_name = "UNIT")]
    pub(super) offsets: OffsetsArg,
}

#[derive(Args)]
pub(super) struct InputArgs {
    /// Files, folders (`.md`, `.markdown`, `.txt`; `.gitignore` is honoured), or `-` for standard input.
    /// Without one: the current folder.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The path that standard input stands for: it decides markup and settings.
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

/// What editors pass to a language server.
#[derive(Args)]
pub(super) struct LspArgs {
    /// Speak on standard input and output, which is the only way there is
    #[arg(long)]
    pub(super) stdio: bool,
}
