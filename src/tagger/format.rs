//! The weight file.
//!
//! All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `whosaidW` |
//! | 2 | version of the format, 2 |
//! | 2 | number of labels |
//! | 4 | version of the task's features: another program's file is refused |
//! | 4 | what one unit of a weight is worth, as `f32` |
//! | 4 | number of slots |
//! | 4 | bytes of rows (0: rows stand in their slots) |
//! | 4 | bytes of the filter, a power of two |
//! | 2 × labels × labels | transitions `from × to`, `i16`; `i16::MIN` is forbidden. Only when the sequence flag is set |
//! | filter | a bit for each feature: most features that have no row are known by it to have none |
//! | slots × slot | a 16-bit fingerprint, then the row (few labels) or the 24-bit place of the row + 1 |
//! | rows | count, then (label, weight) pairs |
//! | 8 | checksum of everything before |
//!
//! A feature's slot follows from its hash; where it is taken, the next free one holds it.

use std::fmt;

use super::hash;

pub(super) const MAGIC: &[u8; 8] = b"whosaidW";
pub(super) const VERSION: u16 = 2;
pub(super) const HEADER: usize = 36;
/// Up to this many labels a row stands in its slot.
pub(super) const DENSE: usize = 12;
/// A transition that never happens.
pub(super) const FORBIDDEN: i16 = i16::MIN;

/// Why a weight file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is no weight file.
    NoWeights,
    /// It has another format or belongs to other features; the numbers are what it has and what is wanted.
    Version(u32, u32),
    /// It ends too early or too late; the numbers are its bytes and the bytes it should have.
    Length(usize, usize),
    /// Its bytes are not those that were written.
    Checksum,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWeights => write!(f, "not a weight file"),
            Self::Version(has, wanted) => write!(f, "weights of version {has}, not {wanted}"),
            Self::Length(has, wanted) => write!(f, "weights have {has} bytes instead of {wanted}"),
            Self::Checksum => write!(f, "weights are damaged: the checksum differs"),
        }
    }
}

impl std::error::Error for Damage {}

/// The weights of one feature, one a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The feature.
    pub feature: u64,
    /// Its weights.
    pub weights: Vec<f32>,
}

/// What a weight file is made of.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The number of labels.
    pub labels: usize,
    /// The version of the features.
    pub features: u32,
    /// Scores of label pairs, `from × to`; `f32::NEG_INFINITY` is forbidden. Empty: labels do not follow each other.
    pub transitions: Vec<f32>,
    /// The weights.
    pub rows: Vec<Row>,
}

pub(super) fn fingerprint(feature: u64) -> u16 {
    feature as u16
}

pub(super) fn home(feature: u64, slots: usize) -> usize {
    (((feature >> 32) * slots as u64) >> 32) as usize
}

/// The bit of a feature in a filter of so many bytes: its byte and the bit in it.
pub(super) fn filter_bit(feature: u64, bytes: usize) -> (usize, u8) {
    let bit = (feature >> 12) as usize & (bytes * 8 - 1);
    (bit / 8, 1 << (bit % 8))
}

/// What one slot takes.
pub(super) fn slot_bytes(labels: usize) -> usize {
    if labels <= DENSE { 2 + labels } else { 5 }
}

impl Parts {
    /// Writes the weights as bytes. Weights are rounded to 255 steps; rows that round to nothing go away.
    pub fn to_bytes(&self) -> Vec<u8> {
        let unit = self.unit();
        let quantise = |w: f32| (w / unit).round().clamp(-127.0, 127.0) as i8;
        let mut rows: Vec<(u64, Vec<i8>)> = self
            .rows
            .iter()
            .map(|r| (r.feature, r.weights.iter().map(|&w| quantise(w)).collect::<Vec<i8>>()))
            .filter(|(_, w)| w.iter().any(|&w| w != 0))
            .collect();
        rows.sort_by_key(|&(feature, _)| (home(feature, u32::MAX as usize), feature));
        let slots = rows.len() + rows.len() / 4 + 1;
        let mut filter = vec![0u8; (rows.len() + 1).next_power_of_two()];
        for (feature, _) in &rows {
            let (byte, bit) = filter_bit(*feature, filter.len());
            filter[byte] |= bit;
        }
        let dense = self.labels <= DENSE;
        let slot = slot_bytes(self.labels);
        let mut table = vec![0u8; slots * slot];
        let mut heap: Vec<u8> = Vec::new();
        let mut taken = vec![false; slots];
        for (feature, weights) in &rows {
            let mut at = home(*feature, slots);
            while taken[at] {
                at = (at + 1) % slots;
            }
            taken[at] = true;
            let place = &mut table[at * slot..(at + 1) * slot];
            place[..2].copy_from_slice(&fingerprint(*feature).to_le_bytes());
            if dense {
                for (to, w) in place[2..].iter_mut().zip(weights) {
                    *to = *w as u8;
                }
            } else {
                place[2..].copy_from_slice(&(heap.len() as u32 + 1).to_le_bytes()[..3]);
                let pairs = weights.iter().enumerate().filter(|(_, w)| **w != 0);
                heap.push(pairs.clone().count() as u8);
                heap.extend(pairs.flat_map(|(label, &w)| [label as u8, w as u8]));
            }
        }
        let mut out = Vec::with_capacity(HEADER + filter.len() + table.len() + heap.len() + 8);
        out.extend(MAGIC);
        out.extend(VERSION.to_le_bytes());
        out.extend((self.labels as u16).to_le_bytes());
        out.extend(self.features.to_le_bytes());
        out.extend(unit.to_le_bytes());
        out.extend((slots as u32).to_le_bytes());
        out.extend((heap.len() as u32).to_le_bytes());
        out.extend(u32::from(!self.transitions.is_empty()).to_le_bytes());
        out.extend((filter.len() as u32).to_le_bytes());
        for &t in &self.transitions {
            let t = if t == f32::NEG_INFINITY { FORBIDDEN } else { (t / unit).round().clamp(-32000.0, 32000.0) as i16 };
            out.extend(t.to_le_bytes());
        }
        out.extend(filter);
        out.extend(table);
        out.extend(heap);
        out.extend(hash::bytes(&out).to_le_bytes());
        out
    }

    /// The size of a step: the largest weights, one in five thousand, are cut for the sake of the others.
    fn unit(&self) -> f32 {
        let mut sizes: Vec<f32> =
            self.rows.iter().flat_map(|r| &r.weights).map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.len().saturating_sub(1 + sizes.len() / 5000);
        sizes.get(top).map_or(1.0, |w| w / 127.0)
    }
}
