/** Rows kept per person; older ones make room for newer ones. */
const MOST = 1500;

/** Legal rows seen by the search, by person, without repeats: what recombination chooses from. */
export class RowPool {
  private readonly rows: Map<string, Uint8Array>[];
  private unsent: { readonly person: number; readonly row: Uint8Array }[] = [];

  constructor(people: number) {
    this.rows = Array.from({ length: people }, () => new Map());
  }

  /** Keeps a copy of a row of one's own. */
  add(person: number, row: Uint8Array): void {
    const copy = row.slice();
    if (this.take(person, copy)) this.unsent.push({ person, row: copy });
  }

  /** Keeps a row that came from elsewhere; false when it is known. The codes of its days are its key. */
  take(person: number, row: Uint8Array): boolean {
    const kept = this.rows[person]!;
    const key = String.fromCharCode(...row);
    const known = kept.delete(key);
    kept.set(key, row);
    if (kept.size > MOST) kept.delete(kept.keys().next().value!);
    return !known;
  }

  /** Rows of a person, the newest last. */
  of(person: number): readonly Uint8Array[] {
    return [...this.rows[person]!.values()];
  }

  get newsCount(): number {
    return this.unsent.length;
  }

  /** Rows of one's own since this was last asked. */
  news(): readonly { readonly person: number; readonly row: Uint8Array }[] {
    const news = this.unsent;
    this.unsent = [];
    return news;
  }
}
