/** What the commands about likely duplicates answer. */
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
