//! `[values.…]`: what the words of a column mean.

use plumbline_domain::{
    reason::{Bucket, ReasonKey},
    record::{DealOutcome, Side},
    stage::LADDER,
};

use super::{Entry, Reader};
use crate::mapping::{ChangedField, EITHER, Mapping, MappingError, stage_of_word};

/// The lists there are, as a complaint names them.
const LISTS: &str = "status, owner, \"rejection.reason\" (in quotation marks), \"disqualification.reason\", field, side, outcome";

impl Reader<'_> {
    pub(super) fn values(&self, entry: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        for list in self.table(entry)? {
            match list.key {
                "status" => self.statuses(&list, mapping)?,
                "owner" => mapping.owners = self.texts(&list)?,
                "rejection.reason" => self.rejections(&list, mapping)?,
                "disqualification.reason" => self.disqualifications(&list, mapping)?,
                "field" => self.fields(&list, mapping)?,
                "side" => self.sides(&list, mapping)?,
                "outcome" => self.outcomes(&list, mapping)?,
                other => return Err(self.unknown(list.at, "[values]", other, LISTS)),
            }
        }
        Ok(())
    }

    fn statuses(&self, list: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        for value in self.table(list)? {
            let text = self.string(&value)?;
            let stage = match text {
                "" => None,
                slug => Some(stage_of_word(slug).ok_or_else(|| {
                    let slugs: Vec<&str> = LADDER.iter().map(|step| step.slug).chain([EITHER]).collect();
                    let allowed = format!("{} or \"\"", slugs.join(", "));
                    self.unknown(value.at, "[values.status]", slug, allowed)
                })?),
            };
            match (value.key, stage) {
                ("*", None) => mapping.other_statuses = true,
                ("*", Some(stage)) => {
                    return Err(self.unknown(value.at, "\"*\" in [values.status]", stage.slug(), "\"\""));
                }
                (key, stage) => mapping.statuses.push((key.to_owned(), stage)),
            }
        }
        Ok(())
    }

    fn rejections(&self, list: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        for value in self.table(list)? {
            let text = self.string(&value)?;
            let key = ReasonKey::parse(text).ok_or_else(|| {
                let buckets: Vec<&str> = Bucket::ALL.iter().map(|bucket| bucket.slug()).collect();
                let buckets = buckets.join(", ");
                let allowed =
                    format!("bucket.slug with a bucket of {buckets} and a slug of a-z, 0-9 and hyphens");
                self.unknown(value.at, "[values.\"rejection.reason\"]", text, allowed)
            })?;
            mapping.rejections.push((value.key.to_owned(), key));
        }
        Ok(())
    }

    fn disqualifications(&self, list: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        for value in self.table(list)? {
            let text = self.string(&value)?;
            if ReasonKey::slug_of(text) != text {
                let (place, allowed) =
                    ("[values.\"disqualification.reason\"]", "a slug of a-z, 0-9 and hyphens");
                return Err(self.unknown(value.at, place, text, allowed));
            }
            mapping.disqualifications.push((value.key.to_owned(), text.to_owned()));
        }
        Ok(())
    }

    fn fields(&self, list: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        for value in self.table(list)? {
            let text = self.string(&value)?;
            let field = ChangedField::parse(text).ok_or_else(|| {
                let allowed = format!("{} or \"\"", ChangedField::allowed());
                self.unknown(value.at, "[values.field]", text, allowed)
            })?;
            mapping.fields.push((value.key.to_owned(), field));
        }
        Ok(())
    }

    fn sides(&self, list: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        for value in self.table(list)? {
            let text = self.string(&value)?;
            let side = match text {
                "" => None,
                slug => Some(Side::from_slug(slug).ok_or_else(|| {
                    self.unknown(value.at, "[values.side]", slug, "engagement, touch or \"\"")
                })?),
            };
            mapping.sides.push((value.key.to_owned(), side));
        }
        Ok(())
    }

    fn outcomes(&self, list: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        for value in self.table(list)? {
            let text = self.string(&value)?;
            let all = [DealOutcome::Open, DealOutcome::Won, DealOutcome::Lost];
            let outcome = all
                .into_iter()
                .find(|outcome| outcome.slug() == text)
                .ok_or_else(|| self.unknown(value.at, "[values.outcome]", text, "open, won, lost"))?;
            mapping.outcomes.push((value.key.to_owned(), outcome));
        }
        Ok(())
    }
}
