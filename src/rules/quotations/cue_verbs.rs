//! Verbs of saying that a rule would rather see replaced by "said".

use rustc_hash::FxHashMap;

use crate::extract::Quote;
use crate::extract::lexicon::{self, VerbForm, inflect};
use crate::rules::{Context, Edit, Fix};
use crate::text::{Lower, Span};

/// The forms of the verbs of a word list, each with its row and the form it is.
pub(super) struct Verbs(FxHashMap<String, (Vec<&'static str>, VerbForm)>);

impl Verbs {
    /// Reads a list whose first column is the verb and whose column `irregular` holds `past;participle`.
    pub(super) fn read(list: &'static str, irregular: usize) -> Self {
        let mut out = FxHashMap::default();
        for row in lexicon::rows(list) {
            let forms = inflect(row[0], row.get(irregular).copied().filter(|s| !s.is_empty()));
            for (word, form) in [
                (forms.past, VerbForm::Past),
                (forms.third, VerbForm::Third),
                (forms.gerund, VerbForm::Gerund),
                (forms.base, VerbForm::Base),
            ] {
                out.entry(word).or_insert((row.clone(), form));
            }
        }
        Self(out)
    }

    /// The verb of the list among the words that attribute a quote, with its place.
    pub(super) fn of(&self, context: &Context<'_>, quote: &Quote) -> Option<(Span, &[&'static str], VerbForm)> {
        quote.cue.iter().find_map(|&cue| {
            let lower = cue.of(context.text).lower();
            let (words, at) = (lower.trim_end_matches([':', ',', ' ']), cue.start());
            self.0.get(words).map(|(row, form)| (Span::new(at, at + words.len()), row.as_slice(), *form)).or_else(
                || {
                    // An auxiliary may stand before it: "has claimed".
                    let (before, last) = words.rsplit_once(' ')?;
                    let (row, form) = self.0.get(last)?;
                    let start = at + before.len() + 1;
                    Some((Span::new(start, start + last.len()), row.as_slice(), *form))
                },
            )
        })
    }
}

/// "Say", or another verb, in a form.
pub(super) fn form(verb: &str, irregular: Option<&str>, form: VerbForm) -> String {
    let forms = inflect(verb, irregular);
    match form {
        VerbForm::Base => forms.base,
        VerbForm::Third => forms.third,
        VerbForm::Past => forms.past,
        VerbForm::Participle => forms.participle,
        VerbForm::Gerund => forms.gerund,
    }
}

/// Puts "said", in the right form, in the place of a verb.
pub(super) fn say(place: Span, verb: VerbForm) -> Fix {
    let (title, said) = match verb {
        VerbForm::Base => ("Change to “say”", "say"),
        VerbForm::Third => ("Change to “says”", "says"),
        VerbForm::Past | VerbForm::Participle => ("Change to “said”", "said"),
        VerbForm::Gerund => ("Change to “saying”", "saying"),
    };
    Fix::new(title, Edit::replace(place, said))
}
