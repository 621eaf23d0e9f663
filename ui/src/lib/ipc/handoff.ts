import { invoke } from '@tauri-apps/api/core';

export type GrainInput = 'week' | 'month' | 'quarter';
export type BasisInput = 'cohort' | 'decided';
export type ThemeInput = 'light' | 'dark';
export type ChartFormatInput = 'svg' | 'png' | 'csv';

export type FilterInput = {
  /** ISO day, included. */
  from: string | null;
  /** ISO day, included. */
  to: string | null;
  criteria: string | null;
  grain: GrainInput;
  basis: BasisInput;
};

/** Stands for the handoffs behind a mark; only the shell can read the token. */
export type DrillView = { label: string; token: string };

/** A hit area over a chart, in units of its view box. */
export type MarkView = {
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  count: number;
  drill: DrillView;
};

export type TableView = { caption: string; columns: string[]; rows: string[][] };

export type ChartView = {
  id: string;
  title: string;
  subtitle: string;
  description: string;
  svg: string;
  width: number;
  height: number;
  marks: MarkView[];
  table: TableView;
};

export type Tone = 'plain' | 'strong' | 'bad' | 'good' | 'quiet';

export type SentencePart = { text: string; tone: Tone };

export type TileView = { label: string; value: string; detail: string };

export type FilterValueView = { value: string; count: number };

export type FilterFieldView = { field: string; label: string; values: FilterValueView[] };

/** A period people ask for by name. Its days are computed by the shell, which knows the zone and the week. */
export type PeriodView = { label: string; from: string | null; to: string | null };

export type HandoffView = {
  sentence: SentencePart[];
  basisLine: string;
  charts: ChartView[];
  tiles: TileView[];
  filters: FilterFieldView[];
  periods: PeriodView[];
  empty: boolean;
};

/** The commands of the home screen. */
export const commands = {
  handoff: (filter: FilterInput, theme: ThemeInput, width: number) =>
    invoke<HandoffView>('handoff', { filter, theme, width }),
  exportChart: (id: string, filter: FilterInput, format: ChartFormatInput, path: string) =>
    invoke<string>('export_chart', { id, filter, format, path }),
  copyChart: (id: string, filter: FilterInput) => invoke<string>('copy_chart', { id, filter }),
};
