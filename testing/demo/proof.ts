/**
 * The end of the demo: evidence of every release, checked by a program that has the file and the id.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Hash } from '@entente/core/crypto'
import { verifyEvidence } from '@entente/core/evidence'
import { parseAppointment } from '@entente/core/pact'
import { fetchBytes } from '@entente/sdk'

import type { Founded } from '../members.ts'

import type { Language, Reporter } from './report.ts'
import type { Released } from './documents.ts'
import type { RunningMember } from './running.ts'

/** Where proofs go and what they are checked against. */
export interface ProofPlan {
  readonly report: Reporter
  readonly released: readonly Released[]
  readonly pact: Hash
  readonly root: string
  readonly lang: Language
}

/** Collects evidence of each release, verifies all, and lets `entente verify` judge that of both sides of the first. */
export async function proveEverything({
  report,
  released,
  pact,
  root,
  lang,
}: ProofPlan): Promise<void> {
  const folder = join(root, 'evidence')
  await mkdir(folder, { recursive: true })
  const files = await report.done(
    'evidence',
    {
      en: 'Each ledger is cosigned by the other; evidence is collected',
      ja: '互いの台帳に立会署名し、証拠を集める',
    },
    async () => {
      const written: string[] = []
      for (const { release, originator, recipient } of released) {
        for (const member of [originator, recipient]) {
          const file = join(folder, `${release}-${member.founded.id}.entente`)
          await writeFile(file, await cosignedEvidence(member, release, pact))
          written.push(file)
        }
      }
      return written
    },
  )
  const output = await report.done(
    'verify',
    {
      en: '`entente verify`, with nothing but the file and the pact’s id',
      ja: '`entente verify`（証拠ファイルと協定の識別子のみ）',
    },
    async () => {
      const [ofOriginator = '', ofRecipient = ''] = files
      const both = [ofOriginator, ofRecipient].map((file) =>
        entente('verify', file, '--pact', pact, '--lang', lang),
      )
      const [, said = ''] = await Promise.all(both)
      return said
    },
  )
  report.show(output)
}

/** Each ledger's verifier key, one a line. */
export async function writeVerifierKeys(root: string, founded: readonly Founded[]): Promise<void> {
  const keys = founded
    .flatMap(({ appointments }) => appointments.map((statement) => parseAppointment(statement).act))
    .flatMap((act) => (act.kind === 'ledger' ? [act.verifierKey] : []))
  await writeFile(join(root, 'verifier-keys.txt'), `${keys.join('\n')}\n`)
}

/** Asks until all its events lie below a head that the other member has cosigned. */
async function cosignedEvidence(
  member: RunningMember,
  release: string,
  pact: Hash,
): Promise<Uint8Array> {
  const { client } = await member.as('security')
  for (let tries = 0; tries < 200; tries++) {
    const response = await fetchBytes(client, `/api/releases/${release}/evidence`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const recorded = (await verifyEvidence(bytes, pact)).filter((one) => one.kind === 'recorded')
    if (recorded.every(({ witnesses }) => witnesses.length > 0)) return bytes
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('nobody cosigned')
}

/** Runs the command line as a third party would: another process, no member's folder. */
export async function entente(...args: readonly string[]): Promise<string> {
  const program = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`entente ${args.join(' ')} ended with ${String(code)}`)
  return output
}
