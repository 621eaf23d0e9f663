//! A place in a cell that moves over digits, signs and names.

/// A place in a cell.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let hit = self.peek() == Some(byte);
        self.at += usize::from(hit);
        hit
    }

    /// A run of digits and its length; at most nine.
    pub(super) fn digits(&mut self) -> Option<(u32, usize)> {
        let from = self.at;
        let mut value = 0_u32;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            if self.at - from == 9 {
                return None;
            }
            value = value * 10 + u32::from(digit - b'0');
            self.at += 1;
        }
        (self.at > from).then_some((value, self.at - from))
    }

    /// Does a letter stand here?
    pub(super) fn is_letter(&self) -> bool {
        self.peek().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == 0xc3)
    }
}

/// Letters of the longest name.
const LONGEST: usize = 16;

/// A word in lower case without accents.
pub(super) struct Word {
    letters: [u8; LONGEST],
    length: usize,
}

impl Word {
    pub(super) fn is(&self, word: &str) -> bool {
        self.letters[..self.length] == *word.as_bytes()
    }
}

/// The word that stands here, folded; `None` if there is none, it is longer than any name, or has other letters than
/// those of western Europe.
pub(super) fn fold(cursor: &mut Cursor<'_>) -> Option<Word> {
    // The letters U+00C0 to U+00FF are two bytes in UTF-8, of which the first is C3.
    const PLAIN: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo/ouuuuyts";
    let mut word = Word { letters: [0; LONGEST], length: 0 };
    loop {
        let letter = match cursor.peek() {
            Some(byte) if byte.is_ascii_alphabetic() => byte.to_ascii_lowercase(),
            Some(0xc3) => {
                cursor.at += 1;
                let plain = PLAIN[usize::from(cursor.peek()? & 31)];
                if !plain.is_ascii_alphabetic() {
                    return None;
                }
                plain
            }
            _ => break,
        };
        cursor.at += 1;
        *word.letters.get_mut(word.length)? = letter;
        word.length += 1;
    }
    (word.length > 0).then_some(word)
}
