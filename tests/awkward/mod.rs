//! Texts of awkward pieces, and of words of articles in odd order.

use std::sync::LazyLock;

use proptest::prelude::*;

/// Pieces that are awkward together.
const PIECES: &[&str] = &[
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "'",
    "''",
    "``",
    "«",
    "»",
    "‹",
    "›",
    "„",
    "‟",
    "「",
    "」",
    "『",
    "』",
    "（",
    "）",
    "(",
    ")",
    "'90s",
    "rock ’n’ roll",
    "workers’",
    "O’Brien",
    "don't",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{feff}",
    "\u{200b}",
    ".",
    ".",
    ",",
    ",",
    "!",
    "?",
    "…",
    "...",
    ":",
    ";",
    "—",
    " – ",
    "-",
    "said",
    "says",
    "told",
    "according to",
    "According to",
    "in the words of",
    "claimed",
    "assured",
    "that",
    "whether",
    "he",
    "She",
    "they",
    "I",
    "who",
    "the minister",
    "a spokeswoman for",
    "Ann Lee",
    "Mr. Lee",
    "Dr. José Núñez-de la Cruz",
    "WHO",
    "the World Health Organization (WHO)",
    "Moscow",
    "residents",
    "Q:",
    "A:",
    "ANN LEE:",
    "**Lee:**",
    "10:42",
    "12.5%",
    "$1,200.50",
    "1,234",
    "2019",
    "3rd",
    "half of",
    "most",
    "because",
    "will",
    "voted",
    "a study",
    "reportedly",
    "👩‍👩‍👧",
    "🙂",
    "e\u{301}",
    "שלום",
    "مرحبا",
    "李安说",
    "。",
    "、",
    "：",
    "İ",
    "ß",
    "ﬁ",
    "𝒜",
    "\u{0}",
    "\u{202e}",
    "# ",
    "## ",
    "> ",
    ">> ",
    "- ",
    "1. ",
    "* ",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "~~~",
    "---\n",
    "+++\n",
    "| a | b |\n|---|---|\n",
    "|",
    "[Ann](http://a.b)",
    "[",
    "](",
    "]",
    "[^1]",
    "[^1]: ",
    "<!-- whosaid-off -->",
    "<!--",
    "-->",
    "<p>",
    "</p>",
    "&amp;",
    "&quot;",
    "&#8220;",
    "\\",
    "\\\"",
    "![",
    "<http://a.b>",
    "http://a.b/c?d=e",
    "Share this article",
    "Leave a Reply",
    "Read more: ",
    "© 2024",
    "By Ann Lee",
    "Subscribe to our newsletter",
];

/// The texts of the tests.
pub static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts = Vec::new();
    let mut folders: Vec<_> = ["examples", "tests/articles", "tests/boilerplate"].map(std::path::PathBuf::from).into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt" || e == "md") {
                texts.push(std::fs::read_to_string(path).expect("a text"));
            }
        }
    }
    texts.sort_unstable();
    assert!(texts.len() > 50, "{} texts", texts.len());
    texts
});

/// All words of the texts of the tests, in order.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| TEXTS.iter().flat_map(|t| t.split_whitespace()).collect());

/// A few words in a row of some article, now and then an awkward piece.
fn snippet() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => (any::<prop::sample::Index>(), 1..6_usize).prop_map(|(at, count)| {
            let at = at.index(WORDS.len());
            WORDS[at..WORDS.len().min(at + count)].join(" ")
        }),
        1 => prop::sample::select(PIECES).prop_map(str::to_owned),
    ]
}

/// Such texts.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::collection::vec(snippet(), 0..40).prop_map(|p| p.join(" ")),
        6 => prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|p| p.concat()),
        3 => prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|p| p.join(" ")),
        1 => any::<String>(),
        1 => "\\PC{0,200}",
    ]
}
