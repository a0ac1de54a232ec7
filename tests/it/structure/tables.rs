//! What the rules of the source tree allow, with the reason where it is an exception.

/// Longest file, in lines.
pub(crate) const FILE_LINES: usize = 500;
/// Files above [`FILE_LINES`]: file, reason.
pub(crate) const LONG_FILES: &[(&str, &str)] = &[];
/// Longest function, in lines from `fn` to the closing brace.
pub(crate) const FUNCTION_LINES: usize = 60;
/// Most parameters of a function, the elements of tuples counted one by one.
pub(crate) const PARAMETERS: usize = 5;

/// Each layer and the layers or modules that it may use. A layer may always use itself.
pub(crate) const LAYERS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("error", &["characters"]),
    ("characters", &[]),
    ("hash", &[]),
    ("direction", &[]),
    (
        "article",
        &["span", "characters", "direction", "error", "hash"],
    ),
    ("text", &["span", "characters", "article"]),
    (
        "entities",
        &["span", "characters", "hash", "text", "article"],
    ),
    (
        "quotes",
        &["span", "characters", "hash", "text", "article", "entities"],
    ),
    ("analysis", &["article", "text", "entities", "quotes"]),
    ("layout", &["span", "characters", "direction"]),
    (
        "ui",
        &[
            "span",
            "direction",
            "article",
            "text",
            "entities",
            "quotes",
            "analysis",
            "layout",
        ],
    ),
    ("terminal", &["characters", "layout", "ui::background"]),
    ("store", &["terminal"]),
    (
        "run",
        &[
            "article", "error", "analysis", "layout", "ui", "terminal", "store",
        ],
    ),
    (
        "cli",
        &[
            "span",
            "direction",
            "error",
            "article",
            "text",
            "entities",
            "quotes",
            "analysis",
            "layout",
            "ui",
            "terminal",
            "store",
            "run",
        ],
    ),
    // The trainer of the entity model, a feature that no other build has.
    (
        "train",
        &[
            "span", "hash", "article", "text", "entities", "quotes", "analysis", "cli",
        ],
    ),
    // Re-exports for benchmarks and integration tests.
    (
        "internals",
        &[
            "article", "cli", "entities", "quotes", "terminal", "text", "ui",
        ],
    ),
    ("main", &["cli"]),
    ("bin/qari-train", &["train"]),
];

/// Uses that close a circle between files: user, used, reason.
pub(crate) const CIRCLES: &[(&str, &str, &str)] = &[];

/// Every direct dependency and the places (path prefixes below `src`) that may name it.
pub(crate) const LIBRARIES: &[(&str, &[&str])] = &[
    ("alphanumeric_sort", &["article/extract", "article/load"]),
    ("anstyle", &["terminal/color"]),
    ("anstyle_lossy", &["terminal/color"]),
    ("base64", &["terminal/clipboard"]),
    ("chardetng", &["article/decode"]),
    (
        "clap",
        &[
            "cli",
            "terminal/choice",
            "terminal/color",
            "train/options",
            "ui/theme",
        ],
    ),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli/manual"]),
    ("compact_str", &["layout"]),
    ("crossterm", &["cli/doctor", "run", "terminal", "ui"]),
    ("csv", &["cli/export"]),
    ("bzip2", &["article/extract/unpack"]),
    ("flate2", &["article/extract"]),
    ("lzma_rust2", &["article/extract/unpack"]),
    ("mail_parser", &["article/extract/mail"]),
    ("pulldown_cmark", &["article/extract/markdown"]),
    ("quick_xml", &["article/extract"]),
    ("ruzstd", &["article/extract/unpack"]),
    ("zip", &["article/extract/archive"]),
    ("dom_smoothie", &["article/extract/html"]),
    ("encoding_rs", &["article/decode"]),
    ("etcetera", &["store"]),
    ("foldhash", &["entities", "text/morphology"]),
    ("html5gum", &["article/extract"]),
    (
        "icu_properties",
        &[
            "article/visual_order",
            "direction",
            "layout",
            "terminal/encode",
        ],
    ),
    ("icu_segmenter", &["layout/breaks"]),
    ("fearless_simd", &["entities/net"]),
    (
        "ratatui",
        &[
            "cli/doctor",
            "cli/print",
            "run",
            "terminal",
            "ui/geometry",
            "ui/theme",
            "ui/view",
        ],
    ),
    ("rustix", &["terminal"]),
    (
        "serde",
        &[
            "article/extract",
            "cli",
            "entities",
            "quotes",
            "store",
            "train/outlets",
            "train/unseen_names",
        ],
    ),
    (
        "serde_json",
        &[
            "article",
            "cli",
            "error",
            "store",
            "train/news",
            "train/outlets",
            "train/unseen_names",
        ],
    ),
    ("shlex", &["run/copy", "cli/output"]),
    ("signal_hook", &["terminal/signals"]),
    ("strsim", &["cli/settings"]),
    ("tempfile", &["article/records", "store/file"]),
    ("toml_edit", &["store/configuration"]),
    (
        "thiserror",
        &[
            "run",
            "cli",
            "article/draft",
            "error",
            "store",
            "terminal",
            "train/error",
        ],
    ),
    ("unicode_normalization", &["characters"]),
    ("unicode_bidi", &["layout", "terminal"]),
    ("unicode_segmentation", &["layout", "text/tokens"]),
    ("unicode_width", &["layout/width"]),
    ("wait_timeout", &["terminal/child"]),
];

/// Type names that stand for more than one thing: name, reason.
pub(crate) const SAME_NAMES: &[(&str, &str)] = &[];

/// Functions above [`FUNCTION_LINES`]: file, name, reason.
pub(crate) const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[];

/// Functions above [`PARAMETERS`]: file, name, reason.
pub(crate) const MANY_PARAMETERS: &[(&str, &str, &str)] = &[];

/// Words that were once used in a meaning of this program's own, and what any engineer would say.
pub(crate) const METAPHORS: &[(&str, &str)] = &[
    ("room", "module, layer"),
    ("door", "entry point, public function"),
    ("house", "crate"),
    ("gift", "feature contributions"),
    ("farewell", "restore sequence"),
    ("twin", "Arabic-layout key"),
    ("ink", "theme colours"),
    ("wish", "choice, preference"),
    ("tame", "sanitize"),
    ("tamer", "sanitizer"),
    ("teller", "speaker"),
    ("floor", "discourse state"),
    ("pen", "style state"),
    ("pace", "flow control"),
    ("chrome", "boilerplate"),
    ("spot", "feature index"),
    ("fate", "exit, state of the process"),
];

/// Where such a word has its usual meaning: file, word, reason.
pub(crate) const REAL_WORDS: &[(&str, &str, &str)] = &[(
    "tests/pictures/compare.py",
    "ink",
    "what a glyph paints, a term of typography",
)];
