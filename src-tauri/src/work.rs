//! Where commands do their work: never on the window's thread, never on a thread the runtime needs.

use crate::error::{Answer, Failure};

/// Runs `work` on a thread that may block.
///
/// # Errors
/// Those of `work`, or an internal failure if it died.
pub(crate) async fn on_thread<T, F>(work: F) -> Answer<T>
where
    T: Send + 'static,
    F: FnOnce() -> Answer<T> + Send + 'static,
{
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_| Err(Failure::crashed()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn a_crash_is_an_answer() {
        let answer: Answer<()> = tauri::async_runtime::block_on(on_thread(|| panic!("on purpose")));
        assert_eq!(answer.unwrap_err().code, Code::Internal, "the window stays usable");
    }
}
