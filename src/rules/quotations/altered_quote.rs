use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::extract::{BlockExtraction, Quotation, Quote, SpeakerId};
use crate::rules::practice::{AP_VALUES, REUTERS_SOURCING};
use crate::rules::reading::runs;
use crate::rules::stretch::Stretches;
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::{Block, BlockKind, Lower, Span};

/// Marks quotations that are given twice and differ.
pub static RULE: Rule = Rule {
    code: "altered-quote",
    title: "The same quotation twice, in different words.",
    group: Group::Quotations,
    severity: Severity::Warning,
    profile: Profile::Default,
    explanation: "\
Words in quotation marks were said exactly so. When an article gives a sentence twice and the two differ, one of them \
is wrong. It happens when the headline or a caption is written from memory, or when a quotation is tidied up.

The rule marks the second of two quotations that agree in most of their words and differ in some, in two paragraphs. A part of the \
longer one, given word for word, is no difference, and neither is an ellipsis.

It goes away when both are worded alike. The message shows the words that differ.",
    practice: &[AP_VALUES, REUTERS_SOURCING],
    bad: &[
        Example::plain(
            "“We will rebuild the school before the spring,” said Ann Lee.\n\nLee repeated: ⟦“We will rebuild the school before the summer.”⟧",
            "Spring or summer?",
        ),
        Example::plain(
            "“Nobody asked us what we wanted for this street,” said John Berg.\n\nThe headline of the leaflet was ⟦“Nobody told us what we wanted for this street”⟧.",
            "Asked or told?",
        ),
        Example::markdown(
            "# “They never measured the old bridge”\n\n⟦“They have never measured the old bridge,”⟧ said Mary Cole.",
            "The headline left a word out.",
        ),
    ],
    good: &[
        Example::plain(
            "“We will rebuild the school before the spring,” said Ann Lee. She promised to “rebuild the school before the spring”.",
            "A part of it, word for word.",
        ),
        Example::plain(
            "“We will rebuild the school, whatever it takes, before the spring,” said Ann Lee. “We will rebuild the school … before the spring”, the sign says.",
            "The gap is shown.",
        ),
        Example::markdown(
            "Write `\"the quick brown fox jumps over the dog\"` here.\n\nOr write `\"the quick brown fox jumped over the dog\"` there.",
            "Strings of a program.",
        ),
        Example::plain(
            "“We will rebuild the school,” said Ann Lee. “We will sell the bridge,” said John Berg.",
            "These are two.",
        ),
    ],
    check: Check::Article(check),
};

/// A quotation of fewer words may agree with another by chance.
const SHORTEST: usize = 5;
/// Of a longer one, so many words are compared.
const LONGEST: usize = 120;

/// A quotation of a block, with a digest of each three words of it in a row.
#[derive(Debug)]
pub(in crate::rules) struct Words {
    span: Span,
    inside: Span,
    trigrams: Box<[u64]>,
}

/// A quotation of the article.
struct Quoted<'a> {
    block: usize,
    place: Span,
    inside: Span,
    text: &'a str,
    trigrams: &'a [u64],
    /// Who says it, where that is known.
    speaker: Option<SpeakerId>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // The quotations come in order, so that the code of each block is looked for once.
    let mut code = (usize::MAX, Stretches::default());
    let mut typed = |q: &Quoted<'_>| {
        if code.0 != q.block {
            code = (q.block, context.code(&context.blocks[q.block]));
        }
        code.1.hold(q.place.start())
    };
    let quotations: Vec<Quoted<'_>> = quotations(context).filter(|q| !typed(q)).collect();
    let mut seen: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (n, quotation) in quotations.iter().enumerate() {
        let mut shared: Vec<(usize, usize)> = Vec::new();
        for trigram in quotation.trigrams {
            for &m in seen.get(trigram).into_iter().flatten() {
                match shared.iter_mut().find(|s| s.0 == m) {
                    Some(s) => s.1 += 1,
                    None => shared.push((m, 1)),
                }
            }
        }
        // The one that has most in common; the earlier of two.
        shared.sort_by_key(|&(m, count)| (std::cmp::Reverse(count), m));
        // A speaker who goes on may take words up again.
        let alike = shared.iter().map(|&(m, _)| &quotations[m]).filter(|o| o.block != quotation.block);
        // Two people may say nearly the same.
        let alike =
            alike.filter(|o| o.speaker.is_none() || quotation.speaker.is_none() || o.speaker == quotation.speaker);
        if let Some((other, difference)) = alike.take(4).find_map(|o| Some((o, difference(o, quotation)?))) {
            let message = format!("The same words are quoted differently above: {difference}. Which was said?");
            let finding = RULE.finding(quotation.place, message).because(other.place, "the same quotation");
            let near = other.trigrams.len().abs_diff(quotation.trigrams.len()) <= 2;
            // Which of the two was said only the writer knows.
            let take = |title: &'static str, from: &Quoted<'_>, to: &Quoted<'_>| {
                Fix::new(title, Edit::replace(to.inside, from.inside.of(context.text)))
            };
            let fixes = [take("Take the wording above", other, quotation), take("Take this wording", quotation, other)];
            findings.push(if near { fixes.into_iter().fold(finding, Finding::fix) } else { finding });
        }
        for &trigram in quotation.trigrams {
            let list = seen.entry(trigram).or_default();
            if list.len() < 8 && list.last() != Some(&n) {
                list.push(n);
            }
        }
    }
}

fn quotations<'a>(context: &Context<'a>) -> impl Iterator<Item = Quoted<'a>> {
    let blocks = context.blocks;
    let quotes = &context.extraction.quotes;
    // The quotations come in order, and what ends before one is no quote of those behind it either.
    let mut first = 0;
    context.noted(|n| &n.quotations, in_block).map(move |(n, Words { span, inside, trigrams })| {
        let (block, text) = (&blocks[n], inside.of(blocks[n].prose.text()));
        let place = block.to_document(*span);
        let said = |q: &&Quote| !place.overlapping(&q.content).is_empty();
        let behind = |q: &Quote| q.blocks.end <= n || q.content.last().is_none_or(|c| c.end() <= place.start());
        first += quotes[first..].iter().take_while(|q| behind(q)).count();
        let speaker = quotes[first..].iter().take_while(|q| q.blocks.start <= n).find(said).and_then(|q| q.speaker);
        Quoted { block: n, place, inside: block.to_document(*inside), text, trigrams, speaker }
    })
}

/// The quotations of a block that are long enough to be compared.
fn in_block(block: &Block, part: &BlockExtraction) -> Vec<Words> {
    if !(runs(block) || block.kind == BlockKind::Heading) {
        return Vec::new();
    }
    let read = |quotation: &Quotation| {
        let (span, inside) = (quotation.span, quotation.inside());
        let folded = folded(inside.of(block.prose.text()));
        let words = words(&folded);
        let digest = |words: &[&str]| {
            let mut hasher = DefaultHasher::new();
            words.hash(&mut hasher);
            hasher.finish()
        };
        let fits = (SHORTEST..=LONGEST).contains(&words.len());
        fits.then(|| Words { span, inside, trigrams: words.windows(3).map(digest).collect() })
    };
    let text = block.prose.text();
    part.quotations.outer.iter().filter(|q| q.close.is_some() && !of_code(text, q)).filter_map(read).collect()
}

/// Whether straight marks stand around a string of a program or a style sheet.
fn of_code(text: &str, quotation: &Quotation) -> bool {
    if quotation.open.of(text) != "\"" {
        return false;
    }
    let before = text.get(..quotation.span.start()).unwrap_or_default();
    let behind = text.get(quotation.span.end()..).unwrap_or_default().trim_start();
    let code = text.starts_with(['{', '<', '}']) || text.trim_end().ends_with(['{', '}', ';']);
    before.ends_with(['=', '[', '{', '`', '+', '<']) || code || behind.starts_with([';', '}', '>', '`', '+', '|'])
}

/// A text as it is compared: in small letters, with one apostrophe.
fn folded(text: &str) -> String {
    text.lower().replace('’', "'")
}

/// The words of a text that is [`folded`].
fn words(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').map(|w| w.trim_matches('\''));
    words.filter(|w| !w.is_empty()).collect()
}

/// How two quotations differ, where they are one in different words.
fn difference(a: &Quoted<'_>, b: &Quoted<'_>) -> Option<String> {
    let cut = |w: &Quoted<'_>| w.text.contains(['…', '[']) || w.text.contains("..") || w.text.contains(". .");
    // Of as many words that are the same nothing differs.
    if a.trigrams == b.trigrams || cut(a) || cut(b) {
        return None;
    }
    let (a, b) = (folded(a.text), folded(b.text));
    let (a, b) = (words(&a), words(&b));
    let pairs = common(&a, &b);
    let (&(ax, ay), &(zx, zy)) = (pairs.first()?, pairs.last()?);
    let (x, y) = (&a[ax..=zx], &b[ay..=zy]);
    let (short, long) = (a.len().min(b.len()), x.len().max(y.len()));
    // At the ends, one may be cut short; a word or two that were changed there still count.
    let (ends_x, ends_y) = (a.len() - zx - 1, b.len() - zy - 1);
    let last = ends_x == ends_y && (1..=2).contains(&ends_x);
    if pairs.len() * 5 < short * 4 || pairs.len() * 5 < long * 4 {
        return None;
    }
    let ((from_x, to_x), (from_y, to_y)) = match gap(&pairs) {
        Some(gap) => gap,
        None if last => ((zx + 1, a.len()), (zy + 1, b.len())),
        None => return None,
    };
    let show = |words: &[&str]| format!("“{}”", words[..words.len().min(5)].join(" "));
    let (there, here) = (&a[from_x..to_x], &b[from_y..to_y]);
    Some(match (there.is_empty(), here.is_empty()) {
        (true, _) => format!("{} stands only here", show(here)),
        (_, true) => format!("{} stands only there", show(there)),
        _ => format!("{} there, {} here", show(there), show(here)),
    })
}

type Gap = ((usize, usize), (usize, usize));

/// The first words between two words in common that are not.
fn gap(pairs: &[(usize, usize)]) -> Option<Gap> {
    pairs.windows(2).find_map(|w| {
        let [(x, y), (u, v)] = [w[0], w[1]];
        (u > x + 1 || v > y + 1).then_some(((x + 1, u), (y + 1, v)))
    })
}

/// The longest words in common, in order, by their places in both.
fn common(x: &[&str], y: &[&str]) -> Vec<(usize, usize)> {
    let width = y.len() + 1;
    let mut best = vec![0u16; (x.len() + 1) * width];
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            let (below, right) = (best[(i + 1) * width + j], best[i * width + j + 1]);
            best[i * width + j] = if x[i] == y[j] { best[(i + 1) * width + j + 1] + 1 } else { below.max(right) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < x.len() && j < y.len() {
        if x[i] == y[j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}
