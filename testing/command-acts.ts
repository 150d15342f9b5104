/**
 * What officers write into files at a command line, for tests.
 *
 * @module
 */
import { levels, type MemberId, term } from './members.ts'

/** Who people are, and what they are cleared for; moa is not. */
export function clearances(
  id: MemberId,
  facility: string,
  people: readonly string[],
): readonly unknown[] {
  const organ = `${id}-ministry`
  return [
    { kind: 'facility', facility, levels: levels[id], ...term },
    ...people.flatMap((person) => [
      { kind: 'person', person, nationality: id.toUpperCase(), organ, offices: [], ...term },
      { kind: 'facility-register', facility, person, ...term },
      ...(person === 'moa' ? [] : levels[id]).map((level) => {
        return { kind: 'clearance', person, organ, ...level, ...term }
      }),
    ]),
  ]
}

/** Need-to-know of one document. */
export function needToKnow(person: string, document: string): unknown {
  const scope = { kind: 'document', document }
  return { kind: 'need-to-know', person, scope, purposes: ['maritime-security'], ...term }
}
