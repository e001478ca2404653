/** A message of a contract in both its forms, as ts-proto generates it. */
export interface Codec<Message> {
  /** The full name of the message, for instance `linchpin.people.v1.EmployeeEvent`. */
  readonly $type: string;
  encode(message: Message): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Message;
}
