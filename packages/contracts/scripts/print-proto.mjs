const types = {
  1: 'double',
  2: 'float',
  3: 'int64',
  4: 'uint64',
  5: 'int32',
  6: 'fixed64',
  7: 'fixed32',
  8: 'bool',
  9: 'string',
  12: 'bytes',
  13: 'uint32',
  15: 'sfixed32',
  16: 'sfixed64',
  17: 'sint32',
  18: 'sint64',
};
const labels = { 1: 'optional', 2: 'required', 3: 'repeated' };

/**
 * Prints a proto2 FileDescriptorProto as source text: messages, enums, fields and extensions with their numbers.
 * Options and comments are left out, so the text serves for compiling against, not for reading.
 */
export function printProto(file) {
  return [
    'syntax = "proto2";',
    `package ${file.package};`,
    ...file.dependency.map((path) => `import "${path}";`),
    ...file.extension.map(printExtension),
    ...file.messageType.map(printMessage),
    ...file.enumType.map(printEnum),
    '',
  ].join('\n');
}

const printExtension = (field) => `extend ${field.extendee} { ${printField(field)} }`;

const printEnum = ({ name, value }) =>
  `enum ${name} { ${value.map((v) => `${v.name} = ${v.number};`).join(' ')} }`;

function printMessage(message) {
  const inOneof = (field) => Object.hasOwn(field, 'oneofIndex');
  const oneofs = message.oneofDecl.map(({ name }, index) => {
    const members = message.field.filter((field) => inOneof(field) && field.oneofIndex === index);
    return `oneof ${name} { ${members.map(printMember).join(' ')} }`;
  });
  const ranges = message.extensionRange.map(
    ({ start, end }) => `extensions ${start} to ${end > 536_870_911 ? 'max' : end - 1};`,
  );
  const body = [
    ...message.enumType.map(printEnum),
    ...message.nestedType.map(printMessage),
    ...message.field.filter((field) => !inOneof(field)).map(printField),
    ...oneofs,
    ...ranges,
  ];
  return `message ${message.name} {\n${body.join('\n')}\n}`;
}

const printField = (field) => `${labels[field.label]} ${printMember(field)}`;

const printMember = (field) => `${types[field.type] ?? field.typeName} ${field.name} = ${field.number};`;
