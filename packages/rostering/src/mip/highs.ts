import load, { type Highs } from 'highs';

export type { Highs, Model } from 'highs';

let loading: Promise<Highs> | undefined;

/**
 * HiGHS (Huangfu, Hall: Parallelizing the dual revised simplex method, Math. Prog. Comp. 10 (2018)), as WebAssembly and
 * loaded once per thread. Its calls block the thread, so they belong into a worker.
 */
export function highs(): Promise<Highs> {
  // The package's types describe its CommonJS build; what Node imports is its ES module, whose default is the loader.
  loading ??= (load as unknown as typeof load.default)();
  return loading;
}
