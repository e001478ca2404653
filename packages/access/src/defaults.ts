/** Whose tokens are accepted where the environment does not say. */
export const defaultIssuer = 'linchpin-local';

/** Whom tokens must be meant for where the environment does not say. */
export const defaultAudience = 'linchpin';
