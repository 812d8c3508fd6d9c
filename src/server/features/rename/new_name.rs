//! What a new name may be.

use crate::extract::{MentionForm, Speaker, lexicon};
use crate::server::features::name::Name;
use crate::server::features::words;
use crate::server::view::View;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// The new name of a speaker with single spaces, or what is wrong with it.
pub(super) fn checked(view: &View<'_>, speaker: &Speaker, name: &str) -> Result<String, String> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || invisible(c) || joins(c));
    if name.contains(['\n', '\r']) {
        return Err("A name stands on one line.".to_owned());
    }
    let name = words::one_line(name);
    if !name.contains(char::is_alphabetic) {
        return Err("A name has at least one letter.".to_owned());
    }
    if name.chars().count() > LONGEST {
        return Err(format!("A name has at most {LONGEST} characters."));
    }
    if let Some(c) = name.chars().find(|c| invisible(*c)) {
        let code = u32::from(c);
        return Err(format!("There is a character in the name that nobody can see (U+{code:04X}). Leave it out."));
    }
    let strange = |c: &char| "“”„\"«»<>[]{}()*_`|\\~:;?\u{fffd}".contains(*c);
    if let Some(c) = name.chars().find(strange) {
        return Err(format!("“{c}” is no part of a name."));
    }
    alone(view, speaker, &name)?;
    Ok(name)
}

/// Refuses what stands beside the name in the article and stays there.
fn alone(view: &View<'_>, speaker: &Speaker, name: &str) -> Result<(), String> {
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    let title = first.trim_end_matches('.');
    if !rest.is_empty()
        && title.chars().count() > 1
        && lexicon::title(title).is_some_and(|t| t.courtesy || first != title)
    {
        return Err(format!("Leave out “{first}”: titles in the article stay as they are."));
    }
    let old = Name::read(&speaker.name).words();
    if let Some(letters) = letters(name).filter(|_| speaker.kind.may_be_person())
        && !old.last().is_some_and(|w| is_letters(w))
    {
        return Err(format!("Leave out “{letters}”: letters behind a name in the article stay as they are."));
    }
    let doubled = || first == "the" || behind_the(view, speaker);
    if !rest.is_empty() && is_the(first) && !old.first().is_some_and(|w| is_the(w)) && doubled() {
        return Err(format!("Leave out “{first}”: where the article has its own before the name, it stays."));
    }
    if ["'s", "’s"].iter().any(|s| name.ends_with(s)) {
        return Err("Leave out the possessive: it stays wherever it stands in the article.".to_owned());
    }
    Ok(())
}

/// The letters behind a name for honours, degrees and seats ("KC, MP").
fn letters(name: &str) -> Option<&str> {
    let words = name.match_indices(' ').map(|(i, _)| &name[i + 1..]);
    words.filter(|rest| rest.split(' ').all(is_letters)).max_by_key(|rest| rest.len())
}

fn is_letters(word: &str) -> bool {
    lexicon::honour(&word.replace(['.', ','], ""))
}

/// Whether the article writes "the" before a name of a speaker that does not hold it.
fn behind_the(view: &View<'_>, speaker: &Speaker) -> bool {
    let mut names = speaker.mentions.iter().filter(|m| m.1 == MentionForm::Name).map(|m| m.0);
    names.any(|name| {
        let before = view.text().get(..name.start()).unwrap_or_default();
        before.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).is_some_and(is_the)
    })
}

fn is_the(word: &str) -> bool {
    word.eq_ignore_ascii_case("the")
}

/// Whether a character takes no room and is no space.
fn invisible(c: char) -> bool {
    let format = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || format
}

/// Whether a character joins letters or keeps them apart, as some names are written, and is nothing beside them.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}
