//! Interviews whose questions are set apart by their type alone: a question in strong type or italics, and below it the
//! paragraphs of the answer.

use super::{Block, BlockKind};

/// The fewest questions of an interview.
const QUESTIONS: usize = 2;

/// Words that people say of themselves. A list of questions and answers about a service says "we" and "you".
const SELF: [&str; 9] = ["i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "my", "me"];

/// Makes questions and answers of the paragraphs of an interview. `set_apart` tells which blocks are in strong type or
/// italics as a whole.
pub(super) fn mark(blocks: &mut [Block], set_apart: &[bool]) {
    let count = blocks.len().min(set_apart.len());
    let asks = |i: usize| {
        let b = &blocks[i];
        let form = b.kind == BlockKind::Heading || set_apart[i] && b.kind == BlockKind::Paragraph;
        form && b.prose.text().trim_end().ends_with('?')
    };
    let certain: Vec<usize> = (0..count).filter(|&i| asks(i)).collect();
    let (Some(&first), Some(&last)) = (certain.first(), certain.last()) else { return };
    let set = certain.iter().filter(|&&i| set_apart[i]).count();
    // Somebody who asks "Why did I move?" answers as well.
    let own = certain.iter().filter(|&&i| personal(&blocks[i])).count();
    if set < QUESTIONS || own * 2 >= certain.len() {
        return;
    }
    // Between two questions a statement of the same type may ask as well.
    let states = |i: usize| set_apart[i] && matches!(blocks[i].kind, BlockKind::Heading | BlockKind::Paragraph);
    let questions: Vec<usize> = (first..=last).filter(|&i| asks(i) || states(i)).collect();
    let mut answers: Vec<Vec<usize>> = Vec::with_capacity(questions.len());
    for (n, &q) in questions.iter().enumerate() {
        let end = questions.get(n + 1).copied().unwrap_or(blocks.len());
        let plain = (q + 1..end).take_while(|&i| blocks[i].kind == BlockKind::Paragraph && !set_apart[i]);
        let last = n + 1 == questions.len();
        // Below the last answer the writer may go on, and below any with what others say.
        let goes_on = |i: usize| !told(&blocks[i]) && (!last || personal(&blocks[i]));
        answers.push(plain.enumerate().take_while(|&(k, i)| k == 0 || goes_on(i)).map(|x| x.1).collect());
    }
    let own = answers.iter().filter(|a| a.iter().any(|&i| personal(&blocks[i]))).count();
    if own < QUESTIONS || own * 3 < questions.len() {
        return;
    }
    for (&q, answer) in questions.iter().zip(&answers).filter(|(_, a)| !a.is_empty()) {
        blocks[q].kind = BlockKind::Question;
        for &i in answer {
            blocks[i].kind = BlockKind::Turn;
        }
    }
}

/// Whether a paragraph opens with what others say: "“He was wrong,” his sister tells me.", but not "“No,” my sister said."
fn told(block: &Block) -> bool {
    let quoted = block.prose.text().trim_start().starts_with(['"', '“']);
    let mut words = unquoted(block).filter(|w| !w.is_empty()).peekable();
    quoted && words.peek().is_some() && !words.any(|w| SELF.contains(&&*w) && w != "me")
}

/// Whether somebody speaks of themselves outside quotation marks.
fn personal(block: &Block) -> bool {
    unquoted(block).any(|word| SELF.contains(&&*word))
}

/// The words outside quotation marks, in lower case.
fn unquoted(block: &Block) -> impl Iterator<Item = String> {
    let mut quoted = false;
    block.prose.text().split_whitespace().filter_map(move |word| {
        let opens = word.starts_with(['"', '“', '«', '„']);
        let inside = quoted || opens;
        quoted = inside && !word.trim_end_matches([',', '.', ';', ':', '?', '!']).ends_with(['"', '”', '»', '“']);
        (!inside).then(|| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
    })
}
