//! Sources that running text shows as they are: web addresses, and marks such as `[3]`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{Prose, Span, address};

/// What every address holds.
static NEEDLES: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["://", "www."].map(Finder::new));

/// Records the addresses and numbered marks of `prose` that are no links yet.
pub(super) fn push_links(prose: &mut Prose) {
    let text = prose.text();
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for needle in &*NEEDLES {
        let mut end = 0;
        for at in needle.find_iter(bytes) {
            if at < end {
                continue;
            }
            let scheme = bytes[end..at].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
            if let Some(stop) = address::url_end(text, at - scheme) {
                found.push(Span::new(at - scheme, stop));
                end = stop;
            }
        }
    }
    for at in memchr::memchr_iter(b'[', bytes) {
        let digits = bytes[at + 1..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        if (1..=3).contains(&digits) && bytes.get(at + 1 + digits) == Some(&b']') {
            found.push(Span::new(at, at + digits + 2));
        }
    }
    found.sort();
    found.dedup_by(|b, a| a.overlaps(*b));
    prose.push_links(found);
}
