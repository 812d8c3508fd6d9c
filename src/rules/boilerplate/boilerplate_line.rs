use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::Span;

/// Marks lines that belong to the page and not to the article.
pub static RULE: Rule = Rule {
    code: "boilerplate-line",
    title: "A boilerplate line, which is no part of the article.",
    group: Group::Boilerplate,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
Text that is pasted or scraped from a page brings its furniture along: links to other stories, share buttons, forms \
for comments and newsletters, picture credits, copyright lines. It must not be printed, and what it says is not the \
article's: a reader's comment is no quotation of it.

The rule marks such lines with the reason why. Everything else that whosaid finds leaves them out.

How much it marks depends on the profile: `quiet` marks lines that say by their words what they are, `default` what is \
precise, `strict` all that is likely.

It goes away when the line, or all lines of its kind around it, are deleted. A line that does belong to the article \
can be ignored. Phrases of your own pages can be added in `whosaid.toml`:

```toml
[boilerplate]
phrases = [\"Read our weekend briefing\"]
```",
    practice: &[
        "[Boilerplate text](https://en.wikipedia.org/wiki/Boilerplate_text)",
        "[Kohlschütter, Fankhauser, Nejdl: Boilerplate Detection using Shallow Text Features](https://doi.org/10.1145/1718487.1718542)",
    ],
    bad: &[
        Example::plain(
            "The library will close in June, and its books go to the school.\n\n⟦Leave a Reply⟧\n\n\
             ⟦Your email address will not be published.⟧",
            "The form for comments was pasted along.",
        ),
        Example::plain(
            "⟦Share on Facebook⟧\n\nThe library will close in June, and its books go to the school.",
            "A share button stands above the text.",
        ),
        Example::plain(
            "The library will close in June, and its books go to the school.\n\n⟦Sign up for our newsletter⟧",
            "An offer to subscribe.",
        ),
    ],
    good: &[
        Example::plain(
            "The library will close in June, and its books go to the school.\n\nA new start\n\nThe school has room for them.",
            "A heading is part of the article.",
        ),
        Example::plain(
            "Readers could leave a reply below the article until the newspaper closed its forum last week.",
            "A sentence about a form is none.",
        ),
        Example::markdown(
            "The plan has three parts:\n\n- move the books\n- sell the house\n- plant a garden",
            "A list of the article.",
        ),
    ],
    check: Check::Text(check),
};

/// The most stretches that a fix deletes, where every line offers it.
const STRETCHES: usize = 20;

/// The most stretches that a fix deletes, where only the first line of each region offers it.
const ALL: usize = 200;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let lines = context.boilerplate;
    let numbers: Vec<usize> = lines.iter().map(|l| l.line).collect();
    let all = deletions(context, &numbers);
    let title = match lines.len() {
        2 => "Delete both boilerplate lines".to_owned(),
        count => format!("Delete all {count} boilerplate lines"),
    };
    let whole = (all.len() <= ALL).then(|| fix(title, &all));
    let mut first = 0;
    for region in lines.chunk_by(|a, b| a.region == b.region) {
        let own = deletions(context, &numbers[first..first + region.len()]);
        let title = format!("Delete these {} boilerplate lines", region.len());
        let together = (region.len() > 1 && own.len() <= STRETCHES).then(|| fix(title, &own));
        for (i, line) in region.iter().enumerate() {
            let message = format!("{} Delete it, or ignore it if it belongs to the article.", stopped(&line.reason));
            let mut finding = RULE.finding(line.span, message);
            finding.fixes.push(Fix::new("Delete this line", deletion(context, line.line, line.line)));
            finding.fixes.extend(together.clone());
            if region.len() < lines.len() && (i == 0 || all.len() <= STRETCHES) {
                finding.fixes.extend(whole.clone());
            }
            findings.push(finding);
        }
        first += region.len();
    }
}

fn fix(title: String, edits: &[Edit]) -> Fix {
    Fix { title: title.into(), edits: edits.to_vec(), safe: false }
}

/// Deletes these lines, with one edit for each stretch of them.
fn deletions(context: &Manuscript<'_>, lines: &[usize]) -> Vec<Edit> {
    stretches(context, lines).into_iter().map(|(first, last)| deletion(context, first, last)).collect()
}

/// A reason as a sentence.
fn stopped(reason: &str) -> String {
    let reason = reason.trim();
    match reason {
        "" => "This line is not part of the article.".to_owned(),
        // The words it shows may end with a stop of their own.
        _ if reason.ends_with(".”.") => reason[..reason.len() - 1].to_owned(),
        _ if reason.ends_with(['.', '!', '?']) => reason.to_owned(),
        _ => format!("{reason}."),
    }
}

/// First and last line of each stretch of a region that nothing but blank lines interrupts.
fn stretches(context: &Manuscript<'_>, region: &[usize]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for &line in region {
        match out.last_mut() {
            Some(last) if (last.1 + 1..line).all(|l| blank(context, l)) => last.1 = line,
            _ => out.push((line, line)),
        }
    }
    out
}

fn blank(context: &Manuscript<'_>, line: usize) -> bool {
    context.lines.line_span(context.text, line).of(context.text).trim().is_empty()
}

/// Takes the lines `first..=last` away with their breaks, and the blank lines that would be left over: one gap stays
/// between what stood around them, none at the start of the text, and the end of the text ends as before.
pub(super) fn deletion(context: &Manuscript<'_>, first: usize, last: usize) -> Edit {
    let count = context.lines.len();
    let start_of = |line: usize| context.lines.line_span(context.text, line).start();
    let mut above = first;
    while above > 0 && blank(context, above - 1) {
        above -= 1;
    }
    let mut below = last + 1;
    while below < count && blank(context, below) {
        below += 1;
    }
    if below < count {
        // Text follows. With a gap above, or nothing, the gap below goes too.
        let next = if above < first || first == 0 { below } else { last + 1 };
        return Edit::delete(Span::new(start_of(first), start_of(next)));
    }
    let end = context.text.len();
    if above == 0 {
        return Edit::delete(Span::new(0, end));
    }
    let broken = context.text.ends_with(['\n', '\r']);
    let before = context.lines.line_span(context.text, above - 1);
    let text = before.of(context.text).trim_end_matches(['\n', '\r']);
    let start = if broken { before.end() } else { before.start() + text.len() };
    Edit::delete(Span::new(start, end))
}
