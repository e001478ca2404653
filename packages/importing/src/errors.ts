/** The mapping file says something that cannot be followed; the message names the place. */
export class MappingError extends Error {
  readonly code = 'MAPPING_INVALID';
  override readonly name = 'MappingError';
}

/** The file as a whole cannot be read: its encoding, its quotes, its header. Nothing of it is imported. */
export class FileError extends Error {
  readonly code = 'FILE_UNREADABLE';
  override readonly name = 'FileError';

  /** @param line the physical line, from 1; undefined when it concerns the whole file. */
  constructor(
    message: string,
    readonly line?: number,
  ) {
    super(message);
  }
}
