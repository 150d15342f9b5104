/**
 * Making a Key Access Service that runs apart: the custodians' part of founding a member.
 *
 * @module
 */
import {
  generateKasKey,
  type Hash,
  kidOf,
  type Statement,
  statementId,
  statementValue,
  type WrapSuite,
} from '@entente/core/crypto'
import { findMember, parseTerms, type Terms } from '@entente/core/pact'
import { requireRules } from '@entente/core/policy'

import { files, makeFolder } from '../files/index.ts'
import { KasError } from '../kas/index.ts'
import { createKeyring, createTlsIdentity, type Secret } from '../keys/index.ts'
import { type KasPublic, parseServerLink, type ServerLink } from '../link/index.ts'

import { kasFolder, readKasConfig, writeKasConfig } from './config.ts'

/** What making a service takes. */
export interface KasFounding {
  readonly folder: string
  readonly secret: Secret
  readonly member: string
  /** Host name or address, and port, where the server will find it. */
  readonly host: string
  readonly port: number
  readonly suites: readonly WrapSuite[]
  readonly now: () => Date
}

/** Days that the certificate of the link lasts: it is replaced with the keys. */
const linkDays = 5 * 366

/**
 * Makes the folder and the keys, and gives what the operator of the server is to be handed: public keys
 * alone.
 *
 * @throws {KasError} `kas/already-founded`; {KeysError} `keys/weak-secret`
 */
export async function foundKas(founding: KasFounding): Promise<KasPublic> {
  const { folder, secret, member, host, port, suites, now } = founding
  const places = kasFolder(folder)
  if (await files.read(places.config)) {
    throw new KasError('kas/already-founded', 'there is a kas.json')
  }
  await makeFolder(places.data)
  const keys = await Promise.all(
    suites.map(async (suite) => {
      const { publicKeyPem, privateKeyPem } = await generateKasKey(suite)
      const state = 'current' as const
      return { kid: kidOf(publicKeyPem), suite, publicKeyPem, privateKeyPem, state }
    }),
  )
  const names = { member: `${member}-kas`, hosts: [host], now: now(), days: linkDays }
  const link = await createTlsIdentity(names)
  const keyring = await createKeyring(places.keys, secret)
  await keyring.set({ kas: keys, link })
  // Last: a folder without it is no service, and can be made again.
  await writeKasConfig(folder, { member, host, port, server: null, trusted: [] })
  return {
    kind: 'entente-kas',
    member,
    url: `https://${host}:${port}`,
    certificate: link.certificatePem,
    keys: keys.map(({ kid, suite, publicKeyPem }) => ({ kid, suite, publicKey: publicKeyPem })),
  }
}

/**
 * What the operator has handed over, if it is of the member of the service in `folder`.
 *
 * @throws {KasError} `kas/not-founded`, `kas/bad-config`, `kas/bad-file`
 */
export async function readHandedOver(folder: string, value: unknown): Promise<ServerLink> {
  const { member } = await readKasConfig(folder)
  return parseServerLink(value, member)
}

/**
 * Takes up the server that the operator has handed over. Comparing its appointing key with those who
 * hold it is for the custodians, before.
 *
 * @throws {KasError} `kas/not-founded`, `kas/bad-config`, `kas/bad-file`
 */
export async function trustServer(folder: string, handedOver: unknown): Promise<void> {
  const { appointingKey, url, certificate } = await readHandedOver(folder, handedOver)
  const config = await readKasConfig(folder)
  await writeKasConfig(folder, { ...config, server: { appointingKey, url, certificate } })
}

/**
 * Takes up a pact whose words the custodians have compared. Its signatures are verified when the service
 * meets it, against the appointing keys pinned in it.
 *
 * @throws {KasError} `kas/not-founded`, `kas/bad-config`, `kas/bad-file`; {PactError} `pact/malformed`,
 *   `pact/other-rules`
 */
export async function trustPactAtKas(folder: string, pact: Statement): Promise<Terms> {
  const config = await readKasConfig(folder)
  const id: Hash = statementId(pact)
  const terms = parseTerms(statementValue(pact))
  requireRules({ terms })
  if (!findMember(terms, config.member)) {
    throw new KasError('kas/bad-file', 'the member is no party to the pact')
  }
  if (!config.trusted.includes(id)) {
    await writeKasConfig(folder, { ...config, trusted: [...config.trusted, id] })
  }
  return terms
}
