use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use crate::rules;
use crate::text::{Span, is_utf16};

/// Something that went wrong: what and where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    what: String,
    help: Option<String>,
}

impl Failure {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A code that no rule has.
    pub(super) fn unknown_rule(code: &str) -> Self {
        Self::new(format!("there is no rule `{code}`")).help(match rules::nearest(code) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "`whosaid rules` lists them".to_owned(),
        })
    }

    /// A file that could not be read.
    pub(super) fn reading(path: &Path, error: &io::Error) -> Self {
        let name = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(format!("{name}: no such file or folder"))
                .help("check the path; it counts from the current folder"),
            io::ErrorKind::PermissionDenied => {
                Self::new(format!("{name}: permission denied")).help("make it readable for this user, or leave it out")
            }
            _ => Self::new(format!("{name}: cannot read it: {error}")),
        }
    }

    /// A place below a folder that could not be looked into.
    pub(super) fn walking(error: &ignore::Error) -> Self {
        match (error, error.io_error()) {
            (ignore::Error::WithPath { path, .. }, Some(why)) => Self::reading(path, why),
            _ => Self::new(error.to_string()),
        }
    }

    /// A file that could not be written. It is as it was.
    pub(super) fn written(name: impl Display, error: &io::Error) -> Self {
        let failure = Self::new(format!("{name}: cannot write it: {error}"));
        match error.kind() {
            io::ErrorKind::PermissionDenied => failure.help("make it and its folder writable for this user"),
            _ => failure,
        }
    }

    /// A file that went away between being found and being read.
    pub(super) fn vanished(path: &Path) -> Self {
        Self::new(format!("{}: it was moved or deleted before it was read", path.display()))
            .help("run the command again once the files stay where they are")
    }

    /// Bytes that are no text.
    pub(super) fn not_utf8(name: impl Display, bytes: &[u8], offset: usize) -> Self {
        let byte = bytes.get(offset).copied().unwrap_or_default();
        let what = format!("{name}: not UTF-8: byte 0x{byte:02X} at byte offset {offset}");
        Self::new(what).help(if is_utf16(bytes) {
            "it looks like UTF-16; save it as UTF-8"
        } else {
            "save it as UTF-8 (it may be Windows-1252 or Latin-1, or no text at all)"
        })
    }

    /// A text with more bytes than places are counted in.
    pub(super) fn too_large(name: impl Display, bytes: u64) -> Self {
        let most = Span::MOST;
        Self::new(format!("{name}: {bytes} bytes are too many for one article; {most} are the most"))
            .help("split it into articles, or write them as JSON Lines for `whosaid extract --jsonl`")
    }

    /// A text that whosaid cannot get through.
    pub(super) fn defect(name: impl Display, panic: &str) -> Self {
        Self::new(format!("{name}: whosaid failed on this text: {panic}"))
            .help("this is a defect of whosaid; please report it with the text")
    }

    /// Standard output that takes no more; `None` where the reader has merely gone away.
    pub(super) fn writing(error: &io::Error) -> Option<Self> {
        (error.kind() != io::ErrorKind::BrokenPipe)
            .then(|| Self::new(format!("cannot write to standard output: {error}")))
    }

    /// Writes it to standard error.
    pub(super) fn print(&self) {
        let (red, bold) = (anstyle(1, Some(31)), anstyle(1, None));
        let mut err = anstream::stderr().lock();
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(err, "{red}error{RESET}{bold}:{RESET} {}", self.what);
        if let Some(help) = &self.help {
            let _ = writeln!(err, "  {bold}help:{RESET} {help}");
        }
    }
}

const RESET: &str = "\x1b[0m";

fn anstyle(weight: u8, colour: Option<u8>) -> String {
    match colour {
        Some(colour) => format!("\x1b[{weight};{colour}m"),
        None => format!("\x1b[{weight}m"),
    }
}

/// Writes failures to standard error, each once: many articles share a settings file.
pub(super) fn print(failures: &[Failure]) {
    for (i, failure) in failures.iter().enumerate() {
        if !failures[..i.min(SHARED)].contains(failure) {
            failure.print();
        }
    }
}

/// Repeats are looked for among as many failures.
const SHARED: usize = 100;

/// Says something on standard error that is no failure.
pub(super) fn warn(what: impl Display) {
    let yellow = anstyle(1, Some(33));
    let _ = writeln!(anstream::stderr().lock(), "{yellow}warning{RESET}: {what}");
}
