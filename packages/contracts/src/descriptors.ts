import { readFileSync } from 'node:fs';
import { createFileRegistry, type FileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** The descriptor image as `buf build` wrote it: a serialised google.protobuf.FileDescriptorSet with all imports. */
export const descriptorImage: Uint8Array = readFileSync(
  new URL('../generated/descriptors.binpb', import.meta.url),
);

/** Every message, service and extension of the contracts, by full name. */
export const registry: FileRegistry = createFileRegistry(
  fromBinary(FileDescriptorSetSchema, descriptorImage),
);
