//! The forms of English verbs.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::rows;

/// The forms of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inflections {
    pub base: String,
    pub third: String,
    pub past: String,
    pub participle: String,
    pub gerund: String,
}

/// Verbs of several syllables of which the last is stressed.
static STRESSED: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| rows(include_str!("doubling-verbs.tsv")).map(|row| row[0]).collect());

/// Inflects a verb by the spelling rules; `irregular` is `past;participle`, either may be left out. A particle behind
/// the verb (`point out`) stays as it is.
pub(crate) fn inflect(lemma: &str, irregular: Option<&str>) -> Inflections {
    let (verb, particle) = lemma.split_once(' ').map_or((lemma, None), |(v, p)| (v, Some(p)));
    let with = |form: String| particle.map_or(form.clone(), |p| format!("{form} {p}"));
    let (stem, last) = verb.split_at(verb.len() - verb.chars().next_back().map_or(0, char::len_utf8));
    let before = stem.chars().next_back().unwrap_or(' ');
    let vowel = |c: char| "aeiou".contains(c);
    let third = if last == "y" && !vowel(before) {
        format!("{stem}ies")
    } else if verb.ends_with(['s', 'x', 'z']) || verb.ends_with("ch") || verb.ends_with("sh") || verb == "go" {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    };
    let doubled = doubles(verb).then(|| format!("{verb}{last}"));
    let regular = if last == "e" {
        format!("{verb}d")
    } else if last == "y" && !vowel(before) {
        format!("{stem}ied")
    } else {
        format!("{}ed", doubled.as_deref().unwrap_or(verb))
    };
    let gerund = if last == "e" && !verb.ends_with("ee") && !verb.ends_with("oe") {
        format!("{stem}ing")
    } else {
        format!("{}ing", doubled.as_deref().unwrap_or(verb))
    };
    let mut given = irregular.unwrap_or_default().split(';').map(str::trim).filter(|f| !f.is_empty());
    let past = given.next().map_or_else(|| with(regular), str::to_owned);
    let participle = given.next().map_or_else(|| past.clone(), str::to_owned);
    Inflections { base: lemma.to_owned(), third: with(third), past, participle, gerund: with(gerund) }
}

/// Whether the last consonant is doubled before an ending: one vowel before one consonant, the last syllable stressed.
fn doubles(verb: &str) -> bool {
    let letters: Vec<char> = verb.chars().rev().take(3).collect();
    let vowel = |c: char| "aeiou".contains(c);
    let [c, b, a] = letters[..] else { return false };
    let short = !vowel(c) && !"wxy".contains(c) && vowel(b) && (!vowel(a) || verb.contains("qu"));
    let syllables = verb.chars().fold((0, false), |(n, was), c| (n + usize::from(vowel(c) && !was), vowel(c))).0;
    short && (syllables == 1 || STRESSED.contains(verb))
}

#[cfg(test)]
mod tests {
    use super::inflect;

    #[test]
    fn inflects_regular_and_irregular_verbs() {
        for (lemma, irregular, expected) in [
            ("state", None, "states stated stated stating"),
            ("deny", None, "denies denied denied denying"),
            ("quip", None, "quips quipped quipped quipping"),
            ("stress", None, "stresses stressed stressed stressing"),
            ("admit", None, "admits admitted admitted admitting"),
            ("regret", None, "regrets regretted regretted regretting"),
            ("prefer", None, "prefers preferred preferred preferring"),
            ("deadpan", None, "deadpans deadpanned deadpanned deadpanning"),
            ("answer", None, "answers answered answered answering"),
            ("say", Some("said"), "says said said saying"),
            ("write", Some("wrote;written"), "writes wrote written writing"),
            ("explain", None, "explains explained explained explaining"),
            ("agree", None, "agrees agreed agreed agreeing"),
            ("whisper", None, "whispers whispered whispered whispering"),
            ("go on", Some("went on;gone on"), "goes on went on gone on going on"),
        ] {
            let f = inflect(lemma, irregular);
            assert_eq!(format!("{} {} {} {}", f.third, f.past, f.participle, f.gerund), expected, "{lemma}");
        }
    }
}
