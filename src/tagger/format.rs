//! The weight file.
//!
//! All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `whosaidW` |
//! | 2 | version of the format, 4 |
//! | 2 | number of labels |
//! | 4 | version of the task's features: another program's file is refused |
//! | 4 | what one unit of a weight is worth, as `f32` |
//! | 4 | number of slots |
//! | 4 | bytes of rows (0: rows stand in their slots) |
//! | 4 | 1 where labels follow each other: the sequence flag |
//! | 4 | number of pilots |
//! | 2 × labels × labels | transitions `from × to`, `i16`; `i16::MIN` is forbidden. Only when the sequence flag is set |
//! | 2 × pilots | by its pilot each feature finds a slot that no other has |
//! | slots × slot | 16 bits of the feature, then the row (few labels) or the 24-bit place of the row + 1 |
//! | 16 | nothing: a slot may be read with what stands behind it |
//! | rows | count, then (label, weight) pairs; or 255, then the weights of all labels |
//! | 8 | checksum of everything before |
//!
//! The features of a file are known when it is written, so each gets a slot of its own and is found in one step: its
//! hash names a pilot, and hash and pilot name the slot ("hash and displace": Belazzougui, Botelho and Dietzfelbinger,
//! 2009).
//!
//! Only the differences between labels count, so a row in a slot has the weights of all labels but the first, less the
//! weight of the first. Of one label it has the weight.

use std::fmt;

use super::hash;

pub(super) const MAGIC: &[u8; 8] = b"whosaidW";
pub(super) const VERSION: u16 = 4;
pub(super) const HEADER: usize = 36;
/// Up to this many labels a row stands in its slot.
pub(super) const DENSE: usize = 15;
/// Of many labels, weights of no more units than this are left out: they rarely decide, and each costs time.
pub(super) const SLIGHT: u8 = 2;
/// A row of more pairs has the weights of all labels instead, which are added faster.
const PAIRS: usize = 16;
/// Stands for the count of such a row.
pub(super) const ALL: u8 = 255;
/// Bytes behind the last slot.
pub(super) const MARGIN: usize = 16;
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

/// The part of a feature that its slot keeps.
#[inline]
pub(super) fn fingerprint(feature: u64) -> u16 {
    feature as u16
}

/// A number under `end` by a 32-bit one.
#[inline]
fn scale(number: u64, end: usize) -> usize {
    (((number & 0xffff_ffff) * end as u64) >> 32) as usize
}

/// Which pilot a feature goes by.
#[inline]
pub(super) fn pilot(feature: u64, pilots: usize) -> usize {
    scale(feature >> 32, pilots)
}

/// The slot that a feature has under a pilot.
#[inline]
pub(super) fn slot(feature: u64, pilot: u16, slots: usize) -> usize {
    scale((feature ^ (u64::from(pilot) + 1).wrapping_mul(SPREAD)).wrapping_mul(MIX) >> 32, slots)
}

const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
const MIX: u64 = 0xd6e8_feb8_6659_fd93;

/// What one slot takes.
pub(super) fn slot_bytes(labels: usize) -> usize {
    match labels {
        1 => 3,
        2..=DENSE => 2 + labels - 1,
        _ => 5,
    }
}

/// A slot of its own for each feature: the pilots, and the number of slots.
pub(super) fn place(features: &[u64]) -> (Vec<u16>, usize) {
    let mut slots = features.len() + features.len() / 32 + 1;
    let mut groups: Vec<Vec<u64>> = vec![Vec::new(); features.len() / 4 + 1];
    features.iter().for_each(|&f| groups[pilot(f, features.len() / 4 + 1)].push(f));
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&g| (std::cmp::Reverse(groups[g].len()), g));
    loop {
        // The largest groups first, while there is room.
        let (mut pilots, mut taken) = (vec![0; groups.len()], vec![false; slots]);
        let placed = order.iter().all(|&g| {
            let mut own = Vec::with_capacity(groups[g].len());
            let fits = (0..=u16::MAX).find(|&pilot| {
                own.clear();
                groups[g].iter().all(|&f| {
                    let at = slot(f, pilot, slots);
                    let free = !taken[at] && !own.contains(&at);
                    own.push(at);
                    free
                })
            });
            let Some(pilot) = fits else { return false };
            pilots[g] = pilot;
            own.iter().for_each(|&at| taken[at] = true);
            true
        });
        if placed {
            return (pilots, slots);
        }
        slots += slots / 64 + 1;
    }
}

impl Parts {
    /// Writes the weights as bytes. Weights are rounded to 255 steps; rows that round to nothing go away.
    pub fn to_bytes(&self) -> Vec<u8> {
        let unit = self.unit();
        let quantise = |w: f32| (w / unit).round().clamp(-127.0, 127.0) as i8;
        let slight = if self.labels > DENSE { SLIGHT } else { 0 };
        let rows = self.rows.iter().filter(|r| r.weights.len() == self.labels);
        let mut rows: Vec<(u64, Vec<i8>)> = rows
            .map(|r| (r.feature, self.differences(r).map(quantise).collect::<Vec<i8>>()))
            .filter(|(_, w)| w.iter().any(|w| w.unsigned_abs() > slight))
            .collect();
        rows.sort_by_key(|r| r.0);
        rows.dedup_by_key(|r| r.0);
        let features: Vec<u64> = rows.iter().map(|r| r.0).collect();
        let (pilots, slots) = place(&features);
        let dense = self.labels <= DENSE;
        let size = slot_bytes(self.labels);
        let mut table = vec![0u8; slots * size + MARGIN];
        let mut heap: Vec<u8> = Vec::new();
        for (feature, weights) in &rows {
            let at = slot(*feature, pilots[pilot(*feature, pilots.len())], slots) * size;
            let place = &mut table[at..at + size];
            place[..2].copy_from_slice(&fingerprint(*feature).to_le_bytes());
            if dense {
                for (to, w) in place[2..].iter_mut().zip(weights) {
                    *to = *w as u8;
                }
            } else {
                place[2..].copy_from_slice(&(heap.len() as u32 + 1).to_le_bytes()[..3]);
                let pairs = weights.iter().enumerate().filter(|(_, w)| w.unsigned_abs() > SLIGHT);
                let count = pairs.clone().count();
                if count > PAIRS {
                    heap.push(ALL);
                    heap.extend(weights.iter().map(|&w| w as u8));
                } else {
                    heap.push(count as u8);
                    heap.extend(pairs.flat_map(|(label, &w)| [label as u8, w as u8]));
                }
            }
        }
        let mut out = Vec::with_capacity(HEADER + 2 * pilots.len() + table.len() + heap.len() + 8);
        out.extend(MAGIC);
        out.extend(VERSION.to_le_bytes());
        out.extend((self.labels as u16).to_le_bytes());
        out.extend(self.features.to_le_bytes());
        out.extend(unit.to_le_bytes());
        out.extend((slots as u32).to_le_bytes());
        out.extend((heap.len() as u32).to_le_bytes());
        out.extend(u32::from(!self.transitions.is_empty()).to_le_bytes());
        out.extend((pilots.len() as u32).to_le_bytes());
        for &t in &self.transitions {
            let t = if t == f32::NEG_INFINITY { FORBIDDEN } else { (t / unit).round().clamp(-32000.0, 32000.0) as i16 };
            out.extend(t.to_le_bytes());
        }
        out.extend(pilots.iter().flat_map(|p| p.to_le_bytes()));
        out.extend(table);
        out.extend(heap);
        out.extend(hash::bytes(&out).to_le_bytes());
        out
    }

    /// What a row keeps of its weights.
    fn differences<'a>(&self, row: &'a Row) -> impl Iterator<Item = f32> + 'a {
        let relative = (2..=DENSE).contains(&self.labels);
        let first = row.weights.first().copied().filter(|_| relative).unwrap_or(0.0);
        row.weights.iter().skip(usize::from(relative)).map(move |w| w - first)
    }

    /// The size of a step: the largest difference takes 127. Cutting a few of the largest for finer steps was tried, and
    /// read worse in every task.
    fn unit(&self) -> f32 {
        let differences = self.rows.iter().flat_map(|row| self.differences(row));
        let top = differences.map(f32::abs).fold(0.0, f32::max);
        if top > 0.0 { top / 127.0 } else { 1.0 }
    }
}
