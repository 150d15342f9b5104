/**
 * What may have happened beside the common history before a release is judged.
 *
 * @module
 */
import { type Statement } from '../../src/crypto/index.ts'
import { type AppointmentAct, appointmentType, noticeType } from '../../src/pact/index.ts'
import { signed } from '../example-keys.ts'
import { hiketsu, psr, tokutei } from '../example-terms.ts'
import { appointment, notice, officer, term } from '../pact-world.ts'

import { idOf, next, type World } from './chain-place.ts'

/** One more statement that stands. */
export interface Step {
  readonly kind: 'appointment' | 'notice'
  readonly statement: Statement
}

/** Each of these comes right after the common history. */
export async function releaseSteps({ chains, named }: World): Promise<{
  /** A second key of the person `jpn-releaser`. */
  readonly secondKey: Step
  /** A further approver for the level. */
  readonly late: Step
  /** A further approver, for another level. */
  readonly narrow: Step
  /** The approver of the other cases is withdrawn. */
  readonly withdrawn: Step
  /** A key of the recipient whose suite no level admits. */
  readonly weak: Step
  /** An approver on the other side. */
  readonly nzlReleaser: Step
  /** The originator suspends the pact. */
  readonly pause: Step
}> {
  const appoint = async (member: 'jpn' | 'nzl', act: AppointmentAct): Promise<Step> => {
    const said = appointment(member, next(chains[member].head()), act, member)
    return { kind: 'appointment', statement: await signed(appointmentType, said, member) }
  }
  const releaser = (level: typeof tokutei) => officer('stranger', ['releaser'], [level])
  const suspended = { kind: 'suspended', from: '2026-07-01T00:00:00.000Z' } as const
  const pause = notice('jpn', next(chains.jpnNotices.head()), suspended, 'jpn pact')
  return {
    secondKey: await appoint('jpn', { ...releaser(tokutei), person: 'jpn-releaser' }),
    late: await appoint('jpn', releaser(hiketsu('極秘'))),
    narrow: await appoint('jpn', releaser(hiketsu('秘'))),
    withdrawn: await appoint('jpn', {
      kind: 'withdrawal',
      appointment: idOf(named['jpn-releaser']),
    }),
    weak: await appoint('nzl', {
      kind: 'kas',
      kid: 'nzl-weak',
      suite: 'weak',
      publicKey: 'PEM',
      url: 'https://kas.nzl.example',
      ...term,
    }),
    nzlReleaser: await appoint(
      'nzl',
      officer('nzl releaser', ['releaser'], [psr('SECRET'), psr('UNCLASSIFIED')]),
    ),
    pause: { kind: 'notice', statement: await signed(noticeType, pause, 'jpn pact') },
  }
}
