use std::borrow::Cow;

use super::format::{self, Damage, FORBIDDEN, HEADER, MAGIC, VERSION};
use super::hash;

/// The weights of a task, read in place.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: &'static [u8],
    labels: usize,
    unit: f32,
    slots: usize,
    filter: &'static [u8],
    table: &'static [u8],
    rows: &'static [u8],
    transitions: Vec<i32>,
}

/// A score that no path with a possible label falls under, far enough from the end of the type to be added to.
pub(super) const IMPOSSIBLE: i32 = i32::MIN / 4;

impl Model {
    /// Reads weights for `features`, the version of the task's features. Nothing is copied but the transitions; weights
    /// that do not stand in the program stay in memory until it ends.
    ///
    /// # Errors
    /// When the bytes are no weights, were made for other features, or are not those that were written.
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>, features: u32) -> Result<Self, Damage> {
        let bytes = bytes.into();
        if bytes.len() < HEADER + 8 || &bytes[..8] != MAGIC {
            return Err(Damage::NoWeights);
        }
        let short = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let long = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        if short(8) != VERSION {
            return Err(Damage::Version(short(8).into(), VERSION.into()));
        }
        let labels = usize::from(short(10));
        let slots = long(20) as usize;
        let pairs = if long(28) == 0 { 0 } else { labels * labels };
        let filter = HEADER + 2 * pairs;
        let table = filter.saturating_add(long(32) as usize);
        let rows = slots.saturating_mul(format::slot_bytes(labels)).saturating_add(table);
        let end = rows.saturating_add(long(24) as usize);
        if bytes.len() != end.saturating_add(8) {
            return Err(Damage::Length(bytes.len(), end.saturating_add(8)));
        }
        if bytes[end..] != hash::bytes(&bytes[..end]).to_le_bytes() {
            return Err(Damage::Checksum);
        }
        if long(12) != features {
            return Err(Damage::Version(long(12), features));
        }
        if slots == 0 || labels == 0 || labels > 255 || !(table - filter).is_power_of_two() {
            return Err(Damage::NoWeights);
        }
        let transition = |i: usize| match short(HEADER + 2 * i) as i16 {
            FORBIDDEN => IMPOSSIBLE,
            t => i32::from(t),
        };
        let transitions = (0..pairs).map(transition).collect();
        let unit = f32::from_bits(long(16));
        let bytes: &'static [u8] = match bytes {
            Cow::Borrowed(bytes) => bytes,
            Cow::Owned(bytes) => bytes.leak(),
        };
        let (filter, table, rows) = (&bytes[filter..table], &bytes[table..rows], &bytes[rows..end]);
        Ok(Self { labels, unit, slots, filter, table, rows, transitions, bytes })
    }

    /// The weights as they are written.
    pub fn bytes(&self) -> &[u8] {
        self.bytes
    }

    /// The number of labels.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// What one unit of a score is worth: a score times the unit is a log-odds.
    pub fn unit(&self) -> f32 {
        self.unit
    }

    /// The score of `to` after `from`; 0 where labels do not follow each other.
    #[inline]
    pub fn transition(&self, from: usize, to: usize) -> i32 {
        self.transitions.get(from * self.labels + to).copied().unwrap_or(0)
    }

    /// The scores of label pairs, `from × to`.
    pub(super) fn transitions(&self) -> &[i32] {
        &self.transitions
    }

    /// Adds the weights of a feature to `scores`, one a label. A feature without weights adds nothing.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        let (byte, bit) = format::filter_bit(feature, self.filter.len());
        if self.filter.get(byte).is_some_and(|b| b & bit != 0) {
            self.look_up(feature, scores);
        }
    }

    fn look_up(&self, feature: u64, scores: &mut [i32]) {
        let wanted = format::fingerprint(feature).to_le_bytes();
        let size = format::slot_bytes(self.labels);
        let mut at = format::home(feature, self.slots) * size;
        // A full table cannot be written, but bytes are not trusted to end a loop.
        for _ in 0..64 {
            let Some((mark, rest)) = self.table.get(at..at + size).and_then(<[u8]>::split_first_chunk::<2>) else {
                at = 0;
                continue;
            };
            at += size;
            if self.labels <= format::DENSE {
                if *mark == wanted {
                    // An empty slot holds zeros, so it adds nothing.
                    add_all(rest, scores);
                    return;
                }
                if *mark == [0, 0] && rest.iter().all(|&b| b == 0) {
                    return;
                }
            } else {
                let place = u32::from_le_bytes([rest[0], rest[1], rest[2], 0]) as usize;
                if place == 0 {
                    return;
                }
                if *mark == wanted {
                    self.add_row(place - 1, scores);
                    return;
                }
            }
        }
    }

    fn add_row(&self, place: usize, scores: &mut [i32]) {
        let Some((&count, pairs)) = self.rows.get(place..).and_then(<[u8]>::split_first) else { return };
        for pair in pairs.as_chunks::<2>().0.iter().take(usize::from(count)) {
            if let Some(score) = scores.get_mut(usize::from(pair[0])) {
                *score += i32::from(pair[1] as i8);
            }
        }
    }
}

/// Adds a weight to each score; the widths that the tasks have are known to the compiler.
#[inline]
fn add_all(weights: &[u8], scores: &mut [i32]) {
    fn fixed<const N: usize>(weights: &[u8; N], scores: &mut [i32]) {
        if let Some(scores) = scores.first_chunk_mut::<N>() {
            for i in 0..N {
                scores[i] += i32::from(weights[i] as i8);
            }
        }
    }
    if let Ok(weights) = <&[u8; 7]>::try_from(weights) {
        fixed(weights, scores);
    } else if let Ok(weights) = <&[u8; 11]>::try_from(weights) {
        fixed(weights, scores);
    } else {
        for (score, &w) in scores.iter_mut().zip(weights) {
            *score += i32::from(w as i8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Parts, Row};
    use super::*;

    fn parts(labels: usize) -> Parts {
        let rows = (0..500u64)
            .map(|i| Row {
                feature: hash::one(3, i),
                weights: (0..labels)
                    .map(|l| if (i as usize + l).is_multiple_of(3) { i as f32 - 250.0 } else { 0.0 })
                    .collect(),
            })
            .collect();
        let mut transitions = vec![1.0; labels * labels];
        if labels > 1 {
            transitions[1] = f32::NEG_INFINITY;
        }
        Parts { labels, features: 7, transitions, rows }
    }

    #[test]
    fn what_is_written_is_read() {
        for labels in [1, 7, 12, 13, 48] {
            let parts = parts(labels);
            let model = Model::new(parts.to_bytes(), 7).expect("whole");
            assert_eq!(model.labels(), labels);
            for row in &parts.rows {
                let mut scores = vec![0; labels];
                model.add(row.feature, &mut scores);
                for (label, (&score, &weight)) in scores.iter().zip(&row.weights).enumerate() {
                    let got = score as f32 * model.unit();
                    assert!((got - weight).abs() <= model.unit(), "{labels} labels, label {label}: {got} for {weight}");
                }
            }
            let mut scores = vec![0; labels];
            (0..500).for_each(|i| model.add(hash::one(4, i), &mut scores));
            assert!(scores.iter().all(|&s| s.abs() < 300), "unknown features weigh {scores:?}");
            if labels > 1 {
                assert_eq!(model.transition(0, 1), IMPOSSIBLE);
                assert!((model.transition(1, 0) as f32 * model.unit() - 1.0).abs() <= model.unit());
            }
        }
    }

    #[test]
    fn damage_is_seen() {
        for labels in [7, 48] {
            let bytes = parts(labels).to_bytes();
            assert_eq!(Model::new(bytes.clone(), 8).err(), Some(Damage::Version(7, 8)));
            assert!(Model::new(&[][..], 7).is_err());
            for length in (0..bytes.len()).step_by(97) {
                assert!(Model::new(bytes[..length].to_vec(), 7).is_err(), "cut at {length}");
            }
            for at in (0..bytes.len()).step_by(61).chain(0..40) {
                let mut wrong = bytes.clone();
                wrong[at] ^= 0x10;
                assert!(Model::new(wrong, 7).is_err(), "byte {at} changed");
            }
        }
    }
}
