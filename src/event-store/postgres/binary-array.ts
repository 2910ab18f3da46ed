const INT4 = 23;
const TEXT = 25;
const HEADER_BYTES = 20;

/**
 * A `text[]` in the server's binary form. The driver's own form escapes every quote of the JSON inside, and the server
 * reads it back character by character: a good part of what an append costs.
 */
export function textArray(values: readonly string[]): Buffer {
  let size = HEADER_BYTES;
  for (const value of values) size += 4 + Buffer.byteLength(value);
  const array = header(TEXT, values.length, size);
  let at = HEADER_BYTES;
  for (const value of values) {
    const bytes = array.write(value, at + 4);
    array.writeInt32BE(bytes, at);
    at += 4 + bytes;
  }
  return array;
}

/** An `integer[]` in the server's binary form. */
export function integerArray(values: readonly number[]): Buffer {
  const array = header(INT4, values.length, HEADER_BYTES + 8 * values.length);
  values.forEach((value, index) => {
    array.writeInt32BE(4, HEADER_BYTES + 8 * index);
    array.writeInt32BE(value, HEADER_BYTES + 8 * index + 4);
  });
  return array;
}

/** One dimension, no nulls, the element's type, how many, counted from 1. */
function header(type: number, length: number, size: number): Buffer {
  const array = Buffer.allocUnsafe(size);
  [1, 0, type, length, 1].forEach((value, index) => {
    array.writeInt32BE(value, 4 * index);
  });
  return array;
}
