use std::fmt;

/// A part of speech of the Penn Treebank, as the Universal Dependencies corpora of English have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
    /// Noun, singular or mass.
    Nn,
    /// Preposition or subordinating conjunction.
    In,
    /// Proper noun, singular.
    Nnp,
    /// Determiner.
    Dt,
    /// Adjective.
    Jj,
    /// Noun, plural.
    Nns,
    /// Comma.
    Comma,
    /// Mark that ends a sentence.
    Stop,
    /// Adverb.
    Rb,
    /// Verb, past.
    Vbd,
    /// Personal pronoun.
    Prp,
    /// Verb, base form.
    Vb,
    /// Coordinating conjunction.
    Cc,
    /// Verb, third person singular present.
    Vbz,
    /// Verb, gerund or present participle.
    Vbg,
    /// Verb, past participle.
    Vbn,
    /// Verb, other present.
    Vbp,
    /// `to`.
    To,
    /// Cardinal number.
    Cd,
    /// Closing quotation mark.
    CloseQuote,
    /// Possessive pronoun.
    PrpPossessive,
    /// Opening quotation mark.
    OpenQuote,
    /// Modal.
    Md,
    /// Possessive ending.
    Pos,
    /// Hyphen.
    Hyph,
    /// Colon, semicolon, dash.
    Colon,
    /// Wh-pronoun.
    Wp,
    /// Wh-determiner.
    Wdt,
    /// Particle.
    Rp,
    /// Proper noun, plural.
    Nnps,
    /// Wh-adverb.
    Wrb,
    /// Adjective, comparative.
    Jjr,
    /// Adverb, comparative.
    Rbr,
    /// Adjective, superlative.
    Jjs,
    /// Closing bracket.
    CloseBracket,
    /// Opening bracket.
    OpenBracket,
    /// Existential `there`.
    Ex,
    /// Superfluous punctuation.
    Nfp,
    /// Currency.
    Currency,
    /// Adverb, superlative.
    Rbs,
    /// Interjection.
    Uh,
    /// Predeterminer.
    Pdt,
    /// Unknown.
    Xx,
    /// Possessive wh-pronoun.
    WpPossessive,
    /// Symbol.
    Sym,
    /// List item mark.
    Ls,
    /// Address of the web or of mail.
    Add,
    /// Foreign word.
    Fw,
}

impl Tag {
    /// Every tag, in the order of the weights.
    pub const ALL: [Self; 48] = [
        Self::Nn,
        Self::In,
        Self::Nnp,
        Self::Dt,
        Self::Jj,
        Self::Nns,
        Self::Comma,
        Self::Stop,
        Self::Rb,
        Self::Vbd,
        Self::Prp,
        Self::Vb,
        Self::Cc,
        Self::Vbz,
        Self::Vbg,
        Self::Vbn,
        Self::Vbp,
        Self::To,
        Self::Cd,
        Self::CloseQuote,
        Self::PrpPossessive,
        Self::OpenQuote,
        Self::Md,
        Self::Pos,
        Self::Hyph,
        Self::Colon,
        Self::Wp,
        Self::Wdt,
        Self::Rp,
        Self::Nnps,
        Self::Wrb,
        Self::Jjr,
        Self::Rbr,
        Self::Jjs,
        Self::CloseBracket,
        Self::OpenBracket,
        Self::Ex,
        Self::Nfp,
        Self::Currency,
        Self::Rbs,
        Self::Uh,
        Self::Pdt,
        Self::Xx,
        Self::WpPossessive,
        Self::Sym,
        Self::Ls,
        Self::Add,
        Self::Fw,
    ];

    const NAMES: [&'static str; 48] = [
        "NN", "IN", "NNP", "DT", "JJ", "NNS", ",", ".", "RB", "VBD", "PRP", "VB", "CC", "VBZ", "VBG", "VBN", "VBP",
        "TO", "CD", "''", "PRP$", "``", "MD", "POS", "HYPH", ":", "WP", "WDT", "RP", "NNPS", "WRB", "JJR", "RBR",
        "JJS", "-RRB-", "-LRB-", "EX", "NFP", "$", "RBS", "UH", "PDT", "XX", "WP$", "SYM", "LS", "ADD", "FW",
    ];

    /// The tag of this name in the treebank.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|&n| n == name).map(|i| Self::ALL[i])
    }

    /// Its name in the treebank.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// Whether it is a verb, not a modal.
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz)
    }

    /// Whether it is a verb that has tense, or a modal.
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }

    /// Whether it is a word and not a mark.
    pub const fn is_word(self) -> bool {
        !matches!(
            self,
            Self::Comma
                | Self::Stop
                | Self::CloseQuote
                | Self::OpenQuote
                | Self::Hyph
                | Self::Colon
                | Self::CloseBracket
                | Self::OpenBracket
                | Self::Nfp
        )
    }

    /// Whether it is a noun.
    pub const fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp | Self::Nnps)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn names_lead_back() {
        for (i, tag) in Tag::ALL.into_iter().enumerate() {
            assert_eq!(tag as usize, i, "{tag}");
            assert_eq!(Tag::named(tag.name()), Some(tag), "{tag}");
        }
    }
}
