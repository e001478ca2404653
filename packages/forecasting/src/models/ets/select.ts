import { type EtsFit, fitEts } from './fit.js';
import { formsFor } from './form.js';

/** Fits every admissible form, best first by AICc; what could not be fitted is left out. */
export function fitEveryEts(values: ArrayLike<number>, period: number): EtsFit[] {
  const positive = Array.from(values).every((value) => value > 0);
  const seasonal = period > 1 && values.length >= 2 * period;
  return formsFor({ positive, seasonal })
    .map((form) => fitEts(values, form, period))
    .filter((fit) => fit !== undefined)
    .sort((a, b) => a.aicc - b.aicc);
}
