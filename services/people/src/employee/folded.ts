/** Text as it is compared: without case, accents or the marks that join words. `O’Brien-Núñez` is `obrien nunez`. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/æ/g, 'ae');

const bare = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, '');

/** The words that a search looks for: as typed between blanks, without marks. */
export const searchedWords = (text: string): readonly string[] =>
  fold(text)
    .split(/\s+/)
    .map(bare)
    .filter((word) => word !== '');

/** The words that texts can be found by: each as written, and each of its parts: `smith-jones` by `smithjones`, `jones`. */
export const wordsOf = (...texts: readonly string[]): readonly string[] => {
  const written = texts.flatMap((text) => fold(text).split(/\s+/));
  const parts = written.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u));
  return [...new Set([...written.map(bare), ...parts])].filter((word) => word !== '').toSorted();
};

/** What people are sorted by: the family name, then the given name. */
export const sortedBy = (familyName: string, givenName: string): string =>
  `${fold(familyName).trim()}, ${fold(givenName).trim()}`;
