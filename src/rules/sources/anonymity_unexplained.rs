use std::sync::LazyLock;

use regex::Regex;

use crate::rules::practice::{REUTERS_SOURCING, SPJ_CODE};
use crate::rules::reading::phrase;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::Span;

/// Marks anonymity that is granted and not explained.
pub static RULE: Rule = Rule {
    code: "anonymity-unexplained",
    title: "Anonymity is granted, and it is not said why.",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
Readers accept a source without a name when they learn why there is none: somebody was not authorised to speak, or \
fears for a job or a life. Without a reason, anonymity looks like a favour. Most newsrooms ask for the reason in the \
article, and for more than “to speak freely”.

The rule marks words that grant anonymity (“on condition of anonymity”, “who asked not to be named”) when no reason \
stands in the same paragraph.

It goes away when the reason is there: “because he was not authorised to discuss the talks”.",
    practice: &[
        "[AP, News Values and Principles: anonymous sources](https://www.ap.org/about/news-values-and-principles/)",
        REUTERS_SOURCING,
        SPJ_CODE,
    ],
    bad: &[
        Example::plain("The talks are over, said an official who spoke ⟦on condition of anonymity⟧.", "Why no name?"),
        Example::plain(
            "A teacher at the school, who ⟦asked not to be named⟧, said the roof had leaked for years.",
            "What does she fear?",
        ),
        Example::plain("Two aides, who ⟦requested anonymity⟧, described the meeting.", "What do they risk?"),
    ],
    good: &[
        Example::plain(
            "The talks are over, said an official who spoke on condition of anonymity because he was not authorised to discuss them.",
            "The reader learns why.",
        ),
        Example::plain(
            "A teacher, who asked not to be named for fear of losing her job, said the roof had leaked for years.",
            "She fears for her job.",
        ),
        Example::plain(
            "Two aides requested anonymity to discuss a private meeting. They described it at length.",
            "The meeting was private.",
        ),
        Example::plain("The prize is named after a teacher who asked for silence.", "Nobody hides."),
    ],
    check: Check::Text(check),
};

static GRANTED: LazyLock<Regex> = LazyLock::new(|| {
    let named = r"(?:be |being )?(?:named|identified|quoted(?: by name)?)";
    phrase(&format!(
        r"\b(?:(?:up)?on (?:the )?conditions? (?:of anonymity|that (?:he|she|they|(?:his|her|their) names?) (?:would )?not {named})|under (?:the )?(?:condition|cover) of anonymity|(?:ask(?:ed|s|ing)|want(?:ed|s|ing)|wish(?:ed|es|ing)|prefer(?:red|s|ring)?|request(?:ed|s|ing)|insist(?:ed|s|ing)) (?:that )?(?:not to {named}|to (?:remain|stay|be) anonymous)|(?:ask(?:ed|s|ing) for|request(?:ed|s|ing)|insist(?:ed|s|ing) on|(?:was|were) (?:granted|promised)) anonymity|(?:declin(?:ed|es|ing)|refus(?:ed|es|ing)|(?:did not|didn't|does not) (?:want|wish)) to {named})\b"
    ))
});
static REASON: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:because|since (?:he|she|they|the)|as (?:he|she|they|the|it)|(?:in order )?to (?:be able to )?(?:discuss|describe|talk|speak|share|protect|avoid|reveal|preserve|disclose|detail|provide|offer|characteri[sz]e|recount|give|confirm|comment|explain|relate)|so (?:that|as|they|he|she)|fear(?:s|ed|ing)?|citing|due to|owing to|given the|authori[sz]ed|allowed to|permitted to|discussing|describing|reprisals?|retaliation|retribution|backlash|sensitiv\w*|worried|concern(?:s|ed)?|lose (?:his|her|their) jobs?|private|confidential|ongoing)\b",
    )
});

/// Whether a sentence tells that a source is not named on purpose, or may not speak.
pub(super) fn told(sentence: &str) -> bool {
    GRANTED.is_match(sentence) || UNAUTHORISED.is_match(sentence)
}

static UNAUTHORISED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:(?:not|never|n't)(?: been)? (?:authori[sz]ed|allowed|permitted) to|(?:spoke|speaking|talked) anonymously|(?:can(?:not|['’]t)|may not|must not) be (?:named|identified)|(?:is|are) not (?:being )?(?:named|identified|naming|identifying)|names? (?:has|have) been (?:changed|withheld)|not (?:his|her|their) real names?|(?:gave|give|gives|giving|uses?|used) (?:only )?(?:his|her|their) (?:first |last )?names? (?:only |just )?as|(?:gave|give|giving|use|used) only (?:his|her|their) (?:first|last) names?|identified (?:him|her|them)sel(?:f|ves) (?:only )?as)\b",
    )
});

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    for (at, span) in context.places(|n| &n.anonymity, &GRANTED) {
        let prose = at.block.prose.text();
        let before = prose.get(..span.start()).unwrap_or_default();
        let behind = prose.get(span.end()..).unwrap_or_default();
        if REASON.is_match(before) || REASON.is_match(behind) {
            continue;
        }
        let place = at.block.to_document(span);
        let message = format!("“{}”, and the reader does not learn why. Give the reason.", span.of(prose));
        let edit = Edit { placeholder: Some(Span::new(9, 11)), ..Edit::insert(place.end(), " because TK") };
        let fix = Fix::new("Insert a reason (“because TK”)", edit);
        findings.push(RULE.finding(place, message).because(place, "no reason").fix(fix));
    }
}
