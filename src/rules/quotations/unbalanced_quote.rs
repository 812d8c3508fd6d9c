use std::cell::LazyCell;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::extract::lexicon::{self, Frames, VerbForm};
use crate::extract::{BlockExtraction, Quotation};
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{Block, BlockKind, Lower, Span, Token};

/// Marks quotation marks that have no partner.
pub static RULE: Rule = Rule {
    code: "unbalanced-quote",
    title: "A quotation mark that is not closed, or closes nothing.",
    group: Group::Quotations,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
A missing mark moves words from one mouth to another: the reader cannot see where the speaker stops and the writer \
goes on.

The rule marks an opening mark that is not closed before its paragraph ends, or is closed with a mark of another \
kind, a closing mark that closes nothing, a mark that is turned the wrong way, and a quotation inside another one that \
has the same marks. A quotation that goes on in the next paragraph needs no closing mark, as long as that paragraph opens again. \
Apostrophes and inch marks are no marks.

It goes away when the missing mark is put in. The fix offers the places where it most likely belongs.",
    practice: &[
        "[The Guardian and Observer style guide](https://www.theguardian.com/guardian-observer-style-guide-q)",
        "[Wikipedia, Manual of Style: quotation marks](https://en.wikipedia.org/wiki/Wikipedia:Manual_of_Style#Quotation_marks)",
    ],
    bad: &[
        Example::plain("⟦“⟧We will rebuild the school by spring, said Ann Lee.", "Where do her words end?"),
        Example::plain("We will rebuild the school by spring,⟦”⟧ said Ann Lee.", "Where do her words begin?"),
        Example::plain(
            "Ann Lee called the plan ⟦«⟧a gift to the developers and left the room.",
            "The other shapes are marks as well.",
        ),
        Example::plain("⟦“⟧We will rebuild it,\" said Ann Lee.", "The marks do not match."),
        Example::plain("⟦“⟧We don't know,' said Ann Lee. “Ask Jo.”", "One mark is single."),
        Example::plain("“We said ⟦“⟧stop” twice,” Ann Lee said.", "The inner marks are those of the outer ones."),
        Example::plain(
            "“We will rebuild it,⟦“⟧ said Ann Lee. “It will take a year,” said Tom Berg.",
            "The mark is turned the wrong way.",
        ),
        Example::plain(
            "Ann Lee said: “We will rebuild. It will take a year.\n\nThen the children come back.⟦”⟧ She left.",
            "The second paragraph does not open again: one mark is missing.",
        ),
        Example::markdown("> ⟦“⟧We will **rebuild** the school.\n\nAnn Lee spoke on Monday.", "The same in Markdown."),
    ],
    good: &[
        Example::plain("“We will rebuild the school by spring,” said Ann Lee.", "Both marks are there."),
        Example::plain(
            "“We will rebuild,” said Ann Lee. “It will take a year.\n\n“Then the children come back.”",
            "A quotation goes on in the next paragraph, which opens again.",
        ),
        Example::plain("The teachers’ union met in the ’90s, rock ’n’ roll and all.", "Apostrophes are no marks."),
        Example::plain("The table is 6' 2\" long.", "Feet and inches are none either."),
        Example::plain("The screen of 4'' is small.", "Nor two strokes behind a number."),
        Example::plain("\"It was a 55\" screen,\" said Ann Lee.", "Nor inside a quotation."),
        Example::plain("The poster is 24” wide.\n\nMore about the poster »", "Nor are curly ones, and an arrow."),
        Example::plain(
            "Ann Lee said: “We lost the bridge. The town is empty.\n\nAdvertisement\n\n“But the school is open.”",
            "It goes on behind a line that is no part of the article.",
        ),
    ],
    check: Check::Text(check),
};

/// The values of a tag's attributes stand between marks as well, the rest of a tag may be left, and a program has marks of
/// its own.
static CODE: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(["=\"", "=”", "=“", "\" />", "\"\"\"", "\\\""]).expect("few and short words"));

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    for (n, (block, part)) in context.blocks.iter().zip(context.parts).enumerate() {
        if !(block.kind.is_prose() || block.kind == BlockKind::Heading) {
            continue;
        }
        let marks = &part.quotations;
        let closed = |q: &Quotation| turned(context, block, q).or_else(|| mixed(block, q));
        findings.extend(marks.outer.iter().filter_map(closed));
        if marks.stray.is_empty() && marks.outer.iter().all(|q| q.close.is_some()) {
            continue;
        }
        let prose = block.prose.text();
        if CODE.is_match(prose) {
            continue;
        }
        let code = LazyCell::new(|| context.code(block));
        let typed = |mark: Span| code.cover(block.to_document(mark));
        let mut strays = marks.stray.iter().copied().filter(|&s| !typed(s) && !inches(prose, s)).peekable();
        let above = n.checked_sub(1).and_then(|n| Some((n, context.parts[n].quotations.outer.last()?)));
        if above.is_some_and(|(n, open)| open.close.is_none() && closed_below(context, n, open)) {
            findings.extend(strays.next().map(|stray| opened_above(block, part, stray)));
        }
        for quotation in marks.outer.iter().filter(|q| q.close.is_none() && !typed(q.open)) {
            while let Some(stray) = strays.next_if(|s| s.start() < quotation.span.start()) {
                findings.push(unopened(block, part, stray));
            }
            match strays.next_if(|s| s.end() <= quotation.span.end()) {
                Some(stray) => findings.extend(mismatched(block, quotation, stray)),
                None if let Some(single) = single_close(prose, quotation) => {
                    findings.extend(mismatched(block, quotation, single));
                }
                None if goes_on(context, n, quotation) || closed_below(context, n, quotation) => {}
                None => match nested(block, part, quotation) {
                    Some((inner, stray)) => {
                        strays.next_if_eq(&stray);
                        findings.push(same_inside(block, inner, quotation));
                    }
                    None => findings.push(unclosed(block, part, quotation)),
                },
            }
        }
        findings.extend(strays.map(|stray| unopened(block, part, stray)));
    }
}

/// Whether a mark of two strokes stands for inches: 1.95'' sensors.
fn inches(prose: &str, mark: Span) -> bool {
    matches!(mark.of(prose), "''" | "’’")
        && prose.get(..mark.start()).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
}

/// An opening mark and a closing one of another kind. Of the same kind, they stand around an inner quotation that has
/// the same marks, and none is missing.
fn mismatched(block: &Block, quotation: &Quotation, stray: Span) -> Option<Finding> {
    let prose = block.prose.text();
    let (open, close) = (quotation.open.of(prose), stray.of(prose));
    let partner = closing(open).filter(|&p| p != close && opening(close) != Some(open))?;
    let finding = RULE.finding(
        block.to_document(quotation.open),
        format!("This {open} is closed with {close}. Close it with {partner}."),
    );
    let edit = Edit::replace(block.to_document(stray), partner);
    Some(
        finding
            .because(block.to_document(stray), "closes it")
            .fix(Fix::new(format!("Change {close} to {partner}"), edit)),
    )
}

/// A quotation that begins with a straight mark and ends with a curly one, or the like.
fn mixed(block: &Block, quotation: &Quotation) -> Option<Finding> {
    let prose = block.prose.text();
    let kind = |mark: &str| match mark {
        "\"" | "＂" => 0,
        "``" | "''" | "‘‘" | "’’" => 1,
        _ => 2,
    };
    let close = quotation.close?;
    let same = kind(quotation.open.of(prose)) == kind(close.of(prose));
    if same { None } else { mismatched(block, quotation, close) }
}

/// The single mark behind a comma or stop that an open quotation with double marks ends with: “We left,' said Ann Lee.
/// Where a single mark opens before it, or stands for letters that are left out, it may belong to that.
fn single_close(prose: &str, quotation: &Quotation) -> Option<Span> {
    if !matches!(quotation.open.of(prose), "“" | "\"" | "«" | "„") {
        return None;
    }
    let inside = quotation.inside();
    let text = inside.of(prose);
    let single = |c: char| matches!(c, '\'' | '’' | '‘');
    let within_word = |at: usize| text[..at].ends_with(char::is_alphanumeric);
    let (at, mark) = text.match_indices(single).find(|(at, _)| !within_word(*at))?;
    let ends = text[..at].ends_with([',', '.', '?', '!']);
    let closes = mark != "‘" && text[at + mark.len()..].starts_with(' ');
    (ends && closes).then(|| Span::new(inside.start() + at, inside.start() + at + mark.len()))
}

/// A mark that is turned the wrong way: “…“, and ”…” where the article knows “…”.
fn turned(context: &Manuscript<'_>, block: &Block, quotation: &Quotation) -> Option<Finding> {
    let prose = block.prose.text();
    let close = quotation.close?;
    let (place, right, does) = match (quotation.open.of(prose), close.of(prose)) {
        ("“", "“") => (close, "”", "closes"),
        ("”", "”") if context.text.contains('“') => (quotation.open, "“", "opens"),
        _ => return None,
    };
    let mark = place.of(prose);
    let at = block.to_document(place);
    let finding = RULE.finding(at, format!("This {mark} {does} a quotation. Turn it: {right}."));
    Some(finding.fix(Fix::new(format!("Change {mark} to {right}"), Edit::replace(at, right))))
}

/// The quotation inside an open one that has its marks, and the mark that closes the outer one: “… “…” …”.
fn nested<'a>(block: &Block, part: &'a BlockExtraction, outer: &Quotation) -> Option<(&'a Quotation, Span)> {
    let prose = block.prose.text();
    let marks = &part.quotations;
    let next = marks.outer.partition_point(|q| q.span.start() < outer.span.end());
    let inner = marks.outer.get(next)?;
    let end = inner.close?.end();
    let stray = *marks.stray.get(marks.stray.partition_point(|s| s.start() < end))?;
    let alone = marks.outer.get(next + 1).is_none_or(|q| q.span.start() > stray.start());
    let one = outer.open.of(prose) == inner.open.of(prose) && closing(outer.open.of(prose)) == Some(stray.of(prose));
    (one && alone).then_some((inner, stray))
}

/// A quotation inside another that has the same marks.
fn same_inside(block: &Block, inner: &Quotation, outer: &Quotation) -> Finding {
    let prose = block.prose.text();
    let place = block.to_document(inner.open);
    let message =
        "This quotation stands inside one with the same marks. Give it others, so that the outer one goes on.";
    let finding = RULE.finding(place, message).because(block.to_document(outer.open), "the outer one");
    let single = match inner.open.of(prose) {
        "“" => ("‘", "’"),
        "‘" => ("“", "”"),
        _ => return finding,
    };
    let Some(close) = inner.close else { return finding };
    let edits = vec![Edit::replace(place, single.0), Edit::replace(block.to_document(close), single.1)];
    finding.fix(Fix { title: format!("Change to {} {}", single.0, single.1).into(), edits, safe: false })
}

/// Whether the next paragraph takes an open quotation up, with the same mark at its start.
fn goes_on(context: &Manuscript<'_>, n: usize, quotation: &Quotation) -> bool {
    let prose = context.blocks[n].prose.text();
    if quotation.span.end() < prose.trim_end().len() {
        return false;
    }
    // A comment is not part of the text, wherever it stands, nor is a line of boilerplate.
    let furniture =
        |b: &Block| context.page_line(b.span.start()).is_some_and(|line| line.covers(b.span.trim(context.text)));
    let behind = context.blocks.iter().zip(context.parts).skip(n + 1);
    let mut text = behind.into_iter().filter(|(b, _)| b.kind != BlockKind::Comment && !furniture(b));
    let Some((next, part)) = text.next() else { return false };
    let text = next.prose.text();
    let opens = |q: &Quotation| text.get(..q.open.start()).is_some_and(|before| before.trim().is_empty());
    next.kind.is_prose()
        && part.quotations.outer.first().is_some_and(|q| opens(q) && q.open.of(text) == quotation.open.of(prose))
}

/// Whether the paragraph behind closes an open quotation without opening one: what it lacks is marked there.
fn closed_below(context: &Manuscript<'_>, n: usize, quotation: &Quotation) -> bool {
    let prose = context.blocks[n].prose.text();
    let Some((next, part)) = context.blocks.get(n + 1).zip(context.parts.get(n + 1)) else { return false };
    let marks = &part.quotations;
    let stray = marks.stray.first().filter(|s| marks.outer.first().is_none_or(|q| s.start() < q.span.start()));
    let closes = |s: &Span| closing(quotation.open.of(prose)) == Some(s.of(next.prose.text()));
    quotation.span.end() >= prose.trim_end().len() && next.kind == BlockKind::Paragraph && stray.is_some_and(closes)
}

fn unclosed(block: &Block, part: &BlockExtraction, quotation: &Quotation) -> Finding {
    let prose = block.prose.text();
    let mark = quotation.open.of(prose);
    let finding = RULE.finding(
        block.to_document(quotation.open),
        format!("This {mark} is not closed in its paragraph. Close it where the speaker's words end."),
    );
    let Some(partner) = closing(mark) else { return finding };
    let whole = quotation.inside().trim(prose);
    // Marks without words between them are noise; more of them would be worse.
    if !has_words(whole.of(prose)) {
        return finding;
    }
    let cue = before_cue(prose, part, whole);
    let sentence = part.sentences.get(part.sentences.partition_point(|s| s.span.end() <= whole.start()));
    let ends = sentence.map(|s| s.span).map(|s| s.end().clamp(whole.start(), whole.end())).filter(|&e| e < whole.end());
    let at = |end: usize| {
        let inside = Span::new(whole.start(), end);
        block.to_document(Span::new(whole.start(), whole.start() + closed_at(inside.of(prose)))).end()
    };
    let fix = |title: &str, end: usize| Fix::new(format!("Insert {partner} {title}"), Edit::insert(at(end), partner));
    match (cue, ends) {
        (Some(cue), _) => finding.fix(fix("before the words that attribute it", cue)),
        (None, Some(end)) => {
            finding.fix(fix("behind the sentence", end)).fix(fix("at the end of the paragraph", whole.end()))
        }
        (None, None) => finding.fix(fix("at the end", whole.end())),
    }
}

/// Where words are closed: before a bracket that closes what began before them, and a bracket or a dash that opens what
/// comes next.
fn closed_at(words: &str) -> usize {
    let outer = words.split_once(')').map(|(inside, _)| inside).filter(|inside| !inside.contains('('));
    outer.unwrap_or(words).trim_end_matches(['(', '[', '—', '–', ' ']).len()
}

/// Whether words begin among the first characters.
fn has_words(text: &str) -> bool {
    text.chars().take(64).any(char::is_alphanumeric)
}

/// Where words that attribute begin inside an open quotation: behind the comma of “…, said Ann Lee” or “…, Lee said”.
fn before_cue(prose: &str, part: &BlockExtraction, whole: Span) -> Option<usize> {
    let first = part.tokens.partition_point(|t| t.span.start() < whole.start());
    let tokens = &part.tokens[first..];
    let tokens = &tokens[..tokens.partition_point(|t| t.span.start() < whole.end())];
    let ends = [".", "!", "?"];
    let sentence = tokens.iter().position(|t| ends.contains(&t.span.of(prose))).unwrap_or(tokens.len());
    tokens[..sentence].iter().enumerate().find_map(|(i, comma)| {
        let behind = &tokens[i + 1..sentence];
        (comma.span.of(prose) == "," && attributes(prose, behind)).then_some(comma.span.end())
    })
}

/// Whether words begin with a verb of saying, or with one behind a pronoun or a name.
fn attributes(prose: &str, tokens: &[Token]) -> bool {
    let says = |t: &Token| {
        let word = t.span.of(prose).lower();
        lexicon::cues().starting(&word).iter().any(|c| {
            c.rest.is_empty() && c.frames.is(Frames::DIRECT) && matches!(c.form, VerbForm::Past | VerbForm::Third)
        })
    };
    let who = |t: &&Token| {
        let word = t.span.of(prose);
        matches!(word, "he" | "she" | "they" | "it") || word.starts_with(char::is_uppercase)
    };
    let names = tokens.iter().take_while(who).count();
    names <= 4 && tokens.get(names).is_some_and(says)
}

/// A mark that closes what the paragraph above opens.
fn opened_above(block: &Block, part: &BlockExtraction, stray: Span) -> Finding {
    let mark = stray.of(block.prose.text());
    let partner = opening(mark).unwrap_or(mark);
    let message = format!(
        "This {mark} closes what the paragraph above opens. Begin this one with {partner}, too, or join the two."
    );
    Finding { message, ..unopened(block, part, stray) }
}

fn unopened(block: &Block, part: &BlockExtraction, stray: Span) -> Finding {
    let prose = block.prose.text();
    let mark = stray.of(prose);
    let finding = RULE.finding(
        block.to_document(stray),
        format!("This {mark} closes nothing. Open the quotation where the speaker's words begin."),
    );
    let Some(partner) = opening(mark) else { return finding };
    let sentence = part.sentences.iter().rfind(|s| s.span.start() < stray.start()).map(|s| s.span.start());
    // Behind what was closed before it.
    let before = part.quotations.outer.iter().filter_map(|q| q.close).rfind(|c| c.end() <= stray.start());
    let floor = before.map_or(0, |c| c.end());
    let first = prose.len() - prose.trim_start().len();
    let starts = sentence.unwrap_or(first).max(floor);
    let starts = starts + prose.get(starts..).map_or(0, |t| t.len() - t.trim_start().len());
    if !prose.get(starts..stray.start()).is_some_and(has_words) {
        return finding;
    }
    let at = |start: usize| block.to_document(Span::new(start, stray.start().max(start))).start();
    let fix = |title: &str, start| Fix::new(format!("Insert {partner} {title}"), Edit::insert(at(start), partner));
    if let Some(wrong) = other_mark(prose, starts, partner) {
        // A mark of another kind opens: one is wrong, and none is missing.
        let place = block.to_document(wrong);
        let title = format!("Change {} to {partner}", wrong.of(prose));
        return finding.because(place, "another mark").fix(Fix::new(title, Edit::replace(place, partner)));
    }
    let finding = finding.fix(fix("before the sentence", starts));
    if first < starts && floor == 0 { finding.fix(fix("at the start of the paragraph", first)) } else { finding }
}

/// A mark at the beginning of a sentence that opens, though not with `partner`. An apostrophe before a small letter is
/// part of a word.
fn other_mark(prose: &str, start: usize, partner: &str) -> Option<Span> {
    let rest = prose.get(start..)?;
    let mark = ["'", "‘", "’", "\"", "“", "”"].into_iter().find(|m| *m != partner && rest.starts_with(m))?;
    rest[mark.len()..].starts_with(char::is_uppercase).then(|| Span::new(start, start + mark.len()))
}

const PAIRS: [(&str, &str); 9] = [
    ("\"", "\""),
    ("“", "”"),
    ("‘", "’"),
    ("«", "»"),
    ("‹", "›"),
    ("「", "」"),
    ("『", "』"),
    ("``", "''"),
    ("'", "'"),
];

/// The mark that closes what `mark` opens.
fn closing(mark: &str) -> Option<&'static str> {
    let odd = [("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹"), ("”", "”"), ("''", "''"), ("＂", "＂")];
    PAIRS.iter().chain(&odd).find(|p| p.0 == mark).map(|p| p.1)
}

/// The mark that opens what `mark` closes.
fn opening(mark: &str) -> Option<&'static str> {
    let odd = [("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹"), ("＂", "＂")];
    PAIRS.iter().chain(&odd).find(|p| p.1 == mark).map(|p| p.0)
}
