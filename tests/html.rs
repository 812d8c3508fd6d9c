//! HTML: what is found in the words of a page is told in the places of its source, and a fix leaves its markup whole.

use whosaid::rules::{Finding, Fix, Profile};
use whosaid::settings::Settings;
use whosaid::{Analysis, Analyzer, Format};

fn read(text: &str) -> Analysis {
    let settings = Settings { profile: Profile::Strict, ..Settings::default() };
    Analyzer::default().analyze(text.into(), Format::Html, &settings, &|| false).expect("nobody cancels")
}

fn only(analysis: &Analysis, code: &str) -> Vec<Finding> {
    analysis.findings.iter().filter(|f| f.rule.code == code).cloned().collect()
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut out = text.to_owned();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|e| std::cmp::Reverse(e.span));
    edits.iter().for_each(|e| out.replace_range(e.span.range(), &e.text));
    out
}

/// The text after the first fix of the first finding of a rule.
fn fixed(text: &str, code: &str) -> String {
    let finding = only(&read(text), code).into_iter().next().unwrap_or_else(|| panic!("no {code} in {text}"));
    let fix = finding.fixes.first().unwrap_or_else(|| panic!("no fix of {code} in {text}"));
    apply(text, fix)
}

#[test]
fn a_fix_is_written_as_the_source_is() {
    let rest = "<p>The bridge was built in 1931.</p>";
    for (code, text, after) in [
        (
            "unbalanced-quote",
            format!("<p>&ldquo;We won, said <b>Ann Lee</b>, the mayor of Velm.</p>{rest}"),
            format!("<p>&ldquo;We won,&rdquo; said <b>Ann Lee</b>, the mayor of Velm.</p>{rest}"),
        ),
        (
            "unbalanced-quote",
            format!("<p>“We <i>won</i>, said Ann Lee, the mayor of Velm.</p>{rest}"),
            format!("<p>“We <i>won</i>,” said Ann Lee, the mayor of Velm.</p>{rest}"),
        ),
        (
            "unattributed-claim",
            "<p>Sales at Lee &amp; Sons <em>fell</em> by 40 percent in 2019<b>.</b></p>".to_owned(),
            "<p>Sales at Lee &amp; Sons <em>fell</em> by 40 percent in 2019<b>, according to TK.</b></p>".to_owned(),
        ),
        (
            "boilerplate-line",
            format!("{rest}\n<ul>\n  <li><a href=\"/x\">Share this article</a></li>\n</ul>\n{rest}"),
            format!("{rest}\n{rest}"),
        ),
        (
            "boilerplate-line",
            format!("<div>{rest}<p class=x>Share this article</p>{rest}</div>"),
            format!("<div>{rest}{rest}</div>"),
        ),
        // A tag of an element that ends or begins with the words stands outside of them.
        (
            "boilerplate-line",
            format!("{rest}\n<p>Read more: <a href=/x>Ferry fares rise again</a></p>\n{rest}"),
            format!("{rest}\n{rest}"),
        ),
        (
            "boilerplate-line",
            format!("{rest}<p><b>Read more:</b> <i><a href=/x>Ferry fares rise again</a> </i></p>{rest}"),
            format!("{rest}{rest}"),
        ),
    ] {
        assert_eq!(fixed(&text, code), after);
    }
}

#[test]
fn a_fix_that_would_cut_markup_is_none() {
    // The stop of the sentence stands between two tags that cross it.
    let text = "<p>It is <b>so</b>.</p><p>The city has <b>4,000 bridges</b>.</p><p>Share <b>this</p> article</b>";
    for finding in read(text).findings {
        for fix in &finding.fixes {
            let after = apply(text, fix);
            assert_eq!(after.matches('<').count() % 2, 0, "{}: {after}", finding.rule.code);
        }
    }
    let browser = "<p><q>We won, said Ann Lee, the mayor of Velm.</p><p>It rained.</p>";
    assert!(
        only(&read(browser), "unbalanced-quote")
            .iter()
            .all(|f| { f.fixes.iter().all(|fix| apply(browser, fix).contains("<q>")) })
    );
}

#[test]
fn comments_silence_what_is_behind_them() {
    let claim = "<p>Sales fell by 40 percent in 2019.</p>";
    let count = |text: &str| only(&read(text), "unattributed-claim").len();
    assert_eq!(count(&claim.repeat(2).replacen("2019", "2018", 1)), 2);
    for text in [
        format!("<!-- whosaid-ignore unattributed-claim -->{claim}"),
        format!("<!-- whosaid-ignore -->\n<div>{claim}</div>"),
        claim.replace("Sales", "<!-- whosaid-ignore -->Sales"),
        format!("<!-- whosaid-off -->{claim}{claim}<!-- whosaid-on -->"),
        format!("{claim}<!-- whosaid-ignore-file unattributed-claim -->"),
    ] {
        assert_eq!(count(&text), 0, "{text}");
    }
    assert_eq!(count(&format!("<pre>&lt;!-- whosaid-off --&gt;</pre>{claim}")), 1);
    let misspelt = read("<p>It rained.</p><!-- whosaid-ignroe --><p>It rained on.</p>");
    assert_eq!(only(&misspelt, "unknown-comment").len(), 1, "{:?}", misspelt.findings);
}

#[test]
fn places_in_messages_are_those_of_the_source() {
    let line = "<p>The council of Velm met in the old town hall on the hill above the river.</p>";
    let text = format!("<html>\n<body>\n{line}\n<p>It rained.</p>{line}\n</body></html>");
    let found = only(&read(&text), "duplicate-line");
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("line 3 "), "{}", found[0].message);
    assert_eq!(found[0].evidence[0].span.start(), text.find("The council").expect("it is there"));
}

#[test]
fn names_are_told_without_markup() {
    let text = "<p>&ldquo;We won,&rdquo; said Mary&nbsp;O&rsquo;Brien of <i>Lee</i> &amp; Sons.</p>\
        <p>&ldquo;We will go on,&rdquo; <b>O&#8217;Brien</b> said.</p>";
    let extraction = read(text).extraction;
    let names: Vec<_> = extraction.speakers.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Mary O’Brien"]);
    let mentions: Vec<_> = extraction.speakers[0].mentions.iter().map(|m| m.0.of(text)).collect();
    assert_eq!(mentions, ["Mary&nbsp;O&rsquo;Brien", "O&#8217;Brien"]);
}

/// Words of one line of a page are told apart from others on it.
#[test]
fn a_page_in_one_line_is_read_as_any_other() {
    let lines = [
        "<h1>Ferry fares rise</h1>",
        "<p>“We had no choice,” said Ann Lee, the director of the ferry.</p>",
        "<p>Share this article</p>",
        "<p>Sales fell by 40 percent in 2019.</p>",
    ];
    let told = |text: &str| {
        let analysis = read(text);
        let findings = analysis.findings.iter().map(|f| (f.rule.code, f.span.of(text).to_owned()));
        (findings.collect::<Vec<_>>(), analysis.extraction.quotes.len())
    };
    assert_eq!(told(&lines.concat()), told(&lines.join("\n\n  ")));
    assert!(told(&lines.concat()).0.contains(&("boilerplate-line", "Share this article".to_owned())));
}
