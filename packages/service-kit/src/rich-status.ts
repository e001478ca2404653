import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { Any, BadRequest, ErrorInfo } from 'nice-grpc-error-details';
import type { FieldViolation } from './errors.js';

/** The trailer that carries a google.rpc.Status. */
export const richStatusKey = 'grpc-status-details-bin';

/** What a refusal says beside its gRPC status. */
export interface RichStatus {
  readonly code: number;
  readonly message: string;
  /** The stable code: google.rpc.ErrorInfo.reason. */
  readonly reason: string;
  /** Who says so, for instance `linchpin.people`. */
  readonly domain: string;
  readonly violations: readonly FieldViolation[];
}

/** Writes a google.rpc.Status with an ErrorInfo, and a BadRequest where fields are named. */
export function encodeRichStatus({ code, message, reason, domain, violations }: RichStatus): Uint8Array {
  const info = ErrorInfo.encode(ErrorInfo.fromPartial({ reason, domain })).finish();
  const details = [any(ErrorInfo.$type, info)];
  if (violations.length > 0) {
    const badRequest = BadRequest.fromPartial({ fieldViolations: violations.map((each) => ({ ...each })) });
    details.push(any(BadRequest.$type, BadRequest.encode(badRequest).finish()));
  }
  const writer = new BinaryWriter().uint32(8).int32(code).uint32(18).string(message);
  for (const detail of details) writer.uint32(26).bytes(detail);
  return writer.finish();
}

/** Reads a google.rpc.Status; undefined when it carries no ErrorInfo and no BadRequest. */
export function decodeRichStatus(bytes: Uint8Array): Omit<RichStatus, 'code' | 'message'> | undefined {
  const details = anysOf(bytes);
  const detail = (type: string): Uint8Array | undefined =>
    details.find(({ typeUrl }) => typeUrl.endsWith(`/${type}`))?.value;
  const info = detail(ErrorInfo.$type);
  const bad = detail(BadRequest.$type);
  if (info === undefined && bad === undefined) return undefined;
  const { reason, domain } = info === undefined ? { reason: '', domain: '' } : ErrorInfo.decode(info);
  const violations =
    bad === undefined
      ? []
      : BadRequest.decode(bad).fieldViolations.map(({ field, description }) => ({ field, description }));
  return { reason, domain, violations };
}

const any = (type: string, value: Uint8Array): Uint8Array =>
  Any.encode(Any.fromPartial({ typeUrl: `type.googleapis.com/${type}`, value: Buffer.from(value) })).finish();

function anysOf(bytes: Uint8Array): Any[] {
  const reader = new BinaryReader(bytes);
  const found: Any[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 3) found.push(Any.decode(reader.bytes()));
    else reader.skip(type);
  }
  return found;
}
