//! Features as 64-bit numbers, made without building strings. The numbers are the same on every machine, since the
//! weights are found by them.

const WORD: u64 = 0x9e37_79b9_7f4a_7c15;
const FEATURE: u64 = 0xd6e8_feb8_6659_fd93;
const SECOND: u64 = 0xa076_1d64_78bd_642f;
const THIRD: u64 = 0xe703_7ed1_a0b4_28db;

/// The high and the low half of a product, folded: every bit of both factors moves every bit of the result.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The hash of a run of bytes.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
    let mut state = WORD ^ (bytes.len() as u64);
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        state = fold(state ^ u64::from_le_bytes(*chunk), FEATURE);
    }
    let mut last = 0;
    for (i, &b) in rest.iter().enumerate() {
        last |= u64::from(b) << (8 * i);
    }
    fold(state ^ last, SECOND)
}

/// The feature `template` with the value `a`.
#[inline]
pub fn one(template: u32, a: u64) -> u64 {
    fold(a ^ (u64::from(template) + 1).wrapping_mul(WORD), FEATURE)
}

/// The feature `template` with the values `a` and `b`, in this order.
#[inline]
pub fn two(template: u32, a: u64, b: u64) -> u64 {
    fold(one(template, a) ^ b.wrapping_mul(SECOND), THIRD)
}

/// The feature `template` with the values `a`, `b` and `c`, in this order.
#[inline]
pub fn three(template: u32, a: u64, b: u64, c: u64) -> u64 {
    fold(two(template, a, b) ^ c.wrapping_mul(SECOND), THIRD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_never_change() {
        assert_eq!(bytes(b""), 0x6705_27f2_8686_2c69);
        assert_eq!(bytes(b"minister said"), 0xf8a1_ebc9_8d99_1018);
        assert_eq!(three(7, 1, 2, 3), 0xdb0c_c542_2f83_e86e);
    }

    #[test]
    fn order_length_and_template_matter() {
        let mut seen = HashSet::new();
        for template in 0..40 {
            for a in 0..40 {
                assert!(seen.insert(one(template, a)), "one {template} {a}");
                for b in 0..40 {
                    assert!(seen.insert(two(template, a, b)), "two {template} {a} {b}");
                }
            }
        }
        assert_ne!(bytes(b"a"), bytes(b"a\0"));
        assert_ne!(bytes(b"12345678"), bytes(b"12345678\0"));
    }
}
