//! Claims, and on whose word they rest.

use whosaid::analysis::extraction;
use whosaid::extract::{Claim, ClaimType, Scope, Support};
use whosaid::rules::Profile;
use whosaid::settings::Settings;
use whosaid::{Analysis, Format, analyze};

/// The claim that overlaps `words`, if any.
fn claim<'a>(analysis: &'a Analysis, words: &str) -> Option<&'a Claim> {
    let at = analysis.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    analysis.extraction.claims.iter().find(|c| c.span.start() <= at && at < c.span.end())
}

fn types(claim: &Claim) -> Vec<ClaimType> {
    claim.types.iter().map(|t| t.0).collect()
}

#[test]
fn kinds_of_unattributed_claims() {
    for (text, kind) in [
        ("Nearly 40 percent of the town's households burn wood in winter.", ClaimType::Statistic),
        ("Rents fell 9 percent.", ClaimType::Statistic),
        ("The students scored 24 points lower than in 2019.", ClaimType::Statistic),
        ("Inflation is 4 percent.", ClaimType::Statistic),
        ("Corrections officers at the jail - 40 of them - earn 9 percent less.", ClaimType::Statistic),
        ("The new stadium cost 312 million euros to build.", ClaimType::Quantity),
        ("An estimated 300 people marched through the old town.", ClaimType::Quantity),
        ("The cost of the bridge is estimated at 4 million euros.", ClaimType::Quantity),
        ("Norwick is the largest port on the northern coast.", ClaimType::Comparison),
        ("The mill closed because of the flood in the lower town.", ClaimType::Cause),
        ("Delegates of the union have been invited several times to the palace.", ClaimType::Event),
        ("The council plans to keep ties with the three cities.", ClaimType::Prediction),
        ("Parliament passed the harbour bill in a late session.", ClaimType::Law),
    ] {
        let analysis = analyze(text, Format::Plain);
        let claims = &analysis.extraction.claims;
        assert_eq!(claims.len(), 1, "{text}: {claims:?}");
        assert!(types(&claims[0]).contains(&kind), "{text}: {:?}", claims[0].types);
        assert!(!claims[0].attributed(), "{text}: {:?}", claims[0].support);
        assert!(claims[0].score > 0.0 && claims[0].score <= 1.0, "{text}: {}", claims[0].score);
        for (_, span) in &claims[0].types {
            assert!(claims[0].span.covers(*span) && !span.is_empty(), "{text}: {span:?}");
        }
    }
}

#[test]
fn what_is_no_claim() {
    for text in [
        "And this is nothing new.",
        "Will the bridge cost 40 million euros more than planned?",
        "The council should spend 3 million euros on the school.",
        "I think the bridge is the ugliest thing in 20 miles.",
        "We drove 300 miles along the coast in two days.",
        "Make sure that you bring 20 dollars for the gate.",
        "It was a strange and lovely evening by the sea.",
        "Only 9 percent.",
        "Tom Berg scored 24 points and had 11 rebounds.",
        "Norwick won 3-2 on a cold night in May.",
        "Ann Lee was 6-under after a round of 66 in the rain.",
        "Subscribe today for $1 a week and read all we have.",
        "Fans of the club in the old town sang “We Shall Rise” and went home.",
        "Correction: An earlier version of this article said that 14 people were killed. The fire killed 12 people.",
        "This article misstated the cost of the bridge. It was 4 million euros and not 14 million.",
    ] {
        let analysis = analyze(text, Format::Plain);
        assert!(analysis.extraction.claims.is_empty(), "{text}: {:?}", analysis.extraction.claims);
    }
    let heading = "Avoid the loss of 300 jobs\n\nThe mill was quiet on the morning after the talks.";
    assert!(analyze(heading, Format::Plain).extraction.claims.is_empty());
}

/// Whether people are told of a claim in `text`.
fn told(text: &str, settings: &Settings) -> bool {
    extraction(text, Format::Plain, settings, Scope::Everything).reasoned_claims().any(|c| !c.attributed())
}

#[test]
fn what_weighs_little_is_told_of_in_the_strict_profile_only() {
    let (default, strict) = (Settings::default(), Settings { profile: Profile::Strict, ..Settings::default() });
    for text in [
        "Shares in Harbour Foods closed 1.4 percent lower at $88.95.",
        "Lars Holm kept 31 shots out and was cheered off the ice.",
        "The season-best run of the hall team was cheered by 300 people on Friday.",
        "The lamp is available from $229 and lights up a whole hall.",
        "Pick a lamp that lasts for 40 hours and you will save 300 euros.",
        "Three new lamps are among the best of the 14 features:",
        "Tom Berg joined the choir of the old mill in Norwick last year.",
        "She was born in Norwick in 1936, the third of five children of a ferryman.",
        "In 1958 she married a sailmaker, and three years later they moved to a shed above the mill.",
        "The mill, 12 miles from the sea, was destroyed by a storm in November 2022.",
        "Two women came down the steps of the mill with a pram of bread, and nine cars left the ferry.",
        "She pleaded guilty to one count of theft in January and was sentenced to two years in prison.",
        "The council approved a budget of 312 million euros by 24 votes to 21.",
        "The bill would require lenders to tell 40,000 customers of the old mill.",
        "The minister is due to meet the union of the mill on Thursday, and a funeral will be held at noon.",
        "Ann Lee has won at least 25 delegates in the north so far.",
        "The hall opens daily at 10, and a card for 20 people costs 90 euros.",
        "Soften the leeks in the fat for five minutes and stir in the barley.",
        "That is an extra 91 euros a year for each household.",
        "The startup aims to show lamps with parts from the old mill.",
        "Copper rose 0.9 percent to $5,880.00 a tonne in London.",
    ] {
        assert!(!told(text, &default), "{text}");
        assert!(told(text, &strict), "strict: {text}");
    }
    for text in [
        "The council plans to keep ties with the three cities.",
        "The mayor was arrested in the old mill on Friday night.",
        "Two children were injured in the fall of the old mill.",
        "The talks came two days after the bank had lost 40 million euros.",
        "The mill has repeatedly failed the tests of the last two years.",
        "Rents in the old town have risen by 14 percent.",
        "The company failed to pay the men of the night shift for two months.",
        "It was the first frost in Norwick in 30 years.",
        "The mayor was reportedly named in the letter by two clerks.",
        "The wall of the old mill had never been inspected since 2011.",
        "Three members of the board knew of the payments in May.",
        "Two clerks offered voters 20 euros each in the spring.",
        "The firm threatened a witness last summer.",
        "She moved to the mill in 1958 and sold 4,000 boats there.",
        "The ambulance took 94 minutes to come to the mill in May.",
        "He was arrested at the mill in the week of the storm of 2022.",
        "Trout have all but vanished from the lake since the mill was opened in 1999.",
        "The ferry stops on Monday, the first stop in 40 years.",
        "The ferry has not left the old mill in ten years.",
        "The sale of the mill was never put to a vote.",
        "The firm that bought the mill paid no tax last year.",
        "The new minister lied to the board of the mill.",
        "The hotel at the mill had no fire alarms.",
        "Lars Holm was suspended in 2019 after testing positive in May.",
        "She holds more than sixty patents and has a mill.",
        "Trout have vanished from the lake at the mill.",
        "Two firms did the work for half the price in 2019.",
        "The cuts of the new budget will cost 120 jobs.",
    ] {
        assert!(told(text, &default), "{text}");
    }
}

#[test]
fn what_only_looks_like_a_claim_is_never_told_of() {
    let strict = Settings { profile: Profile::Strict, ..Settings::default() };
    for text in [
        "The only hitch in the dress of the old singer was its lack of a belt.",
        "Ann Lee is not the only singer with a fear of heights and of cats.",
        "A line of yellow cones led to the mouth of the old tunnel.",
        "An aria is a song for one voice that stands by itself.",
        "The second reason for the quiet of the hall is its door.",
        "The plan of the old mill drew a quarter of an hour of talk.",
        "The clerk has declined to answer the old singer.",
        "Ann Lee stole the show with a tortured song of the old mill.",
    ] {
        assert!(!told(text, &strict), "{text}");
    }
}

#[test]
fn the_speaker_of_a_quotation_stands_behind_the_claims_in_it() {
    let text = "“The bridge cost 312 million euros last year,” said Ann Lee, the minister. \
                The town has 4,000 residents.";
    let analysis = analyze(text, Format::Plain);
    let quoted = claim(&analysis, "312").expect("a claim");
    assert!(matches!(quoted.support, Support::Quote(_)), "{:?}", quoted.support);
    let bare = claim(&analysis, "4,000").expect("a claim");
    assert_eq!(bare.support, Support::Nobody);
}

#[test]
fn a_sentence_with_a_source_is_never_called_unattributed() {
    for text in [
        "According to the census, the town has 4,000 residents.",
        "Ann Lee said that the town has 4,000 residents.",
        "The town has 4,000 residents, Ann Lee told the council.",
        "A survey by the university found that 40 percent of them walk to work.",
        "Some 57 percent of respondents walk to work, and 300 of them run.",
        "The mayor is liked by 40 percent of the old town, a recent poll has shown.",
        "The film has a rating of 97 percent on Reel Talk based on 45 reviews.",
        "Poll: 58 percent of the old town are against the bridge.",
        "A review of 31 trials concluded that the tea helps. The review covered 4,000 patients.",
    ] {
        let analysis = analyze(text, Format::Plain);
        let claims = &analysis.extraction.claims;
        assert!(!claims.is_empty(), "no claim: {text}");
        assert!(claims.iter().all(|claim| claim.attributed()), "{text}: {claims:?}");
    }
}

#[test]
fn the_source_of_the_sentence_before_carries_over() {
    let text = "The mill lost 2 million euros in May, Ann Lee said. She said 300 people work there. \
                They cost the town 5 million euros a year.";
    let analysis = analyze(text, Format::Plain);
    let last = claim(&analysis, "5 million").expect("a claim");
    assert!(matches!(last.support, Support::Carried(_)), "{:?}", last.support);
}

/// Whether the claim at `words` has a source.
fn sourced(text: &str, words: &str) -> bool {
    let analysis = analyze(text, Format::Plain);
    claim(&analysis, words).unwrap_or_else(|| panic!("{words:?} is no claim in {text}")).attributed()
}

const POLL: &str = "Most voters want the new bridge, according to a poll by Northgate Research.";
const STUDY: &str = "Bees remember bitter flowers, according to a study in the journal Insect Ways.";
const RESULTS: &str = "Harbour Foods on Thursday reported a 14 percent drop in quarterly profit.";
const PROFIT: &str = "Harbour Foods said profit before tax rose 21 percent to 46 million euros.";
const BUDGET: &str = "The council plans to spend 212 million euros, its draft budget says.";

#[test]
fn what_an_article_told_of_carries_over_paragraphs() {
    for (first, text) in [
        (POLL, "Some 58 percent are in favor of the bridge, while 31 percent are against."),
        (POLL, "Support is highest among parents of teenagers, at 74 percent."),
        (POLL, "Asked what worries them most, 37 percent name rents and 22 percent the hospital."),
        (POLL, "Voters over 65 are evenly split, with 44 percent on each side."),
        (POLL, "The mayor's approval rating has fallen to 39 percent."),
        (STUDY, "The team trained 1,200 bees to find sugar in four meadows."),
        (STUDY, "Participants slept 40 minutes less than the year before."),
        (STUDY, "Lee and her colleagues examined 14 percent of the hives in the valley."),
        (RESULTS, "Net income fell to $212 million, or 41 cents a share."),
        (RESULTS, "On an adjusted basis, earnings rose 3 percent to $2.9 billion."),
        (RESULTS, "The company will pay an interim dividend of 4 cents a share."),
        (PROFIT, "Sales were 612 million euros, up 2 percent."),
        (BUDGET, "Burial fees would double to 2,200 euros."),
        (BUDGET, "The draft sets aside 93 million euros for the care of the old."),
    ] {
        assert!(sourced(&format!("{first}\n\n{text}"), text), "{text}");
        assert!(!sourced(&format!("The old town is quiet.\n\n{text}"), text), "told of nothing: {text}");
    }
    let support = |text: &str| {
        let analysis =
            analyze(&format!("{text}\n\nThe mayor's approval rating has fallen to 39 percent."), Format::Plain);
        claim(&analysis, "approval rating").expect("a claim").support.clone()
    };
    assert!(matches!(support(POLL), Support::Carried(_)));
    let two = format!("{POLL}\n\nMost voters want a tunnel, according to a survey by the Halden Post.");
    assert!(matches!(support(&two), Support::Given(_)), "whose of two polls is not certain");
    // Another subject, far behind, or on the word of nobody.
    for (first, text) in [
        (POLL, "The bridge cost 312 million euros to build."),
        (POLL, "Nearly 40 percent of the town's households burn wood in winter."),
        (POLL, "The state moved its election to May in 1998 after turnout fell by 9 percent."),
        (STUDY, "Farmers in the valley lost 12 million crowns last year."),
        (STUDY, "Net income fell to $212 million, or 41 cents a share."),
        (RESULTS, "The bridge lost 40 percent of its traffic last year."),
        (BUDGET, "Rents rose by 9 percent in the old town."),
        (POLL, "Some 58 percent are reportedly in favor of it, and 58 percent are against the tunnel."),
        (STUDY, "A trial of last year followed 14 percent of the participants in the valley."),
        (POLL, "The mayor's approval rating has fallen to 39 percent in national polls."),
        ("The poll was closed at noon.", "Some 58 percent are in favor of the bridge."),
    ] {
        assert!(!sourced(&format!("{first}\n\n{text}"), text), "{first} {text}");
    }
    let far = format!("{POLL}\n\n{}The mayor's approval rating has fallen to 39 percent.", "It rained.\n\n".repeat(4));
    assert!(!sourced(&far, "The mayor's approval"));
}

#[test]
fn the_sentence_behind_may_say_whose_a_claim_is() {
    for (text, yes) in [
        ("The library's budget will be cut by 30 percent. That is according to a paper by Owen Hart.", true),
        ("The library's budget will be cut by 30 percent. This was according to the town's treasurer.", true),
        ("The library's budget will be cut by 30 percent. This is according to plan.", false),
        ("The library's budget will be cut by 30 percent. The mill lost money, according to Owen Hart.", false),
        ("The library's budget will be cut by 30 percent. Source: Ministry of Culture.", true),
        ("The library's budget will be cut by 30 percent. The source: Nobody knows.", false),
    ] {
        assert_eq!(sourced(text, "30 percent"), yes, "{text}");
    }
}

#[test]
fn a_link_a_footnote_or_a_citation_is_a_source() {
    for (text, format) in [
        ("The town has [4,000 residents](https://example.org) and one school.", Format::Markdown),
        ("The town has 4,000 residents [3].", Format::Plain),
        ("The town has 4,000 residents (Smith 2019).", Format::Plain),
        ("The town has 4,000 residents (https://example.org/census).", Format::Plain),
    ] {
        let analysis = analyze(text, format);
        let claim = claim(&analysis, "The town").unwrap_or_else(|| claim(&analysis, "4,000").expect("a claim"));
        assert!(matches!(claim.support, Support::Link(_)), "{text}: {:?}", claim.support);
    }
}

#[test]
fn hedges_are_no_source_and_are_shown() {
    let text = "The mill is considered the largest employer of the 4,000 people in the valley.";
    let analysis = analyze(text, Format::Plain);
    let claim = claim(&analysis, "The mill").expect("a claim");
    assert_eq!(claim.support, Support::Nobody);
    let hedges: Vec<&str> = claim.hedges.iter().map(|h| h.of(&analysis.text)).collect();
    assert_eq!(hedges, ["is considered the"]);
}
