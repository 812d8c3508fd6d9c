//! Word lists are tables: lines of fields with a tab between.

/// The rows of a word list: its lines without the first, empty lines and comments (`#`), split at tabs.
pub(crate) fn rows(tsv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    tsv.lines()
        .skip(1)
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').map(str::trim).collect())
}
