/** What a caller was granted: a role, and the sites at which it holds. */
export interface Grant {
  /** A role of the policy, for instance `practice-manager`. A role that the policy does not know grants nothing. */
  readonly role: string;
  /** Site ids; `*` among them means every site. */
  readonly sites: readonly string[];
}

/** Who calls, as a verified token says. */
export interface Caller {
  /** The `sub` of the token. */
  readonly subject: string;
  readonly grants: readonly Grant[];
  /** The token itself, to be passed on so that the next service decides about the same caller. */
  readonly token: string;
}
