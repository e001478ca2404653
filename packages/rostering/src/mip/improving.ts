import type { Compiled } from '../model/compiled.js';
import type { Exchange } from '../solve/exchange.js';

/** The MIP side of the solver. */
export class Improving {
  constructor(
    readonly compiled: Compiled,
    readonly exchange: Exchange,
    readonly seed: number,
  ) {}

  async step(_limit: { readonly seconds?: number; readonly nodes?: number }): Promise<boolean> {
    return false;
  }
}
