//! Work against length: eight times the text must not take much more than eight times the work.
//!
//! Work is the processor time of the test's own thread, which other programs and tests do not add to. It sees every
//! loop, also those that nobody thought of counting. Only the ratio of two lengths is judged, never a time: an
//! algorithm that is quadratic fails at once, however fast it is. What still disturbs (caches, a processor that
//! changes its speed) is removed by taking the least of several runs.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Parts of the short text, and how often longer the long one is.
const PARTS: usize = 1_000;
const FACTOR: usize = 8;
/// Work for one part of the long text, in those for one part of the short text. Linear: 1. Quadratic: [`FACTOR`].
const MOST: f64 = 2.5;
/// A ratio above [`MOST`] is measured again so often before it is believed.
const TRIES: usize = 5;

/// Panics where the work of a shape grows faster than its length; `measure` gives the [`work`] of one text.
pub(crate) fn assert_linear(
    shapes: &[&dyn Fn(usize) -> String],
    measure: impl Fn(&str) -> Duration,
) {
    for (index, shape) in shapes.iter().enumerate() {
        let (small, large) = (shape(PARTS), shape(PARTS * FACTOR));
        // Tables are built at the first use.
        measure(&small);
        let mut least = [Duration::MAX; 2];
        let mut growth = f64::INFINITY;
        for _ in 0..TRIES {
            for _ in 0..3 {
                least[0] = least[0].min(measure(&small));
            }
            least[1] = least[1].min(measure(&large));
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let factor = FACTOR as f64;
            growth = least[1].as_secs_f64() / least[0].as_secs_f64() / factor;
            if growth < MOST {
                break;
            }
        }
        assert!(
            growth < MOST,
            "shape {index}: {growth:.1} times the work for a part, in a text that is {FACTOR} times as long"
        );
    }
}

/// Processor time of this thread in `run`.
pub(crate) fn work(run: impl FnOnce()) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap();
    let start = now();
    run();
    now().checked_sub(start).unwrap()
}

#[test]
fn linear_work_passes() {
    let sum = |text: &str| {
        let sum = |sum: u32, byte| sum.rotate_left(1) ^ u32::from(byte);
        work(|| _ = std::hint::black_box(text.bytes().fold(0, sum)))
    };
    assert_linear(&[&|n| "word ".repeat(n)], sum);
}

#[test]
#[should_panic(expected = "times the work")]
fn quadratic_work_fails() {
    let pairs = |text: &str| {
        let bytes = text.as_bytes();
        let below = |end: usize| {
            bytes[..end]
                .iter()
                .fold(0, |sum, byte| sum ^ byte ^ bytes[end])
        };
        work(|| _ = std::hint::black_box((0..bytes.len()).map(below).fold(0, u8::wrapping_add)))
    };
    assert_linear(&[&|n| "x".repeat(n)], pairs);
}
