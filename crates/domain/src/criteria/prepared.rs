//! What a test means, for one value: the only place that says so.

use std::{collections::HashSet, ops::Range};

use chrono::NaiveDate;

use super::{
    Comparison, Literal, Reach, Test, Truth,
    fold::{folded, occurs_as_word, push_folded},
    values::{read_date, read_day, read_exact_number, read_number, write_number},
};
use crate::{calendar::Calendar, free_mail::is_free_mail, moment::Moment};

/// A test made ready to be asked about many values.
///
/// Values decide by their own kind, so that an imported column means the same whether an engine keeps it as text or as
/// numbers: text is compared folded; a number literal equals every text that reads as that number; ordering reads text
/// as a number or an ISO day and is unknown where that fails; a moment stands for its day in the workspace's zone.
#[derive(Clone, Debug)]
pub struct Prepared {
    asks: Asks,
    numbers: Reach<f64>,
    times: Reach<i64>,
    calendar: Calendar,
}

#[derive(Clone, Debug)]
enum Asks {
    Blank,
    Known,
    FreeMail,
    OneOf { any: AnyOf, negate: bool },
    Order(Order),
    Contains(String),
    StartsWith(String),
    Words(Option<Vec<String>>),
}

/// The right side of `=`, `!=`, `in` and `not in`, for text values.
#[derive(Clone, Debug, Default)]
struct AnyOf {
    texts: HashSet<String>,
    /// A bit for each length of `texts` that occurs, the last bit for all longer ones.
    lengths: u64,
    numbers: Vec<f64>,
    days: HashSet<NaiveDate>,
}

/// The right side of an ordering, half-open; an end that is `None` is open.
#[derive(Clone, Debug)]
enum Order {
    Numbers(Range<f64>),
    Days(Option<NaiveDate>, Option<NaiveDate>),
    /// A bound has no order, or the two bounds are of different kinds.
    Neither,
}

/// A bound of an ordering.
enum Bound {
    Number(f64),
    Day(NaiveDate),
}

impl Prepared {
    /// Prepares `test`; `list` are the words of the list it names, `None` if there is no such list.
    pub fn new(test: &Test, list: Option<&[String]>, calendar: &Calendar) -> Prepared {
        let (asks, numbers, times) = match test {
            Test::IsBlank => (Asks::Blank, Reach::always(false), Reach::always(false)),
            Test::IsKnown => (Asks::Known, Reach::always(true), Reach::always(true)),
            Test::Compare(Comparison::Equal, literal) => {
                one_of(std::slice::from_ref(literal), false, calendar)
            }
            Test::Compare(Comparison::NotEqual, literal) => {
                one_of(std::slice::from_ref(literal), true, calendar)
            }
            Test::In(literals) => one_of(literals, false, calendar),
            Test::NotIn(literals) => one_of(literals, true, calendar),
            Test::Compare(comparison, literal) => ordering(Order::comparing(*comparison, literal), calendar),
            Test::Between([low, high]) => ordering(Order::between(low, high), calendar),
            Test::Contains(part) => written(Asks::Contains(folded(part))),
            Test::StartsWith(part) => written(Asks::StartsWith(folded(part))),
            Test::IsFreeMail => written(Asks::FreeMail),
            Test::MatchesList(_) => {
                written(Asks::Words(list.map(|words| words.iter().map(|word| folded(word)).collect())))
            }
        };
        Prepared { asks, numbers, times, calendar: calendar.clone() }
    }

    /// The answer for a blank field.
    pub fn blank(&self) -> Truth {
        match self.asks {
            Asks::Blank => Truth::True,
            Asks::Known => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// The answer for a text; empty means blank. `scratch` is overwritten: keep one per loop.
    pub fn text(&self, text: &str, scratch: &mut String) -> Truth {
        if text.is_empty() {
            return self.blank();
        }
        match &self.asks {
            Asks::Blank => Truth::False,
            Asks::Known => Truth::True,
            Asks::FreeMail => is_free_mail(text).into(),
            Asks::OneOf { any, negate } => {
                Truth::from(any.holds(text, scratch, &self.calendar)).negated_if(*negate)
            }
            Asks::Order(order) => order.text(text, &self.calendar).into(),
            Asks::Contains(part) => fold_into(scratch, text).contains(part.as_str()).into(),
            Asks::StartsWith(part) => fold_into(scratch, text).starts_with(part.as_str()).into(),
            Asks::Words(None) => Truth::Unknown,
            Asks::Words(Some(words)) => {
                let text = fold_into(scratch, text);
                words.iter().any(|word| occurs_as_word(text, word)).into()
            }
        }
    }

    /// The answer for a number; NaN means blank.
    pub fn number(&self, number: f64) -> Truth {
        if number.is_nan() {
            return self.blank();
        }
        let written = || self.text(&write_number(number), &mut String::new());
        self.numbers.truth(number).unwrap_or_else(written)
    }

    /// The answer for a moment.
    pub fn time(&self, at: Moment) -> Truth {
        let written = || self.text(&self.calendar.day(at).to_string(), &mut String::new());
        self.times.truth(at.0).unwrap_or_else(written)
    }

    /// The answers for known numbers.
    pub fn numbers(&self) -> &Reach<f64> {
        &self.numbers
    }

    /// The answers for known moments, in milliseconds.
    pub fn times(&self) -> &Reach<i64> {
        &self.times
    }
}

type Parts = (Asks, Reach<f64>, Reach<i64>);

fn written(asks: Asks) -> Parts {
    (asks, Reach::Written, Reach::Written)
}

fn fold_into<'a>(scratch: &'a mut String, text: &str) -> &'a str {
    scratch.clear();
    push_folded(scratch, text);
    scratch
}

fn one_of(literals: &[Literal], negate: bool, calendar: &Calendar) -> Parts {
    let mut any = AnyOf::default();
    let (mut numbers, mut times) = (Vec::new(), Vec::new());
    for literal in literals {
        any.take(literal);
        match bound(literal) {
            Some(Bound::Number(number)) => numbers.push(number..number.next_up()),
            Some(Bound::Day(day)) => times.push(moments(Some(day), day.succ_opt(), calendar)),
            None => {}
        }
    }
    any.numbers.sort_by(f64::total_cmp);
    (
        Asks::OneOf { any, negate },
        Reach::Within { ranges: numbers, negate },
        Reach::Within { ranges: times, negate },
    )
}

fn ordering(order: Order, calendar: &Calendar) -> Parts {
    let (numbers, times) = match &order {
        Order::Numbers(range) => {
            (Reach::Within { ranges: vec![range.clone()], negate: false }, Reach::Unknown)
        }
        Order::Days(start, end) => {
            let range = moments(*start, *end, calendar);
            (Reach::Unknown, Reach::Within { ranges: vec![range], negate: false })
        }
        Order::Neither => (Reach::Unknown, Reach::Unknown),
    };
    (Asks::Order(order), numbers, times)
}

/// The moments of the days `[start, end)`.
fn moments(start: Option<NaiveDate>, end: Option<NaiveDate>, calendar: &Calendar) -> Range<i64> {
    let at = |day: NaiveDate| calendar.start_of_day(day).0;
    start.map_or(i64::MIN, at)..end.map_or(i64::MAX, at)
}

/// What a literal means on a scale; text that reads as a number or a day is taken as such.
fn bound(literal: &Literal) -> Option<Bound> {
    match literal {
        Literal::Number(number) => Some(Bound::Number(*number)),
        Literal::Date(day) => Some(Bound::Day(*day)),
        Literal::Text(text) => {
            read_number(text).map(Bound::Number).or_else(|| read_date(text).map(Bound::Day))
        }
    }
}

impl AnyOf {
    fn take(&mut self, literal: &Literal) {
        match literal {
            Literal::Text(text) => self.take_text(folded(text)),
            Literal::Number(number) => {
                // Adding zero makes a plain zero of minus zero, which the total order would keep apart.
                self.numbers.push(number + 0.0);
                self.take_text(write_number(*number));
            }
            Literal::Date(day) => {
                self.days.insert(*day);
            }
        }
    }

    fn take_text(&mut self, text: String) {
        self.lengths |= length_bit(&text);
        self.texts.insert(text);
    }

    fn has_text(&self, text: &str, scratch: &mut String) -> bool {
        // Folding keeps the length of ASCII, so that most values are told apart without it.
        let may_match = self.lengths & length_bit(text) != 0 || !text.is_ascii();
        may_match && self.texts.contains(fold_into(scratch, text))
    }

    fn holds(&self, text: &str, scratch: &mut String, calendar: &Calendar) -> bool {
        let same_number =
            |number: f64| self.numbers.binary_search_by(|known| known.total_cmp(&(number + 0.0))).is_ok();
        self.has_text(text, scratch)
            || (!self.numbers.is_empty() && read_exact_number(text).is_some_and(same_number))
            || (!self.days.is_empty() && read_day(text, calendar).is_some_and(|day| self.days.contains(&day)))
    }
}

fn length_bit(text: &str) -> u64 {
    1 << text.len().min(63)
}

impl Order {
    fn comparing(comparison: Comparison, literal: &Literal) -> Order {
        let Some(bound) = bound(literal) else { return Order::Neither };
        let upwards = matches!(comparison, Comparison::Greater | Comparison::AtLeast);
        // Half-open: `<= x` ends, and `> x` begins, right after x.
        let after = matches!(comparison, Comparison::Greater | Comparison::AtMost);
        match bound {
            Bound::Number(number) => {
                let edge = if after { number.next_up() } else { number };
                Order::Numbers(if upwards { edge..f64::INFINITY } else { f64::NEG_INFINITY..edge })
            }
            Bound::Day(day) => {
                let edge = if after { day.succ_opt() } else { Some(day) };
                if upwards { Order::Days(edge, None) } else { Order::Days(None, edge) }
            }
        }
    }

    fn between(low: &Literal, high: &Literal) -> Order {
        match (bound(low), bound(high)) {
            (Some(Bound::Number(low)), Some(Bound::Number(high))) => Order::Numbers(low..high.next_up()),
            (Some(Bound::Day(low)), Some(Bound::Day(high))) => Order::Days(Some(low), high.succ_opt()),
            _ => Order::Neither,
        }
    }

    fn text(&self, text: &str, calendar: &Calendar) -> Option<bool> {
        match self {
            Order::Numbers(range) => Some(range.contains(&read_number(text)?)),
            Order::Days(start, end) => {
                let day = read_day(text, calendar)?;
                Some(start.is_none_or(|start| start <= day) && end.is_none_or(|end| day < end))
            }
            Order::Neither => None,
        }
    }
}
