//! The work of a long document, shared out among threads. The answer is the same as on one.

use rayon::prelude::*;

/// Of fewer blocks the work takes less time than sharing it out.
const LONG: usize = 200;
/// So many at least are worth a turn of a thread.
const SHARE: usize = 64;

/// What is made of each item, in order.
pub(super) fn each<T: Sync, U: Send>(items: &[T], make: impl Fn(&T) -> U + Send + Sync) -> Vec<U> {
    each_with(items, |(), item| make(item))
}

/// The same with memory that each thread uses again and again.
pub(super) fn each_with<T: Sync, U: Send, M: Default>(
    items: &[T],
    make: impl Fn(&mut M, &T) -> U + Send + Sync,
) -> Vec<U> {
    if items.len() < LONG {
        let mut memory = M::default();
        items.iter().map(|item| make(&mut memory, item)).collect()
    } else {
        items.par_iter().with_min_len(SHARE).map_init(M::default, make).collect()
    }
}

/// Two things about a paragraph that do not need each other, for the sake of one that is edited. Where nobody shares the
/// work of this thread, it does both.
pub(super) fn beside<A: Send, B: Send>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B + Send) -> (A, B) {
    if rayon::current_thread_index().is_none() { (first(), second()) } else { rayon::join(first, second) }
}

/// Two things about a document of so many blocks that do not need each other.
pub(crate) fn both<A: Send, B: Send>(
    blocks: usize,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if blocks < LONG { (first(), second()) } else { rayon::join(first, second) }
}
