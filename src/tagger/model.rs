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
    pilots: &'static [[u8; 2]],
    table: &'static [u8],
    /// The rows, and what stands behind them: the head of a row is read as eight bytes.
    rows: &'static [u8],
    transitions: Vec<i32>,
    chances: Chances,
}

/// What scores are worth as factors of a probability, looked up rather than worked out for each token.
#[derive(Clone, Debug)]
pub(super) struct Chances {
    /// Of label pairs, `from × to`; zero is impossible.
    pub(super) pairs: Vec<f32>,
    /// Of so many units below the best.
    below: Vec<f32>,
}

impl Chances {
    /// What is less likely than this is left to nothing.
    const LEAST: f32 = 1e-12;

    fn new(transitions: &[i32], unit: f32) -> Self {
        let chance = |units: f32| (units * unit).exp();
        let pairs = transitions.iter().map(|&t| if t == IMPOSSIBLE { 0.0 } else { chance(t as f32) }).collect();
        let below = (0..1 << 16).map(|d| chance(-(d as f32))).take_while(|&c| c > Self::LEAST).collect();
        Self { pairs, below }
    }

    /// The factor of a score that is so much less than the best.
    #[inline]
    pub(super) fn below(&self, units: i32) -> f32 {
        self.below.get(units as usize).copied().unwrap_or(0.0)
    }
}

/// A score that no path with a possible label falls under, far enough from the end of the type to be added to.
pub(super) const IMPOSSIBLE: i32 = i32::MIN / 4;

/// How many features are looked up together; sums of so many bytes fit into 16 bits.
const AT_ONCE: usize = 64;

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
        let pilots = HEADER + 2 * pairs;
        let table = pilots.saturating_add((long(32) as usize).saturating_mul(2));
        let size = slots.saturating_mul(format::slot_bytes(labels)).saturating_add(format::MARGIN);
        let rows = table.saturating_add(size);
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
        if slots == 0 || labels == 0 || labels > 255 || pilots == table {
            return Err(Damage::NoWeights);
        }
        let transition = |i: usize| match short(HEADER + 2 * i) as i16 {
            FORBIDDEN => IMPOSSIBLE,
            t => i32::from(t),
        };
        let transitions: Vec<i32> = (0..pairs).map(transition).collect();
        let unit = f32::from_bits(long(16));
        let bytes: &'static [u8] = match bytes {
            Cow::Borrowed(bytes) => bytes,
            Cow::Owned(bytes) => bytes.leak(),
        };
        let (pilots, table, rows) = (bytes[pilots..table].as_chunks().0, &bytes[table..rows], &bytes[rows..]);
        let chances = Chances::new(&transitions, unit);
        Ok(Self { labels, unit, slots, pilots, table, rows, transitions, chances, bytes })
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

    /// What scores are worth.
    pub(super) fn chances(&self) -> &Chances {
        &self.chances
    }

    /// Adds the weights of a feature to `scores`, one a label. A feature without weights adds nothing.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        self.add_all(&[feature], scores);
    }

    /// Adds the weights of many features, which costs less than one at a time.
    pub fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        let mut slots = [0; AT_ONCE];
        for features in features.chunks(AT_ONCE) {
            // Step by step and without branches, so that what must be fetched from afar is fetched together.
            for (slot, &feature) in slots.iter_mut().zip(features) {
                *slot = self.slot(feature);
            }
            self.add_slots(features, &slots, scores);
        }
    }

    #[inline]
    fn add_slots(&self, features: &[u64], slots: &[usize], scores: &mut [i32]) {
        match self.labels {
            1 => self.add_dense::<1>(features, slots, scores),
            2..=7 => self.add_dense::<1>(features, slots, scores.get_mut(1..).unwrap_or_default()),
            8..=format::DENSE => self.add_dense::<2>(features, slots, scores.get_mut(1..).unwrap_or_default()),
            _ => self.add_sparse(features, slots, scores),
        }
    }

    /// Where the slot of a feature stands.
    #[inline]
    fn slot(&self, feature: u64) -> usize {
        let pilot = self.pilots.get(format::pilot(feature, self.pilots.len())).map_or(0, |p| u16::from_le_bytes(*p));
        format::slot(feature, pilot, self.slots) * format::slot_bytes(self.labels)
    }

    /// Two rounds: the first finds the slots that are their feature's own, and so fetches from afar and without waiting
    /// what the second adds up. Of each slot, `WIDTH` times eight bytes are read; those behind its row are added up and
    /// dropped.
    ///
    /// The bytes of a word are added as numbers from 0 to 255, in lanes of 16 bits.
    #[inline]
    fn add_dense<const WIDTH: usize>(&self, features: &[u64], slots: &[usize], scores: &mut [i32]) {
        const LANES: u64 = 0x00ff_00ff_00ff_00ff;
        const MIDDLE: u64 = 0x8080_8080_8080_8080;
        let mut own = [0; AT_ONCE];
        let mut count = 0;
        for (&feature, &slot) in features.iter().zip(slots) {
            let print = self.table.get(slot..).and_then(<[u8]>::first_chunk).map_or(0, |b| u16::from_le_bytes(*b));
            own[count % AT_ONCE] = slot;
            count += usize::from(print == format::fingerprint(feature));
        }
        let (mut even, mut odd) = ([0u64; WIDTH], [0u64; WIDTH]);
        for &slot in own.iter().take(count) {
            let Some(slot) = self.table.get(slot..slot + 8 * WIDTH) else { continue };
            let (slot, _) = slot.as_chunks::<8>();
            for n in 0..WIDTH {
                let bytes = u64::from_le_bytes(slot[n]) ^ MIDDLE;
                even[n] += bytes & LANES;
                odd[n] += bytes >> 8 & LANES;
            }
        }
        let row = format::slot_bytes(self.labels) - 2;
        for (i, score) in scores.iter_mut().enumerate().take(row) {
            let (word, byte) = ((i + 2) / 8, (i + 2) % 8);
            let lanes = if byte % 2 == 0 { even[word] } else { odd[word] };
            *score += (lanes >> (8 * (byte - byte % 2)) & 0xffff) as i32 - 128 * count as i32;
        }
    }

    /// Goes through the features in three rounds, so that what one reads does not wait for what another has read.
    fn add_sparse(&self, features: &[u64], slots: &[usize], scores: &mut [i32]) {
        let mut places = [0; AT_ONCE];
        let mut count = 0;
        for (&feature, &slot) in features.iter().zip(slots) {
            places[count] = self.place(feature, slot);
            count += usize::from(places[count] > 0);
        }
        let mut heads = [0; AT_ONCE];
        for (head, &place) in heads.iter_mut().zip(&places[..count]) {
            *head = self.rows.get(place - 1..).and_then(<[u8]>::first_chunk).map_or(0, |b| u64::from_le_bytes(*b));
        }
        for (&head, &place) in heads.iter().zip(&places[..count]) {
            let [pairs, first @ ..] = head.to_le_bytes();
            if pairs == format::ALL {
                let row = self.rows.get(place..place + self.labels).unwrap_or_default();
                scores.iter_mut().zip(row).for_each(|(score, &weight)| *score += i32::from(weight as i8));
                continue;
            }
            let (first, pairs) = (first.as_chunks::<2>().0, usize::from(pairs));
            let rest = if pairs > first.len() { self.rows.get(place + 6..).unwrap_or_default() } else { &[] };
            for pair in first.iter().chain(rest.as_chunks::<2>().0).take(pairs) {
                if let Some(score) = scores.get_mut(usize::from(pair[0])) {
                    *score += i32::from(pair[1] as i8);
                }
            }
        }
    }

    /// The place of a feature's row, counted from 1, or 0 where it has none. Without branches.
    #[inline]
    fn place(&self, feature: u64, slot: usize) -> usize {
        let Some(&[a, b, place @ ..]) = self.table.get(slot..).and_then(<[u8]>::first_chunk::<5>) else { return 0 };
        let own = u16::from_le_bytes([a, b]) == format::fingerprint(feature);
        u32::from_le_bytes([place[0], place[1], place[2], 0]) as usize * usize::from(own)
    }

    /// For each feature, the label that it speaks for by itself: the one of the largest weight, where that is over zero.
    pub fn strongest(&self, features: &[u64], out: &mut Vec<Option<usize>>) {
        let mut scores = vec![0; self.labels];
        let mut slots = [0; AT_ONCE];
        out.clear();
        for features in features.chunks(AT_ONCE) {
            for (slot, &feature) in slots.iter_mut().zip(features) {
                *slot = self.slot(feature);
            }
            for (&feature, &slot) in features.iter().zip(&slots) {
                if self.labels > format::DENSE && self.place(feature, slot) == 0 {
                    out.push(None);
                    continue;
                }
                scores.fill(0);
                self.add_slots(&[feature], &[slot], &mut scores);
                let best = (0..self.labels).rev().max_by_key(|&l| scores[l]);
                out.push(best.filter(|&l| scores[l] > 0));
            }
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
                // Of several labels, only the differences are kept.
                let (none, first) = if labels > 1 { (scores[0], row.weights[0]) } else { (0, 0.0) };
                for (label, (&score, &weight)) in scores.iter().zip(&row.weights).enumerate() {
                    let (got, weight) = ((score - none) as f32 * model.unit(), weight - first);
                    let most =
                        if labels > format::DENSE { f32::from(format::SLIGHT) + 0.5 } else { 1.0 } * model.unit();
                    assert!((got - weight).abs() <= most, "{labels} labels, label {label}: {got} for {weight}");
                }
            }
            let mut strongest = Vec::new();
            model.strongest(&parts.rows.iter().map(|r| r.feature).collect::<Vec<_>>(), &mut strongest);
            for (row, best) in parts.rows.iter().zip(&strongest) {
                let mut scores = vec![0; labels];
                model.add(row.feature, &mut scores);
                let top = scores.iter().position(|s| Some(s) == scores.iter().max()).filter(|&l| scores[l] > 0);
                assert_eq!(*best, top, "{labels} labels, {scores:?}");
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
    fn many_features_weigh_what_each_does() {
        for labels in [1, 2, 7, 12, 48] {
            let model = Model::new(parts(labels).to_bytes(), 7).expect("whole");
            // Known ones and others, more than are looked up together.
            let features: Vec<u64> = (0..700).map(|i| hash::one(3 + u32::from(i % 5 == 0), i)).collect();
            let (mut each, mut all) = (vec![5; labels], vec![5; labels]);
            features.iter().for_each(|&f| model.add(f, &mut each));
            model.add_all(&features, &mut all);
            assert_eq!(all, each, "{labels} labels");
            assert!(each.iter().any(|&s| s != 5), "{labels} labels: {each:?}");
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
