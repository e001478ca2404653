type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element as text; attributes are escaped, content is text that `escaped` or this made. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`)
    .join('');
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join('')}</${name}>`;
}

/** Text as it may stand in an element or an attribute. Characters that XML does not know are left out. */
export const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A tenth of a pixel is as fine as a chart needs, and keeps files small and alike. */
const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** Breaks text into lines of about so many pixels, at an average width of letters of sans-serif type. */
export function wrapped(text: string, width: number, fontSize: number): string[] {
  const most = Math.max(8, Math.floor(width / (fontSize * 0.49)));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
