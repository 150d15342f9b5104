/*
 * Laws over histories of statements: who sees nothing whatever was said, and what changes no answer.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  emptyStanding,
  extendStandingBy,
  issueAppointment,
  type LevelKey,
  PactError,
  parseGrant,
  parseNotice,
  requireDirectory,
  sameLevel,
} from '@entente/core/pact'
import { decide, factsOf, groups, type Subject } from '@entente/core/policy'

import { signers } from '../../../core/test/example-keys.ts'
import type { Ask } from '../../test/histories/any-ask.ts'
import { homes, tellAll, type Word } from '../../test/histories/history.ts'
import { everyHistory, late, reasons, seats } from '../../test/histories/trying.ts'
import { levels } from '../../test/matrix/people.ts'
import { type Member, type Seat, tellOne } from '../../test/seats.ts'
import { reasonsOf } from '../../test/second-reading.ts'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()

test('nobody sees what asks for a clearance without one, but for an exempt office or in an emergency', () =>
  everyHistory(async (seat, { self, asks }) => {
    const said = seat.standing.grants.entries.filter(({ withdrawn }) => withdrawn === undefined)
    let tried = 0
    for (const ask of asks) {
      const { question, subject } = ask
      const level = levelHere(self, subject)
      if (!level || !isContent(ask) || freeOfClearance.includes(level.level)) continue
      const spares = said.some(({ grant: { act } }) => {
        if (!('person' in act) || act.person !== question.person) return false
        if (act.kind === 'exemption') {
          return (
            level.level === '特定秘密' && act.level === level.level && act.office === 'minister'
          )
        }
        if (act.kind === 'emergency-access') return sameLevel(act, level)
        if (act.kind !== 'clearance' || act.regime !== level.regime) return false
        return rankOf(self, act) >= rankOf(self, level)
      })
      if (spares) continue
      tried += 1
      assert.ok(reasons(seat, ask).size > 0, JSON.stringify(ask))
    }
    return tried
  }))

test('nobody of a third country sees what was provided, unless its originator’s label names the country', () =>
  everyHistory(async (seat, { asks }) => {
    let tried = 0
    for (const ask of asks) {
      const { subject, question } = ask
      if (subject.kind === 'own' || !isContent(ask)) continue
      if (freeOfClearance.includes(subject.release.level.level)) continue
      if (JSON.stringify(subject.label).includes('AUS')) continue
      const foreign: Word = {
        kind: 'grant',
        by: 'first',
        act: {
          kind: 'person',
          person: question.person,
          nationality: 'AUS',
          organ: homes[seat.self].organ,
          offices: ['minister'],
          from: '2026-01-01T00:00:00.000Z',
          until: '2050-01-01T00:00:00.000Z',
        },
      }
      tried += 1
      const after = await tellAll(seat, [foreign], late)
      assert.ok(reasons(after, ask).size > 0, JSON.stringify(ask))
      if (tried === 4) break
    }
    return tried
  }, 40))

test('the order in which the words of several speakers arrive changes no answer', () =>
  everyHistory(async (seat, { self, asks, picks }) => {
    const base = seats[self]
    const own = seat.told.slice(base.told.length)
    const after = await arrive(base, own, picks)
    let tried = 0
    for (const ask of asks) {
      assert.deepEqual(reasons(after, ask), reasons(seat, ask), JSON.stringify(ask))
      tried += 1
    }
    return tried
  }))

test('a whole history at once stands as it does word by word', () =>
  everyHistory(async (seat, { self, asks }) => {
    const { told } = seat
    const trusted = new Set([seat.pact.id])
    const empty = emptyStanding(self, signers[self].publicKey, trusted)
    const standing = await extendStandingBy(empty, told)
    assert.deepEqual(standing.grants, seat.standing.grants)
    for (const ask of asks)
      assert.deepEqual(reasons({ ...seat, standing }, ask), reasons(seat, ask))
    // One that is refused leaves what stood before as it was.
    const before = seat.standing.grants.entries.length
    await assert.rejects(extendStandingBy(seat.standing, told.slice(-1)))
    assert.equal(seat.standing.grants.entries.length, before)
    return asks.length
  }, 20))

test('a word that is told again is refused, and changes nothing', () =>
  everyHistory(async (seat, { picks, asks }) => {
    const again = picks.map((pick) => seat.told[pick % seat.told.length])
    let after = seat
    for (const one of again) {
      if (!one) continue
      try {
        after = await tellOne(after, one.kind, one.statement)
        assert.equal(one.kind, 'pact')
      } catch (error) {
        assert.ok(
          error instanceof PactError &&
            error.code === (one.kind === 'consent' ? 'pact/inconsistent' : 'pact/chain-conflict'),
          String(error),
        )
      }
    }
    for (const ask of asks) assert.deepEqual(reasons(after, ask), reasons(seat, ask))
    return again.length
  }, 30))

test('ranks open nothing: other offices change no answer where no exemption names them', () =>
  everyHistory(async (seat, { self, words, asks }) => {
    const raised = words
      .filter((word) => word.kind !== 'grant' || word.act.kind !== 'exemption')
      .map((word): Word =>
        word.kind === 'grant' && word.act.kind === 'person'
          ? { ...word, act: { ...word.act, offices: ['minister', 'organ-head', 'general'] } }
          : word,
      )
    const plain = raised.map((word): Word =>
      word.kind === 'grant' && word.act.kind === 'person'
        ? { ...word, act: { ...word.act, offices: [] } }
        : word,
    )
    const [high, low] = [await tellAll(seats[self], raised), await tellAll(seats[self], plain)]
    for (const ask of asks) {
      assert.deepEqual(reasons(high, ask), reasons(low, ask), JSON.stringify(ask))
    }
    assert.equal(high.told.length, low.told.length)
    assert.ok(seat.told.length > 0)
    return asks.length
  }, 30))

test('an officer in every role, for every level, sees nothing more for that', () =>
  everyHistory(async (seat, { self, asks }) => {
    let tried = 0
    const [first] = asks.filter((ask) => isContent(ask) && !isWaiting(ask.subject))
    if (!first) return 0
    const act = {
      kind: 'officer',
      person: first.question.person,
      key: signers[`${self} author`].publicKey,
      roles: ['releaser', 'security', 'controller', 'registry', 'pact', 'head'],
      levels: [...homes[self].levels, levels.tokutei].filter((one) => one.regime.includes(self)),
      from: '2026-01-01T00:00:00.000Z',
      until: '2050-01-01T00:00:00.000Z',
    } as const
    const directory = requireDirectory(seat.standing, self)
    const statement = await issueAppointment(directory, act, signers[self], late)
    const after = await tellOne(seat, 'appointment', statement)
    for (const ask of asks) {
      if (!isContent(ask) || isWaiting(ask.subject)) continue
      if (ask.question.person !== first.question.person) continue
      assert.deepEqual(reasons(after, ask), reasons(seat, ask), JSON.stringify(ask))
      tried += 1
    }
    return tried
  }, 40))

test('what is asked at random is answered by Cedar as by the second reading', () =>
  everyHistory(async (seat, { asks }) => {
    for (const ask of asks.slice(0, 3)) {
      const request = factsOf(seat.standing, seat.pact, ask.subject, ask.question)
      const answer = decide(request, engine, seat.pact.terms)
      const said = answer.kind === 'permit' ? [] : answer.reasons.map(({ code }) => code)
      assert.deepEqual(new Set<string>(said), reasonsOf(request))
    }
    return 3
  }))

/** Levels of the two members that no clearance is asked for. */
const freeOfClearance = ['一般', 'UNCLASSIFIED', 'RESTRICTED']

function isContent({ question: { action } }: Ask): boolean {
  return groups.content.includes(action)
}

/** Releasers may look at what waits for approval: by their task, and not by their rank. */
function isWaiting(subject: Subject): boolean {
  return subject.kind === 'own' && subject.awaitsApproval
}

/** The level by which a document is protected at a seat, as the table of the pact has it. */
function levelHere(self: Member, subject: Subject): LevelKey | undefined {
  if (subject.kind === 'own') return subject.level
  const { levels: ours, theirs } = homes[self]
  return ours[theirs.findIndex(({ level }) => level === subject.release.level.level)]
}

function rankOf(self: Member, { level }: LevelKey): number {
  return homes[self].levels.findIndex((one) => one.level === level)
}

/** Tells statements in another order: `picks` says whose is next, of those whose next one can be believed. */
async function arrive(
  base: Seat,
  statements: Seat['told'],
  picks: readonly number[],
): Promise<Seat> {
  const waiting = [...statements]
  let seat = base
  for (let turn = 0; waiting.length > 0; turn += 1) {
    const speakers = Map.groupBy(waiting, speakerOf)
    const next = [...speakers.values()].flatMap(([one]) => one ?? [])
    const told = next.filter((one) => isBelievable(seat, one))
    const one = told[(picks[turn % picks.length] ?? 0) % told.length]
    assert.ok(one, 'one of them was told first')
    seat = await tellOne(seat, one.kind, one.statement)
    waiting.splice(waiting.indexOf(one), 1)
  }
  return seat
}

function speakerOf({ kind, statement }: Seat['told'][number]): string {
  return kind === 'grant' ? parseGrant(statement).issuer : parseNotice(statement).by
}

/** A withdrawal waits for what it ends. */
function isBelievable({ standing }: Seat, { kind, statement }: Seat['told'][number]): boolean {
  if (kind !== 'grant') return true
  const { act } = parseGrant(statement)
  return act.kind !== 'withdrawal' || standing.grants.entries.some(({ id }) => id === act.grant)
}
