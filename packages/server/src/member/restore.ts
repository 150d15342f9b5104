/**
 * A member put back from a backup (D18): a new ledger and witness, appointed by the appointing key, and
 * what the other members know of it taken up before it says anything new.
 *
 * @module
 */
import { rm } from 'node:fs/promises'

import { type HybridSigner, keyId, type Statement, statementId } from '@entente/core/crypto'
import { LedgerError, parseCheckpoint, parseNote } from '@entente/core/ledger'
import {
  type AppointmentAct,
  parseAppointment,
  parseGrant,
  parseNotice,
  PactError,
  requireDirectory,
  type Standing,
} from '@entente/core/pact'

import { type Account, AccountError, compareAccount, type Missing } from '../account/index.ts'
import { dataFolder, readSummary, restore, type Restored } from '../backup/index.ts'
import { acknowledgeAgain } from '../acknowledgements/index.ts'
import { announceAgain, type AnnounceDeps } from '../documents/index.ts'
import { enqueue } from '../federation/index.ts'
import { files } from '../files/index.ts'
import type { Secret } from '../keys/index.ts'
import { type Change, openStanding, recordChanges } from '../standing/index.ts'
import { readStore } from '../store/index.ts'

import { readBackupConfig } from './backup.ts'
import { type MemberConfig, memberFolder, writeConfig } from './config.ts'
import { MemberError } from './errors.ts'
import { appointOn, newOrigin, serverKeyYears } from './found.ts'
import { type OfflineMember, openFolder } from './offline.ts'
import { requireStopped } from './running.ts'

/** What putting back takes. */
export interface MemberRestore {
  /** Folder of the backup. */
  readonly from: string
  /** The member's folder to make. Its mark may lie there already, if it was not lost with the rest. */
  readonly folder: string
  readonly secret: Secret
  /** The appointing key; it goes back to its safe afterwards (D2). */
  readonly appointing: HybridSigner
  /** What the other members hold of this one, and its own Key Access Service where that is apart. */
  readonly accounts: readonly Account[]
  /** Members who cannot be asked. What only they know may be contradicted later. */
  readonly without: readonly string[]
  readonly now: () => Date
}

/** What was put back. */
export interface RestoredMember extends Pick<
  Restored,
  'backedUpAt' | 'former' | 'origin' | 'size'
> {
  readonly member: string
  /** All appointments of the member, to be handed to the others. */
  readonly appointments: readonly Statement[]
  /** Statements of any member that the backup did not hold and an account did. */
  readonly learned: number
  /** What was acknowledged and is missing, by the member whose account says so. */
  readonly missing: Readonly<Record<string, readonly Missing[]>>
}

/**
 * Puts a member back. Everything is verified before anything is made; a failure leaves the folder as it was.
 *
 * @throws {MemberError} `member/already-founded`, `member/running`; {BackupError}; {KeysError}
 * @throws {AccountError} `account/missing`, `account/other-member`
 * @throws {PactError} `pact/key-not-appointed` if the signer is not the member's appointing key;
 *   whatever a statement of an account is refused for
 */
export async function restoreMember(request: MemberRestore): Promise<RestoredMember> {
  const { from, folder, secret, accounts, now } = request
  const places = memberFolder(folder)
  if (await files.read(places.config)) {
    throw new MemberError('member/already-founded', 'there is a member.json')
  }
  const config = await readBackupConfig(from)
  const { origin } = await readSummary(from)
  await requireStopped(config)
  await requireSound(request, config)

  const mark = await files.read(places.mark)
  const random = (length: number): Uint8Array<ArrayBuffer> =>
    crypto.getRandomValues(new Uint8Array(length))
  const lastKnown = newestOf(accounts, origin)
  const restored = await restore({
    source: from,
    target: places.data,
    newOrigin: newOrigin(config.member, random),
    secret,
    markFile: places.mark,
    clock: now,
    random,
    ...(lastKnown === undefined ? {} : { lastKnown }),
  })
  try {
    return await takeUp(restored, config, request)
  } catch (error) {
    // Nothing has been signed for anybody: the folder can be made again.
    await rm(places.data, { recursive: true, force: true })
    if (mark) await files.write(places.mark, mark)
    else await rm(places.mark, { force: true })
    throw error
  }
}

/** Everything that can be refused, refused on what the backup holds. */
async function requireSound(
  { from, appointing, accounts, without, now }: MemberRestore,
  config: MemberConfig,
): Promise<void> {
  if (appointing.id !== keyId(config.appointingKey)) {
    const { member } = config
    throw new PactError('pact/key-not-appointed', 'not the appointing key', { member })
  }
  const store = await readStore(dataFolder(from).store)
  try {
    const standing = await openStanding({
      store,
      self: config.member,
      appointingKey: config.appointingKey,
      trusted: () => new Set(config.trusted),
      now,
    })
    for (const account of peersIn(accounts)) await compareAccount(account, { store, standing })
    const others = accounts.filter((one) => one.by === one.about && one.by !== config.member)
    if (others.length > 0) throw new AccountError('account/other-member', 'of another member')
    const heard = new Set([...accounts.map(({ by }) => by), ...without])
    // A service apart remembers what its server forgets, and would refuse to go back (D15).
    if (!config.kas) heard.add(config.member)
    const silent = [...standing.current().directories.keys()].filter((one) => !heard.has(one))
    if (silent.length > 0)
      throw new AccountError('account/missing', `nothing by ${silent.join(', ')}`)
  } finally {
    await store.close()
  }
}

/** Opens the new folder, takes up what others know, appoints, announces. `member.json` comes last. */
async function takeUp(
  restored: Restored,
  config: MemberConfig,
  { folder, secret, appointing, accounts, now }: MemberRestore,
): Promise<RestoredMember> {
  await using member = await openFolder({ folder, config, secret, now })
  const { standing, store } = member
  let learned = 0
  for (const account of accounts) learned += await learn(account, member, now)
  const made = await appointAnew(restored, member, appointing, now)
  await announce(restored, made, member, now)
  const missing: Record<string, readonly Missing[]> = {}
  for (const account of peersIn(accounts)) {
    missing[account.by] = await compareAccount(account, member)
  }
  const appointments = await standing.statements('appointment', config.member)
  const size = await sizeOf(store)
  await writeConfig(folder, config)
  const { origin, former, backedUpAt } = restored
  return { member: config.member, origin, size, former, backedUpAt, appointments, learned, missing }
}

/** Accounts by other members; one by our own Key Access Service is about nobody else. */
function peersIn(accounts: readonly Account[]): readonly Account[] {
  return accounts.filter(({ by, about }) => by !== about)
}

/** Statements of pacts and members that the backup does not know are left to a later `member trust`. */
async function learn(
  { appointments, notices, grants }: Account,
  { standing, ledger }: OfflineMember,
  now: () => Date,
): Promise<number> {
  const { pacts, directories } = standing.current()
  const changes: readonly Change[] = [
    ...appointments
      .filter((statement) => directories.has(parseAppointment(statement).member))
      .map((statement) => ({ kind: 'appointment' as const, statement })),
    ...notices
      .filter((statement) => pacts.has(parseNotice(statement).pact))
      .map((statement) => ({ kind: 'notice' as const, statement })),
    ...grants.map((statement) => ({ kind: 'grant' as const, statement })),
  ]
  const { self } = standing.current()
  const fresh = await recordChanges(standing, ledger, changes, (append, { kind, statement }) => {
    const at = now().toISOString()
    const id = statementId(statement)
    if (kind === 'notice') {
      const { pact, member, number } = parseNotice(statement)
      append(
        member === self
          ? { kind: 'notice-issued', at, pact, number, statement: id }
          : { kind: 'notice-received', at, pact, member, number, statement: id },
      )
      return
    }
    if (kind === 'grant') {
      const { issuer, number } = parseGrant(statement)
      append({ kind: 'grant-made', at, issuer, number, statement: id })
      return
    }
    const { member, number } = parseAppointment(statement)
    append(
      member === self
        ? { kind: 'appointment-made', at, number, statement: id }
        : { kind: 'appointments-received', at, member, number, statement: id },
    )
  })
  return fresh.length
}

/** The new keys are appointed and the old ones withdrawn: whoever holds the old folder is believed no more. */
async function appointAnew(
  { appoint }: Restored,
  { standing, ledger }: OfflineMember,
  appointing: HybridSigner,
  now: () => Date,
): Promise<readonly Statement[]> {
  const from = now()
  const until = new Date(from.getTime() + serverKeyYears * 365 * 86_400_000).toISOString()
  const term = { from: from.toISOString(), until }
  const directory = requireDirectory(standing.current(), standing.current().self)
  const acts: readonly AppointmentAct[] = [
    { kind: 'ledger', verifierKey: appoint.ledger, ...term },
    { kind: 'witness', verifierKey: appoint.witness, ...term },
    ...directory.entries.flatMap(({ id, withdrawn, appointment: { act } }): AppointmentAct[] =>
      withdrawn === undefined && (act.kind === 'ledger' || act.kind === 'witness')
        ? [{ kind: 'withdrawal', appointment: id }]
        : [],
    ),
  ]
  const made = await appointOn(directory, appointing, acts, from.toISOString())
  const changes = made.map((statement) => ({ kind: 'appointment' as const, statement }))
  await recordChanges(standing, ledger, changes, (append, { statement }) => {
    const { number, at } = parseAppointment(statement)
    append({ kind: 'appointment-made', at, number, statement: statementId(statement) })
  })
  return made
}

/**
 * Queues for each peer the new appointments, which end its chains with us, and then what it may lack. A
 * receipt that no witness has cosigned is issued anew: the ledger that it names can give no more proofs.
 */
async function announce(
  { unanswered }: Restored,
  made: readonly Statement[],
  { standing, ledger }: OfflineMember,
  now: () => Date,
): Promise<void> {
  const deps = { ledger, standing, now }
  const say: AnnounceDeps['enqueue'] = (tx, announcement) => enqueue(tx, announcement, deps)
  await ledger.record(async (tx, append) => {
    const { pacts, self } = standing.current()
    await tx.updateTable('copies').set({ receipt: null }).where('cosigned', '=', 0).execute()
    for (const [peer, pact] of peersOf(pacts, self)) {
      const body = { kind: 'appointments', statements: made } as const
      await say(tx, { peer, pact, body, entry: 0 })
      const waiting = unanswered.filter((one) => one.peer === peer)
      await announceAgain(tx, append, { peer, unanswered: waiting }, { ...deps, enqueue: say })
      await acknowledgeAgain(tx, peer, self, say)
    }
  })
}

/** Every peer with one pact to speak under. */
function peersOf(pacts: Standing['pacts'], self: string) {
  return new Map(
    [...pacts.values()].flatMap(({ id, terms }) =>
      terms.members.filter((one) => one.id !== self).map((one) => [one.id, id] as const),
    ),
  )
}

/** The largest checkpoint of our old ledger that anybody has; whether we signed it is verified later. */
function newestOf(accounts: readonly Account[], origin: string): string | undefined {
  const [newest] = accounts
    .flatMap(({ checkpoint }) => (checkpoint === null ? [] : [checkpoint]))
    .map((signed) => ({ signed, said: readCheckpoint(signed) }))
    .filter(({ said }) => said.origin === origin)
    .toSorted((a, b) => b.said.size - a.said.size)
  return newest?.signed
}

function readCheckpoint(signed: string): ReturnType<typeof parseCheckpoint> {
  try {
    return parseCheckpoint(parseNote(signed).text)
  } catch (cause) {
    if (!(cause instanceof LedgerError)) throw cause
    throw new AccountError('account/malformed', 'a checkpoint cannot be read', { cause })
  }
}

async function sizeOf({ db }: OfflineMember['store']): Promise<number> {
  const { size } = await db.selectFrom('ledger_head').select('size').executeTakeFirstOrThrow()
  return size
}
