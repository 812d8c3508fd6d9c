use std::collections::BTreeMap;

use super::{Edit, Fix};

/// Of fixes, in the order in which they are preferred, those that can be made at once. Words that come in where another
/// edit begins or ends may be what that one rests on: such a fix has its turn when the text has been read again. What only
/// takes text away may stand side by side. A fix of several edits is made whole or not at all. Each stands beside what it
/// belongs to.
pub(crate) fn together<'a, T>(fixes: impl IntoIterator<Item = (T, &'a Fix)>) -> Vec<(T, &'a Fix)> {
    let mut taken = Taken::default();
    let made = |(_, fix): &(T, &Fix)| !fix.edits.is_empty() && taken.take(&fix.edits);
    fixes.into_iter().filter(made).collect()
}

/// What changes, by where it begins: where it ends, and whether it only goes away.
#[derive(Default)]
struct Taken(BTreeMap<usize, (usize, bool)>);

impl Taken {
    /// Takes the places of edits that belong together, if all are free.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let free = edits.iter().all(|e| self.is_free(e));
        if free {
            for Edit { span, text, .. } in edits {
                let (end, goes) = self.0.entry(span.start()).or_insert((span.end(), true));
                (*end, *goes) = (span.end().max(*end), *goes && text.is_empty());
            }
        }
        free
    }

    fn is_free(&self, edit: &Edit) -> bool {
        let mut near = self.0.range(..=edit.span.end()).rev().take_while(|(_, (end, _))| *end >= edit.span.start());
        near.all(|(&start, &(end, goes))| {
            let beside = end == edit.span.start() || start == edit.span.end();
            beside && goes && edit.text.is_empty()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn of_fixes_that_meet_the_first_is_made_whole() {
        let replace = |start, end| Edit::replace(Span::new(start, end), "x");
        let fix = |edits: &[Edit]| Fix { title: "".into(), edits: edits.to_vec(), safe: true };
        let fixes = [
            (true, fix(&[replace(20, 22), replace(4, 6)])),
            (true, fix(&[replace(0, 2)])),
            // At the end of another, at its beginning, around it.
            (false, fix(&[Edit::insert(6, "x")])),
            (false, fix(&[replace(18, 20)])),
            (false, fix(&[replace(3, 7)])),
            // The other half meets.
            (false, fix(&[replace(30, 32), replace(21, 25)])),
            (false, fix(&[])),
            (true, fix(&[replace(40, 41)])),
            (true, fix(&[Edit::insert(50, "x")])),
            (false, fix(&[Edit::insert(50, "x")])),
            // Neighbours that go together, and those that share a byte, or one of which is no more than words.
            (true, fix(&[Edit::delete(Span::new(60, 62))])),
            (true, fix(&[Edit::delete(Span::new(64, 66))])),
            (true, fix(&[Edit::delete(Span::new(62, 64))])),
            (false, fix(&[Edit::delete(Span::new(65, 67))])),
            (false, fix(&[replace(66, 68)])),
            (false, fix(&[Edit::delete(Span::new(41, 43))])),
        ];
        let made = together(fixes.iter().enumerate().map(|(i, (_, fix))| (i, fix)));
        let expected = fixes.iter().enumerate().filter(|(_, (made, _))| *made).map(|(i, _)| i);
        assert_eq!(made.into_iter().map(|(i, _)| i).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
}
