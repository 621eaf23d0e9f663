//! Whole columns for the cube: one pass each, in lead order, nothing allocated per row.

use std::{borrow::Cow, fmt};

use plumbline_domain::{
    event::StageEvent,
    field::{Field, Kind},
    ids::{BatchId, LeadId},
    moment::Moment,
    stage::Stage,
};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::{
    error::StoreError,
    reader::Reader,
    table::{lead::COLUMN, stage_event},
};

impl Reader {
    /// Every stage event, ordered by lead, time and ladder.
    ///
    /// # Errors
    /// If the file cannot be read or an event is malformed.
    pub fn scan_events(&self, mut each: impl FnMut(&StageEvent)) -> Result<(), StoreError> {
        let sql = format!("SELECT {} FROM stage_event ORDER BY lead, at, stage", stage_event::COLUMNS);
        let mut read = self.conn.prepare_cached(&sql)?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            each(&stage_event::event(row)?);
        }
        Ok(())
    }

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
        while let Some(row) = rows.next()? {
            let stage = stage_event::code(row, 1)?.and_then(Stage::from_code);
            each(LeadId(row.get(0)?), stage, row.get::<_, Option<i64>>(2)?.map(BatchId));
        }
        Ok(())
    }

    /// The known values of a text field, in lead order.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] if the field is no text; otherwise if the file cannot be read.
    pub fn scan_text(&self, field: Field, mut each: impl FnMut(LeadId, &str)) -> Result<(), StoreError> {
        self.scan(field, Kind::Text, |id, cell| {
            each(id, cell.as_str().map_err(|_| StoreError::Malformed("lead"))?);
            Ok(())
        })
    }

    /// The known values of a number field, in lead order.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] if the field is no number; otherwise if the file cannot be read.
    pub fn scan_numbers(&self, field: Field, mut each: impl FnMut(LeadId, f64)) -> Result<(), StoreError> {
        self.scan(field, Kind::Number, |id, cell| {
            each(id, cell.as_f64().map_err(|_| StoreError::Malformed("lead"))?);
            Ok(())
        })
    }

    /// The known values of a time field, in lead order.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] if the field is no time; otherwise if the file cannot be read.
    pub fn scan_times(&self, field: Field, mut each: impl FnMut(LeadId, Moment)) -> Result<(), StoreError> {
        self.scan(field, Kind::Time, |id, cell| {
            each(id, Moment(cell.as_i64().map_err(|_| StoreError::Malformed("lead"))?));
            Ok(())
        })
    }

    fn scan(
        &self,
        field: Field,
        kind: Kind,
        mut each: impl FnMut(LeadId, rusqlite::types::ValueRef<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if field.kind() != kind {
            return Err(StoreError::Malformed("field kind"));
        }
        let column = &COLUMN[field.index()];
        let sql = format!("SELECT id, {column} FROM lead WHERE {column} IS NOT NULL ORDER BY id");
        let mut read = self.conn.prepare_cached(&sql)?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            each(LeadId(row.get(0)?), row.get_ref(1)?)?;
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
            let id = LeadId(row.get(0)?);
            let json = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("extra"))?;
            let mut pick = Pick { headers, each: |index, text: &str| each(id, index, text) };
            serde_json::Deserializer::from_str(json)
                .deserialize_map(&mut pick)
                .map_err(|_| StoreError::Malformed("extra"))?;
        }
        Ok(())
    }
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
