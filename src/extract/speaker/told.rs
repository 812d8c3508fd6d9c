//! What the words around a name tell of who has it. They are read with their block, once, and not with the article.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::body::based;
use super::head::without_honours;
use super::kin::Kin;
use super::office::Office;
use crate::extract::Mention;
use crate::extract::lexicon::{Closed, Gender, WordSet, body, closed_class, first_name, role, rows, title};
use crate::text::{Lower, Span};

/// What a block tells of somebody beside the name. Offsets count bytes of the block's prose.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// The pronoun that the title goes with.
    pub gender: Option<Gender>,
    /// The office that a title apart from the role is: "Gov. Ann Lee, a Republican," is the governor.
    pub titled: Option<Office>,
    /// The office before the role: "The first witness, harbour controller Ann Lee".
    pub leading: Option<Office>,
    /// Whether a role stands behind a given name: "I meet Terry, a farmer."
    pub given: bool,
    /// What the name is called by beside its roles: "Dr. Lee" is "the doctor".
    pub called: Vec<Office>,
    /// Whether somebody stands behind it who serves it: "Northway spokeswoman".
    pub served: bool,
    /// What an apposition says that it is, of bodies.
    pub noun: Option<Box<str>>,
    /// Whose kin it is.
    pub kin: Option<Kin>,
}

impl Told {
    /// Reads what stands around a name; most names have nothing there that tells.
    pub fn read(prose: &str, m: &Mention) -> Option<Box<Self>> {
        let titled = m.title.map(|t| t.of(prose)).unwrap_or_default();
        let plain = title(&titled.replace('.', ""));
        let apart = m.title.is_some_and(|t| m.role.is_none_or(|r| !r.covers(t)));
        let office = apart && plain.is_some_and(|t| !t.courtesy);
        let told = Self {
            gender: plain.and_then(|t| t.gender),
            titled: if office { Office::read(titled) } else { None },
            leading: m.role.filter(|r| r.start() < m.span.start()).and_then(|role| {
                let lead = prose[..role.start()].trim_end().strip_suffix(',')?;
                leading_role(lead)
            }),
            given: m.role.is_some_and(|r| r.start() >= m.span.end()) && first_name(m.span.of(prose)).is_some(),
            called: called(prose, m),
            served: served(prose, m.span.end()) || led(prose, m.span.start()),
            noun: described(prose, m.span).map(Into::into),
            kin: Kin::read(prose, m.span),
        };
        (told != Self::default()).then(|| Box::new(told))
    }
}

/// The nouns that titles and roles go with, by the words of these.
static ALSO_CALLED: LazyLock<FxHashMap<&str, Vec<Office>>> = LazyLock::new(|| {
    let rows = rows(include_str!("../lexicon/also-called.tsv")).filter(|r| r.len() > 1);
    rows.map(|r| (r[0], r[1].split(',').filter_map(Office::read).collect())).collect()
});

/// What somebody is called by beside their roles.
fn called(prose: &str, m: &Mention) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    // "Dr. Lee" is "the doctor", though the title is no role, and a "Detective Sgt" is "the detective" too.
    let before = [m.role, m.title].into_iter().flatten().filter(|r| r.end() <= m.span.start());
    let words = before.flat_map(|r| r.of(prose).split_whitespace());
    let words: Vec<_> = words.map(|w| w.trim_end_matches(['.', ',']).lower()).collect();
    for (n, word) in words.iter().enumerate() {
        let pair = words.get(n + 1).map(|next| format!("{word} {next}"));
        let known = pair.and_then(|p| ALSO_CALLED.get(&*p)).into_iter().chain(ALSO_CALLED.get(&**word));
        offices.extend(known.flatten().cloned());
    }
    // "Mr Lee, giving evidence next,"
    let behind = prose[m.span.end()..].trim_start_matches([',', ' ']);
    let counsel = without_honours(behind).trim_start_matches([',', ' ']);
    let acts = ["prosecuting", "for the prosecution", "for the crown", "defending", "for the defence", "mitigating"];
    let acts = acts.into_iter().find(|w| counsel.get(..w.len()).is_some_and(|c| c.eq_ignore_ascii_case(w)));
    offices.extend(acts.and_then(|w| ALSO_CALLED.get(w)).into_iter().flatten().cloned());
    let heard = ["giving evidence", "gave evidence", "took the stand", "testified"];
    // "Mr Lee, now retired, was giving evidence"
    let near = &behind[..behind.floor_char_boundary(48)];
    let main = near.find(" was ").filter(|&i| !near[..i].contains(['.', '”'])).map(|i| &behind[i + 5..]);
    if heard.iter().any(|w| behind.starts_with(w) || main.is_some_and(|m| m.starts_with(w))) {
        offices.extend(Office::read("witness"));
    }
    // "an inquiry chaired by Lord Lee"
    let whole = m.title.map_or(m.span, |t| t.join(m.span));
    let before = prose[..m.role.map_or(whole, |r| r.join(whole)).start()].trim_end();
    let by = before.strip_suffix(" the").unwrap_or(before);
    let heads = ["chaired by", "headed by", "led by"].into_iter().find(|h| by.ends_with(h));
    offices.extend(heads.and_then(|h| ALSO_CALLED.get(h)).into_iter().flatten().cloned());
    offices
}

/// The role with an article that words before a comma end with, from the beginning of their sentence on.
fn leading_role(words: &str) -> Option<Office> {
    const LONGEST: usize = 48;
    let from = words.floor_char_boundary(words.len().saturating_sub(LONGEST));
    let start = words[from..].rfind(['.', '!', '?', '\n', ',', ':', ';', '”']).map_or(from, |i| from + i);
    let lead = words[start..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let lead = lead.strip_prefix("The ").or_else(|| lead.strip_prefix("the "))?;
    let plain = start > from || from == 0;
    (plain && lead.split_whitespace().count() <= 4).then(|| Office::read(lead)).flatten()
}

/// Whether somebody stands behind a name who serves it: "Northway spokeswoman", "Northway's chief executive".
fn served(text: &str, end: usize) -> bool {
    let behind = text.get(end..).unwrap_or_default();
    let owned = ["'s ", "’s "].iter().find_map(|s| behind.strip_prefix(s));
    let words = owned.or_else(|| behind.strip_prefix(' ')).unwrap_or_default();
    let word =
        |n: usize| words.split_whitespace().nth(n).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphabetic());
    let heads = matches!((word(0), word(1)), ("chief", "executive") | ("board", "member") | ("vice", "president"));
    WordSet::Spokes.has(word(0)) || word(0) == "executive" || word(0) == "shareholders" || heads
}

/// Whether those who run it stand before a name: "executives at Harlow Living".
fn led(text: &str, start: usize) -> bool {
    let Some(before) = text.get(..start).and_then(|t| t.strip_suffix(" at ").or_else(|| t.strip_suffix(" of "))) else {
        return false;
    };
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    WordSet::Spokes.has(&last.lower())
        || matches!(&*last.lower(), "executives" | "shareholders" | "bosses" | "directors")
}

/// What an apposition behind a name says that it is, of bodies: "Open Doors, a homelessness charity set up in May,".
fn described(text: &str, name: Span) -> Option<String> {
    // "The Friends of Ellery Pool, a charity": not the pool.
    let before = text.get(..name.start())?.trim_end().rsplit(' ').next().unwrap_or_default();
    let behind = text.get(name.end()..)?.strip_prefix(", ")?;
    if closed_class(before).is(Closed::PREPOSITION) {
        return None;
    }
    let behind = ["a ", "an ", "the "].iter().find_map(|article| behind.strip_prefix(article))?;
    let mut noun = None;
    for word in behind.split(' ').take(6) {
        let bare = word.trim_end_matches([',', '.', ';']);
        let body = body(bare).is_some_and(|b| !b.document && !b.plural);
        // "a Leeds company director", "a developer"
        if role(bare).is_some() {
            return None;
        }
        if body {
            noun = Some(bare.to_string());
        }
        let small = bare.chars().all(|c| c.is_lowercase() || c == '-');
        if !small && !based(&bare.lower()) || closed_class(bare).is(Closed::FUNCTION) || bare.len() < word.len() {
            break;
        }
    }
    noun
}
