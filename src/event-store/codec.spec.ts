import fc from 'fast-check';
import { decode, encode, isStorableText } from './codec.js';
import { InvalidAppend } from './event-store.js';

/** JSON without -0, which is written as 0, and without NUL. */
const json = fc
  .jsonValue({ stringUnit: 'grapheme' })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  .filter((value) => !JSON.stringify(value).includes('\\u0000'));

describe('the codec', () => {
  it('reads back what it wrote, and writes it again alike', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = encode(value);
        expect(decode(text)).toEqual(value);
        expect(encode(decode(text))).toBe(text);
      }),
    );
  });

  it('writes the same text whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(encode(turned)).toBe(encode(value));
      }),
    );
    expect(encode({ 10: 1, 9: 2, b: 3, B: 4 })).toBe('{"10":1,"9":2,"B":4,"b":3}');
  });

  it('writes any storable text as JSON does, and refuses the others', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '\u0000',
          '"',
          '\\',
          '\u001f',
          '\u2028',
          '\ud83d',
          '\ude00',
          'é',
          'a',
          '\u007f',
        ),
      }),
    );
    fc.assert(
      fc.property(text, (value) => {
        if (isStorableText(value)) expect(encode(value)).toBe(JSON.stringify(value));
        else expect(() => encode(value)).toThrow(InvalidAppend);
      }),
    );
    expect(encode('😀 \u2028 \\u0000 \\ud83d')).toBe(JSON.stringify('😀 \u2028 \\u0000 \\ud83d'));
  });

  it('leaves out members that are undefined, and takes objects of any realm', () => {
    expect(encode({ a: undefined, b: null })).toBe('{"b":null}');
    expect(encode(structuredClone({ b: [1], a: -0 }))).toBe('{"a":0,"b":[1]}');
    expect(encode(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  it('refuses what has an end only in appearance', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => encode(loop)).toThrow(InvalidAppend);
    expect(() => encode(undefined)).toThrow(InvalidAppend);
  });
});
