//! HTML taken apart into tags and text, as browsers do it. Each byte is looked at once, whatever is missing or left open.

use std::borrow::Cow;

use super::element::Element;
use crate::text::Span;

/// White space, to HTML, and the blank at which no line breaks: to a reader they are one. Others are words.
pub(super) const BLANK: [char; 6] = [' ', '\t', '\n', '\r', '\u{c}', '\u{a0}'];

/// A piece of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Text with its character references.
    Text(Span),
    /// A start tag.
    Start(Tag),
    /// An end tag.
    End(Tag),
}

/// A tag. Spans count bytes of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// All of it.
    pub span: Span,
    name: Span,
    /// What stands between the name and the end.
    attributes: Span,
    /// Whether it ends with a slash: an element without content, to XHTML.
    pub closed: bool,
}

impl Tag {
    /// Its name in small letters.
    pub fn name(self, text: &str) -> Cow<'_, str> {
        let name = self.name.of(text);
        match name.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        }
    }

    /// The value of an attribute as it is written, without the marks around it; empty where it has none.
    pub fn attribute(self, name: &str, text: &str) -> Option<Span> {
        let mut at = self.attributes.start();
        while let Some(found) = attribute(text, at, self.attributes.end()) {
            if found.name.of(text).eq_ignore_ascii_case(name) {
                return Some(found.value);
            }
            at = found.end;
        }
        None
    }

    /// Whether an element with this tag has no content that ends with an end tag.
    pub fn is_empty(self, text: &str) -> bool {
        self.closed || Element::of(&self.name(text)).is_void()
    }
}

/// The tags and the text of a source. Comments, and what browsers take for such, are left out.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// A tag behind the text that was given last.
    next: Option<Token>,
}

impl<'a> Tokens<'a> {
    /// Those behind a byte of a source.
    pub fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, next: None }
    }

    /// Skips what stands before the end tag with this name.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.text.as_bytes();
        for open in memchr::memchr_iter(b'<', &bytes[self.at..]).map(|i| self.at + i) {
            let behind = &bytes[open + 1..];
            let closes = behind.first() == Some(&b'/')
                && behind.get(1..1 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
                && behind.get(1 + name.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
            if closes {
                self.at = open;
                return;
            }
        }
        self.at = bytes.len();
    }

    /// The next piece of markup from `from` on: where it begins, its tag if it is one, and where it ends.
    fn markup(&self, from: usize) -> Option<(usize, Option<Token>, usize)> {
        let bytes = self.text.as_bytes();
        for open in memchr::memchr_iter(b'<', &bytes[from..]).map(|i| from + i) {
            let found = match (bytes.get(open + 1), bytes.get(open + 2)) {
                (Some(b), _) if b.is_ascii_alphabetic() => self.tag(open, open + 1),
                (Some(b'/'), Some(b)) if b.is_ascii_alphabetic() => self.tag(open, open + 2),
                (Some(b'!'), _) if bytes[open + 2..].starts_with(b"--") => (None, self.comment_end(open + 4)),
                (Some(b'!' | b'?'), _) | (Some(b'/'), Some(_)) => {
                    (None, memchr::memchr(b'>', &bytes[open..]).map_or(bytes.len(), |i| open + i + 1))
                }
                _ => continue,
            };
            return Some((open, found.0, found.1));
        }
        None
    }

    /// Where a comment ends whose words begin at `from`.
    fn comment_end(&self, from: usize) -> usize {
        let bytes = &self.text.as_bytes()[from..];
        for end in memchr::memchr_iter(b'>', bytes) {
            let inside = &bytes[..end];
            if inside.is_empty() || inside == b"-" || inside.ends_with(b"--") || inside.ends_with(b"--!") {
                return from + end + 1;
            }
        }
        self.text.len()
    }

    /// The tag that begins at `open` and has its name at `from`, and where it ends; one that never ends is none.
    fn tag(&self, open: usize, from: usize) -> (Option<Token>, usize) {
        let bytes = self.text.as_bytes();
        let length = bytes[from..].iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
        let Some(end) = length.map(|l| from + l) else { return (None, bytes.len()) };
        let mut at = end;
        while let Some(found) = attribute(self.text, at, bytes.len()) {
            at = found.end;
        }
        let close = at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
        if bytes.get(close) != Some(&b'>') {
            return (None, bytes.len());
        }
        let tag = Tag {
            span: Span::new(open, close + 1),
            name: Span::new(from, end),
            attributes: Span::new(end, close),
            // A slash at the end of a value without marks is the value's.
            closed: close > at && bytes[close - 1] == b'/',
        };
        let token = if from == open + 1 { Token::Start(tag) } else { Token::End(tag) };
        (Some(token), close + 1)
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if let Some(token) = self.next.take() {
                return Some(token);
            }
            if self.at >= self.text.len() {
                return None;
            }
            let start = self.at;
            let (open, token, end) = self.markup(start).unwrap_or((self.text.len(), None, self.text.len()));
            self.at = end;
            self.next = token;
            if let Some(Token::Start(tag)) = token
                && !tag.closed
                && let name = tag.name(self.text)
                && Element::of(&name) == Element::Raw
            {
                self.skip_raw(&name);
            }
            if start < open {
                return Some(Token::Text(Span::new(start, open)));
            }
        }
    }
}

struct Attribute {
    name: Span,
    value: Span,
    /// The byte behind it.
    end: usize,
}

/// The next attribute between `from` and `to`; none at the end of a tag.
fn attribute(text: &str, from: usize, to: usize) -> Option<Attribute> {
    let bytes = &text.as_bytes()[..to];
    let blanks = |at: usize| at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let start = from + bytes[from..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
    if matches!(bytes.get(start), None | Some(b'>')) {
        return None;
    }
    // A name may begin with "=".
    let length = bytes[start + 1..].iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'='));
    let end = length.map_or(to, |l| start + 1 + l);
    let name = Span::new(start, end);
    let equals = blanks(end);
    if bytes.get(equals) != Some(&b'=') {
        return Some(Attribute { name, value: Span::new(end, end), end });
    }
    let at = blanks(equals + 1);
    let (value, end) = match bytes.get(at) {
        Some(mark @ (b'"' | b'\'')) => {
            let close = memchr::memchr(*mark, &bytes[at + 1..]).map_or(to, |i| at + 1 + i);
            (Span::new(at + 1, close), (close + 1).min(to))
        }
        _ => {
            let length = bytes[at..].iter().position(|b| b.is_ascii_whitespace() || *b == b'>');
            let end = length.map_or(to, |l| at + l);
            (Span::new(at, end), end)
        }
    };
    Some(Attribute { name, value, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let token = |t: Token| match t {
            Token::Text(span) => format!("{:?}", span.of(text)),
            Token::Start(tag) => format!("<{}{}>", tag.name(text), if tag.closed { "/" } else { "" }),
            Token::End(tag) => format!("</{}>", tag.name(text)),
        };
        Tokens::new(text, 0).map(token).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tags_and_text_are_told_apart_as_in_browsers() {
        for (text, tokens) in [
            ("<P>a<br/>b</p >", "<p> \"a\" <br/> \"b\" </p>"),
            ("a < b, 1<2 <3 & c", "\"a < b, 1<2 <3 & c\""),
            ("<a href=\"a>b\" title='<p>'>x</a>", "<a> \"x\" </a>"),
            ("<a href=a/b>x", "<a> \"x\""),
            ("a<!-- <p> --><b>", "\"a\" <b>"),
            ("a<!-->b<!--->c<!-- d --!>e", "\"a\" \"b\" \"c\" \"e\""),
            ("<!doctype html><?xml a?><![CDATA[x]]>y</>z</ q>", "\"y\" \"z\""),
            ("<script>if (a<b) '</p>'</script>x", "<script> </script> \"x\""),
            ("<style>a</styles></style>", "<style> </style>"),
            ("<script/>x", "<script/> \"x\""),
            ("x<a href=\"y>z", "\"x\""),
            ("x<!-- y", "\"x\""),
            ("x<p", "\"x\""),
            ("<p =a=b c d = e>x", "<p> \"x\""),
            ("é<é>ü<", "\"é<é>ü<\""),
        ] {
            assert_eq!(show(text), tokens, "{text}");
        }
    }

    #[test]
    fn attributes_are_found_by_name() {
        let text = "<a hidden HREF = 'x y' b=\"\" c=d/e>";
        let Some(Token::Start(tag)) = Tokens::new(text, 0).next() else { panic!("no tag") };
        let value = |name| tag.attribute(name, text).map(|v| v.of(text));
        assert_eq!(value("href"), Some("x y"));
        assert_eq!((value("hidden"), value("b"), value("c")), (Some(""), Some(""), Some("d/e")));
        assert_eq!((value("x"), value("a")), (None, None));
    }
}
