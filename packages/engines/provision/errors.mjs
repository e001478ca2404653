/** An engine cannot be had or has failed. The message says what is wrong and what to do. */
export class EngineError extends Error {
  name = 'EngineError';

  /**
   * @param {import('./index.mjs').EngineErrorCode} code
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
