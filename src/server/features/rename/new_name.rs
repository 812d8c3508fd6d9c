//! What a new name may be.

use crate::extract::lexicon;
use crate::server::features::words;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// The new name with single spaces, or what is wrong with it.
pub(super) fn checked(name: &str) -> Result<String, String> {
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
    let (first, rest) = name.split_once(' ').unwrap_or((&name, ""));
    let title = first.trim_end_matches('.');
    if !rest.is_empty()
        && title.chars().count() > 1
        && lexicon::title(title).is_some_and(|t| t.courtesy || first != title)
    {
        return Err(format!("Leave out “{first}”: titles in the article stay as they are."));
    }
    if ["'s", "’s"].iter().any(|s| name.ends_with(s)) {
        return Err("Leave out the possessive: it stays wherever it stands in the article.".to_owned());
    }
    Ok(name)
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
