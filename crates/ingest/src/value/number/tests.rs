use super::*;

#[test]
fn numbers_as_people_write_them() {
    let cases = [
        ("751.05", Style::Point, Some(751.05)),
        ("$751.05 ", Style::Point, Some(751.05)),
        ("€ 3.500,00", Style::Comma, Some(3500.0)),
        ("3.500,00 €", Style::Comma, Some(3500.0)),
        ("1,250", Style::Point, Some(1250.0)),
        ("1.250", Style::Comma, Some(1250.0)),
        ("1'250.5", Style::Point, Some(1250.5)),
        ("1 250 000", Style::Point, Some(1_250_000.0)),
        ("(1,200)", Style::Point, Some(-1200.0)),
        ("-$5", Style::Point, Some(-5.0)),
        ("$-5", Style::Point, Some(-5.0)),
        ("12%", Style::Point, Some(0.12)),
        ("12.3 %", Style::Point, Some(0.123)),
        ("1.2E+06", Style::Point, Some(1_200_000.0)),
        (".5", Style::Point, Some(0.5)),
        ("USD 1,000,000", Style::Point, Some(1_000_000.0)),
        ("51-200", Style::Point, None),
        ("1,25", Style::Point, None),
        ("12,50,000", Style::Point, None),
        ("0,125", Style::Point, None),
        ("NaN", Style::Point, None),
        ("inf", Style::Point, None),
        ("1e999", Style::Point, None),
        ("", Style::Point, None),
        ("-", Style::Point, None),
        ("$", Style::Point, None),
        ("1-", Style::Point, None),
        ("5M", Style::Point, None),
        ("1 250", Style::Comma, Some(1250.0)),
        ("1\u{a0}250,5\u{a0}€", Style::Comma, Some(1250.5)),
        ("12,5 %", Style::Comma, Some(0.125)),
        ("1'250 CHF", Style::Point, Some(1250.0)),
        ("R$ 1.200,50", Style::Comma, Some(1200.5)),
        ("500 Kč", Style::Point, Some(500.0)),
        ("(USD 1,200)", Style::Point, Some(-1200.0)),
        ("TOP 10", Style::Point, None),
        ("--5", Style::Point, None),
    ];
    for (text, style, expected) in cases {
        assert_eq!(parse(text, style), expected, "{text:?} as {style:?}");
    }
}

#[test]
fn currencies_are_told_as_they_stand() {
    for (cell, currency_of_it) in [
        ("€ 3.500,00", Some("€")),
        ("$751.05 ", Some("$")),
        ("-US$5", Some("US$")),
        ("1,200 USD", Some("USD")),
        ("CHF 1'250.50", Some("CHF")),
        ("(kr 1,200)", Some("kr")),
        ("€1.2M", Some("€")),
        ("1,200", None),
        ("EUR", None),
        ("€ soon", None),
        ("", None),
    ] {
        assert_eq!(currency(cell), currency_of_it, "{cell:?}");
    }
}

#[test]
fn thousands_and_millions_are_numbers_where_a_column_proves_it() {
    let evidence = |column: &[&str]| {
        let mut evidence = Evidence::default();
        column.iter().for_each(|text| {
            evidence.add(text, 1);
        });
        evidence
    };
    let money = evidence(&["€1.2M", "3k", "900"]);
    assert!(money.is_scaled() && money.numbers() == 3);
    assert_eq!(money.reading(false), Reading::Style(Style::Point), "1.2M has a decimal point");
    let names = evidence(&["3M", "Acme", "Bolt"]);
    assert!(!names.is_scaled(), "a company");
    assert_eq!((names.numbers(), names.other), (0, 2));
    for (text, style, expected) in [
        ("1.2M", Style::Point, Some(1_200_000.0)),
        ("2,5 Mio. €", Style::Comma, Some(2_500_000.0)),
        ("$3k", Style::Point, Some(3000.0)),
        ("(4bn)", Style::Point, Some(-4e9)),
        ("750", Style::Point, Some(750.0)),
        ("5m", Style::Point, None),
        ("k", Style::Point, None),
    ] {
        assert_eq!(parse_scaled(text, style), expected, "{text}");
    }
}

fn reading(column: &[&str], whole: bool) -> Reading {
    let mut evidence = Evidence::default();
    column.iter().for_each(|text| {
        evidence.add(text, 1);
    });
    evidence.reading(whole)
}

#[test]
fn separators_are_decided_over_the_column() {
    assert_eq!(reading(&["1.250", "3,5"], false), Reading::Style(Style::Comma));
    assert_eq!(reading(&["1.250", "3.5"], false), Reading::Style(Style::Point));
    assert_eq!(reading(&["1.250.000"], false), Reading::Style(Style::Comma));
    assert_eq!(reading(&["1.250"], false), Reading::Ambiguous);
    assert_eq!(reading(&["1.250"], true), Reading::Style(Style::Comma), "there is no quarter of a person");
    assert_eq!(reading(&["1,250", "2,400", "12,000"], false), Reading::Style(Style::Point));
    assert_eq!(reading(&["1,250", "2.400", "12,000"], false), Reading::Ambiguous);
    assert_eq!(reading(&["0.125"], false), Reading::Style(Style::Point), "no group begins with 0");
    assert_eq!(reading(&["1,5", "1.5"], false), Reading::Ambiguous);
}
