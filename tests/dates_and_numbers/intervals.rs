//! How long it is between two times, and what a total makes for each.

use super::*;

#[test]
fn intervals_are_counted() {
    for (text, message) in [
        (
            "He was held on 3 March 2024. Nine days later, on 14 March, he was charged.",
            "From 3 March 2024 to 14 March is 11 days, not 9. Check the numbers.",
        ),
        (
            "The vote was on 28 December. Two weeks later, on 20 January, she left.",
            "From 28 December to 20 January is 3.3 weeks, not 2. Check the numbers.",
        ),
        (
            "It closed in 2019. It had opened six years earlier, in 2012.",
            "From 2012 to 2019 is 7 years, not 6. Check the numbers.",
        ),
        (
            "The firm failed on 14 March 2025; seven months later, in December 2025, it was sold.",
            "From 14 March 2025 to December 2025 is 9 months, not 7. Check the numbers.",
        ),
        (
            "The blast was at 11.50pm. The town was dark two hours later, at 4.20am.",
            "From 11.50pm to 4.20am is 4.5 hours, not 2. Check the numbers.",
        ),
    ] {
        assert_eq!(messages(text, "interval-mismatch"), [message], "{text}");
    }
    silent(
        "interval-mismatch",
        &[
            "He was held on 31 December. Two days later, on 2 January, he was charged.",
            "He was held on 3 March. He was ill. Nine days later, on 14 March, he was charged.",
            "He was held on 3 March. The trial began the following week. Nine days later, on 24 March, it ended.",
            "It opened in 1990 and burned in 1994. Ten years later, in 2000, it was still a ruin.",
            "She was born in 1961. At the age of 12 she left. Two years later, in 1975, she came back.",
            "It began in May 2019 and, three years later, in March 2022, it was over.",
            "It began at 9am and was over two hours later, at 10.50am.",
            "He was held on 3 March, nine days later than his brother.",
            "The fire was in 1890. A century later, in 1950, nobody knew.",
        ],
    );
}

#[test]
fn totals_are_divided() {
    for (text, message) in [
        (
            "It will cost £640,000 over the next eight years, or £64,000 a year.",
            "640,000 divided by eight is 80,000, not 64,000. Check the numbers.",
        ),
        (
            "She will pay £50 a month for 43 months, a total of £1,850.",
            "43 times 50 is 2,150, not 1,850. Check the numbers.",
        ),
    ] {
        assert_eq!(messages(text, "rate-mismatch"), [message], "{text}");
    }
    assert_eq!(
        mended("It cost $12 million over four years, or $2 million a year.", "rate-mismatch"),
        "It cost $12 million over four years, or $3 million a year."
    );
    silent(
        "rate-mismatch",
        &[
            "It cost £50m over three years, or about £17m a year.",
            "It cost £50m over three years, or £2m a week.",
            "Rents rose 12 percent over three years, or 6 percent a year.",
            "It will save £1,200 by 2030, £2.2m in the next 12 years, £400,000 a year by 2040.",
            "Ten schools have 3,900 pupils, and 12 teachers each.",
        ],
    );
}

#[test]
fn lists_are_counted() {
    silent(
        "sum-mismatch",
        &[
            "He was in two cities: Paris, Texas, and Rome, Georgia.",
            "Of our 2025 favourites, three stood out: Hull, York and Leeds.",
            "They set themselves four goals: Limits for the Congress and the Courts.",
            "There are two choices: if we wait, prices rise, and if we do not, they fall.",
            "There are two dishes: bread and butter, and soup.",
            "It sold tools worth £201m in Britain, £163m in France and £94m in America.",
            "There were 61 people in the house. Twelve died and 24 got out.",
            "The city has 120 parks. Forty are open at night, 35 have a pond and 50 have a playground.",
            "Sales were £100m. £50m came from shops, £25m from abroad and £15m from the post.",
            "It has 12 members. Five voted for it, four against and two kept out.",
            "They won 31 votes to 26, short of a majority of 40.",
        ],
    );
}
