/** Who signs the tokens of a local installation, and for whom. */
export const issuer = 'linchpin-local';
export const audience = 'linchpin';
