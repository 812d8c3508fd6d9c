//! Sums, sizes of changes and counts.

use super::*;

#[test]
fn sums_are_done() {
    for (text, message) in [
        ("It rose from 40 to 50, up 10 percent.", "From 40 to 50 is up 25 percent, not 10. Check the numbers."),
        (
            "Profit fell 30% to $3.2 million from $4.0 million.",
            "From 4.0 million to 3.2 million is down 20 percent, not 30. Check the numbers.",
        ),
        ("Just 12 of 40 members (25 percent) came.", "12 of 40 is 30 percent, not 25. Check the numbers."),
        (
            "The number of jobs tripled from 200 to 300.",
            "From 200 to 300 is 1.5 times as much, not tripled. Check the numbers.",
        ),
        (
            "Turnout rose from 40 percent to 45 percent, or 12 percentage points.",
            "From 40 to 45 is up 5 percentage points, not 12. Check the numbers.",
        ),
    ] {
        assert_eq!(messages(text, "percent-arithmetic"), [message], "{text}");
    }
    silent(
        "percent-arithmetic",
        &[
            "It rose from 40 to 50, up 25 percent.",
            "It fell 20 percent to 40 from 50.",
            "Rents rose from 1.1 million to 1.2 million, or 9 percent.",
            "It rose from 3 to 5, up 67 percent.",
            "From 2010 to 2015 rents rose 10 percent.",
            "The tax rose 5 percent from 2 p.m. to 4 p.m.",
            "It more than doubled from 400 to 900.",
            "Of the 40 members, 12 came, and 25 percent of those voted.",
            "Twelve of 40 members, or 30 percent, came.",
        ],
    );
    assert_eq!(
        mended("Turnout rose from 40% to 50%, an increase of 10 percent.", "percent-or-points"),
        "Turnout rose from 40% to 50%, an increase of 10 percentage points."
    );
}

#[test]
fn a_percentage_of_something_else_is_no_size_of_a_change() {
    let texts = [
        "Sales rose from £100m to £125m, and profit rose 4%.",
        "Profit fell from $40m to $30m even though sales rose 6%.",
        "Revenue rose to £125m from £100m, while costs fell 3 per cent.",
        "Costs rose from £40m to £60m because wages went up 7%.",
        "The price fell from £40 to £30 after a 5% cut in May.",
        "The number of flights doubled to 80 from 40, while fares fell 10%.",
        "Sales rose from £100m to £125m, profits up 4%.",
        "Sales rose from £100m to £125m; profits were up 4%.",
        "Profit rose 4% as sales climbed from £100m to £125m.",
        "Sales grew by 5 percent annually, from $200 million to $325 million.",
        "Rents rose 5% a year from £200,000 in 2010 to £325,000 in 2020.",
        "Rents rose an average of 5 percent annually from £200,000 to £325,000.",
        "Sales rose from 200 to 325, an annual rise of 5 percent.",
        "Emissions fell 40% from 1990 levels to 400 million tonnes.",
        "Output rose 6% from its 2019 level to 4 million tonnes.",
        "Output rose 6% from 1850 levels to 400 tonnes.",
        "Profit rose 33% to Rs 1.2 lakh crore from Rs 90,000 crore.",
        "Users rose from 90 lakh to 1.2 crore, up 33%.",
        "Sales rose to £125m from £100m, up 60% since 2019.",
        "Sales rose to £125m from £100m, up 60% on 2019.",
        "Sales were 125 million, up 25 percent from 100 million.",
        "Sales were 125 million, up 4 percent from 2019.",
        "Sales were £125 million, up 4 percent from 100 million visits.",
        "It has 60 shops in all. Sales were 125 million, up 25 percent from 100 million in May.",
    ];
    silent("percent-arithmetic", &texts);
    silent("percent-or-points", &["Turnout rose from 40% to 50%, and support fell 10 percent."]);
    for (text, wrong) in [
        ("Sales rose to 131 from 104, up 20 percent.", "20 percent"),
        ("Sales rose from 104 to 131, a 20 percent increase.", "20 percent"),
        ("Sales rose from 104 to 131 in May, an increase of 20 percent.", "20 percent"),
        ("Sales rose 20 percent, from 104 in 2019 to 131 in 2020.", "20 percent"),
        ("A 20 percent rise, from 104 to 131, is planned.", "20 percent"),
        ("Sales were 125 million, up 4 percent from 100 million.", "4 percent"),
        ("Sales rose to $131 million, up 20% from $104 million a year earlier.", "20%"),
        ("Sales were 125 million (down 4 percent from 150 million).", "4 percent"),
        ("Sales rose from 104 to 131, up 20 percent, while costs fell 3 percent.", "20 percent"),
        ("Profit rose 43% to Rs 1.2 lakh crore from Rs 90,000 crore.", "43%"),
    ] {
        let found = only(text, Format::Plain, "percent-arithmetic");
        assert_eq!(found.iter().map(|f| f.span.of(text)).collect::<Vec<_>>(), [wrong], "{text}");
    }
    assert_eq!(
        mended("Turnout rose from 40% to 45%, a 5 percent increase.", "percent-or-points"),
        "Turnout rose from 40% to 45%, a 5 percentage-point increase."
    );
}

#[test]
fn a_part_is_no_mistaken_whole() {
    let above = [
        "# Two teachers honoured\n\nAnn Lee and Tom Berg were among 40 teachers named on Monday.",
        "# Two players sent off\n\nAll 22 players shook hands.",
        "# Eight ministers quit\n\nOf the 12 ministers in the cabinet none stayed.",
        "# Two police officers charged\n\nThe force has 4,000 police officers.",
        "# First 100 homes ready\n\nThe firm will build 120 homes by May.",
        "# Last two miners rescued\n\nThe shaft fell on three miners on Monday.",
        "# The 10 best books of the year\n\nWe read 12 books for it.",
        "# Four killed on road\n\nLast year five people were killed on the road.",
    ];
    silent("headline-number-mismatch", &above);
    let within = [
        "Twelve firefighters were hurt. The 14 firefighters awarded the medal were not there.",
        "Twelve firefighters were there. The 14 firefighters hurt in the blaze were not.",
        "Ann Lee, 41, has no son. Goals: Lee, 43, Berg, 12, Moe, 90.",
        "Twelve firefighters were hurt. The 14 firefighters trapped in the lift were not.",
        "Twelve firefighters were hurt. The 14 firefighters injured last May were not.",
        "Eight passengers were hurt. The 60 passengers were put on another train.",
        "Six jurors were women. The 12 jurors will return.",
        "Four officers were injured. One died later. The three officers are stable.",
        "Ten officers were hurt on Monday and four on Tuesday. The 14 officers are stable.",
        "Four officers were hurt. One officer died. The three officers are stable.",
        "The first 20 patients got the drug in May. The 24 patients are well.",
        "Last year it opened 10 stores. The 12 stores will open this year.",
        "More than 100 homes were lost. The 143 homes will be rebuilt.",
        "Nearly 143 homes were lost. The 120 homes will be rebuilt.",
        "Mary Doyle, 52, is a judge. In 2010 Mary Doyle, aged 48, was a nurse.",
        "Ann Lee, 41, won in 2018. Four years on, Ann Lee, 45, is back.",
        "Tom Hill, 41, was hurt, and his father, Tom Hill, 70, was killed.",
        "Tom Hill, 61, was hurt, and his father, Tom Hill, 70, was killed.",
    ];
    silent("number-conflict", &within);
    for text in [
        "Twelve firefighters were hurt. The 14 firefighters went home.",
        "Twelve firefighters were hurt. The 14 firefighters missed the feast.",
        "Twelve firefighters were hurt. The 14 firefighters deny the charge.",
        "Twelve firefighters were hurt. The 14 firefighters cheered.",
        "Nearly 120 homes were lost. The 143 homes will be rebuilt.",
        "Twelve officers were hurt. They left two cars. The 14 officers are stable.",
        "Ann Lee, 41, won. Ann Lee, 14, is back.",
    ] {
        assert_eq!(messages(text, "number-conflict").len(), 1, "{text}");
    }
    assert_eq!(
        mended("# Storm kills four\n\nThree people were killed on Monday.", "headline-number-mismatch"),
        "# Storm kills three\n\nThree people were killed on Monday."
    );
    assert_eq!(
        messages("The jury heard 9 witnesses. All eleven witnesses were questioned.", "number-conflict"),
        ["Eleven here, 9 before. Make them agree, or say which are meant."]
    );
}

#[test]
fn parts_and_steps_are_reckoned() {
    for (text, message) in [
        (
            "Northern said 2,400 guards would strike. Of those, 1,560, or 60 per cent, are its own.",
            "1,560 of 2,400 is 65 percent, not 60. Check the numbers.",
        ),
        (
            "The firm employs 260 people, and laid off 39 of them, or 20 per cent, in May.",
            "39 of 260 is 15 percent, not 20. Check the numbers.",
        ),
        (
            "Of 41 spills that were reported in the county last year, 28, or 58%, came from farms.",
            "28 of 41 is 68 percent, not 58. Check the numbers.",
        ),
        ("Three in five, or 72 percent, said so.", "Three in five is 60 percent, not 72. Check the numbers."),
        ("Shares fell 12p, or 6 per cent, to 288p.", "Down 12p to 288p is 4 percent, not 6. Check the numbers."),
        (
            "A unit of gas costs 5.7p, down from 6.3p, a drop of 20 per cent.",
            "From 6.3p to 5.7p is down 10 percent, not 20. Check the numbers.",
        ),
        (
            "The number of homes fell by half in ten years, from 1,910 in 2016 to 1,212.",
            "From 1,910 to 1,212 is down 37 percent, not by half. Check the numbers.",
        ),
    ] {
        assert_eq!(messages(text, "percent-arithmetic"), [message], "{text}");
    }
    silent(
        "percent-arithmetic",
        &[
            "Northern said 2,400 guards would strike. Of those, 1,560, or 65 per cent, are its own.",
            "They have 40 shops and 900 staff. Of those, 12, or 30 percent, will close.",
            "Two in three, or 64 percent, said so. Of the 120 boys, 113, or 94 per cent, came.",
            "Chevron climbed 69 cents, or 0.7 percent, to $102.48.",
            "Shares closed at 288p, down 12p or 4 per cent.",
            "Shares closed at 288p in 2019, up from 24p, or 11 times as much.",
            "It went from 95p to £1.05, up 11 per cent.",
            "The law doubled the term, from 12 months to 24.",
            "Eleven fell, compared with 22 of the others, a drop of 50 percent.",
        ],
    );
    let points =
        "Some 50 percent of the 1,204 people asked would keep the crown, down 9 percent from 59 percent in 2022.";
    assert_eq!(messages(points, "percent-or-points").len(), 1);
}

#[test]
fn who_is_listed_is_counted() {
    for (text, message) in [
        (
            "They had three children: Ama, Kofi, Isobel and Fergus.",
            "Three here, and the list behind it makes 4. Make them agree.",
        ),
        (
            "Three men – Paul Ure, 22, and Liam Ure, 24 – admitted it.",
            "Three here, and the list behind it makes 2. Make them agree.",
        ),
        ("Of the 58 members, 34 voted for it and 26 against.", "58 here, and its parts make 60. Make them agree."),
        (
            "The £4.2m plan includes £2.6m for roads and £1.9m for rail.",
            "4.2m here, and its parts make 4.5m. Make them agree.",
        ),
        (
            "Its debt rose by £2.3bn, from £59.8bn to £61.6bn.",
            "From 59.8bn to 61.6bn is up 1.8bn, not 2.3bn. Check the numbers.",
        ),
    ] {
        assert_eq!(messages(text, "sum-mismatch"), [message], "{text}");
    }
    silent(
        "sum-mismatch",
        &[
            "They had three children: Ama, Kofi and Isobel Bell.",
            "They had three children: Ama, the eldest, and Kofi.",
            "Six members of bands: Blur, Oasis and Pulp.",
            "Three people have signed: Ann Lee and Jo Ray.",
            "Of the 40 members, 30 came by train and 20 are over 60.",
            "The plan includes £2.6m for roads and £1.9m for rail, up from £2m in May.",
            "Of the 40 who applied, 35 came from Hull, and 12 from the 20 on the list.",
        ],
    );
}

#[test]
fn a_conversion_is_mended_with_its_sign() {
    for (text, mended_text) in [
        ("It was -5C (-41F) at dawn.", "It was -5C (23F) at dawn."),
        ("It was minus 50C (58F) at dawn.", "It was minus 50C (-58F) at dawn."),
        ("It weighs 1,200 tonnes (26,500 pounds).", "It weighs 1,200 tonnes (2,645,600 pounds)."),
        ("A wall of 12 metres, or about 18 feet, fell.", "A wall of 12 metres, or about 39 feet, fell."),
    ] {
        assert_eq!(mended(text, "unit-conversion"), mended_text);
    }
}

#[test]
fn numbers_that_stand_apart_are_compared() {
    for (text, message) in [
        (
            "It was left £12,400 by a club.\n\nIt must pay back the £14,200.",
            "14,200 here and 12,400 before: two digits have changed places. Which is right?",
        ),
        (
            "The trial followed 618 people. The 681 participants wore a sensor.",
            "681 here and 618 before: two digits have changed places. Which is right?",
        ),
        (
            "Morven Tait, 61, plays her. Tait, 51, has not been on this stage since 1998.",
            "Tait is 51 here and 61 before. Which is right?",
        ),
    ] {
        assert_eq!(messages(text, "number-conflict"), [message], "{text}");
    }
    silent(
        "number-conflict",
        &[
            "Eight of the county’s 12 schools rose. The city’s 14 schools will be seen by May.",
            "Profit was $1.2 billion. The gallery sold it for $1.2 million.",
            "Debt to the banks fell from £4.1 billion. The banks were owed £4.1 million, not £4.1 billion.",
        ],
    );
}

#[test]
fn terms_and_margins_of_a_headline_are_compared() {
    for (text, here) in [
        ("# Bridge shut for six weeks\n\nThe bridge will stay shut for eight weeks.", "six"),
        ("# Party wins by 41 votes\n\nThe party won the seat by 14 votes.", "41"),
        ("# Rovers go top after 4-1 win\n\nRovers went top with a 4-2 win at Dale.", "4-1"),
        ("# About 300 fish die in spill\n\nAt least 900 fish died in a spill on Monday.", ""),
        ("# 500 fish die in spill\n\nAt least 900 fish died in a spill on Monday.", "500"),
    ] {
        let found = only(text, Format::Markdown, "headline-number-mismatch");
        let wanted: Vec<&str> = Some(here).filter(|h| !h.is_empty()).into_iter().collect();
        assert_eq!(found.iter().map(|f| f.span.of(text)).collect::<Vec<_>>(), wanted, "{text}");
    }
    silent(
        "headline-number-mismatch",
        &[
            "# Bridge shut for six weeks\n\nThe bridge was shut for eight weeks last year.",
            "# Bridge shut for six weeks\n\nThe bridge will stay shut for nearly six weeks, not for eight weeks.",
            "# Man jailed for six years\n\nAnn Lee was jailed for four years and Jo Ray for eight years.",
            "# Bridge shut for six weeks\n\nThe mayor was ill for eight weeks.",
            "# Party wins by 41 votes\n\nThe party won the seat by two seats.",
            "# 1,000 fish die in spill\n\nAt least 900 fish died in a spill on Monday.",
        ],
    );
}
