use std::collections::BTreeMap;

use super::{Edit, Fix};
use crate::text::Span;

/// Of fixes, in the order in which they are preferred, those that can be made at once. An edit that touches another may
/// change what that one rests on: such a fix has its turn when the text has been read again, and one of several edits is
/// made whole or not at all. Each fix stands beside what it belongs to.
pub(crate) fn together<'a, T>(fixes: impl IntoIterator<Item = (T, &'a Fix)>) -> Vec<(T, &'a Fix)> {
    let mut taken = Taken::default();
    let made = |(_, fix): &(T, &Fix)| !fix.edits.is_empty() && taken.take(&fix.edits);
    fixes.into_iter().filter(made).collect()
}

/// Start and end of what changes.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Takes the places of edits that belong together, if all are free.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let free = edits.iter().all(|e| self.is_free(e.span));
        if free {
            for Edit { span, .. } in edits {
                let end = self.0.entry(span.start()).or_default();
                *end = span.end().max(*end);
            }
        }
        free
    }

    fn is_free(&self, span: Span) -> bool {
        self.0.range(..=span.end()).next_back().is_none_or(|(_, &end)| end < span.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ];
        let made = together(fixes.iter().enumerate().map(|(i, (_, fix))| (i, fix)));
        let expected = fixes.iter().enumerate().filter(|(_, (made, _))| *made).map(|(i, _)| i);
        assert_eq!(made.into_iter().map(|(i, _)| i).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
}
