//! What an edit leaves alone is as before, and what is read again is as if it were read for the first time.

mod texts;

use std::sync::Arc;

use proptest::prelude::*;
use texts::{page, text};
use whosaid::text::{Blocks, Change, Document, Encoding, Format, blocks};

/// A document of paragraphs, most of them plain, with markup of every kind between them.
fn document() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "Ann Lee spoke.",
        "Q: Why did you go?",
        "A: I had to.",
        "“We won,” said Jo Ray.",
        "Words [Ann] of [^1] it.",
        "He left\nearly.",
        "ANN LEE: Well, I know.",
        "**Did you see it?**",
        "ANN LEE, HOST:",
        "It was a long line that somebody had broken to fit\ninto fifty columns, as was done in mail once, and so\nit goes on and on.",
        "- item",
        "   indented words of a line",
        "JO RAY: No. I never said so.",
        "\u{feff}Ann",
        "\u{85}\u{2028}",
    ]);
    let marked = prop::sample::select(vec![
        "# Title",
        "- one\n- two",
        "- one\n\n  more of it",
        "1. one\n\n   ```\n   code",
        "> quoted\n> on",
        "> - deep\n>\n> on",
        "```\ncode",
        "```\ncode\n```",
        "~~~",
        "<div>\nwords\n</div>",
        "<!-- a note",
        "<!-- a note -->",
        "-->",
        "<pre>\nx",
        "<script>",
        "---",
        "+++",
        "    indented",
        "[Ann]: /url",
        "[^1]: A note.\n\n    On.",
        "a | b\n--|--\nc | d",
        "Title\n===",
        "\u{feff}Ann",
        "*",
        "\tTab",
        "",
        "title: x",
        "...",
        "![x](y",
        "<br>",
        "1) one",
    ]);
    let block = prop_oneof![3 => plain.prop_map(str::to_owned), 1 => marked.prop_map(str::to_owned), 1 => text()];
    let gap =
        prop::sample::select(vec!["\n\n", "\n\n", "\n\n", "\n", "\n \t\n", "\r\n\r\n", "\r\r", "\n\n\n", "\n\u{c}\n"]);
    prop::collection::vec((block, gap), 1..28).prop_map(|b| b.into_iter().map(|(block, gap)| block + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_after_edits_are_those_of_the_text(
        text in prop_oneof![3 => document(), 1 => page()],
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, prop_oneof![2 => text(), 1 => document()], 0..9_usize), 1..12),
    ) {
        let mut text = text;
        let mut readers = [Format::Plain, Format::Markdown, Format::Html].map(|format| (format, Blocks::default()));
        readers.iter_mut().for_each(|(format, reader)| drop(reader.read(&Arc::from(&*text), *format)));
        for (at, removed, insert, kept) in edits {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary(start + removed).max(start);
            text.replace_range(start..end, &insert[..insert.floor_char_boundary(kept)]);
            for (format, reader) in &mut readers {
                let (again, fresh) = (reader.read(&Arc::from(&*text), *format), blocks(&text, *format));
                prop_assert_eq!(format!("{again:?}"), format!("{fresh:?}"), "{:?} {:?}", format, text);
            }
        }
    }

    #[test]
    fn a_whole_text_changes_where_it_differs((head, old, new, tail) in (text(), text(), text(), text())) {
        let (old, new) = (format!("{head}{old}{tail}"), format!("{head}{new}{tail}"));
        let mut document = Document::new(&old, Format::Plain, 1);
        let edited = document.apply(&Change { range: None, text: new.clone() }, Encoding::Utf8);
        let (gone, come) = (edited.start + edited.removed, edited.start + edited.inserted);
        prop_assert_eq!(format!("{}{}{}", &old[..edited.start], &new[edited.start..come], &old[gone..]), new.clone());
        let (gone, come) = (&old[edited.start..gone], &new[edited.start..come]);
        prop_assert!(gone.is_empty() || come.is_empty() || gone.chars().next() != come.chars().next());
        prop_assert!(gone.is_empty() || come.is_empty() || gone.chars().last() != come.chars().last());
    }
}
