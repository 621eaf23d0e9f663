//! Who a row speaks of: external id, else e-mail, else company domain and name.

use std::borrow::Cow;

/// The key of a lead, as text: `x:salesforce:ID`, `x:id:ID`, `e:MAIL` or `n:DOMAIN|NAME`. `None` if the row names
/// nobody.
///
/// Only the shape of an id counts, not the file it stands in: one lead in two exports is one lead, whatever their
/// headers look like. Salesforce ids are keyed by their 18-character form, so that a report (15) and an export (18)
/// meet. E-mails and names are compared in lower case.
pub fn key(out: &mut String, external_id: &str, email: &str, domain: &str, name: (&str, &str)) -> Option<()> {
    out.clear();
    if !external_id.is_empty() {
        match salesforce(external_id) {
            Some(long) => {
                out.push_str("x:salesforce:");
                out.push_str(&long);
            }
            None => {
                out.push_str("x:id:");
                out.push_str(external_id);
            }
        }
        return Some(());
    }
    if !email.is_empty() {
        out.push_str("e:");
        push_lower(out, email);
        return Some(());
    }
    if domain.is_empty() || (name.0.is_empty() && name.1.is_empty()) {
        return None;
    }
    out.push_str("n:");
    push_lower(out, domain);
    out.push('|');
    push_lower(out, name.0);
    out.push(' ');
    push_lower(out, name.1);
    Some(())
}

fn push_lower(out: &mut String, text: &str) {
    out.extend(text.chars().flat_map(char::to_lowercase));
}

/// An id in the form in which ids are compared: a Salesforce id in its 18 characters, any other as it is.
pub fn whole_id(id: &str) -> Cow<'_, str> {
    salesforce(id).unwrap_or(Cow::Borrowed(id))
}

/// The 18-character form of what is a Salesforce id by its shape: 15 characters that begin as those of standard objects
/// do, or 18 of which the last three follow from the others.
fn salesforce(id: &str) -> Option<Cow<'_, str>> {
    match id.len() {
        15 if id.starts_with("00") => salesforce_18(id).map(Cow::Owned),
        18 => {
            let long = salesforce_18(id.get(..15)?)?;
            (long == id).then_some(Cow::Borrowed(id))
        }
        _ => None,
    }
}

/// The 18-character form of a case-sensitive 15-character Salesforce id; `None` if `id` is not one.
///
/// Per block of five characters, bit k is set if character k is A-Z; the sum is an index into `A-Z012345`.
pub fn salesforce_18(id: &str) -> Option<String> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    if id.len() != 15 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut long = id.to_owned();
    for block in id.as_bytes().chunks(5) {
        let index = block
            .iter()
            .enumerate()
            .filter(|(_, byte)| byte.is_ascii_uppercase())
            .fold(0_usize, |bits, (k, _)| bits | (1 << k));
        long.push(char::from(ALPHABET[index]));
    }
    Some(long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_characters_become_the_documented_eighteen() {
        assert_eq!(salesforce_18("001C000000o4OOI").as_deref(), Some("001C000000o4OOIIA2"));
        assert_eq!(salesforce_18("0014000000Lmabc").as_deref(), Some("0014000000LmabcAAB"));
        assert_eq!(salesforce_18("001C000000o4Ooi").as_deref(), Some("001C000000o4OoiIAE"));
        assert_eq!(salesforce_18("lead_0000000001"), None, "an underscore is not part of a Salesforce id");
    }

    fn of(external_id: &str, email: &str, domain: &str, name: (&str, &str)) -> Option<String> {
        let mut out = String::from("what stood here before");
        key(&mut out, external_id, email, domain, name).map(|()| out)
    }

    #[test]
    fn the_key_falls_from_id_to_mail_to_name() {
        let id = of("001C000000o4OOI", "A@x.example", "", ("", ""));
        assert_eq!(id.as_deref(), Some("x:salesforce:001C000000o4OOIIA2"));
        assert_eq!(of("", "A@X.Example", "", ("", "")).as_deref(), Some("e:a@x.example"));
        assert_eq!(of("", "", "x.example", ("Ann", "Lee")).as_deref(), Some("n:x.example|ann lee"));
        assert_eq!(of("", "", "x.example", ("", "")), None);
    }

    #[test]
    fn the_shape_of_an_id_decides_its_kind() {
        let id = |id| of(id, "", "", ("", "")).unwrap_or_default();
        assert_eq!(id("001C000000o4OOI"), id("001C000000o4OOIIA2"), "15 and 18 characters of one lead");
        assert_ne!(id("001C000000o4OOI"), id("001C000000o4Ooi"), "the 15 are case-sensitive");
        for plain in [
            "4711",
            "101C000000o4OOI",
            "001C000000o4OOIIA3",
            "001C000000o4OO-",
            "lead_0000000001",
            "00Größe0000000",
        ] {
            assert_eq!(id(plain), format!("x:id:{plain}"));
        }
    }
}
