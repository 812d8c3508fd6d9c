use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::given_name;
use super::spelling::{SHORTEST, doubled, inflected, models, neighbours, plural, short, unmarked};
use crate::extract::lexicon::{self, Closed, WordClass};
use crate::extract::{Mention, MentionForm};
use crate::rules::practice::{AP_VALUES, BBC_ACCURACY};
use crate::rules::reading::word_before;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{Block, Span};

/// Marks names that are spelt in two ways.
pub static RULE: Rule = Rule {
    code: "name-variant",
    title: "A name that is spelt in two ways.",
    group: Group::Quotations,
    severity: Severity::Warning,
    profile: Profile::Default,
    explanation: "\
A misspelt name is the error that its bearer never forgets. In one article the two spellings also make two people of \
one, for the reader and for a search. Names from other scripts have several good spellings; an article needs one.

The rule marks the rarer of two surnames that differ by one letter (Kabulov, Kaboulov), and of two spellings of one \
given name before the same surname (Stephen, Steven). Surnames that are words or given names too count where both have \
one given name, and where one with a title is never told in full and the other is. It is quiet where two people \
with different given names or titles bear them, where one sentence names both, and about names that are words, places, \
brands or plurals.

It goes away when one spelling stands everywhere. The fixes put either in the place of the other.",
    practice: &[BBC_ACCURACY, AP_VALUES],
    bad: &[
        Example::plain(
            "“The embassy is safe,” said Zamir Kabulov, the ambassador. Kabulov will stay. ⟦Kaboulov⟧ met the press.",
            "One letter more.",
        ),
        Example::plain(
            "Ann Petersen runs the bakery. “We were never asked,” Petersen said. Ann ⟦Pedersen⟧ was born in 1960.",
            "Both have one given name.",
        ),
        Example::plain(
            "The mayor, Jon Erdahl, said no. Later Erdahl said yes. ⟦Erdhal⟧ will resign.",
            "Two letters changed places.",
        ),
        Example::plain(
            "“We stay,” said Karl Neuhaus. ⟦Neuhauss⟧ will leave. Neuhaus left.",
            "No plural: that has -es.",
        ),
        Example::plain(
            "Sergeant Mark Dahl asked for help. “It was dark,” Mark ⟦Dohl⟧ said.",
            "A short name, with the same given name.",
        ),
        Example::plain(
            "Stephen Hall was elected in May. ⟦Steven⟧ Hall, a lawyer, said that he was glad. Stephen Hall is 40.",
            "One surname, and two spellings of one given name.",
        ),
        Example::plain(
            "Priya Nair held the seat. Ms Nair won by a mile. “We heard you,” Ms ⟦Niar⟧ said. Ms Nair is a nurse.",
            "A short name, with the same title.",
        ),
        Example::plain(
            "The leader, Mark Haddle, said no. Cllr ⟦Haddles⟧ asked for a vote. Cllr Haddle left.",
            "With a title, it is no plural.",
        ),
        Example::plain("Ivan Malá said no. Malá is a judge. ⟦Mala⟧ will stay.", "The mark is missing."),
        Example::plain(
            "“We lost,” said Siân Parry, the head. Mrs ⟦Perry⟧ will leave in July.",
            "Nobody is called by a title who was not named before.",
        ),
        Example::plain("Kyle Benn denied it. “No,” said Kyle ⟦Ben⟧ again. Kyle Benn is 19.", "One given name tells."),
        Example::plain("Imran Foley said no. Later ⟦Imram⟧ Foley said yes.", "Nobody is called Imram."),
    ],
    good: &[
        Example::plain(
            "Ann Petersen and John Pedersen met on Monday. Pedersen and Petersen said nothing.",
            "They are two people.",
        ),
        Example::plain(
            "“The embassy is safe,” said Zamir Kabulov. Kabulov’s office was closed.",
            "The spelling is one.",
        ),
        Example::plain(
            "Stephen Hall and his cousin Steven Hall ran the shop. Steven Hall left in May.",
            "Two cousins.",
        ),
        Example::plain("Ms Thomson said no. Her lawyer, Mr Thompson, left.", "A woman and a man."),
        Example::plain("“We lost,” said Siân Parry, the head. Mr Perry was glad.", "So are they."),
        Example::plain("Ann Parks drew it. “A book,” said Ann Marks.", "Two words, as many names are."),
        Example::plain("Wolfgang Paul met the press. “No,” said Wolfgang Pauli.", "Two people, as it happens."),
        Example::plain("Maria Foley said no. Her sister Mariam Foley said yes. Mariam Foley left.", "Two sisters."),
        Example::plain("Tom Hanson said no. Hanson, the farmer, met Hansen, the mayor.", "One met the other."),
        Example::plain("“They took a Cartier ring,” Ann Carter said. Carter was not hurt.", "A brand."),
        Example::plain(
            "John Hansen, the mayor, said no. Hansen left.\n\nThe farmer John Hanson said yes. Hanson stayed.",
            "Each is introduced as something else.",
        ),
        Example::plain(
            "Yeast makes the bread.\n\nIt was the yeast of Ann Lee.\n\nIn Beast, the film, Beast bakes. Beast eats.",
            "A word with a capital is no name.",
        ),
        Example::plain("Trumpism is old. The Trumpists say it is new.", "Both are made from a name."),
        Example::plain("Hillary Clinton spoke on Monday. The Clintons said nothing.", "A plural is no variant."),
    ],
    check: Check::Text(check),
};

/// A longer word is no name, and would be compared letter by letter.
const LONGEST: usize = 40;

/// A surname with all its places and the given names before it.
#[derive(Default)]
struct Name<'a> {
    places: Vec<Span>,
    given: Vec<&'a str>,
    titles: Vec<&'a str>,
    /// The offices and trades that stand beside it.
    roles: Vec<&'a str>,
    /// Whether a title right before it tells that it is one person: Cllr Haddles, and no plural.
    titled: bool,
    /// Whether it stands before a noun as a brand does (“a Cartier watch”), or is called a body elsewhere.
    thing: bool,
}

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let surnames = surnames(context);
    let mut pairs = neighbours(surnames.keys().copied().filter(|name| shaped(name)));
    let differs = |a: &str, b: &str| strsim::osa_distance(a, b) == 1 && !models(a, b);
    pairs.retain(|&(a, b)| differs(a, b));
    let bodies = if pairs.is_empty() { FxHashSet::default() } else { bodies(context) };
    let paired: BTreeSet<&str> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let read = |name| (name, Name::read(context, name, &surnames[name], &bodies));
    let names: BTreeMap<&str, Name<'_>> = paired.into_iter().map(read).collect();
    let small = LazyCell::new(|| small_words(context));
    for (a, b) in pairs {
        let (x, y) = (&names[a], &names[b]);
        if x.brand()
            || y.brand()
            || two_people(x, y)
            || (plural(a, b) && !y.titled)
            || (plural(b, a) && !x.titled)
            || inflected(a, b) && !doubled(a, b)
            || !sure(a, b) && !one_person(a, b, x, y, &small) && !slip(a, x, y) && !slip(b, y, x)
            || together(context, x, y)
        {
            continue;
        }
        // Of two spellings that differ in capitals alone, headings give more capitals to words with hyphens only.
        let letters = a.to_lowercase() != b.to_lowercase();
        let word = |name: &str, of: &Name<'_>| {
            let plain = (letters || name.contains('-')) && small.contains(&*name.to_lowercase());
            of.alone() && (plain || letters && opens(context, of))
        };
        if word(a, x) || word(b, y) {
            continue;
        }
        // The one that stands more often; of two as common, the first in the text.
        let first = (x.places.len(), y.places.first()) >= (y.places.len(), x.places.first());
        let ((main, common), (rare, odd)) = if first { ((a, x), (b, y)) } else { ((b, y), (a, x)) };
        let (Some(&place), Some(&other)) = (odd.places.first(), common.places.first()) else { continue };
        let times = |n: usize| match n {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            n => format!("{n} times"),
        };
        let message = format!(
            "“{rare}” stands here and “{main}” {} elsewhere. Use one spelling if both are the same.",
            times(common.places.len())
        );
        let all = |name: &Name<'_>, new: &str| name.places.iter().map(|&s| Edit::replace(s, new)).collect();
        let fix = |name: &Name<'_>, new: &str| Fix {
            title: format!("Change to “{new}” everywhere").into(),
            edits: all(name, new),
            safe: false,
        };
        let finding = RULE.finding(place, message).because(other, "spelt otherwise");
        findings.push(finding.fix(fix(odd, main)).fix(fix(common, rare)));
    }
    for (surname, places) in surnames.iter().filter(|(name, places)| name.len() > 2 && places.len() > 1) {
        findings.extend(given(context, surname, places));
    }
}

/// A surname whose given name is spelt in two ways: Stephen Hall, Steven Hall.
fn given(context: &Manuscript<'_>, surname: &str, all: &[Place<'_>]) -> Option<Finding> {
    let given = all.iter().filter_map(|&(block, mention)| {
        let first = parts((block, mention)).0.split_whitespace().next()?;
        let start = mention.span.start();
        let place = block.to_document(Span::new(start, start + first.len()));
        (place.of(context.text) == first).then_some((first, place))
    });
    let [main, odd] = given_name::spellings(given)?;
    let (&place, &other) = (odd.places.first()?, main.places.first()?);
    let roles = |name: &str| -> Vec<&str> {
        let named = all.iter().filter(|&&p| parts(p).0.split_whitespace().next() == Some(name));
        named.filter_map(|(block, m)| Some(m.role?.of(block.prose.text()))).collect()
    };
    let (here, there) = (roles(odd.name), roles(main.name));
    let two = !here.is_empty() && !there.is_empty() && !here.iter().any(|r| there.contains(r));
    if two || beside(context, &odd.places, &main.places) {
        return None;
    }
    let message = format!(
        "“{} {surname}” stands here and “{} {surname}” elsewhere. Use one spelling if both are the same.",
        odd.name, main.name
    );
    let edits = odd.places.iter().map(|&s| Edit::replace(s, main.name)).collect();
    let fix = Fix { title: format!("Change to “{}” everywhere", main.name).into(), edits, safe: false };
    Some(RULE.finding(place, message).because(other, "spelt otherwise").fix(fix))
}

/// A mention of somebody, with its block.
type Place<'a> = (&'a Block, &'a Mention);

/// The given names of a name, and its last word.
fn parts<'a>((block, mention): Place<'a>) -> (&'a str, &'a str) {
    let words = mention.span.of(block.prose.text());
    words.rsplit_once(char::is_whitespace).unwrap_or(("", words))
}

/// The names of the article, which are of a person or not.
fn named<'a>(context: &Manuscript<'a>, of_person: bool) -> impl Iterator<Item = Place<'a>> {
    let person = |m: &Mention| m.kind.may_be_person();
    let mentions = context.mentions().map(|(_, block, mention)| (block, mention));
    mentions.filter(move |(_, m)| m.form == MentionForm::Name && person(m) == of_person)
}

/// The surnames of the article's people, with all their places.
fn surnames<'a>(context: &Manuscript<'a>) -> FxHashMap<&'a str, Vec<Place<'a>>> {
    let mut out: FxHashMap<&str, Vec<Place<'_>>> = FxHashMap::default();
    for place in named(context, true) {
        out.entry(parts(place).1).or_default().push(place);
    }
    out
}

/// The bodies that are called by one word.
fn bodies<'a>(context: &Manuscript<'a>) -> FxHashSet<&'a str> {
    named(context, false).map(parts).filter(|(given, _)| given.is_empty()).map(|(_, name)| name).collect()
}

impl<'a> Name<'a> {
    /// What its places tell. One that markup cuts through is none.
    fn read(context: &Manuscript<'a>, surname: &str, all: &[Place<'a>], bodies: &FxHashSet<&str>) -> Self {
        let mut name = Self { thing: bodies.contains(surname), ..Self::default() };
        for &(block, mention) in all {
            let prose = block.prose.text();
            let place = block.to_document(Span::new(mention.span.end() - surname.len(), mention.span.end()));
            if place.of(context.text) != surname {
                continue;
            }
            name.places.push(place);
            if let Some(given) = parts((block, mention)).0.split_whitespace().next() {
                name.given.push(given);
                name.roles.extend(mention.role.map(|r| r.of(prose)));
            }
            let office = || mention.role.is_some_and(|r| lexicon::title(r.of(prose)).is_some());
            name.titled |= !mention.span.of(prose).contains(' ') && (mention.title.is_some() || office());
            name.titles.extend(mention.title.map(|t| t.of(prose).trim_end_matches('.')));
            name.thing |= lexicon::brand(surname) || before_noun(prose, mention.span);
        }
        name
    }

    /// Whether it always stands without a given name or a title.
    fn alone(&self) -> bool {
        self.given.is_empty() && self.titles.is_empty()
    }

    /// Whether it is that of goods, which nobody calls by a given name.
    fn brand(&self) -> bool {
        self.thing && self.alone()
    }
}

/// The words of the article that are written with a small letter.
fn small_words<'a>(context: &Manuscript<'a>) -> FxHashSet<&'a str> {
    let prose = context.blocks.iter().map(|b| b.prose.text());
    prose
        .flat_map(|t| t.split(|c: char| !c.is_alphabetic() && c != '-'))
        .filter(|w| w.starts_with(char::is_lowercase))
        .collect()
}

/// Whether a word stands only at the beginning of lines that are no sentences, where any word has a capital.
fn opens(context: &Manuscript<'_>, name: &Name<'_>) -> bool {
    name.places.iter().all(|place| {
        let block = context.block_at(place.start()).map(|n| &context.blocks[n]);
        block.is_some_and(|b| {
            let prose = b.prose.text();
            let first = b.to_document(Span::new(0, prose.len())).start() == place.start();
            first && !prose.trim_end().ends_with(['.', '!', '?', '”', '"', '’'])
        })
    })
}

/// Whether a name stands between an article or a preposition and a noun.
fn before_noun(prose: &str, name: Span) -> bool {
    let before = word_before(prose.get(..name.start()).unwrap_or_default());
    let behind = prose.get(name.end()..).and_then(|b| b.strip_prefix(' ')).unwrap_or_default();
    let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    lexicon::closed_class(&before).is(Closed::DETERMINER.or(Closed::PREPOSITION))
        && matches!(lexicon::common(next), Some(WordClass::Noun | WordClass::Plural))
}

/// Whether a word looks like a surname.
fn shaped(word: &str) -> bool {
    let mut letters = word.chars();
    (SHORTEST - 2..=LONGEST).contains(&word.chars().count())
        && letters.next().is_some_and(char::is_uppercase)
        // Two capitals begin what is sold: XPixel.
        && letters.next().is_some_and(|c| !c.is_uppercase())
        && letters.any(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        // What is left of an apostrophe that was read in another encoding.
        && !word.ends_with('â')
}

/// Whether two surnames are long enough, and can be nothing else, so that their spelling alone tells that they are one.
fn sure(a: &str, b: &str) -> bool {
    proper(a) && proper(b) && (!short(a, b) || unmarked(a, b))
}

/// Whether a word that looks like a surname can be nothing else.
fn proper(word: &str) -> bool {
    lexicon::common(&word.to_lowercase()).is_none()
        && lexicon::place(word).is_none()
        && lexicon::first_name(word).is_none()
        && !lexicon::not_a_name(word)
        && !lexicon::organization_word(word)
}

/// Whether one sentence names both: who writes two spellings side by side means two people.
fn together(context: &Manuscript<'_>, a: &Name<'_>, b: &Name<'_>) -> bool {
    beside(context, &a.places, &b.places)
}

/// Whether places of both stand in one sentence.
fn beside(context: &Manuscript<'_>, a: &[Span], b: &[Span]) -> bool {
    let sentences = |places: &[Span]| -> FxHashSet<Span> {
        places.iter().filter_map(|p| context.sentence_at(p.start())).map(|s| s.span()).collect()
    };
    !sentences(a).is_disjoint(&sentences(b))
}

/// Whether both names always have the same given name where they have one, and each has one.
fn alike(a: &Name<'_>, b: &Name<'_>) -> bool {
    let first = a.given.first();
    first.is_some() && !b.given.is_empty() && a.given.iter().chain(&b.given).all(|g| Some(g) == first)
}

/// Whether both names have one given name. Of surnames that are something else too (Brent, Brett), it is one that people
/// bear, and the text writes neither small.
fn one_person(a: &str, b: &str, x: &Name<'_>, y: &Name<'_>, small: &FxHashSet<&str>) -> bool {
    let known = || x.given.first().is_some_and(|g| lexicon::first_name(g).is_some());
    let long = || a.chars().count().max(b.chars().count()) >= SHORTEST - 1;
    let written = |name: &str| small.contains(&*name.to_lowercase());
    let word = |name: &str| lexicon::common(&name.to_lowercase()).is_some();
    // Of two words, a letter tells nothing.
    let words = word(a) && word(b) || written(a) || written(b);
    alike(x, y) && (proper(a) && proper(b) || known() && long() && !words)
}

/// Whether a name that is never told in full is a slip for one that was: with a title (Priya Nair, Ms Niar), or, of a
/// word that can only be a surname, without one (Ana Dragan, Dragen). Where titles are, nobody is called by one alone
/// who was not named before.
fn slip(word: &str, odd: &Name<'_>, full: &Name<'_>) -> bool {
    let told = full.places.first() < odd.places.first() && odd.given.is_empty() && !full.given.is_empty();
    let letters = word.chars().count();
    let titled = !odd.titles.is_empty();
    told && (titled && letters >= SHORTEST - 1 && !of_another(odd, full)
        || !titled && letters >= SHORTEST && proper(word))
}

/// Whether the titles of one are not those of somebody with the given names of the other.
fn of_another(odd: &Name<'_>, full: &Name<'_>) -> bool {
    let told = odd.titles.iter().find_map(|t| lexicon::title(t)?.gender);
    let given = full.given.iter().find_map(|g| lexicon::first_name(g).flatten());
    told.is_some() && given.is_some() && told != given
}

/// Whether the given names or the titles show that two people are meant.
fn two_people(a: &Name<'_>, b: &Name<'_>) -> bool {
    let same =
        |x: &&str| b.given.iter().any(|y| x == y || x.chars().next() == y.chars().next() && x.len().min(y.len()) <= 2);
    let of = |name: &Name<'_>, list: &[&str]| name.titles.iter().any(|t| list.contains(t));
    let (men, women) = (["Mr", "Sir", "Lord"], ["Ms", "Mrs", "Miss", "Dame", "Lady"]);
    let titles = of(a, &men) && of(b, &women) || of(a, &women) && of(b, &men);
    // Both are introduced in full, each as something else: the mayor and the farmer.
    let roles = !a.roles.is_empty() && !b.roles.is_empty() && !a.roles.iter().any(|r| b.roles.contains(r));
    titles || roles || !a.given.is_empty() && !b.given.is_empty() && !a.given.iter().any(same)
}
