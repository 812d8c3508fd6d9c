//! What a text still lacks: placeholders, links, footnotes.

use super::*;

#[test]
fn what_stands_for_missing_words_is_told_from_names() {
    for text in [
        "It cost TK euros.",
        "Some TKTK people came.",
        "Ann Lee, XX years old, spoke.",
        "It cost $XX.",
        "[TK: name of the mayor] spoke.",
        "[TBA] will speak.",
        "[NAME] will speak.",
        "See [link to come].",
        "He spoke on [date tbc].",
        "He was there [check with police].",
        "[CHECK SPELLING] spoke.",
        "[quote from police]",
        "Ann Lee, XX, said so.",
        "Ann Lee, ??, said so.",
        "It has ?? workers.",
        "It cost $?? million.",
        "It cost £X million.",
        "It was built in 19XX.",
        "He left on XX March.",
        "He left on March XX, the day of the vote.",
        "The TK-year-old man left.",
        "It cost £XXm.",
        "“It cost TK million,” said Tom Hale.",
        "Many say{{by whom|date=March 2024}} it is haunted.",
        "# Headline goes here",
    ] {
        assert_eq!(messages(text, "placeholder").len(), 1, "{text}: {:?}", messages(text, "placeholder"));
    }
    silent(
        "placeholder",
        &[
            "Rice costs TK 60 a kilo, and the bridge TK 20 lakh.",
            "“Night night xxx” was her last message. “TK” means to come.",
            "“In [the years to come] we will see,” he said. What?? He left. “No ?? really,” she wrote.",
            "“I told [name] that the [EU] and [NATO] agreed,” he said of Planet X, and of Game 20XX.",
            "She shops at TK Maxx. Super Bowl XXX was in 1996.",
            "It was built in the XX century, for the XXXI Olympiad.",
            "{{< figure src=\"a.png\" >}} and {{ page.date }} are of the site.",
            "He works at TKO Boxing and knows the TK-80.",
            "He said it [the bridge] fell. See [the list](a.md), [who?](https://example.org).",
        ],
    );
}

#[test]
fn links_and_footnotes_are_completed() {
    assert_eq!(mended("See [the list]().", "empty-link"), "See [the list](TK).");
    assert_eq!(mended("See [the list](#).", "empty-link"), "See [the list](TK).");
    assert_eq!(mended("See [the list][a].\n", "empty-link"), "See [the list][a].\n\n[a]: TK\n");
    assert_eq!(mended("Rents rose.[^a]", "undefined-footnote"), "Rents rose.[^a]\n\n[^a]: TK\n");
    for text in ["![](a.png) [](https://example.org)", "[**a**](https://)", "<https://example.org> and [x](tk)"] {
        assert_eq!(messages(text, "empty-link").len(), 1, "{text}");
    }
    // A carriage return alone ends a line, and the HTML on it.
    assert_eq!(messages("<!-- a -->\rSee [the list]().\r", "empty-link").len(), 1);
    assert_eq!(messages("<!-- a -->\rRents rose.[^a]\r", "undefined-footnote").len(), 1);
    silent("empty-link", &["[![a](b.png)](https://example.org)", "`[a]()`", "[a] [b]", "- [ ] a task\n- [x] done"]);
    silent("undefined-footnote", &["    [^1] in code", "a[^1] b[^1]\n\n[^1]: c", "\\[^1]"]);
}

#[test]
fn a_line_goes_away_with_its_gap() {
    let a = "The library will close in June, and its books go to the school.";
    let text = format!("{a}\n\nIt opened in 1951.\n\n{a}\n\nIt was a mill.\n");
    assert_eq!(mended(&text, "duplicate-line"), format!("{a}\n\nIt opened in 1951.\n\nIt was a mill.\n"));
    assert_eq!(messages(&text, "duplicate-line"), ["This stands on line 1 already. Delete one of the two."]);
    silent("duplicate-line", &["- one\n- one\n- one", "| a b c | a b c |\n|---|---|\n| a b c | a b c |"]);
}
