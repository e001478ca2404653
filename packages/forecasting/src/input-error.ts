/** Something handed to a control chart, an explanation, a roll-up or a judgement is not usable; the message says what, where and why. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(
    readonly code: InputErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export type InputErrorCode =
  | 'PHASE_INVALID'
  | 'COUNT_INVALID'
  | 'VALUE_INVALID'
  | 'LINE_REPEATED'
  | 'OUTPUT_INVALID'
  | 'NODE_UNKNOWN'
  | 'NODE_REPEATED'
  | 'RESIDUALS_INVALID'
  | 'OVERRIDE_INVALID';
