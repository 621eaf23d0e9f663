//! Whole columns for the cube: one pass each, in lead order, nothing allocated per row.

use std::{borrow::Cow, fmt};

use plumbline_domain::{
    field::{Field, Kind},
    ids::{BatchId, LeadId},
    moment::Moment,
    stage::Stage,
};
use rusqlite::{Row, types::ValueRef};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::{
    error::StoreError,
    reader::Reader,
    table::{lead::read_as, stage_event, standing::Standing},
};

impl Reader {
    /// Every lead in order, with the stage it is in and the import that created it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn scan_leads(
        &self,
        mut each: impl FnMut(LeadId, Option<Stage>, Option<BatchId>),
    ) -> Result<(), StoreError> {
        let mut read = self.conn.prepare_cached("SELECT id, stage, batch FROM lead ORDER BY id")?;
        let mut rows = read.query(())?;
        let mut standing = Standing::new(&self.conn)?;
        while let Some(row) = rows.next()? {
            let lead = LeadId(row.get(0)?);
            let stage = standing.stage(lead, stage_event::code(row, 1)?.and_then(Stage::from_code))?;
            each(lead, stage, row.get::<_, Option<i64>>(2)?.map(BatchId));
        }
        Ok(())
    }

    /// The known values of some fields, in lead order: lead, index into `fields`, value. One pass over the leads reads any
    /// number of fields, which is what a first filter over a large workspace waits for.
    ///
    /// # Errors
    /// If the file cannot be read or a value is not of its field's kind.
    pub fn scan_fields(
        &self,
        fields: &[Field],
        mut each: impl FnMut(LeadId, usize, Scanned<'_>),
    ) -> Result<(), StoreError> {
        if fields.is_empty() {
            return Ok(());
        }
        let mut read = self.conn.prepare(&format!("{} ORDER BY id", select(fields)))?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            told(row, fields, &mut each)?;
        }
        Ok(())
    }

    /// The same of `leads` alone, in their order.
    ///
    /// # Errors
    /// If the file cannot be read or a value is not of its field's kind.
    pub fn fields_of(
        &self,
        leads: &[LeadId],
        fields: &[Field],
        mut each: impl FnMut(LeadId, usize, Scanned<'_>),
    ) -> Result<(), StoreError> {
        if fields.is_empty() {
            return Ok(());
        }
        let mut read = self.conn.prepare(&format!("{} WHERE id = ?1", select(fields)))?;
        for lead in leads {
            let mut rows = read.query([lead.0])?;
            if let Some(row) = rows.next()? {
                told(row, fields, &mut each)?;
            }
        }
        Ok(())
    }

    /// The known values of imported headers that map to no field, in lead order: lead, index into `headers`, value.
    /// One pass reads any number of headers.
    ///
    /// # Errors
    /// If the file cannot be read or holds malformed JSON.
    pub fn scan_extra(
        &self,
        headers: &[&str],
        mut each: impl FnMut(LeadId, usize, &str),
    ) -> Result<(), StoreError> {
        let mut read =
            self.conn.prepare_cached("SELECT id, extra FROM lead WHERE extra IS NOT NULL ORDER BY id")?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            told_extra(row, headers, &mut each)?;
        }
        Ok(())
    }

    /// The same of `leads` alone, in their order.
    ///
    /// # Errors
    /// If the file cannot be read or holds malformed JSON.
    pub fn extra_of(
        &self,
        leads: &[LeadId],
        headers: &[&str],
        mut each: impl FnMut(LeadId, usize, &str),
    ) -> Result<(), StoreError> {
        let mut read =
            self.conn.prepare_cached("SELECT id, extra FROM lead WHERE id = ?1 AND extra IS NOT NULL")?;
        for lead in leads {
            let mut rows = read.query([lead.0])?;
            if let Some(row) = rows.next()? {
                told_extra(row, headers, &mut each)?;
            }
        }
        Ok(())
    }
}

fn select(fields: &[Field]) -> String {
    let columns: Vec<&str> = fields.iter().map(|field| read_as(*field)).collect();
    format!("SELECT id, {} FROM lead", columns.join(", "))
}

/// The known values of a row of [`select`].
fn told(
    row: &Row<'_>,
    fields: &[Field],
    each: &mut impl FnMut(LeadId, usize, Scanned<'_>),
) -> Result<(), StoreError> {
    let id = LeadId(row.get(0)?);
    for (index, field) in fields.iter().enumerate() {
        if let Some(value) = scanned(*field, row.get_ref(index + 1)?)? {
            each(id, index, value);
        }
    }
    Ok(())
}

fn told_extra(
    row: &Row<'_>,
    headers: &[&str],
    each: &mut impl FnMut(LeadId, usize, &str),
) -> Result<(), StoreError> {
    let id = LeadId(row.get(0)?);
    let json = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("extra"))?;
    let mut pick = Pick { headers, each: |index, text: &str| each(id, index, text) };
    serde_json::Deserializer::from_str(json)
        .deserialize_map(&mut pick)
        .map_err(|_| StoreError::Malformed("extra"))
}

/// A value that is not blank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scanned<'a> {
    /// Of a text field.
    Text(&'a str),
    /// Of a number field.
    Number(f64),
    /// Of a time field.
    Time(Moment),
}

fn scanned<'a>(field: Field, cell: ValueRef<'a>) -> Result<Option<Scanned<'a>>, StoreError> {
    Ok(match (field.kind(), cell) {
        (_, ValueRef::Null) => None,
        (Kind::Text, ValueRef::Text(_)) => {
            Some(Scanned::Text(cell.as_str().map_err(|_| StoreError::Malformed("lead"))?))
        }
        (Kind::Number, ValueRef::Real(number)) => Some(Scanned::Number(number)),
        (Kind::Time, ValueRef::Integer(at)) => Some(Scanned::Time(Moment(at))),
        _ => return Err(StoreError::Malformed("lead")),
    })
}

/// Picks values of an object without building the object.
struct Pick<'a, F> {
    headers: &'a [&'a str],
    each: F,
}

impl<'de, F: FnMut(usize, &str)> Visitor<'de> for &mut Pick<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of headers and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Borrowed(header)) = map.next_key()? {
            match self.headers.iter().position(|wanted| *wanted == header) {
                Some(index) => {
                    if let Some(text) = map.next_value::<Shown<'de>>()?.0 {
                        (self.each)(index, &text);
                    }
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);

/// A value as shown; nothing for null and for empty text.
struct Shown<'a>(Option<Cow<'a, str>>);

impl<'de> Deserialize<'de> for Shown<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Shown<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text, a number, a flag or null")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Shown((!text.is_empty()).then_some(Cow::Borrowed(text))))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Shown((!text.is_empty()).then(|| Cow::Owned(text.to_owned()))))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Shown(None))
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
                Ok(Shown(Some(Cow::Owned(flag.to_string()))))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Shown(Some(Cow::Owned(number.to_string()))))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Shown(Some(Cow::Owned(number.to_string()))))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Shown(Some(Cow::Owned(number.to_string()))))
            }
        }
        deserializer.deserialize_any(Text)
    }
}
