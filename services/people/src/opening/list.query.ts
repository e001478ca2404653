/** Something that is listed by its name. */
export interface Listed {
  readonly _id: string;
  readonly name: string;
  readonly openedOn: string;
  /** FOREVER while open. */
  readonly closedOn: string;
}
