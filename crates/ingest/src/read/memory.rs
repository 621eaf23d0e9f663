//! Answers that were worked out before, as long as there are not too many of them.

use rustc_hash::FxHashMap;

/// Answers remembered; a file with more different questions is asked anew from time to time.
const MOST: usize = 1 << 16;

/// Answers by the text they were asked about.
pub(super) struct Memory<A> {
    places: FxHashMap<Box<str>, usize>,
    answers: Vec<A>,
}

impl<A> Default for Memory<A> {
    fn default() -> Self {
        Memory { places: FxHashMap::default(), answers: Vec::new() }
    }
}

impl<A> Memory<A> {
    /// The answer about `text`, worked out by `answer` if it is not remembered.
    pub(super) fn ask(&mut self, text: &str, answer: impl FnOnce(&str) -> A) -> &A {
        let place = match self.places.get(text) {
            Some(place) => *place,
            None => {
                if self.answers.len() >= MOST {
                    self.places.clear();
                    self.answers.clear();
                }
                self.answers.push(answer(text));
                self.places.insert(text.into(), self.answers.len() - 1);
                self.answers.len() - 1
            }
        };
        &self.answers[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_worked_out_once_and_right_after_any_number_of_questions() {
        let (mut memory, mut asked) = (Memory::default(), 0);
        for round in 0..2 {
            for text in ["a", "bb", "ccc"] {
                let length = *memory.ask(text, |text| {
                    asked += 1;
                    text.len()
                });
                assert_eq!(length, text.len(), "round {round}");
            }
        }
        assert_eq!(asked, 3);
        for number in 0..3 * MOST {
            let text = number.to_string();
            assert_eq!(*memory.ask(&text, str::len), text.len());
        }
        assert!(memory.answers.len() <= MOST && memory.places.len() == memory.answers.len());
    }
}
