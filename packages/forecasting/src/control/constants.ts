/**
 * Expected range of two standard normal values: 2/√π ≈ 1.128, the constant d2 of control charts for moving ranges of two (Shewhart 1931; Montgomery,
 * "Introduction to statistical quality control", appendix VI; the closed form is that of the folded normal distribution with variance 2).
 */
export const d2 = 2 / Math.sqrt(Math.PI);

/** Standard deviation of that range: √(2 − 4/π) ≈ 0.853, the constant d3. */
export const d3 = Math.sqrt(2 - 4 / Math.PI);

/** The upper limit of a moving range in means of moving ranges: 1 + 3 d3/d2 ≈ 3.267, the constant D4. The lower limit D3 is 0. */
export const d4 = 1 + (3 * d3) / d2;
