//! Work on numbered parts → their results in order, on all cores.
//!
//! A part's result never depends on which core did it, so neither does the whole.
//!
//! Parts are assigned to threads beforehand, in turn: suitable for parts of about the same size, such as folds.

use super::error::TrainError;

/// Does `work` for each number below `count`; the results in that order.
///
/// # Errors
///
/// [`TrainError::Worker`] where a part panicked.
pub(crate) fn each<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Result<Vec<T>, TrainError> {
    let workers = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(count);
    let mut results: Vec<(usize, T)> = Vec::with_capacity(count);
    std::thread::scope(|scope| {
        let work = &work;
        let handles: Vec<_> = (0..workers)
            .map(|worker| {
                let own = (worker..count).step_by(workers);
                scope.spawn(move || own.map(|part| (part, work(part))).collect::<Vec<_>>())
            })
            .collect();
        for handle in handles {
            results.extend(handle.join().map_err(|_| TrainError::Worker)?);
        }
        Ok::<(), TrainError>(())
    })?;
    results.sort_by_key(|(part, _)| *part);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        assert_eq!(each(9, |part| part * part).unwrap()[8], 64);
        assert!(each(0, |part| part).unwrap().is_empty());
    }
}
