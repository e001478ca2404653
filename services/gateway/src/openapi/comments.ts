import type { AnyDesc, DescFile, DescMessage, FileRegistry } from '@bufbuild/protobuf';

/** The comments of the contracts, by what they stand above. */
export type Comments = ReadonlyMap<AnyDesc, string>;

/** Field numbers of descriptor.proto, from which the paths in source info are made. */
const number = {
  fileMessage: 4,
  fileEnum: 5,
  service: 6,
  method: 2,
  field: 2,
  nestedMessage: 3,
  nestedEnum: 4,
  enumValue: 2,
};

/** Collects the leading comments of every message, field, enum, service and RPC. */
export function commentsOf(registry: FileRegistry): Comments {
  const comments = new Map<AnyDesc, string>();
  for (const file of registry.files) collect(file, comments);
  return comments;
}

function collect(file: DescFile, comments: Map<AnyDesc, string>): void {
  const byPath = new Map(
    file.proto.sourceCodeInfo?.location.map(({ path, leadingComments }) => [path.join(), leadingComments]),
  );
  const note = (desc: AnyDesc, ...path: number[]) => {
    const text = byPath.get(path.join())?.trim().replace(/\n */g, '\n');
    if (text) comments.set(desc, text);
  };
  const enumeration = (desc: DescMessage['nestedEnums'][number], path: number[]) => {
    note(desc, ...path);
    desc.values.forEach((value, index) => void note(value, ...path, number.enumValue, index));
  };
  const message = (desc: DescMessage, path: number[]) => {
    note(desc, ...path);
    desc.fields.forEach(
      (field) => void note(field, ...path, number.field, desc.proto.field.indexOf(field.proto)),
    );
    desc.nestedEnums.forEach((each, index) => void enumeration(each, [...path, number.nestedEnum, index]));
    for (const each of desc.nestedMessages)
      message(each, [...path, number.nestedMessage, desc.proto.nestedType.indexOf(each.proto)]);
  };
  file.messages.forEach((each, index) => void message(each, [number.fileMessage, index]));
  file.enums.forEach((each, index) => void enumeration(each, [number.fileEnum, index]));
  file.services.forEach((service, index) => {
    note(service, number.service, index);
    service.methods.forEach((rpc, at) => void note(rpc, number.service, index, number.method, at));
  });
}
