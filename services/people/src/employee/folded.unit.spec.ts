import { describe, expect, it } from 'vitest';
import { searchedWords, sortedBy, wordsOf } from './folded.js';

describe('names', () => {
  it('are found by each word, as written and in its parts, without case, accents and marks', () => {
    expect(wordsOf('Zoë', 'O’Brien-Núñez', 'E-10')).toEqual([
      '10',
      'brien',
      'e',
      'e10',
      'nunez',
      'o',
      'obriennunez',
      'zoe',
    ]);
    expect(wordsOf('Großmann', 'Søren')).toEqual(['grossmann', 'soren']);
  });
  it('are searched by what stands between blanks', () => {
    expect(searchedWords("  o'brien-nu  ZOË ")).toEqual(['obriennu', 'zoe']);
    expect(searchedWords(' .*^ ')).toEqual([]);
  });
  it('are sorted by the family name first, whatever the accents', () => {
    expect([sortedBy('Ábel', 'Zoë'), sortedBy('abel', 'Ada'), sortedBy('Zaïd', 'A')].toSorted()).toEqual([
      'abel, ada',
      'abel, zoe',
      'zaid, a',
    ]);
  });
});
