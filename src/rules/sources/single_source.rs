use crate::extract::{SpeakerId, Support};
use crate::rules::practice::{AP_VALUES, REUTERS_SOURCING};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::BlockKind;

/// Marks articles that rest on one source.
pub static RULE: Rule = Rule {
    code: "single-source",
    title: "A story of six or more claims, all on one source.",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
One source can be wrong, or have an interest. A story that rests on one voice should have a second one that confirms \
it, a document, or somebody on the other side.

The rule marks the source at its first words when six or more claims of the article are on its word and nobody else \
is heard: no other speaker, and no link, footnote or citation. Interviews and transcripts have one voice by design and \
are left alone.

It goes away when a second source speaks, or when a link leads to what the claims rest on.",
    practice: &[REUTERS_SOURCING, AP_VALUES],
    bad: &[
        Example::plain(
            "⟦Ann Lee⟧ said the bridge cost 4 million euros. She said 900 lorries cross it every day. She said it was closed four times in 2021. She said repairs cost 90,000 euros. She said 12 workers were hurt. She said traffic rose by 14 percent.",
            "Six figures, and she alone gives them.",
        ),
        Example::plain(
            "⟦The ministry⟧ said 300 schools were closed in 2020. The ministry said 40 homes were sold. The ministry said 9,000 pupils moved to other towns. The ministry said 200 teachers left their jobs. The ministry said that costs fell by 12 percent. The ministry said 15 schools will open by 2026.",
            "A ministry is one source as well.",
        ),
        Example::plain(
            "⟦John Ray⟧ said 40 ships came in May.\n\n“We lost 300 jobs,” he said. “We spent 5 million euros on cranes.”\n\nHe said trade fell by 20 percent. He said 12 firms left. He said rents rose by 8 percent.",
            "Quotations count like the rest.",
        ),
    ],
    good: &[
        Example::plain(
            "The bridge cost 4 million euros, Ann Lee, the builder, said. She said 900 lorries cross it every day. She said it was closed four times in 2021. She said repairs cost 90,000 euros. She said 12 workers were hurt. Jo Ray of the drivers' union said traffic rose by 14 percent.",
            "A second voice is heard.",
        ),
        Example::plain(
            "The bridge cost 4 million euros, Ann Lee said. She said 900 lorries cross it every day.",
            "Two claims are no story yet.",
        ),
        Example::markdown(
            "The bridge cost 4 million euros, Ann Lee said. She said 900 lorries cross it every day. She said it was closed four times in 2021. She said repairs cost 90,000 euros. She said 12 workers were hurt. Traffic [rose by 14 percent](https://example.org/traffic).",
            "A link confirms one of them.",
        ),
    ],
    check: Check::Article(check),
};

const MANY: usize = 6;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let extraction = context.extraction;
    if context.blocks.iter().any(|b| b.kind == BlockKind::Turn) {
        return;
    }
    let mut only: Option<SpeakerId> = None;
    for quote in &extraction.quotes {
        match (quote.speaker, only) {
            (None, _) if !quote.source.is_empty() => return,
            (Some(id), Some(other)) if id != other => return,
            (Some(id), _) => only = Some(id),
            (None, _) => {}
        }
    }
    let mut claims = 0;
    for claim in extraction.reasoned_claims() {
        match claim.support {
            Support::Link(_) => return,
            Support::Quote(_) | Support::Carried(_) => claims += 1,
            Support::Narrator(_) | Support::Given(_) | Support::Nobody => {}
        }
    }
    if claims < MANY || context.blocks.iter().any(|b| b.kind.is_prose() && !b.prose.links().is_empty()) {
        return;
    }
    let Some(id) = only else { return };
    let first = extraction.quotes.iter().filter(|q| q.speaker == Some(id)).find_map(|q| q.source.first());
    let Some(&source) = first else { return };
    let name = extraction.speakers.get(id).map_or("", |s| s.name.as_str());
    let message = format!("{claims} claims rest on {name} alone. Ask somebody else, or link to what confirms them.");
    findings.push(RULE.finding(source, message).because(source, "the only source"));
}
