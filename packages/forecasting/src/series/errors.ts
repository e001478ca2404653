/** A series cannot be read or forecast as it is; the message names the series, the place, the value and the reason. */
export class SeriesError extends Error {
  override readonly name = 'SeriesError';

  /**
   * @param code a stable code of the cause, for instance `VALUE_INVALID`.
   * @param series the id of the series, where it is known.
   * @param period the label of the period, where one is concerned.
   */
  constructor(
    readonly code: SeriesErrorCode,
    message: string,
    readonly series?: string,
    readonly period?: string,
  ) {
    super(message);
  }
}

/** What can be wrong with a series. */
export type SeriesErrorCode =
  | 'LABEL_INVALID'
  | 'VALUE_INVALID'
  | 'PERIOD_REPEATED'
  | 'SERIES_EMPTY'
  | 'SERIES_GAP'
  | 'SERIES_SHORT'
  | 'CALENDAR_UNKNOWN'
  | 'HORIZON_INVALID'
  | 'LEVEL_INVALID'
  | 'NEVER_OPEN';
