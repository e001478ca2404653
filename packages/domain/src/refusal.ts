/** A command that breaks a rule: an answer with a stable code, never an exception. */
export interface Refusal {
  readonly kind: 'refusal';
  /** Stable and in capitals, for instance `NOT_EMPLOYED`. Callers decide by it. */
  readonly code: string;
  /** What is wrong, for a person to read. */
  readonly message: string;
  /** The field of the command that is wrong, where one is: `placement.site_id`. */
  readonly field?: string | undefined;
}

/** Refuses a command. */
export const refuse = (code: string, message: string, field?: string): Refusal => ({
  kind: 'refusal',
  code,
  message,
  field,
});

/** Whether a decision, or any answer, is a refusal. */
export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && (answer as Partial<Refusal>).kind === 'refusal';
