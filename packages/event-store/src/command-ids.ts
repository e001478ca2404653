/**
 * The command ids that a stream has seen, as 64-bit hashes: 8 bytes each, however long the ids. A hit must be verified,
 * as two ids may share a hash. The hash only has to spread; finding a collision costs its finder a look-up, no more.
 */
export class CommandIds {
  #packed: Uint32Array;
  #size: number;
  #table: Uint32Array | undefined;

  constructor(packed: Uint8Array = new Uint8Array()) {
    this.#packed = new Uint32Array(packed.byteLength >> 2);
    new Uint8Array(this.#packed.buffer).set(packed);
    this.#size = packed.byteLength >> 3;
  }

  get size(): number {
    return this.#size;
  }

  /** The hashes in the order of their commands. */
  pack(): Uint8Array {
    return new Uint8Array(this.#packed.buffer, 0, this.#size * 8);
  }

  add(commandId: string): void {
    const [high, low] = hash(commandId);
    if (this.#packed.length < (this.#size + 1) * 2) {
      const larger = new Uint32Array(Math.max(8, this.#packed.length * 2));
      larger.set(this.#packed);
      this.#packed = larger;
    }
    this.#packed[this.#size * 2] = high;
    this.#packed[this.#size * 2 + 1] = low;
    this.#size++;
    if (this.#table !== undefined) {
      if (this.#size * 4 > this.#table.length) this.#table = undefined;
      else insert(this.#table, high, low);
    }
  }

  /** Whether the id may be among them; false is certain. */
  has(commandId: string): boolean {
    if (this.#size === 0) return false;
    const table = this.#indexed();
    const [high, low] = hash(commandId);
    const mask = table.length / 2 - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 2;
      if (table[at] === 0 && table[at + 1] === 0) return false;
      if (table[at] === high && table[at + 1] === low) return true;
    }
  }

  /** An open-addressed table, built when first asked for: a stream that is only read never needs it. */
  #indexed(): Uint32Array {
    if (this.#table === undefined) {
      let slots = 8;
      while (slots < this.#size * 4) slots *= 2;
      this.#table = new Uint32Array(slots * 2);
      for (let index = 0; index < this.#size; index++)
        insert(this.#table, this.#packed[index * 2]!, this.#packed[index * 2 + 1]!);
    }
    return this.#table;
  }
}

function insert(table: Uint32Array, high: number, low: number): void {
  const mask = table.length / 2 - 1;
  let slot = low & mask;
  while (table[slot * 2] !== 0 || table[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
  table[slot * 2] = high;
  table[slot * 2 + 1] = low;
}

/** Two 32-bit multiply-xorshift lanes over the characters; never both zero, which marks an empty slot. */
function hash(text: string): [high: number, low: number] {
  let high = 0x9e3779b9 ^ text.length;
  let low = 0x85ebca6b ^ text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
    low ^= high >>> 15;
  }
  high = Math.imul(high ^ (high >>> 16), 0x21f0aaad) ^ Math.imul(low ^ (low >>> 13), 0x735a2d97);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return [high >>> 0, low >>> 0 || 1];
}
