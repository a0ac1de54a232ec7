//! Compressed bytes → the bytes inside, within a budget.
//!
//! gzip, xz, Zstandard and bzip2, each also with several streams one after the other, as `cat a.gz b.gz` makes them.
//! One [`UnpackBudget`] counts for all that a file unpacks to, however it is packed, so a file of a few bytes that
//! grows without end stops at the limit: the output is read piece by piece and never asked for at once.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use crate::article::format::InputFormat;
use crate::article::limits::{MAX_PACKED, MAX_UNPACKED};
use crate::error::UnpackError;

/// Memory that a decompressor may take for its dictionary, in KiB. `xz -9` asks for 64 MiB.
const MAX_DICTIONARY_KIB: u32 = 128 << 10;

/// What may still come out of a file.
#[derive(Debug)]
pub(super) struct UnpackBudget {
    /// Bytes at the beginning, for the message.
    limit: u64,
    /// Bytes that are left.
    bytes: u64,
    /// Levels of packing that are left.
    depth: usize,
}

impl UnpackBudget {
    /// The budget of a file.
    pub(super) fn new() -> Self {
        Self::of(MAX_UNPACKED)
    }

    /// A budget of that many bytes.
    pub(super) fn of(limit: u64) -> Self {
        Self {
            limit,
            bytes: limit,
            depth: MAX_PACKED,
        }
    }

    /// Goes one level of packing deeper.
    ///
    /// # Errors
    ///
    /// [`UnpackError::TooDeep`] if there is none left.
    pub(super) fn enter(&mut self) -> Result<(), UnpackError> {
        self.depth = self
            .depth
            .checked_sub(1)
            .ok_or(UnpackError::TooDeep(MAX_PACKED))?;
        Ok(())
    }

    /// Ends what [`enter`](Self::enter) began.
    pub(super) fn leave(&mut self) {
        self.depth += 1;
    }

    /// All bytes of `packed`, taken from the budget.
    ///
    /// # Errors
    ///
    /// [`UnpackError::TooLarge`] if the budget does not suffice, [`UnpackError::Damaged`] for what `packed` reports.
    pub(super) fn read(&mut self, packed: impl Read) -> Result<Vec<u8>, UnpackError> {
        let mut bytes = Vec::new();
        // One byte past the budget tells that there is more.
        packed
            .take(self.bytes + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&error))?;
        match self.bytes.checked_sub(bytes.len() as u64) {
            Some(left) => self.bytes = left,
            None => return Err(UnpackError::TooLarge(self.limit)),
        }
        Ok(bytes)
    }
}

fn damaged(error: &io::Error) -> UnpackError {
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _other => format!("its data is damaged ({error})"),
    };
    UnpackError::Damaged { reason }
}

/// The bytes inside of `bytes`, which are compressed in `format`. Enters a level of `budget`, which the caller leaves
/// where this succeeds.
///
/// # Errors
///
/// Whatever [`UnpackBudget`] refuses, and data that is damaged.
pub(super) fn decompress(
    bytes: &[u8],
    format: InputFormat,
    budget: &mut UnpackBudget,
) -> Result<Vec<u8>, UnpackError> {
    budget.enter()?;
    let unpacked = match format {
        InputFormat::Gzip => budget.read(flate2::bufread::MultiGzDecoder::new(bytes)),
        InputFormat::Bzip2 => budget.read(bzip2::bufread::MultiBzDecoder::new(bytes)),
        InputFormat::Xz => budget.read(lzma_rust2::XzReader::new_mem_limit(
            bytes,
            true,
            MAX_DICTIONARY_KIB,
        )),
        _zstd => zstd(bytes, budget),
    };
    if unpacked.is_err() {
        budget.leave();
    }
    unpacked
}

/// Writes what is inside of `packed` to `to`, at most [`MAX_UNPACKED`] bytes.
///
/// # Errors
///
/// More than that, data that is damaged, and what `to` reports.
pub(super) fn copy(
    mut packed: impl BufRead,
    format: InputFormat,
    to: &mut impl Write,
) -> Result<(), UnpackError> {
    let mut left = MAX_UNPACKED;
    let mut all = |inside: &mut dyn Read| -> Result<(), UnpackError> {
        let count = io::copy(&mut inside.take(left + 1), to).map_err(|error| damaged(&error))?;
        left = left
            .checked_sub(count)
            .ok_or(UnpackError::TooLarge(MAX_UNPACKED))?;
        Ok(())
    };
    match format {
        InputFormat::Gzip => all(&mut flate2::bufread::MultiGzDecoder::new(packed)),
        InputFormat::Bzip2 => all(&mut bzip2::bufread::MultiBzDecoder::new(packed)),
        InputFormat::Xz => all(&mut lzma_rust2::XzReader::new_mem_limit(
            packed,
            true,
            MAX_DICTIONARY_KIB,
        )),
        _zstd => {
            while !packed
                .fill_buf()
                .map_err(|error| damaged(&error))?
                .is_empty()
            {
                let frame = ruzstd::decoding::StreamingDecoder::new(&mut packed);
                all(&mut frame.map_err(|error| UnpackError::Damaged {
                    reason: format!("its data is damaged ({error})"),
                })?)?;
            }
            Ok(())
        }
    }
}

/// The frames of a Zstandard file, one after the other.
fn zstd(mut bytes: &[u8], budget: &mut UnpackBudget) -> Result<Vec<u8>, UnpackError> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let frame = ruzstd::decoding::StreamingDecoder::new(&mut bytes).map_err(|error| {
            UnpackError::Damaged {
                reason: format!("its data is damaged ({error})"),
            }
        })?;
        all.append(&mut budget.read(frame)?);
    }
    Ok(all)
}

/// The name of the file inside of a compressed one: without the last ending.
pub(super) fn inner_name(name: &str) -> String {
    Path::new(name)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const TEXT: &str = "قال الوزير إن الميناء يفتح أبوابه.";
    /// `TEXT` by `xz`.
    const XZ: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/text.xz"));

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    fn bzip2(text: &[u8]) -> Vec<u8> {
        let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn unpacked(bytes: &[u8], limit: u64) -> Result<String, UnpackError> {
        let format = InputFormat::of_bytes(bytes).unwrap();
        let bytes = decompress(bytes, format, &mut UnpackBudget::of(limit))?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    /// `TEXT` in each format.
    fn all() -> [Vec<u8>; 4] {
        let text = TEXT.as_bytes();
        [gzip(text), bzip2(text), zstd(text), XZ.to_vec()]
    }

    #[test]
    fn every_format_is_unpacked_also_in_several_streams() {
        for bytes in all() {
            assert_eq!(unpacked(&bytes, 1000).as_deref(), Ok(TEXT));
            let twice = [bytes.clone(), bytes].concat();
            assert_eq!(unpacked(&twice, 1000).unwrap(), TEXT.repeat(2));
        }
    }

    #[test]
    fn what_is_cut_off_is_damaged() {
        for bytes in all() {
            let cut = &bytes[..bytes.len() - bytes.len() / 3];
            let error = unpacked(cut, 1000).unwrap_err();
            assert!(matches!(error, UnpackError::Damaged { .. }), "{error}");
        }
    }

    #[test]
    fn what_grows_without_end_stops_at_the_limit() {
        let zeros = vec![b' '; 10 << 20];
        for bytes in [gzip(&zeros), bzip2(&zeros), zstd(&zeros)] {
            assert!(bytes.len() < 100 << 10, "{}", bytes.len());
            assert_eq!(
                unpacked(&bytes, 5 << 20),
                Err(UnpackError::TooLarge(5 << 20))
            );
            assert!(unpacked(&bytes, 10 << 20).is_ok());
        }
        let message = UnpackError::TooLarge(MAX_UNPACKED).to_string();
        assert!(
            message.starts_with("it grows to more than 512 MB"),
            "{message}"
        );
    }

    #[test]
    fn the_name_inside_is_the_name_without_the_ending() {
        assert_eq!(inner_name("a/page.html.gz"), "page.html");
        assert_eq!(inner_name("page"), "page");
        assert_eq!(inner_name(""), "");
    }
}
