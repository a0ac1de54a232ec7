//! `qari` (قارئ, "reader"): a terminal reader for Arabic news. Text runs right to left in every terminal, people, places and
//! organizations are highlighted, and quotes are listed by speaker.
//!
//! The program is a thin shell around this library: `main` calls [`main`](crate::main()).
//!
//! # Public API
//!
//! [`Article`] (module [`article`]: reading files), [`Analysis`] with [`Entities`] and [`Quotes`], and the layout engine
//! (module [`layout`]). Everything else is private, so that the compiler finds dead code.
//!
//! # Layers
//!
//! ```text
//! span, characters, hash, error
//!   article    bytes → Article        load, decode, extract, clean
//!   text       Article → Document     orthography, morphology, tokens, sentences
//!   entities   Document → Entities    people, places, organizations
//!   quotes     + Entities → Quotes    who said what
//!   analysis   Article → Analysis     all stages, once per article
//!   layout     text → lines of cells  clusters, widths, levels, line breaks, shapes
//!   ui         keys → actions → state → a drawn buffer
//!   terminal   the only layer that talks to the tty
//!   store      files that outlive the program: configuration, reading positions
//!   run, cli   the event loop; options, commands and their output
//!   train      annotated articles → the entity model (feature `train`)
//! ```
//!
//! A layer uses only layers above it in this list. `layout` knows nothing of entities, quotes and ui. The rules are in
//! `tests/it/structure`, which reads the sources and fails where they do not hold. The documentation of each module
//! names its phases and terms.
//!
//! # From an article to lines
//!
//! ```
//! use qari::layout::{self, Direction, LayoutTarget};
//! use qari::{Analysis, Article};
//!
//! let article = Article::from_text(
//!     "افتتاح مكتبة في حي الزيتون\n\nقالت الوزيرة سلمى الحداد: «الكتب للجميع».",
//!     "library.txt",
//! );
//!
//! // Everything found is a byte span in the text of the article.
//! let analysis = Analysis::of(&article);
//! let quote = &analysis.quotes.list[0];
//! assert_eq!(quote.span.of(&article.text), "الكتب للجميع");
//!
//! // Each cell of a line has the span of the bytes that it shows.
//! let body = article.paragraphs[1].span;
//! let lines = layout::lines(&article.text, body, Direction::RightToLeft, LayoutTarget::default(), 24);
//! assert!(lines.iter().all(|line| line.width <= 24));
//! let quoted = lines.iter().flat_map(|line| &line.cells).filter(|cell| cell.span.overlaps(quote.span));
//! assert!(quoted.count() > 0);
//! ```
//!
//! # How to add
//!
//! First search the lists (`grep -rn WORD src/*/data`): a word may be there in another form.
//!
//! - a reporting verb: a line in `src/quotes/data/verbs.txt`; a reporting noun or preposition: `nouns.txt` or
//!   `prepositions.txt` there. (`src/entities/data/verbs.txt` is another list: verbs whose subject is a name);
//! - a title, a country, a newspaper: a line in `src/entities/data`. The first lines of each list explain its format;
//! - an opener of link lines («اقرأ أيضا»): a line in `src/article/data/link-openers.txt`;
//! - a rule: a function in the file of its stage, with a test of the sentence that it is for;
//! - a key: the steps are in the documentation of `ui/keymap.rs`;
//! - a file format: the steps are in the documentation of `article/format.rs`;
//! - a terminal: the steps are in the documentation of `terminal/profile.rs`; name the version that was measured or the
//!   source that was read.
//!
//! Then `.ci/run`. Two kinds of expected output are files: `INSTA_UPDATE=always cargo test --test it` writes the goldens
//! in `tests/goldens` again, and `QARI_BLESS=1 cargo test --test it readme` the tables of keys and terminals in the
//! README. Read the differences. A new reporting verb, for example, may change the quotes of a sample article.
//!
//! # What the tests prove
//!
//! Unit tests are beside the code, in a notation that can be read. All integration tests are modules of one binary,
//! `tests/it`:
//!
//! | module | proves |
//! |---|---|
//! | `structure` | layers use only layers below them, no circles between files, small files and functions, libraries only where they belong, one meaning for each type name, plain words |
//! | `bidi_conformance` | levels and order agree with all cases of Unicode's `BidiTest.txt` and `BidiCharacterTest.txt` |
//! | `hostile` | for any input, the output is safe to draw, covers the text and takes linear time |
//! | `samples` | the sample articles: text, names and quotes as annotated, as goldens |
//! | `quotes_article` | the quotes of one article from top to bottom, as a golden |
//! | `quotes_properties` | properties of the quotes of any text |
//! | `entities_properties` | properties of the names of any text, and of one text in other spellings |
//! | `data_files` | every list names its source |
//! | `train` | the trainer: the same bytes each time; messages for broken data (feature `train`) |
//! | `keys`, `pointer` | keys or mouse events → state, without a terminal |
//! | `screens` | whole screens as text, as goldens |
//! | `terminal` | a session in a pseudo-terminal: replies, restoration, suspension, hangups |
//! | `program` | the whole program in a pseudo-terminal: screens, bytes sent, signals |
//! | `collection` | files with many articles: records without text, large files, filter and progress |
//! | `copying` | every way of copying, and where the copy arrives |
//! | `fakes` | terminals and connections that misbehave: no reply, a late one, nonsense, a hangup within a frame, a slow link |
//! | `remote` | the program over `ssh` and `mosh` to this machine: reading, resizing, losing the connection |
//! | `places` | reading continues at the saved position, after every kind of end |
//! | `doctor` | `qari doctor`: what it shows and saves, and that the reader uses it |
//! | `settings` | the configuration, completions, the manual page, the web page |
//! | `cli` | exit codes, messages, output of `print`, `analyze` and `quotes` |
//! | `batch` | collections: order, streams, skipped records, `entities`, the examples of the README |
//! | `arguments` | messages for mistyped arguments; the filters of `qari quotes` |
//! | `readme` | the README describes what the program does |
//!
//! The benchmarks in `tests/bench` (`analysis`, `layout`, `ui`, `program`) state their claims: how fast an article is
//! analysed, text becomes lines, a key becomes a frame, and the program starts.
//!
//! # Limitations
//!
//! Unix only. News in Standard Arabic. Nothing is fetched from a network. Nothing is written except the output of a
//! command, the configuration, the reading positions and the file of copies. Files larger than
//! [`article::MAX_BYTES`] are refused.

mod analysis;
pub mod article;
mod characters;
mod cli;
mod direction;
mod entities;
pub mod error;
mod hash;
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
