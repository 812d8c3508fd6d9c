//! A short text for a hover, written as Markdown or plain.

use tower_lsp::lsp_types::{HoverContents, MarkupContent, MarkupKind};

/// Paragraphs for a hover.
#[derive(Default)]
pub(in crate::server) struct Page {
    parts: Vec<Part>,
}

enum Part {
    Title { name: String, more: String },
    Line(String),
    List { title: String, items: Vec<String> },
    Link { code: &'static str, title: &'static str, href: String },
}

impl Page {
    /// Adds a name that stands out, with more behind it.
    pub(in crate::server) fn title(&mut self, name: impl Into<String>, more: impl Into<String>) {
        self.parts.push(Part::Title { name: name.into(), more: more.into() });
    }

    /// Adds a line.
    pub(in crate::server) fn line(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Line(text.into()));
    }

    /// Adds a list, if it has items.
    pub(in crate::server) fn list(&mut self, title: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.parts.push(Part::List { title: title.into(), items });
        }
    }

    /// Adds a rule with its page.
    pub(in crate::server) fn link(&mut self, code: &'static str, title: &'static str, href: String) {
        self.parts.push(Part::Link { code, title, href });
    }

    /// Whether it says nothing.
    pub(in crate::server) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Writes it.
    pub(in crate::server) fn write(&self, markdown: bool) -> HoverContents {
        let (kind, text) = if markdown {
            (MarkupKind::Markdown, self.parts.iter().map(Part::markdown).collect::<Vec<_>>().join("\n\n"))
        } else {
            (MarkupKind::PlainText, self.parts.iter().map(Part::plain).collect::<Vec<_>>().join("\n"))
        };
        HoverContents::Markup(MarkupContent { kind, value: text })
    }
}

impl Part {
    fn markdown(&self) -> String {
        match self {
            Self::Title { name, more } if more.is_empty() => format!("**{}**", escape(name)),
            Self::Title { name, more } => format!("**{}** · {}", escape(name), escape(more)),
            Self::Line(text) => escape(text),
            Self::List { title, items } => {
                let items: Vec<String> = items.iter().map(|i| format!("- {}", escape(i))).collect();
                format!("{}\n\n{}", escape(title), items.join("\n"))
            }
            Self::Link { code, title, href } => format!("[{}]({href}) · {}", escape(code), escape(title)),
        }
    }

    fn plain(&self) -> String {
        match self {
            Self::Title { name, more } if more.is_empty() => name.clone(),
            Self::Title { name, more } => format!("{name} · {more}"),
            Self::Line(text) => text.clone(),
            Self::List { title, items } => format!("{title}\n  {}", items.join("\n  ")),
            Self::Link { code, title, href } => format!("{code} · {title}\n  {href}"),
        }
    }
}

/// The text with everything that Markdown would read as markup taken as it stands.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '>' | '$' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    // At the start of a line, a number or a dash would begin a list.
    let rest = out.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < out.len() && rest.starts_with(['.', ')']) || out.starts_with(['-', '+', '=']) {
        let at = out.len() - rest.len();
        out.insert(at, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_text_are_never_markup() {
        use pulldown_cmark::{Event, Parser};
        let texts = [
            "*so* _it_ `is` [a](b) <b>c</b> &amp; ![x](y) # | ~~z~~",
            "- a",
            "+ a",
            "12. a",
            "3) b",
            "> c",
            "# d",
            "=== e",
            "line\nbreak",
            "<!-- x -->",
        ];
        for text in texts {
            let markdown = escape(text);
            let mut read = String::new();
            for event in Parser::new(&markdown) {
                match event {
                    Event::Text(t) => read.push_str(&t),
                    Event::Start(tag) => assert!(matches!(tag, pulldown_cmark::Tag::Paragraph), "{text:?}: {tag:?}"),
                    Event::End(_) => {}
                    other => panic!("{text:?} as {markdown:?} has {other:?}"),
                }
            }
            assert_eq!(read, text.replace('\n', " "), "{markdown:?}");
        }
    }
}
