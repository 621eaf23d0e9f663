//! Invented people and companies. Domains end in `.example`, which nobody can register, private mailboxes too: a
//! real free-mail domain could reach a real person.

use super::{
    rng::Rng,
    world::{COUNTRIES, HEALTHCARE, INDUSTRIES, MANUFACTURING},
};

const FIRST: [&str; 64] = [
    "Anna", "Jonas", "Marta", "Felix", "Clara", "Emil", "Greta", "Hannes", "Ida", "Jakob", "Katrin", "Lukas",
    "Nora", "Oskar", "Paula", "Rafael", "Sophie", "Theo", "Ulrike", "Valentin", "Wiebke", "Jürgen", "Zoë",
    "Björn", "Alice", "Callum", "Daisy", "Ewan", "Fiona", "George", "Hazel", "Imogen", "Jack", "Kirsty",
    "Liam", "Maeve", "Niamh", "Oliver", "Phoebe", "Rory", "Sienna", "Tom", "Una", "Victor", "Wendy", "Aoife",
    "Anouk", "Bas", "Camille", "Daan", "Élodie", "Floris", "Geert", "Hugo", "Inès", "Joris", "Lotte",
    "Mathieu", "Noémie", "Pieter", "Priya", "Rohan", "Thiago", "Luiza",
];

const LAST: [&str; 72] = [
    "Albrecht",
    "Baumann",
    "Brückner",
    "Dietrich",
    "Ebert",
    "Fiedler",
    "Grünwald",
    "Hartwig",
    "Imhof",
    "Jansen",
    "Köhler",
    "Lindner",
    "Mertens",
    "Neumann",
    "Ostermann",
    "Pohl",
    "Quast",
    "Rösler",
    "Seidel",
    "Thoma",
    "Ullrich",
    "Voss",
    "Wendt",
    "Zeller",
    "Ashworth",
    "Barlow",
    "Cartwright",
    "Doyle",
    "Eastwood",
    "Fairclough",
    "Gallagher",
    "Hargreaves",
    "Ingram",
    "Jarvis",
    "Kavanagh",
    "Lockhart",
    "Maddox",
    "Norris",
    "O'Connell",
    "Pemberton",
    "Quigley",
    "Radcliffe",
    "Sheridan",
    "Thornton",
    "Underhill",
    "Vaughan",
    "Whitaker",
    "Yates",
    "Aerts",
    "Bakker",
    "Claes",
    "Dubois",
    "Engels",
    "Fontaine",
    "Girard",
    "Hendriks",
    "Janssens",
    "Kuipers",
    "Lambert",
    "Maes",
    "Noël",
    "Postma",
    "Renard",
    "Smit",
    "Tessier",
    "van Dijk",
    "Vermeulen",
    "Wouters",
    "Mehta",
    "Nair",
    "Ferreira",
    "Souza",
];

const PREFIX: [&str; 60] = [
    "North", "South", "East", "West", "Amber", "Silver", "Stone", "River", "Lake", "Hill", "Oak", "Elm",
    "Ash", "Birch", "Alder", "Maple", "Fern", "Heather", "Raven", "Falcon", "Swan", "Heron", "Otter", "Wolf",
    "Bear", "Fox", "Hart", "Lark", "Finch", "Crane", "Iron", "Copper", "Steel", "Granite", "Slate", "Marble",
    "Flint", "Clay", "Sand", "Snow", "Frost", "Winter", "Summer", "Spring", "Morning", "Evening", "Star",
    "Moon", "Sun", "Cloud", "Bright", "Clear", "Deep", "High", "Long", "Broad", "New", "Old", "Red", "Blue",
];

const SUFFIX: [&str; 50] = [
    "field", "gate", "bridge", "ford", "haven", "port", "brook", "well", "wood", "dale", "mere", "moor",
    "ridge", "cliff", "shore", "bay", "point", "leigh", "mark", "land", "view", "side", "crest", "peak",
    "vale", "glen", "grove", "park", "court", "hall", "house", "mill", "forge", "works", "yard", "wharf",
    "quay", "cross", "way", "path", "water", "stream", "falls", "worth", "hollow", "bank", "burn", "tower",
    "castle", "march",
];

/// A company: the same number is the same company.
#[derive(Clone, Debug)]
pub(super) struct Company {
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) industry: &'static str,
    pub(super) country: &'static str,
    pub(super) team: &'static str,
    pub(super) employees: u32,
    pub(super) segment: &'static str,
}

/// The smallest company sales wants to talk to.
pub(super) const SMALLEST: u32 = 200;

impl Company {
    /// Company `number` of the world with this seed.
    pub(super) fn draw(seed: u64, number: u32) -> Company {
        let mut rng = Rng::new(seed ^ 0xC0_FFEE, u64::from(number));
        let industry = INDUSTRIES[rng.weighted(&INDUSTRIES.map(|(_, share)| share))].0;
        let (country, team, _) = COUNTRIES[rng.weighted(&COUNTRIES.map(|(.., share)| share))];
        let (segment, from, to) =
            [("SMB", 40, SMALLEST), ("Mid-market", SMALLEST, 2_000), ("Enterprise", 2_000, 18_000)]
                [rng.weighted(&[14.0, 62.0, 24.0])];
        // Small companies are commoner inside each band: the square of a uniform draw leans to the lower end.
        let lean = rng.unit();
        let employees = from + (f64::from(to - from - 1) * lean * lean) as u32;
        let (name, domain) = names(number, trade(industry, &mut rng), country);
        Company { name, domain, industry, country, team, employees, segment }
    }
}

fn trade(industry: &str, rng: &mut Rng) -> &'static str {
    let words: &[&'static str] = match industry {
        HEALTHCARE => &["Clinics", "Hospital Group", "Health", "Care Homes", "Diagnostics"],
        "Finance" => &["Bank", "Insurance", "Capital", "Payments"],
        MANUFACTURING => &["Components", "Machinery", "Plastics", "Instruments", "Motors"],
        "Public sector" => &["Council", "Transport Authority", "Housing Office"],
        "Energy" => &["Energy", "Grid", "Water & Power"],
        "Professional services" => &["Partners", "Advisory", "Engineering"],
        "Retail" => &["Stores", "Outfitters", "Foods"],
        _ => &["University", "College", "Academy"],
    };
    rng.pick(words)
}

/// Name and domain; the number makes both distinct once the words have run out.
fn names(number: u32, trade: &str, country: &str) -> (String, String) {
    let words = (PREFIX.len() * SUFFIX.len()) as u32;
    // 1201 shares no factor with the 3,000 names: neighbours in number do not look alike.
    let base = (number.wrapping_mul(1201) % words) as usize;
    let (prefix, suffix) = (PREFIX[base % PREFIX.len()], SUFFIX[base / PREFIX.len()]);
    let again = number / words;
    let more = if again == 0 { String::new() } else { format!(" {}", again + 1) };
    let form = match country {
        "Germany" | "Austria" => " GmbH",
        "Switzerland" => " AG",
        "United Kingdom" | "Ireland" | "India" => ", Ltd",
        "Netherlands" | "Belgium" => " B.V.",
        "France" => " SAS",
        _ => ", Inc",
    };
    let name = format!("{prefix}{suffix} {trade}{more}{form}");
    let mut domain =
        format!("{prefix}{suffix}-{trade}{more}").to_ascii_lowercase().replace(" & ", "-").replace(' ', "-");
    domain.push_str(".example");
    (name, domain)
}

/// A first and a last name.
pub(super) fn person(rng: &mut Rng) -> (&'static str, &'static str) {
    (rng.pick(&FIRST), rng.pick(&LAST))
}

/// `zoe.grunwald@northfield-clinics.example`: letters and digits of the name, without accents.
pub(super) fn address(first: &str, last: &str, domain: &str) -> String {
    let mut out = String::with_capacity(first.len() + last.len() + domain.len() + 2);
    let plain = |out: &mut String, name: &str| {
        out.extend(name.chars().filter_map(|c| match c.to_lowercase().next().unwrap_or(c) {
            'ü' => Some('u'),
            'ö' => Some('o'),
            'ë' | 'é' | 'è' => Some('e'),
            c => c.is_ascii_alphanumeric().then_some(c),
        }));
    };
    plain(&mut out, first);
    out.push('.');
    plain(&mut out, last);
    out.push('@');
    out.push_str(domain);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn companies_have_distinct_names_and_reserved_domains() {
        let companies: Vec<Company> = (0..7_000).map(|number| Company::draw(3, number)).collect();
        let names: HashSet<&str> = companies.iter().map(|company| company.name.as_str()).collect();
        assert!(names.len() > 6_900, "only {} names for 7,000 companies", names.len());
        for company in &companies {
            assert!(company.domain.ends_with(".example"), "{} could be registered", company.domain);
            assert_eq!(company.employees < SMALLEST, company.segment == "SMB");
        }
    }

    #[test]
    fn addresses_carry_no_accents() {
        assert_eq!(address("Élodie", "O'Connell", "x.example"), "elodie.oconnell@x.example");
        assert_eq!(address("Björn", "van Dijk", "x.example"), "bjorn.vandijk@x.example");
    }
}
