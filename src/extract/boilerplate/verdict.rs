//! What each line is taken for: the signs and the model put together.

use super::evidence::{Evidence, Strength};
use super::line::{Beside, Line};
use super::region::{self, SHOWN};
use super::{BoilerplateKind, Reach, comments};

/// What a line is taken for, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    /// What it is.
    pub kind: BoilerplateKind,
    /// How sure that is, 0 to 1.
    pub score: f32,
    /// What it rests on.
    pub ground: Ground,
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ground {
    /// This many first bytes of the line's text.
    Words(usize),
    /// These words, and the furniture before and behind it.
    Neighbours(usize),
    /// The furniture before and behind it alone.
    Between,
    /// The line with this index, under which it stands.
    Under(usize),
    /// The line with this index, which is furniture and stands near.
    Beside(usize),
    /// How it looks.
    Look,
    /// A phrase of the user's settings, by its index.
    Phrase(usize),
}

/// What a line that shows a sure sign scores at least, where the model does not object.
const SURE: f32 = 0.985;
/// What the signs and the model agree on.
pub(super) const AGREED: f32 = 0.981;
/// What signs show and the model is not sure of, and what a draft may have as well.
pub(super) const LIKELY: f32 = 0.9;
/// What the model alone says scores no more, if nothing near bears it out.
const LONE: f32 = 0.96;
/// What is shown by default scores at least this; a line without any sign must be enclosed by furniture for it.
const PRECISE: f32 = 0.98;
/// What a line without any sign must score by itself, and the lines on both sides of it.
const ENCLOSED: (f32, f32) = (0.99, 0.95);
/// The same where furniture that says by its words what it is stands in its stretch.
const AMID: (f32, f32) = (0.975, 0.95);
/// What a title under the head of a list must score, by whether the document has little furniture or much.
const LISTED: (f32, f32) = (0.5, 0.8);
/// What a line with a weak sign must score.
const WEAKLY: f32 = 0.95;
/// Lines that score less are shown in no profile.
const ANY: f32 = 0.8;
/// The same for sentences.
const ANY_PROSE: f32 = 0.95;

/// Whether a line with this verdict is shown.
pub(crate) fn shown(verdict: &Verdict, reach: Reach) -> bool {
    verdict.score
        >= match reach {
            Reach::Surest => SURE,
            Reach::Precise => PRECISE,
            Reach::All => ANY,
        }
}

/// The verdict on a line that is furniture by its words, whatever stands around.
pub(super) fn by_words(line: &Line) -> Option<Verdict> {
    let sign = line.sign.filter(|s| line.open && s.strength == Strength::Sure)?;
    Some(Verdict { kind: sign.kind, score: SURE, ground: Ground::Words(sign.shown) })
}

/// What is known of the lines beside their signs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Odds {
    /// What the document tells of each.
    pub document: Vec<Beside>,
    /// How probable the model finds it that each is furniture.
    pub furniture: Vec<f32>,
}

/// Judges every line; lines without a verdict are the article's. `page` says that other lines of the document told that
/// it comes from a page. Where nothing shows a sign that counts, no `odds` make furniture of a line, and they are not
/// asked for.
pub(super) fn judge(lines: &[&Line], page: bool, odds: impl FnOnce() -> Odds) -> Vec<Option<Verdict>> {
    let signs = region::by_signs(lines);
    let pages = if page { vec![true; lines.len()] } else { pages(lines) };
    let matter = pages.contains(&true) || signs.iter().flatten().any(|v| v.score >= SHOWN);
    let Odds { document, furniture } = if matter { odds() } else { Odds::default() };
    let scene = Scene::new(lines, &document, &furniture);
    let one = |(i, line): (usize, &&Line)| if line.open { scene.one(i, signs[i], pages[i]) } else { None };
    let mut out: Vec<Option<Verdict>> = lines.iter().enumerate().map(one).collect();
    comments::comments(lines, &mut out);
    name_kinds(lines, &mut out);
    out
}

/// The lines with what is known of them.
struct Scene<'a> {
    lines: &'a [&'a Line],
    document: &'a [Beside],
    furniture: &'a [f32],
    /// Whether the article is there. Without it, titles and names may be what the page is about: those of a shop, of a
    /// list.
    article: bool,
    /// Whether few lines are likely furniture.
    few: bool,
    /// How many sure signs each line's stretch of likely furniture holds.
    signs: Vec<usize>,
}

/// So many paragraphs make an article.
const ARTICLE: usize = 3;

/// More lines of likely furniture are much.
const FEW: usize = 20;

impl<'a> Scene<'a> {
    fn new(lines: &'a [&'a Line], document: &'a [Beside], furniture: &'a [f32]) -> Self {
        let likely: Vec<bool> = furniture.iter().map(|&p| p >= 0.5).collect();
        let paragraphs = lines.iter().zip(&likely).filter(|(l, likely)| l.prose && !**likely).count();
        let mut signs = Vec::with_capacity(likely.len());
        for stretch in likely.chunk_by(|a, b| a == b) {
            let first = signs.len();
            let sure = |l: &&&Line| l.sign.is_some_and(|s| s.strength == Strength::Sure);
            let count = lines[first..first + stretch.len()].iter().filter(sure).count();
            signs.extend(std::iter::repeat_n(if stretch[0] { count } else { 0 }, stretch.len()));
        }
        let few = likely.iter().filter(|&&l| l).count() <= FEW;
        let article = paragraphs >= ARTICLE;
        Self { lines, document, furniture, article, few, signs }
    }

    /// How probable the model finds it that a line is furniture.
    fn odds(&self, i: usize) -> f32 {
        self.furniture.get(i).copied().unwrap_or(0.0)
    }

    fn one(&self, i: usize, by_signs: Option<Verdict>, page: bool) -> Option<Verdict> {
        let (lines, line, odds) = (self.lines, self.lines[i], self.odds(i));
        if dated(line) {
            // A draft has a byline and a date under its headline too.
            let score = match enclosed(lines, i) {
                None => return None,
                Some(true) => AGREED,
                Some(false) => LIKELY,
            };
            return Some(Verdict { score, ..by_signs.unwrap_or(Verdict::look()) });
        }
        // Amid much furniture, a line that shows nothing goes with it only beside an article, and never beside a byline
        // or a date: there it is the headline, or a name.
        let shows = line.sign.is_some() || (self.article || self.few) && !self.dates(i, 2);
        let sure = line.sign.is_some_and(|s| s.strength == Strength::Sure);
        let likely = if line.linked { odds + (1.0 - odds) * 0.5 } else { odds };
        if let Some(verdict) = by_signs.filter(|v| v.score >= SHOWN) {
            let listed = likely >= if self.few || line.sign.is_some() { LISTED.0 } else { LISTED.1 };
            let score = match () {
                // A copyright line may read like a sentence.
                () if sure && (odds >= 0.3 || verdict.kind == BoilerplateKind::Copyright) => odds.max(SURE),
                () if sure => LIKELY,
                () if !shows => odds.clamp(ANY, LIKELY),
                () if odds >= LIKELY || listed && matches!(verdict.ground, Ground::Under(_)) => odds.max(AGREED),
                () if self.amid(i) => AGREED,
                () => odds.clamp(ANY, LIKELY),
            };
            return Some(Verdict { score, ..verdict });
        }
        // Markup calls it a heading, somebody speaks, it is prose in a language that the model does not know, it is the
        // headline, or nothing around comes from a page: a draft, a poem, a song.
        let article = line.marked && line.sign.is_none() || line.turn || line.words >= 12 && !line.familiar;
        if article || !page || self.document.get(i).is_some_and(|beside| headline(line, beside)) {
            return None;
        }
        // A title right above a paragraph may be its heading.
        let heads = line.title && line.words >= 3 && lines.get(i + 1).is_some_and(|l| l.prose);
        let least = if line.closed || line.words >= 12 || heads { ANY_PROSE } else { ANY };
        if likely < least {
            return None;
        }
        let (before, behind) = (i.checked_sub(1), Some(i + 1).filter(|&j| j < lines.len()));
        let both = [before, behind].iter().all(|j| j.is_some_and(|j| self.odds(j) >= ENCLOSED.1));
        // An agency's copyright notice may be the end of its text.
        let signed = line.sign.is_some_and(|s| s.strength >= Strength::Likely && s.kind != BoilerplateKind::Copyright);
        let enclosed = both && likely >= ENCLOSED.0 && line.words < 12 && !line.prose && shows;
        let weak = line.sign.is_some_and(|s| s.strength == Strength::Weak);
        let score = match () {
            () if self.amid(i) || weak && odds >= WEAKLY && self.article && !self.dates(i, 1) => likely.max(AGREED),
            () if signed || enclosed => likely,
            () => likely.min(LONE),
        };
        let verdict = by_signs.unwrap_or(if self.amid(i) { Verdict::between() } else { Verdict::look() });
        Some(Verdict { score: score.max(ANY), ..verdict })
    }

    /// Whether a short line without any sign has likely furniture around it, some of which says so by its words.
    fn amid(&self, i: usize) -> bool {
        let line = self.lines[i];
        let beside = |j: Option<usize>| j.filter(|&j| j < self.lines.len()).map(|j| self.odds(j) >= AMID.1);
        let (before, behind) = (beside(i.checked_sub(1)), beside(Some(i + 1)));
        line.sign.is_none()
            && self.article
            && self.odds(i) >= AMID.0
            && line.words < 12
            && !line.prose
            // What lies beyond the first and the last line is not known.
            && before.unwrap_or(true)
            && behind.unwrap_or(true)
            && self.signs[i] >= AMID_SIGNS
            && !self.dates(i, 3)
            && !self.document.get(i).is_some_and(|beside| announces(line, beside))
    }

    /// Whether a byline or a time stamp that a draft may have too stands so near.
    fn dates(&self, i: usize, near: usize) -> bool {
        self.lines[i.saturating_sub(near)..(i + near + 1).min(self.lines.len())].iter().any(|l| dated(l))
    }
}

/// So many sure signs must stand in the stretch of a line that shows none.
const AMID_SIGNS: usize = 2;

/// Whether a title shares words with the paragraphs behind it, and none stand before it.
fn announces(line: &Line, beside: &Beside) -> bool {
    line.title && line.words >= 3 && beside.ahead.is_some_and(|share| share % 8 >= 2) && beside.behind.is_none()
}

/// Whether a title has most of its words from the paragraphs behind it, and none stand before it: the headline.
fn headline(line: &Line, beside: &Beside) -> bool {
    // The share is in fifths.
    let shared = beside.ahead.is_some_and(|share| share % 8 >= 3);
    line.sign.is_none() && line.title && line.words >= 3 && shared && beside.behind.is_none()
}

/// So near must a sure sign stand where the document holds hardly any running text.
const NEAR: usize = 4;

/// For each line, whether something around says by its words that the text comes from a page. In an article one line
/// says so for all; among short lines alone, such as verses, only for those beside it.
fn pages(lines: &[&Line]) -> Vec<bool> {
    let sure = |l: &&Line| l.sign.is_some_and(|s| s.strength == Strength::Sure);
    if lines.iter().filter(|l| l.prose).count() >= 2 {
        return vec![lines.iter().any(sure); lines.len()];
    }
    let near = |i: usize| &lines[i.saturating_sub(NEAR)..(i + NEAR + 1).min(lines.len())];
    (0..lines.len()).map(|i| near(i).iter().any(sure)).collect()
}

impl Verdict {
    fn look() -> Self {
        Self { kind: BoilerplateKind::Other, score: 0.0, ground: Ground::Look }
    }

    fn between() -> Self {
        Self { ground: Ground::Between, ..Self::look() }
    }
}

/// A byline or a time stamp that a draft may have too.
pub(super) fn dated(line: &Line) -> bool {
    line.sign.is_some_and(Evidence::dates)
}

/// Whether a byline or time stamp stands amid furniture: a sure sign is right behind it and its like, and one not far
/// before. Says whether that one is right before it, or two are near.
fn enclosed(lines: &[&Line], i: usize) -> Option<bool> {
    let sure = |l: &&&Line| l.sign.is_some_and(|s| s.strength == Strength::Sure);
    let others = |l: &&&Line| dated(l);
    let behind = lines[i..].iter().skip_while(others).take(1).any(|l| sure(&l));
    let before: Vec<bool> = lines[..i].iter().rev().skip_while(others).take(3).map(|l| sure(&l)).collect();
    let near = before.iter().filter(|s| **s).count();
    (behind && near > 0).then(|| before[0] || near > 1)
}

/// Gives a kind and a ground to what only the model knows: those of the nearest line with a sign, where its look fits.
fn name_kinds(lines: &[&Line], out: &mut [Option<Verdict>]) {
    use BoilerplateKind::{CaptionOrCredit, Comment, CommentForm, Navigation, RelatedLink, Share};
    let mut head = None;
    for (i, line) in lines.iter().enumerate() {
        let Some(verdict) = out[i] else {
            if line.prose {
                head = None;
            }
            continue;
        };
        if line.opens_list {
            head = Some(i);
        }
        if !matches!(verdict.ground, Ground::Look)
            && (line.sign.is_some() || !matches!(verdict.ground, Ground::Between))
        {
            continue;
        }
        let near = |d: isize| i.checked_add_signed(d).filter(|&j| j < lines.len() && lines[j].sign.is_some());
        let beside = [-1, 1, -2, 2, -3, 3].into_iter().find_map(near).filter(|&j| out[j].is_some());
        let kind = beside.and_then(|j| out[j]).map(|v| v.kind);
        let title = line.title && line.words >= 4;
        let (kind, ground) = match (head, beside, kind) {
            (Some(head), ..) if title => (RelatedLink, Ground::Under(head)),
            (_, Some(j), Some(CaptionOrCredit)) if line.words >= 4 => (CaptionOrCredit, Ground::Beside(j)),
            (_, Some(j), Some(kind @ (Share | Navigation | CommentForm | Comment))) if line.words <= 4 => {
                (if kind == Comment { CommentForm } else { kind }, Ground::Beside(j))
            }
            (_, Some(j), _) if title => (RelatedLink, Ground::Beside(j)),
            (_, Some(j), _) if line.words <= 3 && !line.closed => (Navigation, Ground::Beside(j)),
            (_, None, _) if title => (RelatedLink, verdict.ground),
            (_, None, _) if line.words <= 3 && !line.closed => (Navigation, verdict.ground),
            (_, Some(j), _) => (BoilerplateKind::Other, Ground::Beside(j)),
            _ => (BoilerplateKind::Other, verdict.ground),
        };
        // With no furniture near that says so by its words, a list may be the article's own.
        let score = if matches!(ground, Ground::Look) { verdict.score.min(LONE) } else { verdict.score };
        out[i] = Some(Verdict { kind, ground, score });
    }
}
