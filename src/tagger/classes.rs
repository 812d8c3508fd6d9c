//! Classes of words: a byte a word, found in one step, as the weights of a feature are.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `whosaidC` |
//! | 4 | number of slots |
//! | 4 | number of pilots |
//! | 2 × pilots | by its pilot each word finds a slot that no other has |
//! | 3 × slots | 16 bits of the word, then its class |
//! | 8 | checksum of everything before |

use super::format::{self, Damage};
use super::hash;

const MAGIC: &[u8; 8] = b"whosaidC";
const HEADER: usize = 16;
const SLOT: usize = 3;

/// The classes of words, read in place.
#[derive(Clone, Copy, Debug)]
pub struct Classes {
    pilots: &'static [[u8; 2]],
    table: &'static [[u8; SLOT]],
}

impl Classes {
    /// Reads what [`Classes::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are no classes, or not those that were written.
    pub fn new(bytes: &'static [u8]) -> Result<Self, Damage> {
        if bytes.len() < HEADER + 8 || &bytes[..8] != MAGIC {
            return Err(Damage::NoWeights);
        }
        let long = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize;
        let table = HEADER.saturating_add(long(12).saturating_mul(2));
        let end = table.saturating_add(long(8).saturating_mul(SLOT));
        if bytes.len() != end.saturating_add(8) {
            return Err(Damage::Length(bytes.len(), end.saturating_add(8)));
        }
        if bytes[end..] != hash::bytes(&bytes[..end]).to_le_bytes() {
            return Err(Damage::Checksum);
        }
        Ok(Self { pilots: bytes[HEADER..table].as_chunks().0, table: bytes[table..end].as_chunks().0 })
    }

    /// The class of a word by its hash, from 1; 0 of a word that is not known. One unknown word in 65,000 is taken for
    /// another.
    #[inline]
    pub fn of(&self, word: u64) -> u8 {
        let pilot = self.pilots.get(format::pilot(word, self.pilots.len())).map_or(0, |p| u16::from_le_bytes(*p));
        match self.table.get(format::slot(word, pilot, self.table.len())) {
            Some(&[a, b, class]) if u16::from_le_bytes([a, b]) == format::fingerprint(word) => class,
            _ => 0,
        }
    }

    /// Writes the classes of words, each of which stands here once.
    pub fn to_bytes(words: &[(u64, u8)]) -> Vec<u8> {
        let mut words = words.to_vec();
        words.sort_unstable();
        let keys: Vec<u64> = words.iter().map(|w| w.0).collect();
        let (pilots, slots) = format::place(&keys);
        let mut table = vec![[0; SLOT]; slots];
        for &(word, class) in &words {
            let [a, b] = format::fingerprint(word).to_le_bytes();
            table[format::slot(word, pilots[format::pilot(word, pilots.len())], slots)] = [a, b, class];
        }
        let mut out = Vec::with_capacity(HEADER + 2 * pilots.len() + SLOT * slots + 8);
        out.extend(MAGIC);
        out.extend((slots as u32).to_le_bytes());
        out.extend((pilots.len() as u32).to_le_bytes());
        out.extend(pilots.iter().flat_map(|p| p.to_le_bytes()));
        out.extend(table.as_flattened());
        out.extend(hash::bytes(&out).to_le_bytes());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> (Vec<(u64, u8)>, &'static [u8]) {
        let words: Vec<(u64, u8)> = (0..3000u64).map(|i| (hash::one(1, i), (i % 200 + 1) as u8)).collect();
        let bytes = Classes::to_bytes(&words).leak();
        (words, bytes)
    }

    #[test]
    fn what_is_written_is_read() {
        let (words, bytes) = written();
        let classes = Classes::new(bytes).expect("whole");
        for (word, class) in words {
            assert_eq!(classes.of(word), class, "{word:x}");
        }
        let taken = (0..100_000).filter(|&i| classes.of(hash::one(2, i)) > 0).count();
        assert!(taken < 10, "{taken} of 100,000 unknown words have a class");
    }

    #[test]
    fn damage_is_seen() {
        let (_, bytes) = written();
        assert!(Classes::new(&[]).is_err());
        for length in (0..bytes.len()).step_by(997) {
            assert!(Classes::new(&bytes[..length]).is_err(), "cut at {length}");
        }
        for at in (0..bytes.len()).step_by(501).chain(0..HEADER) {
            let mut wrong = bytes.to_vec();
            wrong[at] ^= 0x10;
            assert!(Classes::new(wrong.leak()).is_err(), "byte {at} changed");
        }
    }
}
