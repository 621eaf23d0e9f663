/** The types of importing, personas and duplicates: what the commands in `import-commands.ts` take and answer. */
import type {
  AnswerInput,
  BatchView as OldBatchView,
  ColumnInput,
  LookColumn as OldLookColumn,
  OptionView,
  ProblemGroupView,
  QuestionView,
  ReportView as OldReportView,
  TargetView,
} from './bindings';

export interface LookView {
  path: string;
  name: string;
  dictionary: string;
  encoding: string;
  delimiter: string;
  headerRow: number;
  footerRows: number;
  rows: number;
  shape: string;
  shapes: OptionView[];
  sheet: string | null;
  sheets: string[];
  asOf: string;
  columns: LookColumn[];
  targets: TargetView[];
  values: ValueGroupView[];
  questions: QuestionView[];
  split: SplitView | null;
  mappingToml: string;
  remembered: boolean;
  memory: string | null;
  already: string | null;
  notes: string[];
}

export interface LookColumn extends OldLookColumn {
  ground: string | null;
  isNew: boolean;
  missing: string[];
  dateFormat: string | null;
}

export interface ValueGroupView {
  id: string;
  header: string;
  title: string;
  help: string;
  choices: ValueMapView[];
  targets: TargetView[];
  free: boolean;
}

export interface ValueMapView {
  value: string;
  count: number;
  becomes: string;
  suggestion: boolean;
}

export interface SplitView {
  rejections: number;
  disqualifications: number;
  undecided: number;
  sentence: string;
}

export interface MappingInput {
  toml: string | null;
  shape: string | null;
  sheet: string | null;
  headerRow: number | null;
  asOf: string | null;
  columns: ColumnInput[];
  values: { group: string; value: string; becomes: string }[];
  missing: { header: string; words: string[] }[];
  dates: { header: string; format: string }[];
  answers: AnswerInput[];
}

export interface FileInput {
  path: string;
  mapping: MappingInput | null;
}

export interface GoView {
  dryRun: boolean;
  files: ReportView[];
}

export interface ReportView extends OldReportView {
  shape: string;
  shapeLabel: string;
  asOf: string;
  unmatched: ProblemGroupView | null;
}

export interface ProgressView {
  phase: string;
  file: string;
  files: number;
  at: number;
  rows: number;
  total: number | null;
  rowsPerSecond: number;
  secondsLeft: number | null;
}

export interface BatchView extends OldBatchView {
  shapeLabel: string;
  asOf: string;
}

export type RowsOut = 'created' | 'updated' | 'rejected';

export interface WatchedFileView {
  path: string;
  name: string;
  size: string;
  changed: string;
  takenIn: string | null;
}

export interface WatchedView {
  id: number;
  folder: string;
  pattern: string;
  problem: string | null;
  files: WatchedFileView[];
}

export interface PersonaRuleView {
  persona: string;
  criteria: string;
  plain: string;
  error: string | null;
}

export interface PersonaRuleInput {
  persona: string;
  criteria: string;
}

export interface TitleView {
  title: string;
  count: number;
}

export interface PersonaPreview {
  rules: (PersonaRuleView & { count: number; examples: TitleView[] })[];
  uncaught: { count: number; examples: TitleView[] };
  changed: number;
}

export interface DuplicateView {
  one: number;
  other: number;
  oneTitle: string;
  oneSubtitle: string;
  otherTitle: string;
  otherSubtitle: string;
  why: string;
  likeness: number;
}

export interface MergeView {
  one: CardView;
  other: CardView;
  rows: MergeRowView[];
  brings: string;
}

export interface MergeRowView {
  field: string;
  label: string;
  one: string;
  other: string;
  differs: boolean;
}

export interface CardView {
  id: number;
  title: string;
  subtitle: string;
  source: string;
}
