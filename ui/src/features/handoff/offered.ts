import type { ChartView, DrillView, HandoffView, StandoutsView } from '$lib/ipc';
import type { Offer } from '$lib/session';

type Drill = (drill: DrillView, place: string) => void;

const offer = (id: string, label: string, count: number, drill: DrillView, ondrill: Drill): Offer => ({
  id: `list-${id}`,
  label,
  count,
  drill,
  open: () => ondrill(drill, id),
});

/** What the palette can list of the charts that are shown. */
export function ofCharts(charts: ChartView[], ondrill: Drill): Offer[] {
  return charts.flatMap((chart) =>
    chart.marks.map(({ label, count, drill }, place) => offer(`${chart.id}/${place}`, label, count, drill, ondrill)),
  );
}

/** And of the single figures. */
export function ofTiles(tiles: HandoffView['tiles'], ondrill: Drill): Offer[] {
  return tiles
    .map(({ count, drill }, place) => offer(`tile/${place}`, drill.label, count, drill, ondrill))
    .filter(({ count }) => count > 0);
}

/** And of what stands out. */
export function ofStandouts(view: StandoutsView | null, ondrill: Drill): Offer[] {
  const found = (view?.found ?? []).map(({ leads }, place) =>
    offer(`standout/${place}`, `Stands out: ${leads.drill.label}`, leads.count, leads.drill, ondrill),
  );
  const mix = (view?.mix ?? []).map(({ leads }, place) =>
    offer(`mix/${place}`, `Mix: ${leads.drill.label}`, leads.count, leads.drill, ondrill),
  );
  return [...found, ...mix];
}
