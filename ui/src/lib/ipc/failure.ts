import type { Code, Failure as FailureView } from './bindings';

/** What every command throws: a sentence for a person, and a code where the page acts on it. */
export class Failure extends Error {
  readonly code: Code;
  readonly hint: string | null;
  readonly field: string | null;
  /** The file it is about, where several were given. */
  readonly file: string | null;

  constructor(view: FailureView) {
    super(view.message);
    this.name = 'Failure';
    this.code = view.code;
    this.hint = view.hint;
    this.field = view.field;
    this.file = view.file;
  }

  /** What happened and what to do, for beside an input. */
  get told(): string {
    return this.hint === null ? this.message : `${this.message} ${this.hint}`;
  }

  /** Reads whatever was thrown; a bridge that broke before a command ran throws text. */
  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    if (isView(thrown)) return new Failure(thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new Failure({
      code: 'internal',
      message: `The window could not reach the workspace: ${message}`,
      hint: 'Nothing was changed. Close the window and open it again.',
      field: null,
      file: null,
    });
  }
}

function isView(thrown: unknown): thrown is FailureView {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown;
}
