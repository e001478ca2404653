/** An id made from a name: small letters, digits and hyphens; accents fall away. `IT/IS` is `it-is`. */
export const slug = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);

/** Spaces of any kind and number become one; none at the ends. */
export const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();
