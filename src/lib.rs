//! `qari` (قارئ, "reader"): Arabic news in a terminal, right to left, with who,
//! where and what highlighted and the quotes listed by speaker.
//!
//! The program is a thin shell around this library: `main` calls [`cli::main`].
//!
//! # The map
//!
//! ```text
//! span ─ error ─ characters
//!   article    bytes → Article        load, decode, extract, clean
//!   text       Article → Document     orthography, tokens, sentences
//!   entities   Document → Entities    people, places, organizations
//!   quotes     + Entities → Quotes    who said what
//!   analysis   Article → Analysis     all of it, once per article
//!   layout     text → lines of cells  clusters, widths, levels, breaks, shapes
//!   ui         keys → actions → state → a drawn buffer
//!   terminal   the only room that talks to the tty
//!   store      the two files that outlive the program: configuration, reading places
//!   run, cli   the loop that ties the rooms together; options and commands
//!   train      articles with marked names → the entity model (feature `train`)
//! ```
//!
//! A room uses only rooms above it in this list; `layout` uses `span` alone, `terminal`
//! of `ui` only its keys. `tests/it/structure.rs` reads the sources and fails where that does not
//! hold. Each room's own page tells its phases and its terms.
//!
//! # From an article to lines
//!
//! ```
//! use qari::article::Article;
//! use qari::layout::{self, Direction, LayoutTarget};
//! use qari::Analysis;
//!
//! let article = Article::from_text(
//!     "افتتاح مكتبة في حي الزيتون\n\nقالت الوزيرة سلمى الحداد: «الكتب للجميع».",
//!     "library.txt",
//! );
//!
//! // What was found: places are byte spans of the one text.
//! let analysis = Analysis::of(&article);
//! let quote = &analysis.quotes.list[0];
//! assert_eq!(quote.span.of(&article.text), "الكتب للجميع");
//!
//! // What is seen: each cell knows the bytes that it stands for.
//! let body = article.paragraphs[1].span;
//! let lines = layout::lines(&article.text, body, Direction::RightToLeft, LayoutTarget::default(), 24);
//! assert!(lines.iter().all(|line| line.width <= 24));
//! let quoted = lines.iter().flat_map(|line| &line.cells).filter(|cell| cell.span.overlaps(quote.span));
//! assert!(quoted.count() > 0);
//! ```
//!
//! # How to add
//!
//! - a reporting verb, a title, a country: a line in `src/quotes/data` or
//!   `src/entities/data`; the first lines of each list say what stands in it;
//! - an opener of link lines («اقرأ أيضا»): a line in `src/article/data/link-openers.txt`;
//! - a rule: a function in the file of its stage, with the sentence it is for as a test;
//! - a key: a row of [`ui::keymap::READER`] and its label in `ui/lang.rs`; `qari keys`
//!   prints the README's table anew;
//! - a file format: a variant and its endings in `article/format.rs`, and a file below `article/extract`;
//! - a terminal: how it is recognised in `terminal/capabilities.rs`, what it is sent in a
//!   variant of [`terminal::RowEncoding`]; say the version that it was measured with.
//!
//! # What the tests prove
//!
//! Beside the code, in each file: its own rules, in a notation that can be read. In `tests`:
//!
//! | test | proves |
//! |---|---|
//! | `structure` | layers use only layers below them, no circles between files, small files and functions, libraries only where they belong, one meaning for each type name, plain words |
//! | `bidi_conformance` | levels and order agree with all cases of Unicode's `BidiTest.txt` and `BidiCharacterTest.txt` |
//! | `hostile` | whatever goes in, what comes out is safe to draw, covers the text and comes in linear time |
//! | `samples` | the sample articles: text, names and quotes as annotated, kept as goldens |
//! | `quotes_article` | the quotes of one article from top to bottom, kept as a golden |
//! | `quotes_properties` | what holds for the quotes of any text |
//! | `entities_properties` | what holds for the names of any text, and of one text in other bytes |
//! | `data_files` | every list names its source |
//! | `train` | the trainer: the same bytes each time; what it says of broken data (feature `train`) |
//! | `keys` | keys → state, without a terminal |
//! | `screens` | whole screens as text, kept as goldens |
//! | `terminal` | the terminal room in a pseudo-terminal: replies, restoration, stops, hangups |
//! | `program` | the whole program in a pseudo-terminal: screens, bytes on the wire, signals |
//! | `fakes` | terminals and links that behave badly: no answers, late ones, nonsense, a hangup in a frame, a slow link |
//! | `remote` | the program over `ssh` and `mosh` to this machine: reading, resizing, cutting the link |
//! | `places` | reading goes on where it stopped, after every kind of end |
//! | `doctor` | `qari doctor`: what it tells and keeps, and that the reader holds to it |
//! | `cli` | exit codes, messages, what `print` and `analyze` write |
//! | `readme` | what the README says is what the program does |
//! | `bench/analysis`, `bench/layout`, `bench/ui`, `bench/program` | how fast names and quotes are found, text becomes lines, keys become frames, the program starts; with their claims |
//!
//! # Limitations
//!
//! Unix only. News in Standard Arabic. Nothing is fetched; nothing is written but what a
//! command prints and the two files of [`store`]; files above [`article::MAX_BYTES`] are refused.

mod analysis;
pub mod article;
mod characters;
mod cli;
mod entities;
pub mod error;
#[doc(hidden)]
pub mod internals;
pub mod layout;
mod quotes;
mod run;
mod span;
mod store;
mod terminal;
mod text;
#[cfg(feature = "train")]
mod train;
mod ui;

pub use analysis::Analysis;
pub use article::Article;
pub use cli::main;
pub use entities::{Entities, Entity, EntityId, EntityKind, Mention, MentionEvidence};
pub use error::Error;
pub use quotes::{Attribution, CueClass, Quote, QuoteKind, Quotes, Speaker, SpeakerId};
pub use span::Span;
#[cfg(feature = "train")]
pub use train::main as train_main;
