import type { Codec } from '@linchpin/domain';

/** An RPC as ts-proto's generic definitions write it. */
export interface MethodDefinition {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has messages of its own
  readonly requestType: Codec<any>;
  readonly requestStream: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each method has messages of its own
  readonly responseType: Codec<any>;
  readonly responseStream: boolean;
  // biome-ignore lint/complexity/noBannedTypes: the generated options have no common shape
  readonly options: {};
}

/** A service of a contract as ts-proto's generic definitions write it. */
export interface Definition {
  readonly name: string;
  readonly fullName: string;
  readonly methods: Readonly<Record<string, MethodDefinition>>;
}

type CommandReplyCodec = { readonly $type: 'linchpin.common.v1.CommandReply' };

/** The RPCs of a contract that are questions: those that do not answer with CommandReply. */
export type QueryName<D extends Definition> = {
  [Name in keyof D['methods']]: D['methods'][Name]['responseType'] extends CommandReplyCodec ? never : Name;
}[keyof D['methods']];

type MessageOf<C> = C extends { decode(bytes: never): infer Message } ? Message : never;

/** The request of an RPC. */
export type RequestOf<Method extends MethodDefinition> = MessageOf<Method['requestType']>;

/** The response of an RPC, one of them where it is a stream. */
export type ResponseOf<Method extends MethodDefinition> = MessageOf<Method['responseType']>;
