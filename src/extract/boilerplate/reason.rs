//! Why a line is furniture, in words.

use super::BoilerplateKind;
use super::verdict::{Ground, Verdict};
use crate::extract::Options;
use crate::text::Block;

/// The reason of a verdict on a block: what it is, and the words that show it, which are its `part` where only that does.
pub(super) fn reason(i: usize, part: Option<&str>, verdict: &Verdict, blocks: &[Block], options: &Options) -> String {
    let what = name(verdict.kind);
    let text = blocks[i].prose.text().trim();
    match verdict.ground {
        Ground::Words(_) | Ground::Neighbours(_) if let Some(part) = part => format!("{what}: “{}”.", excerpt(part)),
        Ground::Words(shown) => format!("{what}: “{}”.", excerpt(text.get(..shown).unwrap_or(text))),
        Ground::Neighbours(shown) => {
            format!("{what}, among others: “{}”.", excerpt(text.get(..shown).unwrap_or(text)))
        }
        Ground::Between => format!("{what}: it stands between other boilerplate lines."),
        Ground::Under(head) => match blocks.get(head) {
            Some(head) => format!("{what}: it stands under “{}”.", excerpt(head.prose.text())),
            None => format!("{what}."),
        },
        Ground::Beside(near) => match blocks.get(near) {
            Some(near) => format!("{what}, to judge by “{}” beside it.", excerpt(near.prose.text())),
            None => format!("{what}."),
        },
        Ground::Look => format!("{what}, to judge by its form and the lines around it."),
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
        BoilerplateKind::Other => "A boilerplate line",
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
