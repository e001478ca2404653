import { describe, expect, it } from 'vitest';
import { parseCompetition, putBack } from './competition-file.js';
import { evaluate } from './evaluate.js';
import { forecastCompetition, rowsOf } from './forecast-file.js';

const horizon = 6;
const header = 'Series,N,NF,Category,Starting Year,Starting Month,1,2,3';
const training = Array.from({ length: 5 }, (_, series) =>
  Array.from(
    { length: 40 + series },
    (_, t) => 100 + t + 10 * Math.sin(t + series) + 5 * Math.sin(t * t * 12.9898),
  ),
);
const fileWith = (holdOut: (step: number) => string) =>
  [
    header,
    ...training.map((values, i) =>
      [
        `S${i}`,
        values.length + horizon,
        horizon,
        'MICRO',
        1990,
        1,
        ...values,
        ...Array.from({ length: horizon }, (_, step) => holdOut(step)),
      ].join(','),
    ),
  ].join('\n');

const forecastsOf = async (text: string) => {
  const { series, period } = parseCompetition(text, 'a file');
  return rowsOf(series, await forecastCompetition(series, period, 1));
};

describe('the hold-out', () => {
  it('is never read: other values there, or none, change not one bit of the forecasts', async () => {
    const forecasts = await forecastsOf(fileWith((step) => String(150 + step)));
    expect(forecasts).toHaveLength(5 * horizon);
    expect(await forecastsOf(fileWith((step) => String(-1e9 * step)))).toEqual(forecasts);
    expect(await forecastsOf(fileWith(() => ''))).toEqual(forecasts);
  });

  it('is what forecasts are evaluated on', () => {
    const file = parseCompetition(
      fileWith(() => '100'),
      'a file',
    );
    const perfect = file.holdOut.map((values) => [...values]);
    expect(evaluate(file, perfect)).toEqual({ smape: 0, mase: 0, owa: 0 });
  });
});

describe('a file put back', () => {
  it('has no hold-out, and holds out what came before it', () => {
    const file = putBack(
      parseCompetition(
        fileWith(() => '-1'),
        'a file',
        4,
      ),
      10,
    );
    expect(file.series[0]!.training).toEqual(training[0]!.slice(0, 30));
    expect(file.holdOut[0]).toEqual(training[0]!.slice(30, 36));
  });
});

describe('a file of the M3 shape', () => {
  it.each([
    ['S0,8,6', 'it has 0'],
    ['S0,6,6,MICRO,1990,1,1,2,3', 'N > NF > 0'],
    ['S0,8,6,MICRO,1990,1,1,x,3', 'value 2 of S0: "x" is no number'],
  ])('is refused by line: %s', (line, reason) => {
    expect(() => parseCompetition(`${header}\n${line}`, 'a file')).toThrow(`line 2`);
    expect(() => parseCompetition(`${header}\n${line}`, 'a file')).toThrow(reason);
  });

  it('is refused when it is none', () => {
    expect(() => parseCompetition('a,b\n1,2', 'a file')).toThrow('not of the M3 shape');
  });
});
