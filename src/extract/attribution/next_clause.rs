//! What somebody else says behind a semicolon: "Lee said the plan was late; Ray called it “a disgrace”".

use super::overlap::Index;
use super::words::Words;
use super::{Attribution, fitted};
use crate::extract::QuoteKind;

/// Takes out of what the models found what a rule gives to another source behind a semicolon.
pub(super) fn without(words: &Words<'_>, rules: &[Attribution], model: &mut [Attribution]) {
    let index = Index::new(rules);
    for m in model.iter_mut().filter(|m| m.kind != QuoteKind::Direct) {
        let Some(&content) = m.content.last() else { continue };
        let before = |r: &Attribution| {
            let (source, cue) = r.source.first().zip(r.cue.first())?;
            let said = words.text.get(content.start()..source.start())?.trim_end().strip_suffix(';')?.trim_end();
            (content.covers(*cue) && !said.is_empty()).then(|| content.start() + said.len())
        };
        let Some(end) = index.near(m).into_iter().filter_map(|i| before(&rules[i])).min() else { continue };
        m.content.pop();
        m.content.push(content.until(end));
        m.kind = fitted::kind(words.text, words.part, &m.content);
    }
}
