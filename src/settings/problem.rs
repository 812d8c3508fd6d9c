use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use crate::text::{LineIndex, Span, is_utf16};

/// A setting that cannot be used, and why. The other settings hold all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file it stands in; `None` for the settings of an editor.
    pub path: Option<PathBuf>,
    /// The bytes of the file that it is about, and their line and column in characters, from 0.
    pub place: Option<Place>,
    /// What is wrong and what would be right.
    pub message: String,
}

/// A place in a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The bytes.
    pub span: Span,
    /// The line, from 0.
    pub line: usize,
    /// The column, in characters from 0.
    pub column: usize,
}

impl Problem {
    /// A file whose bytes are no text, from the first that is none on.
    pub(super) fn not_utf8(path: &Path, error: &FromUtf8Error) -> Self {
        let (bytes, at) = (error.as_bytes(), error.utf8_error().valid_up_to());
        let before = String::from_utf8_lossy(&bytes[..at]);
        let place = Some(Place::new(&before, Span::new(at, at)));
        let like = if is_utf16(bytes) { "; it looks like UTF-16" } else { "" };
        let byte = bytes.get(at).copied().unwrap_or_default();
        let message = format!("This is not UTF-8: byte 0x{byte:02X}{like}. Save the file as UTF-8.");
        Self { path: Some(path.to_owned()), place, message }
    }
}

impl Place {
    pub(super) fn new(text: &str, span: Span) -> Self {
        use crate::text::Encoding;
        let position = LineIndex::new(text).position(text, span.start(), Encoding::Utf32);
        Self { span, line: position.line as usize, column: position.column as usize }
    }
}

/// Written as `whosaid.toml:3:5: message`, lines and columns from 1.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            if let Some(place) = self.place {
                write!(f, "{}:{}:", place.line + 1, place.column + 1)?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.message)
    }
}

impl Error for Problem {}
