const exponents: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const byCode = new Map(
  Object.entries(exponents).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code) => [code, Number(exponent)] as const),
  ),
);

/** How many decimals a currency has, by ISO 4217 (table A.1): 2 for every code not listed there with another number. */
const exponentOf = (currencyCode: string): number => byCode.get(currencyCode) ?? 2;

/**
 * An amount in minor units: `62,506.00` in USD is 6250600n. Undefined when it is no amount, or has more decimals than
 * the currency: nothing is rounded.
 */
export function minorUnits(text: string, currencyCode: string): bigint | undefined {
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const exponent = exponentOf(currencyCode);
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > exponent) return undefined;
  return BigInt(match[1]!.replaceAll(',', '') + decimals.padEnd(exponent, '0'));
}
