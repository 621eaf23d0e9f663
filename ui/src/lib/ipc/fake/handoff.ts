import type { ByFieldView, ChartView, FilterInput, GalleryView, HandoffView, MarkView, StandoutsView, ThemeInput } from '../types';
import { FIELDS } from './leads';
import { LEADS } from './workspace';

const INKS = {
  light: { ink: '#4b5258', line: '#e3e4e1', accepted: '#2b6ea6', fit: '#c4501b', other: '#a7abae' },
  dark: { ink: '#b9bfc4', line: '#2c3338', accepted: '#6fb0e6', fit: '#ee8a58', other: '#5f676d' },
};

const RATES = [75, 81, 77, 77, 78, 72, 74, 76, 78, 78, 75, 75, 78, 79, 82, 70, 73, 69, 71, 73, 76, 58, 58, 66, 64, 56];

/** The invented home screen. */
export function handoff({
  filter,
  theme,
  width,
}: {
  filter: FilterInput;
  theme: ThemeInput;
  width: number;
}): HandoffView {
  const half = width < 760 ? width : Math.floor((width - 12) / 2);
  return {
    sentence: [
      { text: 'Acceptance fell from ', tone: 'plain' },
      { text: '71 %', tone: 'strong' },
      { text: ' to ', tone: 'plain' },
      { text: '60 %', tone: 'bad' },
      { text: ' in the last three settled weeks (88 of 146; 95 % interval 52 to 68). ', tone: 'plain' },
      { text: 'That is below the control limit, and most of it is one source.', tone: 'quiet' },
    ],
    basisLine: `Basis: ${filter.basis === 'cohort' ? 'week of MQL' : 'week of decision'} · weeks start Monday · Europe/Berlin · as of 5 Oct 2026 09:52`,
    charts: [
      trend(theme, width - 34),
      bars('rejections-by-bucket', 'Fit rejections doubled; Other is creeping up', theme, half - 34),
    ],
    tiles: [
      { label: 'Decided', value: '1,204', detail: 'of 1,466 handoffs', ...behind('Decided', 1204) },
      { label: 'Lapsed', value: '4 %', detail: '57 of 1,466; interval 3 to 5', ...behind('Lapsed', 57) },
      { label: 'Median to decide', value: '31 h', detail: '9 in 10 within 4 days', ...behind('Time to decide', 1204) },
      { label: 'Pending', value: '205', detail: 'inside the decision window', ...behind('Pending', 205) },
    ],
    periods: [
      { label: 'All time', from: null, to: null },
      { label: 'Last 8 weeks', from: '2026-08-10', to: '2026-10-04' },
      { label: 'Last 26 weeks', from: '2026-04-06', to: '2026-10-04' },
      { label: 'This quarter', from: '2026-10-01', to: '2026-12-31' },
    ],
    empty: LEADS === 0,
  };
}

/** What it shows by field, which the shell answers apart. */
export function handoff_by_field({
  field,
  theme,
  width,
}: {
  field: string;
  theme: ThemeInput;
  width: number;
}): ByFieldView {
  const half = width < 760 ? width : Math.floor((width - 12) / 2);
  return {
    chart: bars(`acceptance-by-${field}`, 'Paid search: generic is far below the rest', theme, half - 34),
    dimensions: FIELDS.filter(({ values }) => values.length > 0).map(({ name, label }) => ({ field: name, label })),
    filters: FIELDS.filter((field) => field.values.length > 0).map(({ name, label, values }) => ({
      field: name,
      label,
      values: values.map((value, place) => ({ value, count: 900 - place * 130 })),
    })),
  };
}

/** What stands out there. */
export function handoff_standouts(): StandoutsView {
  const counted = (name: string, count: number) => ({ name, ...behind(`${name}, rejected`, count) });
  return {
    lookedAt: '402 of 1,204 decided handoffs were rejected; 214 comparisons',
    nothing: null,
    mix: [],
    found: [
      {
        claim: [
          { text: 'Paid search: generic', tone: 'strong' },
          { text: ': 72 of 118 rejected, ', tone: 'plain' },
          { text: '38 more', tone: 'bad' },
          { text: ' than its volume explains', tone: 'plain' },
        ],
        evidence: 'Campaign · 61 % rejected, 95 % interval 52 to 69 · 34 expected · 1 in 4,000 by chance',
        leads: counted('Paid search: generic', 72),
        explains: [counted('Paid search', 80), counted('Netherlands', 41)],
      },
    ],
  };
}

/** A further chart of the page. */
export function handoff_chart({ id, theme, width }: { id: string; theme: ThemeInput; width: number }): ChartView {
  return { ...trend(theme, width - 34), id, title: '82 % of clocks were met in time' };
}

/** The charts beyond the first page. */
export function handoff_gallery(): GalleryView {
  return {
    groups: [
      {
        id: 'speed',
        question: 'How fast?',
        charts: [
          { id: 'clocks-met', label: 'Clocks met in time', whole: true },
          { id: 'time-to-decide', label: 'Time to decide', whole: true },
        ],
      },
    ],
    filters: [],
    periods: [],
  };
}

const behind = (label: string, count: number) => ({ count, drill: { label, token: `${label} ${count}` } });

function mark(x: number, y: number, width: number, height: number, label: string, count: number): MarkView {
  return { x, y, width, height, label, count, drill: { label, token: String(count) } };
}

function trend(theme: ThemeInput, width: number): ChartView {
  const inks = INKS[theme];
  const height = 240;
  const step = (width - 110) / RATES.length;
  const x = (place: number) => 40 + step * (place + 0.5);
  const y = (rate: number) => 200 - (rate - 40) * 3.4;
  const dots = RATES.map(
    (rate, place) =>
      `<line x1="${x(place)}" y1="${y(rate + 10)}" x2="${x(place)}" y2="${y(rate - 12)}" stroke="${inks.accepted}" stroke-opacity="0.4" stroke-width="3"/><circle cx="${x(place)}" cy="${y(rate)}" r="3.5" fill="${rate < 70 ? inks.fit : inks.accepted}"/>`,
  );
  const grid = [40, 50, 60, 70, 80, 90].map(
    (rate) =>
      `<line x1="40" y1="${y(rate)}" x2="${width - 70}" y2="${y(rate)}" stroke="${inks.line}"/><text x="32" y="${y(rate) + 4}" text-anchor="end" font-family="Inter" font-size="11" fill="${inks.ink}">${rate}</text>`,
  );
  const weeks = RATES.map((_, place) =>
    place % 4 === 0
      ? `<text x="${x(place)}" y="218" text-anchor="middle" font-family="Inter" font-size="11" fill="${inks.ink}">W${place + 15}</text><text x="${x(place)}" y="233" text-anchor="middle" font-family="Inter" font-size="10" fill="${inks.ink}">n ${40 + place}</text>`
      : '',
  );
  const path = RATES.map((rate, place) => `${x(place)},${y(rate)}`).join(' ');
  return {
    id: 'acceptance',
    title: 'Weekly acceptance is out of control since 31 August',
    subtitle: 'Decided only; bars are 95 % intervals',
    description: 'Acceptance by week, 26 weeks. Three weeks lie below the lower control limit of 55 %.',
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${grid.join('')}<polyline points="${path}" fill="none" stroke="${inks.accepted}" stroke-width="1.5"/>${dots.join('')}${weeks.join('')}<text x="${width - 64}" y="${y(71)}" font-family="Inter" font-size="11" fill="${inks.ink}">mean 71</text></svg>`,
    width,
    height,
    marks: RATES.map((rate, place) =>
      mark(
        x(place) - step / 2,
        10,
        step,
        190,
        `Week ${place + 15}: ${rate} % of ${40 + place} decided were accepted.`,
        40 + place,
      ),
    ),
    table: {
      caption: 'Acceptance by week',
      columns: ['Week', 'Decided', 'Accepted'],
      rows: RATES.map((rate, place) => [`W${place + 15}`, String(40 + place), `${rate} %`]),
    },
  };
}

function bars(id: string, title: string, theme: ThemeInput, width: number): ChartView {
  const inks = INKS[theme];
  const rows: [string, number][] = [
    ['Referral', 88],
    ['Event', 80],
    ['Webinar: ransomware', 77],
    ['Organic', 74],
    ['Content', 71],
    ['Paid search: generic', 39],
  ];
  const left = 140;
  const span = width - left - 70;
  const bar = ([label, value]: [string, number], place: number) =>
    `<text x="${left - 8}" y="${place * 26 + 20}" text-anchor="end" font-family="Inter" font-size="12" fill="${inks.ink}">${label}</text><rect x="${left}" y="${place * 26 + 8}" width="${(span * value) / 100}" height="16" fill="${value < 50 ? inks.fit : inks.accepted}"/><text x="${left + (span * value) / 100 + 8}" y="${place * 26 + 20}" font-family="Inter" font-size="11" fill="${inks.ink}">${value} %</text>`;
  return {
    id,
    title,
    subtitle: '95 % interval, last 26 weeks',
    description: `${title}. Six bars.`,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 170" width="${width}" height="170">${rows.map(bar).join('')}</svg>`,
    width,
    height: 170,
    marks: rows.map(([label, value], place) =>
      mark(left, place * 26 + 4, span, 24, `${label}: ${value} % of 118 decided.`, value),
    ),
    table: { caption: title, columns: ['Value', 'Share'], rows: rows.map(([label, value]) => [label, `${value} %`]) },
  };
}
