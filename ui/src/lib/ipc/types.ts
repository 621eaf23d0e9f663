/**
 * What crosses the bridge. `…View` comes from the shell ready to be shown: dates, counts in sentences and rates are made
 * there, never here. `…Input` is what is sent back.
 */

export type FailureCode =
  | 'not-open'
  | 'no-such-file'
  | 'newer-file'
  | 'not-ours'
  | 'damaged'
  | 'in-use'
  | 'cancelled'
  | 'bad-input'
  | 'refused'
  | 'internal';

/** How a command fails on the wire. */
export interface FailureView {
  code: FailureCode;
  message: string;
  hint: string | null;
  /** The input the message speaks of, if it is one. */
  field: string | null;
}

export interface RecentView {
  path: string;
  name: string;
  state: 'ready' | 'missing' | 'failed';
  openedOn: string;
  problem: string | null;
}

export interface StartView {
  recent: RecentView[];
  version: string;
}

/** The step that undo or redo would take: "Import leads.csv". */
export interface StepView {
  label: string;
}

export type WeekDay = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

export interface SettingsInput {
  timeZone: string;
  weekStart: WeekDay;
  /** Month 1 to 12. */
  fiscalYearStart: number;
  decisionWindowHours: number;
}

export type SettingsView = SettingsInput;

export interface WorkspaceView {
  path: string;
  name: string;
  settings: SettingsView;
  leads: number;
  handoffs: number;
  undo: StepView | null;
  redo: StepView | null;
  asOf: string;
  basisLine: string;
}

export type Grain = 'week' | 'month' | 'quarter';
export type Basis = 'cohort' | 'decided';

export interface FilterInput {
  /** ISO day, included. */
  from: string | null;
  /** ISO day, included. */
  to: string | null;
  criteria: string | null;
  grain: Grain;
  basis: Basis;
}

/** Stands for the handoffs behind a mark; only the shell can read the token. */
export interface DrillView {
  label: string;
  token: string;
}

/** A hit area over a chart, in the SVG's user units. */
export interface MarkView {
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  count: number;
  drill: DrillView;
}

export interface TableView {
  caption: string;
  columns: string[];
  rows: string[][];
}

export interface ChartView {
  id: string;
  title: string;
  subtitle: string;
  description: string;
  svg: string;
  width: number;
  height: number;
  marks: MarkView[];
  table: TableView;
}

export type Tone = 'plain' | 'strong' | 'bad' | 'good' | 'quiet';

export interface SentencePart {
  text: string;
  tone: Tone;
}

export interface TileView {
  label: string;
  value: string;
  detail: string;
}

export interface FilterFieldView {
  field: string;
  label: string;
  values: { value: string; count: number }[];
}

/** A period people ask for by name. Its days are computed by the shell, which knows the zone and the week. */
export interface PeriodView {
  label: string;
  from: string | null;
  to: string | null;
}

export interface HandoffView {
  sentence: SentencePart[];
  basisLine: string;
  charts: ChartView[];
  tiles: TileView[];
  filters: FilterFieldView[];
  /** Presets for the period; none are offered when the shell sends none. */
  periods?: PeriodView[];
  empty: boolean;
}

export interface FieldView {
  name: string;
  label: string;
  kind: 'text' | 'number' | 'time';
  extra: boolean;
  /** Up to 50 most frequent values of a text field. */
  values: string[];
}

export interface TestView {
  field: string;
  op: string;
  values: string[];
}

export interface TestRows {
  join: 'and' | 'or';
  tests: TestView[];
}

export interface CriteriaProblem {
  message: string;
  hint: string | null;
  /** Byte offsets into the UTF-8 text. */
  start: number;
  end: number;
}

export interface CriteriaView {
  ok: boolean;
  canonical: string | null;
  plain: string | null;
  error: CriteriaProblem | null;
  matching: number;
  notMatching: number;
  unknown: number;
  /** Null when only the text can say it. */
  rows: TestRows | null;
}

export interface SortView {
  field: string;
  descending: boolean;
}

export interface LeadsInput {
  criteria: string | null;
  drill: string | null;
  sort: SortView | null;
  columns: string[];
}

export interface LeadRowView {
  id: number;
  cells: string[];
}

export interface LeadsPageView {
  total: number;
  of: number;
  offset: number;
  columns: { name: string; label: string; numeric: boolean }[];
  rows: LeadRowView[];
  note: string | null;
}

export interface EventView {
  at: string;
  stage: string;
  slug: string;
  provenance: 'recorded' | 'derived' | 'bounded';
  detail: string | null;
  source: string;
}

export interface LabelledValue {
  label: string;
  value: string;
}

export interface LeadView {
  id: number;
  title: string;
  subtitle: string;
  fields: LabelledValue[];
  extra: LabelledValue[];
  timeline: EventView[];
}

export interface SavedViewView {
  id: number;
  name: string;
  criteria: string;
  columns: string[];
  sort: SortView | null;
}

export interface LookColumn {
  header: string;
  index: number;
  first: string[];
  /** Share of rows with a value, 0 to 1. */
  filled: number;
  distinct: number;
  inferred: string;
  /** Field slug, `stage.mql.at`, or empty: kept as it is. */
  becomes: string;
  reading: string;
  suggestion: boolean;
  question: string | null;
}

export interface TargetView {
  value: string;
  label: string;
  group: string;
}

export interface ValueMapView {
  value: string;
  count: number;
  becomes: string;
  suggestion: boolean;
}

export interface QuestionView {
  id: string;
  title: string;
  text: string;
  options: { value: string; label: string }[];
  chosen: string | null;
}

export interface LookView {
  path: string;
  name: string;
  dictionary: string;
  encoding: string;
  delimiter: string;
  footerRows: number;
  headerRow: number;
  rows: number;
  columns: LookColumn[];
  targets: TargetView[];
  /** What a status may become; without it the stages are read off the stage stamps among `targets`. */
  statusTargets?: TargetView[];
  /** The reasons that exist; without it only those already used in this file are offered, and new ones. */
  reasonTargets?: TargetView[];
  statuses: ValueMapView[];
  reasons: ValueMapView[];
  questions: QuestionView[];
  mappingToml: string;
  remembered: boolean;
  /** What the reader has to know about the file. */
  notes: string[];
}

export interface MappingInput {
  columns: { header: string; index: number; becomes: string }[];
  statuses: { value: string; becomes: string }[];
  reasons: { value: string; becomes: string }[];
  answers: { id: string; value: string }[];
}

export interface ProblemView {
  row: number;
  column: string;
  value: string;
  rule: string;
  message: string;
}

export interface ProblemGroupView {
  rule: string;
  title: string;
  repair: string;
  count: number;
  examples: ProblemView[];
}

/** The counts every import reconciles: read is the sum of the other five. */
export interface RowCounts {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  skipped: number;
}

export interface ReportView extends RowCounts {
  batch: number | null;
  source: string;
  seconds: number;
  notes: string[];
  problems: ProblemGroupView[];
  dryRun: boolean;
}

export interface BatchView extends RowCounts {
  id: number;
  source: string;
  at: string;
  undone: boolean;
  canUndo: boolean;
  problems: number;
}

export interface ProgressView {
  phase: string;
  rows: number;
  total: number | null;
  rowsPerSecond: number;
}

export type Theme = 'light' | 'dark';
export type PictureFormat = 'svg' | 'png' | 'csv';
