//! What a line looks like by itself.

use super::abbreviation::Abbreviation;
use super::opener::Opener;

/// The longest heading, in characters, and in words: as a sentence is written, and with capitals throughout.
const LONGEST: usize = 140;
const WORDS: (usize, usize) = (14, 22);

/// A title has at least so many words before its capitals tell.
const TITLE: usize = 6;

/// The bytes of a list marker and the blanks behind it.
pub(super) fn marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let mark = if "-*•–‣◦·▪●+".contains(first) {
        first.len_utf8()
    } else {
        let open = usize::from(first == '(');
        let digits = line[open..].bytes().take(4).take_while(u8::is_ascii_digit).count();
        let letters = usize::from(digits == 0 && line.as_bytes().get(open).is_some_and(u8::is_ascii_lowercase));
        let close = line.as_bytes().get(open + digits + letters)?;
        // "12." counts, "1990." is a year, and "b." is an abbreviation.
        let fits = digits + letters > 0
            && digits < 4
            && (*close == b')' || open == 0 && *close == b'.' && (1..3).contains(&digits));
        fits.then_some(open + digits + letters + 1)?
    };
    let behind = &line[mark..];
    let blanks = behind.len() - behind.trim_start().len();
    (blanks > 0 && behind.contains(char::is_alphanumeric)).then_some(mark + blanks)
}

/// Whether a line that stands alone reads like a heading: short, without a stop, not the middle of anything; or a title,
/// by its capitals.
pub(super) fn is_heading(line: &str) -> bool {
    // A comment behind the words leaves a blank.
    let line = line.trim();
    // A line that opens a quotation and does not close it, or holds nothing else, is speech.
    let opens = line.starts_with(['“', '"', '‘', '«', '„', '「']);
    let first = line.chars().next().map_or(0, char::len_utf8);
    let inner = line[first..].trim_end_matches(['”', '"', '’', '»', '“', '」']);
    let speech = opens && (inner.len() < line.len() - first || !inner.contains(['”', '"', '’', '»', '“', '」']));
    let long = line.len() > 4 * LONGEST || line.chars().count() > LONGEST;
    if long || speech || !line.starts_with(|c: char| !c.is_lowercase() && !"—―".contains(c)) {
        return false;
    }
    let mut shape = Shape::default();
    for word in line.split_whitespace() {
        shape.add(word);
    }
    if shape.words > WORDS.1 || !line.contains(char::is_alphanumeric) {
        return false;
    }
    if !line.ends_with(CLOSING) && !line.ends_with("--") {
        return !shape.sentences && (shape.words <= WORDS.0 || shape.is_title());
    }
    let capitals =
        line.chars().filter(|c| c.is_alphabetic()).take(4).count() == 4 && !line.contains(char::is_lowercase);
    let stops = line.ends_with(['.', '!', '?', ':']);
    stops && (capitals && shape.words <= WORDS.0 || !line.ends_with(':') && shape.is_title() && !shape.sentences)
}

/// What ends a sentence or leads on, and so no heading.
const CLOSING: [char; 17] = ['.', '!', '?', ':', ';', ',', '”', '"', '’', '\'', '»', '“', '…', '—', '。', '！', '？'];

/// What the words of a line tell.
#[derive(Default)]
struct Shape {
    words: usize,
    /// Words with a capital, and long words without one.
    capitals: usize,
    small: usize,
    /// A function word or an auxiliary with a capital behind the first word.
    function: bool,
    marks: bool,
    /// Whether a stop stands before a capital, behind a word that is no abbreviation.
    sentences: bool,
    stop: bool,
}

impl Shape {
    fn add(&mut self, word: &str) {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = letters.starts_with(char::is_uppercase);
        self.sentences |= self.stop && capital;
        self.stop = word.ends_with('.') && !capital && letters.len() > 2 && Abbreviation::of(letters).is_none();
        self.marks |= word.contains(['“', '”', '"', '«', '»']);
        if capital {
            self.capitals += 1;
            self.function |= self.words > 0 && Opener::of(letters) == Some(Opener::Sentence);
        } else if letters.len() > 3 && letters.starts_with(char::is_alphabetic) {
            self.small += 1;
        }
        self.words += 1;
    }

    /// Whether it is written as titles are in American style.
    fn is_title(&self) -> bool {
        self.words >= TITLE && self.small == 0 && self.capitals * 2 >= self.words && self.function && !self.marks
    }
}
