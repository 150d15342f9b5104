/**
 * Input that is nearly right, for property tests of parsers: a good value with something changed in it,
 * and values that are deep or huge.
 *
 * @module
 */
import fc from 'fast-check'

/** A JSON value of any kind, and what JSON cannot hold. */
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    undefined,
    Number.NaN,
    Infinity,
    1n,
    -0,
    2 ** 53,
    '',
    '\u0000',
    '\ud800',
    'x'.repeat(10_000),
    '__proto__',
    { __proto__: null },
    Object.fromEntries([['__proto__', 1]]),
    Array.from({ length: 1000 }, () => 0),
  ),
)

/** A good value with one place of it replaced, left out, doubled or given more. */
export function bentValue(good: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .record({
      from: fc.constantFrom(...good),
      at: fc.nat(60),
      how: fc.constantFrom('replace', 'remove', 'add', 'double'),
      by: anyValue,
    })
    .map(({ from, at, how, by }) => bend(from, at, how, by))
}

/** Good bytes with a piece cut out, changed or put in. */
export function bentBytes(good: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc
    .record({
      from: fc.constantFrom(...good),
      at: fc.nat(),
      drop: fc.nat(40),
      piece: fc.uint8Array({ maxLength: 20 }),
    })
    .map(({ from, at, drop, piece }) => {
      const place = at % (from.length + 1)
      return Uint8Array.of(...from.slice(0, place), ...piece, ...from.slice(place + drop))
    })
}

/** Good text with a piece cut out or put in. */
export function bentText(good: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      from: fc.constantFrom(...good),
      at: fc.nat(),
      drop: fc.nat(30),
      piece: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 5 }),
        fc.constantFrom('', '.', '=', '{'),
      ),
      times: fc.constantFrom(0, 1, 2, 50),
    })
    .map(({ from, at, drop, piece, times }) => {
      const place = at % (from.length + 1)
      return from.slice(0, place) + piece.repeat(times) + from.slice(place + drop)
    })
}

/** Texts of JSON that cost a careless reader its stack or its memory; a megabyte each. */
export const heavyJson: readonly string[] = [
  '['.repeat(1_000_000),
  `${'['.repeat(500_000)}${']'.repeat(500_000)}`,
  `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`,
  `"${'x'.repeat(1_000_000)}"`,
  `[${'0,'.repeat(500_000)}0]`,
  `{${Array.from({ length: 80_000 }, (_, at) => `"${at}":0`).join(',')}}`,
  '9'.repeat(1_000_000),
  ' '.repeat(1_000_000),
]

function bend(value: unknown, at: number, how: string, by: unknown): unknown {
  let left = at
  const walk = (one: unknown): unknown => {
    if (left-- === 0 && how === 'replace') return by
    if (Array.isArray(one)) {
      const items = one.map(walk)
      if (left-- !== 0 || how === 'replace') return items
      if (how === 'remove') return items.slice(1)
      return how === 'double' ? [...items, ...items] : [...items, by]
    }
    if (typeof one !== 'object' || one === null || one instanceof Uint8Array) return one
    const entries = Object.entries(one).map(([name, field]) => [name, walk(field)] as const)
    if (left-- !== 0 || how === 'replace') return Object.fromEntries(entries)
    if (how === 'remove') return Object.fromEntries(entries.slice(1))
    return Object.fromEntries([...entries, [how === 'double' ? 'copy' : '__proto__', by]])
  }
  return walk(value)
}
