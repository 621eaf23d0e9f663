//! Currencies beside a number: signs and ISO 4217 codes.

/// Signs and words; a longer one stands before its own end.
const SIGNS: [&str; 34] = [
    "US$", "CA$", "AU$", "NZ$", "HK$", "R$", "C$", "A$", "€", "$", "£", "¥", "₹", "₽", "₩", "₺", "₪", "₴",
    "₫", "₱", "฿", "₦", "₡", "zł", "Kč", "kr.", "kr", "Fr.", "Ft", "lei", "лв", "CN¥", "元", "円",
];

/// Codes in use, in order, without those that are English words in capitals (`ALL`, `CUP`, `TOP`).
#[rustfmt::skip]
const CODES: [&str; 145] = [
    "AED", "AFN", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP",
    "CRC", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL",
    "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD",
    "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP",
    "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MRU", "MUR", "MVR", "MWK", "MXN",
    "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG",
    "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SRD", "STN", "SVC",
    "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR",
];

/// The currency at the beginning of a trimmed text and what follows it.
pub(super) fn before(text: &str) -> Option<(&str, &str)> {
    let code = text.get(..3).filter(|code| is_code(code));
    let sign = || SIGNS.into_iter().find(|sign| text.starts_with(sign));
    let length = code.or_else(sign)?.len();
    let (found, rest) = text.split_at(length);
    Some((found, rest.trim_start()))
}

/// The currency at the end of a trimmed text and what stands before it.
pub(super) fn behind(text: &str) -> Option<(&str, &str)> {
    let tail = text.len().checked_sub(3).and_then(|at| text.get(at..));
    let code = tail.filter(|code| is_code(code));
    let sign = || SIGNS.into_iter().find(|sign| text.ends_with(sign));
    let length = code.or_else(sign)?.len();
    let (rest, found) = text.split_at(text.len() - length);
    Some((found, rest.trim_end()))
}

fn is_code(text: &str) -> bool {
    CODES.binary_search(&text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_signs_do_not_hide_each_other() {
        assert!(CODES.is_sorted_by(|a, b| a < b) && CODES.iter().all(|code| code.len() == 3));
        for (index, sign) in SIGNS.iter().enumerate() {
            assert_eq!(before(&format!("{sign}5")), Some((*sign, "5")), "{sign}");
            assert!(!SIGNS[..index].contains(sign), "{sign} stands there once");
        }
        assert_eq!(behind("5 US$"), Some(("US$", "5")), "and not 5 US with a dollar");
        assert_eq!((before("TOP 10"), behind("10 UPS")), (None, None));
    }
}
