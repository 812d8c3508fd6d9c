//! Rules and model together.

use super::overlap::{Index, shared, size};
use super::{Attribution, fitted};
use crate::extract::QuoteKind;
use crate::extract::lexicon::{self, Closed, WordSet};
use crate::text::{Lower, Span};

/// Attributions that others are compared with, each with those that share words with it.
struct Beside<'a> {
    all: &'a [Attribution],
    index: Index,
}

impl<'a> Beside<'a> {
    fn new(all: &'a [Attribution]) -> Self {
        Self { all, index: Index::new(all) }
    }

    fn near(&self, a: &Attribution) -> impl Iterator<Item = &'a Attribution> + use<'a> {
        let all = self.all;
        self.index.near(a).into_iter().map(|i| &all[i])
    }
}

/// Puts the attributions of the rules and of the model together.
///
/// Where words stand in quotation marks and are direct speech, the rules decide: the marks say where they begin and end.
/// Elsewhere the model decides, where it knows who says it; a source that is `named` and closes a sentence has all of it.
/// The writer's own "I think" attributes nothing. `told_by`: whether words are a verb of speech with a person behind it.
pub(super) fn combine(
    text: &str,
    rules: Vec<Attribution>,
    mut model: Vec<Attribution>,
    named: impl Fn(&Attribution) -> bool,
    told_by: impl Fn(Span, Span) -> bool,
) -> Vec<Attribution> {
    let by_rule = Beside::new(&rules);
    with_whole_sources(text, &by_rule, &mut model);
    with_words_before(&by_rule, &mut model);
    from_relative(text, &by_rule, &mut model);
    without_hearers(text, &by_rule, &mut model);
    let (mut direct, mut reports): (Vec<_>, Vec<_>) = rules.into_iter().partition(|r| r.kind == QuoteKind::Direct);
    attributed_by_phrase(&mut direct);
    leave_to_reports(text, &mut direct, &Beside::new(&model));
    // "…, according to figures released in July", "The south is drier than the north, said Ann Lee"
    let sure = |r: &Attribution| {
        let ([content, rest @ ..], [cue, ..], [source, ..]) = (&r.content[..], &r.cue[..], &r.source[..]) else {
            return false;
        };
        let behind = content.end() <= cue.start() && cue.end() <= source.start();
        // "The bill, said Ann Lee, is a gift"
        if !rest.is_empty() {
            let clause = [", who ", ", whose ", ", which "].iter().any(|w| content.of(text).contains(w));
            let inserted = rest.len() == 1 && source.end() <= rest[0].start();
            return behind && inserted && !clause && told_by(*cue, *source);
        }
        let phrase = cue.of(text).eq_ignore_ascii_case("according to");
        behind && (told_by(*cue, *source) || phrase || closed_by_name(text, r) && named(r))
    };
    let by_report = Beside::new(&reports);
    without_closing(text, &by_report, &mut model, sure);
    with_whole_content(text, &by_report, &mut model, sure);
    // "assured Ann Lee, …": who speaks by the marks is not what is said by the same cue.
    let told = |m: &Attribution, r: &Attribution| shared(&r.cue, &m.cue) > 0 && shared(&r.source, &m.content) > 0;
    let by_direct = Beside::new(&direct);
    // "“…,” she stressed in an interview with the Courier": where it was said is not what is said.
    let medium = |m: &Attribution, r: &Attribution| {
        let title = r.content.iter().any(|c| fitted::is_a_title(c.of(text)));
        m.kind == QuoteKind::Indirect
            && !title
            && shared(&r.cue, &m.cue) > 0
            && size(&m.cue) > size(&r.cue)
            && shared(&r.content, &m.content) == 0
            && r.content.iter().all(|c| c.end() <= r.cue[0].start())
            && m.content.iter().all(|c| c.start() >= r.cue[0].end())
    };
    model.retain(|m| !by_direct.near(m).any(|r| medium(m, r)));
    model.retain(|m| !by_direct.near(m).any(|r| told(m, r)) && !by_report.near(m).any(|r| told(m, r) && sure(r)));
    let index = by_direct.index;
    let out = beside_direct(model, &mut direct, &index);
    // A rule that names who says it is surer than labels that do not.
    reports.retain(|r| !r.source.is_empty());
    let mut out = with_reports(text, out, reports, &direct, named);
    out.extend(direct);
    out
}

/// Of two readings of a source the longer has its title and apposition.
fn with_whole_sources(text: &str, rules: &Beside<'_>, model: &mut [Attribution]) {
    for m in model {
        let fuller = |r: &&Attribution| {
            shared(&r.cue, &m.cue) > 0 && size(&r.source) > size(&m.source) && shared(&r.source, &m.source) > 0
        };
        let Some(r) = rules.near(m).find(fuller) else { continue };
        m.source.clone_from(&r.source);
        // "According to Ann Lee, a lawyer, 40 percent fail"
        if let ([source], [content, ..]) = (&m.source[..], &mut m.content[..])
            && source.covers(Span::new(content.start(), source.end().max(content.start())))
            && source.end() < content.end()
        {
            let behind = text[source.end()..content.end()].trim_start_matches([',', ' ']);
            *content = content.since(content.end() - behind.len());
        }
    }
}

/// "Under her, he said, the town grew": what stands before the source is said too.
fn with_words_before(rules: &Beside<'_>, model: &mut [Attribution]) {
    for m in model.iter_mut().filter(|m| m.kind != QuoteKind::Direct) {
        let more = |r: &&Attribution| {
            let ([before, behind], [own]) = (&r.content[..], &m.content[..]) else { return false };
            let inside = shared(&[*behind], &[*own]);
            r.kind != QuoteKind::Direct
                && before.end() <= own.start()
                && shared(&r.cue, &m.cue) > 0
                && 10 * inside >= 9 * own.len()
                && 10 * inside >= 9 * behind.len()
        };
        if let Some(r) = rules.near(m).find(more) {
            m.content.insert(0, r.content[0]);
        }
    }
}

/// "fled to a yard, where, police said, he hid": what stands before the relative clause is not said.
fn from_relative(text: &str, rules: &Beside<'_>, model: &mut [Attribution]) {
    for m in model.iter_mut().filter(|m| m.kind != QuoteKind::Direct) {
        let relative = |r: &&Attribution| {
            let ([word, _], [own, ..]) = (&r.content[..], &m.content[..]) else { return false };
            shared(&r.cue, &m.cue) > 0
                && matches!(word.of(text), "where" | "which" | "who" | "that")
                && own.start() < word.start()
                && own.end() <= word.end()
        };
        if let Some(r) = rules.near(m).find(relative) {
            m.content[0] = r.content[0];
        }
    }
}

/// "told the jury the bell …", "lets it be known that …": whom it is told, and what belongs to the verb, is not said.
fn without_hearers(text: &str, rules: &Beside<'_>, model: &mut [Attribution]) {
    for m in model.iter_mut().filter(|m| m.kind != QuoteKind::Direct) {
        let later = |r: &&Attribution| {
            let ([own], [other]) = (&m.content[..], &r.content[..]) else { return false };
            // "said, | to laughter, | that it was"
            let aside = text
                .get(own.start()..other.start())
                .is_some_and(|t| t.starts_with("to ") && t.trim_end().ends_with(','));
            let near = if aside { 2 } else { 1 };
            let told = m.cue.last().is_some_and(|c| c.end() <= own.start() && own.start() <= c.end() + near);
            r.kind != QuoteKind::Direct
                && told
                && own.end() == other.end()
                && own.start() < other.start()
                && size(&m.cue) <= size(&r.cue)
                && shared(&r.cue, &m.cue) == size(&m.cue)
        };
        // "reminded members that", "said in a statement that", but not "concluded by saying that", "puts it".
        let object = |r: &&Attribution| {
            let ([cue], [own], [told]) = (&r.cue[..], &m.cue[..], &m.content[..]) else { return false };
            let begins = cue.start() == own.start() && cue.end() < own.end() && own.end() <= told.start();
            let verb = |w: &str| matches!(w, "by" | "it");
            let plain = begins && !text[cue.end()..own.end()].split_whitespace().any(verb);
            plain && r.content.first().is_some_and(|c| c.start() == told.start())
        };
        // "has told friends | he wants to go, …", which the rule reads to the end of the sentence
        let friends = |r: &&Attribution| {
            let ([own], [other], [.., cue]) = (&m.content[..], &r.content[..], &r.cue[..]) else { return false };
            let tells = cue.of(text).rsplit(' ').next().is_some_and(|w| WordSet::Tells.has(&w.lower()));
            let hearer = text
                .get(own.start()..other.start())
                .is_some_and(|t| t.split_whitespace().count() == 1 && t.starts_with(char::is_lowercase));
            tells
                && hearer
                && shared(&r.cue, &m.cue) == size(&r.cue)
                && own.end() < other.end()
                && other.start() < own.end()
        };
        if let Some(r) = rules.near(m).find(later) {
            (m.cue, m.content) = (r.cue.clone(), r.content.clone());
        } else if let Some(r) = rules.near(m).find(friends) {
            m.content[0] = m.content[0].since(r.content[0].start());
        } else if let Some(r) = rules.near(m).find(object) {
            m.cue.clone_from(&r.cue);
        }
    }
}

/// Leaves out quotations that the model makes a part of a report: words outside the marks are as much the speaker's as
/// those inside. A reading that names nobody does not take a quotation from one that does.
fn leave_to_reports(text: &str, direct: &mut Vec<Attribution>, model: &Beside<'_>) {
    let wider = |m: &Attribution, r: &Attribution| {
        let inside = shared(&r.content, &m.content);
        // "They were not convinced: “…,” wrote Lee": a colon parts the writer's words from the speaker's.
        // "It ended in shouting and, according to Lee, “a disgrace”": a conjunction does, too.
        let breaks_off = |o: &Span| {
            let words = o.of(text).trim_end_matches([',', ' ']);
            [" and", " but", " or"].iter().any(|w| words.ends_with(w))
        };
        let parted = r.content.first().is_some_and(|c| {
            let mut before = m.content.iter().filter(|o| o.start() < c.start());
            let colon = text[..c.start()].trim_end().ends_with([':', '：']);
            before.next().is_some_and(|o| colon || breaks_off(o))
        });
        shared(&r.cue, &m.cue) > 0
            && !parted
            && 10 * inside >= 9 * size(&r.content)
            && size(&m.content) - inside > size(&r.content)
    };
    let names = |m: &Attribution, r: &Attribution| !m.source.is_empty() || r.source.is_empty();
    direct.retain(|r| !model.near(r).any(|m| m.kind == QuoteKind::Mixed && names(m, r) && wider(m, r)));
}

/// "Studies indicate that it lowers the risk, says Ann Lee": who says all of it is no part of it.
fn without_closing(text: &str, reports: &Beside<'_>, model: &mut [Attribution], sure: impl Fn(&Attribution) -> bool) {
    for m in model.iter_mut().filter(|m| m.kind == QuoteKind::Indirect) {
        let closing = |r: &&Attribution| {
            let behind = r.cue.iter().chain(&r.source).all(|s| m.content.last().is_some_and(|c| c.covers(*s)));
            behind && shared(&r.cue, &m.cue) == 0 && sure(r)
        };
        let Some(r) = reports.near(m).find(closing) else { continue };
        let (Some(content), said) = (m.content.last_mut(), r.content[0].end()) else { continue };
        let closed = r.source.iter().all(|s| text[s.end()..content.end()].trim_matches([',', '.', ' ']).is_empty());
        if closed && content.start() < said {
            *content = content.until(said);
        }
    }
}

/// "Because it was late, they left, according to Lee", "According to Lee, half of them failed, compared with a third": what is
/// said goes to the other end of the sentence.
fn with_whole_content(
    text: &str,
    reports: &Beside<'_>,
    model: &mut [Attribution],
    sure: impl Fn(&Attribution) -> bool,
) {
    let nothing = |from: usize, to: usize| text[from.min(to)..to.max(from)].trim_matches([',', '.', ' ']).is_empty();
    for m in model.iter_mut().filter(|m| m.kind == QuoteKind::Indirect) {
        let whole = |r: &&Attribution| {
            let ([all], [own], [cue]) = (&r.content[..], &m.content[..], &r.cue[..]) else { return false };
            let same = shared(&r.cue, &m.cue) > 0 && shared(&r.source, &m.source) > 0 && all.len() > own.len();
            let behind = cue.of(text) == "According to" && nothing(all.start(), own.start());
            same && (behind || (sure(r) || closed(text, r)) && nothing(all.end(), own.end()))
        };
        if let Some(all) = reports.near(m).find(whole).map(|r| r.content[0]) {
            // "And half of them failed, according to Lee": the conjunction is the writer's.
            let first = all.of(text).split(' ').next().unwrap_or_default();
            let joins = lexicon::closed_class(&first.lower()).is(Closed::CONJUNCTION);
            m.content[0] = if joins { all.since(all.start() + first.len()).trim(text) } else { all };
        }
    }
}

/// What the model finds beside direct speech. Of the same words the rules know the content, and the model who says it,
/// where they do not.
fn beside_direct(model: Vec<Attribution>, direct: &mut [Attribution], by_direct: &Index) -> Vec<Attribution> {
    let mut out = Vec::new();
    for m in model {
        let same =
            |r: &Attribution| 2 * shared(&r.content, &m.content) >= size(&m.content).min(size(&r.content)).max(1);
        match by_direct.near(&m).into_iter().find(|&i| same(&direct[i])).map(|i| &mut direct[i]) {
            Some(r) if r.source.is_empty() && !m.source.is_empty() => (r.cue, r.source) = (m.cue, m.source),
            Some(_) => {}
            None => out.push(m),
        }
    }
    out
}

/// What the model found and the reports of the rules, each of which stays where it touches nothing that names who says it,
/// or has all that it touches for its content.
fn with_reports(
    text: &str,
    out: Vec<Attribution>,
    mut reports: Vec<Attribution>,
    direct: &[Attribution],
    named: impl Fn(&Attribution) -> bool,
) -> Vec<Attribution> {
    let (by_direct, by_out) = (Beside::new(direct), Index::new(&out));
    for r in &mut reports {
        without_second_cue(text, r, by_out.near(r).into_iter().map(|i| &out[i]));
    }
    let by_report = Index::new(&reports);
    // Which stay, of those that were there and of the reports so far.
    let (mut stays, mut taken) = (vec![true; out.len()], vec![false; reports.len()]);
    for (n, r) in reports.iter().enumerate() {
        let touches = |o: &Attribution| shared(&o.content, &r.content) > 0 || shared(&o.cue, &r.cue) > 0;
        // "The board mended a third of what it promised to mend, the Courier reported": all of it is the Courier's.
        let inner = |o: &Attribution| {
            let whole = [&o.content, &o.cue, &o.source].into_iter().flatten().all(|s| r.content[0].covers(*s));
            o.kind == QuoteKind::Indirect && whole
        };
        let nobody = |o: &Attribution| o.source.is_empty() && o.kind != QuoteKind::Direct;
        let spoken: Vec<&Attribution> = by_direct.near(r).filter(|o| touches(o)).collect();
        let before: Vec<usize> = by_out.near(r).into_iter().filter(|&i| stays[i] && touches(&out[i])).collect();
        let ruled: Vec<usize> = by_report.near(r).into_iter().filter(|&i| taken[i] && touches(&reports[i])).collect();
        let mut touched =
            spoken.into_iter().chain(before.iter().map(|&i| &out[i])).chain(ruled.iter().map(|&i| &reports[i]));
        let closes = r.content.len() == 1 && r.source.iter().chain(&r.cue).all(|s| s.start() >= r.content[0].end());
        let outer = |o: &Attribution| inner(o) && tells_of_deed(text, r, o);
        // "According to the report, Lee left when he noticed it": what he noticed he does not say.
        let phrase = r.cue.iter().any(|c| c.of(text) == "According to");
        let deed = |o: &Attribution| inner(o) && o.cue.iter().all(|c| !quotes(c.of(text)));
        let whole = named(r) && (closes && touched.clone().all(inner) || touched.clone().all(outer))
            || phrase && touched.clone().all(deed);
        if whole || touched.all(nobody) {
            before.iter().for_each(|&i| stays[i] = false);
            ruled.iter().for_each(|&i| taken[i] = false);
            taken[n] = true;
        }
    }
    let kept = |(attribution, stays): (Attribution, bool)| stays.then_some(attribution);
    let mut out: Vec<Attribution> = out.into_iter().zip(stays).filter_map(kept).collect();
    out.extend(reports.into_iter().zip(taken).filter_map(kept));
    out
}

/// Whether who says it and a verb that quotes end a sentence behind what is said: "…, former officials said."
fn closed(text: &str, r: &Attribution) -> bool {
    let ([content], [cue], [source]) = (&r.content[..], &r.cue[..], &r.source[..]) else { return false };
    let behind = content.end() <= source.start() && source.end() <= cue.start();
    behind && ends_sentence(text, *cue) && quotes(cue.of(text))
}

/// Whether nothing but a stop stands behind words.
fn ends_sentence(text: &str, words: Span) -> bool {
    let behind = &text[words.end()..];
    behind.is_empty() || behind.starts_with('.')
}

/// Whether a verb that quotes and a name end a sentence: "…, says Lee."
fn closed_by_name(text: &str, r: &Attribution) -> bool {
    let ([cue], [source]) = (&r.cue[..], &r.source[..]) else { return false };
    let one = !source.of(text).contains(char::is_whitespace);
    ends_sentence(text, *source) && one && source.of(text).starts_with(char::is_uppercase) && quotes(cue.of(text))
}

/// Whether a cue ends with a verb that quotes.
fn quotes(cue: &str) -> bool {
    lexicon::cues().quotes(&cue.rsplit(' ').next().unwrap_or_default().lower())
}

/// Whether somebody named is told to say a clause in which "he" or "she" does something: "had told jurors he advised against
/// it". What he did is not what he says now.
fn tells_of_deed(text: &str, r: &Attribution, o: &Attribution) -> bool {
    let ([content], [.., cue], [source, ..]) = (&r.content[..], &r.cue[..], &r.source[..]) else { return false };
    let pronoun =
        matches!(o.source[..], [s] if matches!(s.of(text), "he" | "she" | "they") && s.start() == content.start());
    let deed = o.cue.first().is_some_and(|c| !quotes(c.of(text)));
    source.end() <= cue.start() && cue.end() <= content.start() && quotes(cue.of(text)) && pronoun && deed
}

/// "“It works,” according to Ann Lee": a phrase gives the quotation, which no verb attributes, its source.
fn attributed_by_phrase(direct: &mut Vec<Attribution>) {
    let index = Index::new(direct);
    let bare = |a: &Attribution| a.cue.is_empty() && a.source.is_empty();
    let mut phrases = vec![false; direct.len()];
    for n in 0..direct.len() {
        if !bare(&direct[n]) {
            continue;
        }
        let inside = |p: &Attribution| !bare(p) && shared(&p.content, &direct[n].content) == size(&p.content);
        if let Some(i) = index.near(&direct[n]).into_iter().find(|&i| inside(&direct[i]) && !phrases[i]) {
            (direct[n].cue, direct[n].source) = (direct[i].cue.clone(), direct[i].source.clone());
            phrases[i] = true;
        }
    }
    let mut phrases = phrases.into_iter();
    direct.retain(|_| !phrases.next().unwrap_or_default());
}

/// Cuts off what the same source says by a second cue: "Lee said the pool would close, citing its costs".
fn without_second_cue<'a>(text: &str, report: &mut Attribution, others: impl Iterator<Item = &'a Attribution>) {
    let [content] = &mut report.content[..] else { return };
    for other in others.filter(|o| shared(&o.source, &report.source) > 0 && shared(&o.cue, &report.cue) == 0) {
        let Some(cue) = other.cue.first().filter(|c| c.start() > content.start() && content.covers(**c)) else {
            continue;
        };
        let before = text[content.start()..cue.start()].trim_end();
        if let Some(said) = before.strip_suffix(',').filter(|_| other.content.iter().all(|c| c.start() >= cue.end())) {
            *content = content.until(content.start() + said.trim_end().len());
        }
    }
}
