// Puts the contracts that ours import from others (google.api, buf.validate) where buf finds them: copied from, or
// printed from, npm packages. The folder is generated and never committed.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { file_buf_validate_validate as validate } from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';
import { printProto } from './print-proto.mjs';

const target = join(import.meta.dirname, '../generated/proto');
const google = join(dirname(createRequire(import.meta.url).resolve('protobufjs/package.json')), 'google/api');

mkdirSync(join(target, 'google/api'), { recursive: true });
for (const name of ['annotations.proto', 'http.proto'])
  cpSync(join(google, name), join(target, 'google/api', name));

mkdirSync(join(target, 'buf/validate'), { recursive: true });
writeFileSync(join(target, 'buf/validate/validate.proto'), printProto(validate.proto));
