//! What single characters are to the scanner.

use std::sync::LazyLock;

use regex::Regex;

/// Whether `c` separates words and shows nothing: white space, controls, and the invisible characters that steer
/// direction and joining.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// Characters without a shape of their own. Inside a word they belong to it, elsewhere to no token.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// Whether `c` is a letter, a digit or a mark on one, in a script that sets words apart.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { (c.is_alphanumeric() || is_mark(c)) && !is_ideograph(c) }
}

/// Whether `c` is of a script that is written without blanks between words, so that each character is a token.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(
        c,
        '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{3029}'
            | '\u{3031}'..='\u{3035}'
            | '\u{3038}'..='\u{303c}'
            | '\u{3041}'..='\u{30fa}'
            | '\u{30fc}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{1b000}'..='\u{1b16f}'
            | '\u{20000}'..='\u{3fffd}'
    )
}

/// Whether `c` combines with the character before it.
pub(super) fn is_mark(c: char) -> bool {
    static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{M}$").expect("a constant pattern"));
    match c {
        ..'\u{300}' => false,
        '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' => true,
        '\u{2010}'..='\u{205f}' => false,
        _ => MARK.is_match(c.encode_utf8(&mut [0; 4])),
    }
}

/// Whether `c` is written for an apostrophe inside words.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
}

/// Whether `c` is a quotation mark, or an apostrophe that may be one.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '‘'..='‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '❛'..='❞'
            | '⹂'
            | '「'..='』'
            | '〝'..='〟'
            | '﹁'..='﹄'
            | '＂'
            | '＇'
            | '｢'
            | '｣'
    )
}

/// Whether the quotation mark `c` can only open or, in some languages, is the one that opens.
pub(super) fn opens_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '‚' | '„' | '‛' | '‟' | '«' | '‹' | '「' | '『' | '〝' | '﹁' | '﹃' | '｢' | '❛' | '❝')
}

/// Whether the quotation mark `c` is the one that closes.
pub(super) fn closes_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | '」' | '』' | '〞' | '〟' | '﹂' | '﹄' | '｣' | '❜' | '❞')
}

/// Whether `c` is punctuation other than a quotation mark.
pub(super) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation() && !is_quote(c) && !"$%&+<=>^|~@#".contains(c);
    }
    matches!(
        c,
        '¡' | '¶' | '·' | '¿'
            | '\u{37e}' | '\u{387}'
            | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}'
            | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}'
            | '\u{60c}' | '\u{60d}' | '\u{61b}' | '\u{61e}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{e5a}' | '\u{e5b}' | '\u{f04}'..='\u{f12}' | '\u{104a}'..='\u{104f}'
            | '\u{10fb}' | '\u{1360}'..='\u{1368}' | '\u{1800}'..='\u{180a}'
            | '\u{2010}'..='\u{2027}' | '\u{2032}'..='\u{205e}' | '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}'
            | '\u{2329}' | '\u{232a}' | '\u{27e6}'..='\u{27ef}' | '\u{2e00}'..='\u{2e41}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}' | '\u{3030}' | '\u{30fb}'
            | '\u{a4fe}' | '\u{a4ff}' | '\u{fd3e}' | '\u{fd3f}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}'
            | '\u{fe54}'..='\u{fe5e}' | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}'
            | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}'
            | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}'
    )
}
