/** Text that is not in the format, with everything that is wrong, by line. */
export class UnreadableText extends Error {
  readonly code = 'UNREADABLE_TEXT';
  constructor(readonly faults: readonly string[]) {
    super(`the text cannot be read:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}
