//! Values as people write them.

use super::number::Number;

impl Number {
    /// A value as this number is written, of which `written` are the words: with its magnitude, its decimals and a comma
    /// between thousands, and as finely as it is told, though with two figures at least.
    pub(super) fn like(&self, written: &str, value: f64) -> String {
        let digits = written.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(written.len());
        let (own, scale) = written.split_at(digits);
        let magnitude =
            own.replace(',', "").parse().map_or(1.0, |own: f64| if own == 0.0 { 1.0 } else { self.value.abs() / own });
        let value = value / magnitude;
        let decimals = own.split_once('.').map_or(0, |(_, d)| d.len());
        let figures = 10f64.powf(value.abs().max(1.0).log10().floor() - 1.0).max(1.0);
        let step =
            if decimals == 0 { (self.step / magnitude).max(1.0).min(figures) } else { 10f64.powi(-(decimals as i32)) };
        let number = format!("{:.decimals$}", (value / step).round() * step);
        let plain = own.len() > 3 && !own.contains([',', '.']) && value.abs() < 10_000.0;
        let number = if !plain { grouped(&number) } else { number };
        // A number in words is told in digits.
        if own.is_empty() { number } else { number + scale }
    }
}

/// A number as people write it.
pub(super) fn written(value: f64, step: f64) -> String {
    let decimals = if step >= 1.0 { 0 } else { (-step.log10()).round().clamp(0.0, 3.0) as usize };
    let text = format!("{value:.decimals$}");
    match text.trim_end_matches('0').strip_suffix('.') {
        Some(whole) if text.contains('.') => whole.to_owned(),
        _ => text,
    }
}

/// A number with a comma between thousands.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let (sign, whole) = whole.split_at(usize::from(whole.starts_with('-')));
    let groups = |(i, digit): (usize, char)| {
        let comma = i > 0 && (whole.len() - i).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    let whole: String = whole.char_indices().flat_map(groups).collect();
    format!("{sign}{whole}{rest}")
}

#[cfg(test)]
mod tests {
    use super::super::number::numbers;
    use crate::text::tokens;

    #[test]
    fn values_are_written_as_numbers_are() {
        for (text, value, wanted) in [
            ("2.3bn", 1.8e9, "1.8bn"),
            ("1.2 million", 2_650_000.0, "2.6 million"),
            ("60,000", 70_000.0, "70,000"),
            ("26,500", 2_645_547.0, "2,645,500"),
            ("160", 130.49, "130"),
            ("23", 25.0, "25"),
            ("three", 4.0, "4"),
            ("9", 12_345.0, "12,345"),
            ("14", -12.0, "-12"),
            ("672", 1_185.0, "1,185"),
            ("1141", 1_185.0, "1185"),
        ] {
            let number = numbers(text, &tokens(text)).remove(0);
            assert_eq!(number.like(text, value), wanted, "{text}");
        }
    }
}
