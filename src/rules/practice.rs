//! Where newsrooms have written down what several rules ask for, as Markdown links.

pub(super) const REUTERS_SOURCING: &str = "[Reuters, Handbook of Journalism: the essentials of sourcing](https://web.archive.org/web/2020/http://handbook.reuters.com/index.php?title=The_Essentials_of_Reuters_sourcing)";
pub(super) const AP_VALUES: &str =
    "[AP, News Values and Principles](https://www.ap.org/about/news-values-and-principles/)";
pub(super) const BBC_ACCURACY: &str =
    "[BBC Editorial Guidelines, section 3: accuracy](https://www.bbc.co.uk/editorialguidelines/guidelines/accuracy)";
pub(super) const BBC_REPLY: &str =
    "[BBC Editorial Guidance: right of reply](https://www.bbc.co.uk/editorialguidelines/guidance/right-of-reply)";
pub(super) const SPJ_CODE: &str = "[SPJ Code of Ethics](https://www.spj.org/spj-code-of-ethics/)";
pub(super) const WIKIPEDIA_WORDS: &str =
    "[Wikipedia, Words to watch](https://en.wikipedia.org/wiki/Wikipedia:Manual_of_Style/Words_to_watch)";
pub(super) const WIKIPEDIA_QUOTATIONS: &str =
    "[Wikipedia, Manual of Style: quotations](https://en.wikipedia.org/wiki/Wikipedia:Manual_of_Style#Quotations)";
