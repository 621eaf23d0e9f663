//! A chart: the picture, what can be clicked in it, and the same numbers as a table.

use plumbline_cube::query::Selection;

use crate::{
    data::Data,
    letters::{self, Weight},
    look::Look,
    paint::{self, PaintError},
    scene::{Anchor, Scene},
    svg,
};

/// A chart before it is painted.
#[derive(Clone, Debug)]
pub struct Chart {
    /// States the finding.
    pub title: String,
    /// What is shown, on which basis.
    pub subtitle: String,
    /// The picture in words, for those who do not see it.
    pub description: String,
    /// What can be pointed at, in reading order.
    pub marks: Vec<Mark>,
    /// The numbers as people read them.
    pub table: Table,
    /// The same as files have them; empty for a trend, whose answer is that already.
    pub data: Data,
    pub(crate) scene: Scene,
}

/// A part of a picture that stands for handoffs.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Left edge in user units.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What it says, as a sentence with all names in full.
    pub label: String,
    /// How many handoffs it stands for: as many as `selection` lists.
    pub count: u32,
    /// Of which question, where a chart asks several: the place in the order they were asked.
    pub asked: usize,
    /// Which handoffs of that question it stands for.
    pub selection: Selection,
}

impl Mark {
    /// A mark of the first question over a rectangle (left, top, width, height).
    pub(crate) fn over(
        (x, y, width, height): (f64, f64, f64, f64),
        label: String,
        count: u32,
        selection: Selection,
    ) -> Mark {
        Mark { x, y, width, height, label, count, asked: 0, selection }
    }
}

/// The numbers of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Headers.
    pub columns: Vec<String>,
    /// Cells, as many per row as there are headers.
    pub rows: Vec<Vec<String>>,
}

/// A painted chart, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The picture with role, title and description.
    pub svg: String,
    /// Width in user units.
    pub width: u32,
    /// Height in user units.
    pub height: u32,
    /// What can be pointed at.
    pub marks: Vec<Mark>,
    /// The numbers.
    pub table: Table,
    /// States the finding.
    pub title: String,
    /// What is shown.
    pub subtitle: String,
    /// The picture in words.
    pub description: String,
}

impl Chart {
    /// The same with a line below the picture, which grows by it: filter, basis, zone and date of a file that leaves.
    #[must_use]
    pub fn footed(mut self, line: &str) -> Chart {
        let scene = &mut self.scene;
        let (scale, palette, before) = (scene.scale, scene.palette, f64::from(scene.height));
        let left = 16.0 * scale;
        scene.height += (26.0 * scale).round() as u32;
        scene.rect(0.0, before, f64::from(scene.width), f64::from(scene.height) - before, palette.panel);
        let text = scene.clipped(line, f64::from(scene.width) - 2.0 * left);
        scene.text(left, before + 12.0 * scale, text, Anchor::Start, palette.quiet);
        self
    }

    /// The picture as SVG text with role, title and description.
    pub fn svg(&self) -> Result<String, PaintError> {
        Ok(svg::accessible(&paint::svg(&self.scene)?, &self.title, &self.description))
    }

    /// The picture as PNG bytes, `scale` pixels per user unit (1 to 4).
    pub fn png(&self, scale: u32) -> Result<Vec<u8>, PaintError> {
        paint::png(&self.scene, scale.clamp(1, 4))
    }

    /// Everything a window shows.
    pub fn drawing(self) -> Result<Drawing, PaintError> {
        let svg = self.svg()?;
        let Chart { title, subtitle, description, marks, table, data: _, scene } = self;
        let (width, height) = (scene.width, scene.height);
        Ok(Drawing { svg, width, height, marks, table, title, subtitle, description })
    }
}

/// Paints title and subtitle if the picture stands alone; returns the height they take.
pub(crate) fn heading(scene: &mut Scene, look: &Look, title: &str, subtitle: &str) -> f64 {
    if !look.titled {
        return 0.0;
    }
    let (scale, palette) = (scene.scale, scene.palette);
    let (left, room) = (16.0 * scale, f64::from(scene.width) - 32.0 * scale);
    let large = (13.0 * scale, Weight::SemiBold);
    let title = letters::clipped(title, room, large.0, large.1);
    scene.lettering(left, 22.0 * scale, title, large, Anchor::Start, palette.ink);
    let subtitle = scene.clipped(subtitle, room);
    scene.text(left, 40.0 * scale, subtitle, Anchor::Start, palette.quiet);
    54.0 * scale
}

/// An empty picture that says why.
pub(crate) fn empty(look: &Look, title: String, subtitle: String, caption: String) -> Chart {
    let mut scene = Scene::new(look);
    let top = heading(&mut scene, look, &title, &subtitle);
    let (x, y) = (f64::from(scene.width) / 2.0, (top + f64::from(scene.height)) / 2.0);
    let quiet = scene.palette.quiet;
    scene.text(x, y, "Nothing to draw for this choice.", Anchor::Middle, quiet);
    let table = Table { caption, ..Table::default() };
    Chart {
        description: title.clone(),
        title,
        subtitle,
        marks: Vec::new(),
        table,
        data: Data::default(),
        scene,
    }
}
