/** The part of buf.validate.FieldRules that the contracts use. Bounds are inclusive (`gte`, `lte`). */
export interface FieldRules {
  readonly required: boolean;
  readonly type:
    | {
        readonly case: 'string';
        readonly value: { readonly pattern: string; readonly minLen: bigint; readonly maxLen: bigint };
      }
    | { readonly case: 'int32' | 'int64'; readonly value: Bounds }
    | { readonly case: 'enum'; readonly value: { readonly notIn: readonly number[] } }
    | {
        readonly case: 'repeated';
        readonly value: { readonly unique: boolean; readonly maxItems: bigint; readonly items?: FieldRules };
      }
    | { readonly case: undefined; readonly value?: undefined };
}

interface Bounds {
  readonly greaterThan?: { readonly value?: number | bigint };
  readonly lessThan?: { readonly value?: number | bigint };
}
