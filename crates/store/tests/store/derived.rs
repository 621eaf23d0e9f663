//! What a file says stands against what follows from something else, in any order.

use plumbline_domain::field::Field;
use plumbline_store::{Store, Value};
use proptest::prelude::*;

use crate::common::{Bench, Row, cases, dump, import};

fn text(store: &Store, field: Field) -> String {
    let lead = store.read(|r| r.leads(&[plumbline_domain::ids::LeadId(1)])).unwrap().remove(0);
    match lead.values[field.index()].clone() {
        Value::Text(text) => text,
        _ => String::new(),
    }
}

/// The persona the starter rules give to a title.
fn ruled(title: &str) -> String {
    let rules = plumbline_domain::persona::starter();
    plumbline_domain::persona::of(&rules, title, "").expect("a title of the starter rules").to_owned()
}

fn told() -> Row {
    Row::of("x:id:1").text(Field::Email, "ann@example.com").text(Field::Persona, "Champion of ours")
}

fn titled(title: &str) -> Row {
    Row::of("x:id:1")
        .text(Field::Email, "ann@example.com")
        .text(Field::Title, title)
        .derived(Field::Persona, &ruled(title))
}

#[test]
fn a_persona_that_a_file_gives_is_not_guessed_over() {
    let files = [told(), titled("CISO")];
    for order in [[0, 1], [1, 0]] {
        let (bench, store) = Bench::new();
        for index in order {
            import(&store, &[files[index].clone()], 1 + index as i64);
        }
        assert_eq!(text(&store, Field::Persona), "Champion of ours", "{order:?}");
        let before = dump(&bench.path);
        for (day, file) in [(1, &files[0]), (2, &files[1]), (9, &files[1])] {
            assert_eq!(import(&store, std::slice::from_ref(file), day).counts.unchanged, 1);
        }
        assert_eq!(dump(&bench.path), before);
    }
}

#[test]
fn a_persona_that_follows_goes_on_following() {
    let (_bench, store) = Bench::new();
    import(&store, &[titled("CISO")], 1);
    assert_eq!(text(&store, Field::Persona), ruled("CISO"));
    import(&store, &[titled("Security Engineer")], 2);
    assert_eq!(text(&store, Field::Persona), ruled("Security Engineer"));
    assert_ne!(ruled("CISO"), ruled("Security Engineer"), "or this shows nothing");
}

#[test]
fn a_domain_that_a_file_gives_is_not_taken_from_an_address() {
    let named = Row::of("x:id:1").text(Field::Domain, "acme-group.example.com").text(Field::City, "Bonn");
    let mailed = Row::of("x:id:1")
        .text(Field::Email, "ann@acme.example.net")
        .derived(Field::Domain, "example.net")
        .derived(Field::EmailKind, "business");
    for files in [[&named, &mailed], [&mailed, &named]] {
        let (_bench, store) = Bench::new();
        for file in files {
            import(&store, std::slice::from_ref(file), 1);
        }
        assert_eq!(text(&store, Field::Domain), "acme-group.example.com");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(60), ..ProptestConfig::default() })]

    #[test]
    fn a_told_persona_stands_in_any_order_of_files_and_days(
        titles in prop::collection::vec((prop::sample::select(vec!["CISO", "Security Engineer", "CFO"]), 1_i64..4), 1..4),
        day in 1_i64..4,
        place in 0_usize..4,
    ) {
        let mut files: Vec<(Row, i64)> = titles.iter().map(|(title, day)| (titled(title), *day)).collect();
        files.insert(place.min(files.len()), (told(), day));
        let (_bench, store) = Bench::new();
        for (file, day) in &files {
            import(&store, std::slice::from_ref(file), *day);
        }
        prop_assert_eq!(text(&store, Field::Persona), "Champion of ours");
    }
}
