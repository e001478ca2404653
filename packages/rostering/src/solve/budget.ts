/** How much a worker may use: seconds since it began, moves, or whichever ends first. */
export class Budget {
  private readonly begun = performance.now();
  private moves = 0;

  constructor(
    private readonly seconds = Number.POSITIVE_INFINITY,
    private readonly iterations = Number.POSITIVE_INFINITY,
  ) {}

  /** From 0 to 1, after `more` moves that are not yet spent. */
  usedAfter(more: number): number {
    return Math.max(this.passed / this.seconds, (this.moves + more) / this.iterations);
  }

  get used(): number {
    return this.usedAfter(0);
  }

  get timeIsUp(): boolean {
    return this.passed >= this.seconds;
  }

  spend(moves: number): void {
    this.moves += moves;
  }

  private get passed(): number {
    return (performance.now() - this.begun) / 1000;
  }
}
