//! Limits on what is read: memory and time stay bounded, whatever a file holds.
//!
//! Limits of one format alone stand in its file.

/// Longest file that is read, in bytes (512 MiB). A plain text takes about its
/// own size in memory, in a legacy encoding three times that.
pub const MAX_BYTES: u64 = 512 << 20;
/// Most bytes that a file may unpack to, all that is inside taken together: as many as a file may have.
pub(super) const MAX_UNPACKED: u64 = MAX_BYTES;
/// Most files of an archive. A folder of news has fewer, and nobody reads a list of articles of that length.
pub(super) const MAX_ENTRIES: usize = 5000;
/// How often files may be packed into one another: a page in a `.gz` in a `.zip` is two.
pub(super) const MAX_PACKED: usize = 4;
/// Deepest nesting of XML elements. Feeds with pages inside have some 30.
pub(super) const MAX_XML_DEPTH: usize = 256;
