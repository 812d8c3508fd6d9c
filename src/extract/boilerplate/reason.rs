//! Why a line is furniture, in words.

use super::BoilerplateKind;
use super::line::Line;
use super::region::{Ground, Verdict};
use crate::extract::Options;

/// The reason of a verdict: what the line is, and the words that show it.
pub(super) fn reason(line: &Line<'_>, verdict: &Verdict, lines: &[Line<'_>], options: &Options) -> String {
    let what = name(verdict.kind);
    match verdict.ground {
        Ground::Words(shown) => format!("{what}: “{}”.", excerpt(line.text.get(..shown).unwrap_or(line.text))),
        Ground::Neighbours(shown) => {
            format!("{what}, among others: “{}”.", excerpt(line.text.get(..shown).unwrap_or(line.text)))
        }
        Ground::Between => format!("{what}: it stands between other lines of the page."),
        Ground::Under(head) => match lines.get(head) {
            Some(head) => format!("{what}: it stands under “{}”.", excerpt(head.text)),
            None => format!("{what}."),
        },
        Ground::Phrase(i) => match options.boilerplate_phrases.get(i) {
            Some(phrase) => format!("It holds “{}”, a phrase of your settings.", excerpt(phrase)),
            None => format!("{what}."),
        },
    }
}

/// What a kind is, at the beginning of a sentence.
const fn name(kind: BoilerplateKind) -> &'static str {
    match kind {
        BoilerplateKind::RelatedLink => "A link to other articles",
        BoilerplateKind::Share => "A button to share or print",
        BoilerplateKind::Newsletter => "An offer to subscribe",
        BoilerplateKind::CommentForm => "A comment form",
        BoilerplateKind::Comment => "A reader’s comment",
        BoilerplateKind::CaptionOrCredit => "A picture credit",
        BoilerplateKind::Byline => "A byline",
        BoilerplateKind::Timestamp => "A time stamp",
        BoilerplateKind::Copyright => "A copyright line",
        BoilerplateKind::Navigation => "A menu or a way to other pages",
        BoilerplateKind::Cookie => "A cookie or privacy notice",
        BoilerplateKind::Advertisement => "An advertisement",
        BoilerplateKind::TagList => "A list of tags",
        BoilerplateKind::Other => "A line of the page",
    }
}

/// At most 60 characters of `text`.
fn excerpt(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", text[..cut].trim_end()),
        None => text.to_owned(),
    }
}
