/**
 * The manifest of a container, format 4.3.0, and 4.2.2 as stock clients still write it.
 *
 * Here is only form. Nothing in a manifest is to be believed before `verifyManifest`; some of it not
 * even then: `spec/container.md` §8 lists what no key binds.
 *
 * @module
 */
import { type Bytes, canonicalJson, type Json } from '../lib/index.ts'
import { z } from 'zod'

import { TdfError } from './errors.ts'
import { parseStrictJson } from './strict-json.ts'
import { entryNames } from './zip-records.ts'

/** Bytes that sealing adds to a segment: IV before, tag after. */
export const segmentOverhead = 28

/** Bounds of what is read; see `spec/container.md` §3. */
export const manifestLimits: {
  readonly segments: number
  readonly segmentSize: number
  readonly keyAccess: number
  readonly assertions: number
} = { segments: 131_072, segmentSize: 16 * 1024 * 1024, keyAccess: 256, assertions: 256 }

/** How MACs are spelled: base64 of the bytes (4.3.0), or base64 of their hexadecimal (4.2.2). */
export type ManifestVersion = '4.3.0' | '4.2.2'

/** A key share, wrapped for one Key Access Service (KAS). */
export interface KeyAccess {
  readonly type: string
  readonly url: string
  readonly kid?: string
  /** Which share this is. Entries with one `sid` wrap the same share for different services. */
  readonly sid: string
  readonly wrappedKey: string
  readonly ephemeralPublicKey?: string
  /** Base64 of the MAC of the policy under the share. */
  readonly policyBinding: string
  readonly encryptedMetadata?: string
}

/** One row of the segment table. */
export interface ManifestSegment {
  /** Base64, in the spelling of the version. */
  readonly hash: string
  /** Bytes of plaintext. */
  readonly size: number
}

/** A statement about the payload, and the JWS that binds it. */
export interface Assertion {
  readonly id: string
  /** All of it but its binding, as it stands in the manifest: what is hashed. */
  readonly body: { readonly [name: string]: Json }
  readonly signature: string
}

/** A manifest's content. Base64 texts stand as they were written: bindings cover the text. */
export interface Manifest {
  readonly version: ManifestVersion
  readonly mimeType: string
  readonly policy: string
  readonly keyAccess: readonly KeyAccess[]
  readonly rootSignature: string
  readonly segmentHash: 'GMAC' | 'HS256'
  readonly segmentSize: number
  readonly segments: readonly ManifestSegment[]
  readonly assertions: readonly Assertion[]
}

/**
 * Reads a manifest.
 *
 * @throws {TdfError} `tdf/bad-manifest`; `tdf/segment-table` if sizes contradict each other;
 *   `tdf/unsupported` for another version, cipher or signature algorithm
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  const wire = parseWire(bytes)
  const version = versions.get(wire.schemaVersion ?? wire.tdf_spec_version ?? '')
  if (!version) throw new TdfError('tdf/unsupported', `format \`${wire.schemaVersion}\``)
  const { method, integrityInformation: integrity, policy, keyAccess } = wire.encryptionInformation
  if (method.algorithm !== 'AES-256-GCM') {
    throw new TdfError('tdf/unsupported', `cipher \`${method.algorithm}\``)
  }
  // A "GMAC" root is the last bytes of the table: no key is needed to make one.
  if (integrity.rootSignature.alg !== 'HS256') {
    throw new TdfError('tdf/unsupported', `root signature \`${integrity.rootSignature.alg}\``)
  }
  const assertions = (wire.assertions ?? []).map(toAssertion)
  if (new Set(assertions.map(({ id }) => id)).size !== assertions.length) {
    throw new TdfError('tdf/bad-manifest', 'two assertions have one id')
  }
  return {
    version,
    mimeType: wire.payload.mimeType ?? 'application/octet-stream',
    policy,
    keyAccess: keyAccess.map(toKeyAccess),
    rootSignature: integrity.rootSignature.sig,
    segmentHash: integrity.segmentHashAlg,
    segmentSize: integrity.segmentSizeDefault,
    segments: toSegments(integrity),
    assertions,
  }
}

/** Writes a manifest as canonical JSON (RFC 8785). */
export function formatManifest(manifest: Manifest): Bytes {
  return canonicalJson({
    ...(manifest.version === '4.3.0' && { schemaVersion: manifest.version }),
    payload: {
      type: 'reference',
      url: entryNames.payload,
      protocol: 'zip',
      isEncrypted: true,
      mimeType: manifest.mimeType,
    },
    encryptionInformation: {
      type: 'split',
      policy: manifest.policy,
      keyAccess: manifest.keyAccess.map(({ policyBinding, sid, ...rest }) => ({
        protocol: 'kas',
        schemaVersion: '1.0',
        policyBinding: { alg: 'HS256', hash: policyBinding },
        ...(sid !== '' && { sid }),
        ...rest,
      })),
      method: { algorithm: 'AES-256-GCM', isStreamable: true, iv: '' },
      integrityInformation: {
        rootSignature: { alg: 'HS256', sig: manifest.rootSignature },
        segmentHashAlg: manifest.segmentHash,
        segmentSizeDefault: manifest.segmentSize,
        encryptedSegmentSizeDefault: manifest.segmentSize + segmentOverhead,
        segments: manifest.segments.map(({ hash, size }) => ({
          hash,
          segmentSize: size,
          encryptedSegmentSize: size + segmentOverhead,
        })),
      },
    },
    ...(manifest.assertions.length > 0 && {
      assertions: manifest.assertions.map(({ body, signature }) => ({
        ...body,
        binding: { method: 'jws', signature },
      })),
    }),
  })
}

/** Number of bytes of a payload as stored. */
export function storedSize({
  segments,
}: {
  readonly segments: readonly { readonly size: number }[]
}): number {
  return segments.reduce((sum, { size: plain }) => sum + plain + segmentOverhead, 0)
}

const versions: ReadonlyMap<string, ManifestVersion> = new Map([
  ['4.3.0', '4.3.0'],
  ['4.2.2', '4.2.2'],
  ['', '4.2.2'],
])

const size = z.int().min(0).max(manifestLimits.segmentSize)
const storedSegmentSize = z
  .int()
  .min(0)
  .max(manifestLimits.segmentSize + segmentOverhead)

// Members that are not named are dropped: they bind nothing and nothing here reads them. Python
// clients write null where others leave a member out.
const keyAccessWire = z.object({
  type: z.string().min(1),
  url: z.string(),
  kid: z.string().nullish(),
  sid: z.string().nullish(),
  wrappedKey: z.string(),
  ephemeralPublicKey: z.string().nullish(),
  policyBinding: z.union([z.string(), z.object({ alg: z.literal('HS256'), hash: z.string() })]),
  encryptedMetadata: z.string().nullish(),
})

const integrityWire = z.object({
  rootSignature: z.object({ alg: z.string(), sig: z.string() }),
  segmentHashAlg: z.enum(['GMAC', 'HS256']),
  segmentSizeDefault: size,
  encryptedSegmentSizeDefault: storedSegmentSize.nullish(),
  segments: z
    .array(
      z.object({
        hash: z.string(),
        segmentSize: size.nullish(),
        encryptedSegmentSize: storedSegmentSize.nullish(),
      }),
    )
    .max(manifestLimits.segments),
})

const wireSchema = z.object({
  schemaVersion: z.string().nullish(),
  tdf_spec_version: z.string().nullish(),
  payload: z.object({
    type: z.literal('reference'),
    url: z.literal(entryNames.payload),
    protocol: z.enum(['zip', 'zipstream']),
    isEncrypted: z.literal(true),
    mimeType: z.string().nullish(),
  }),
  encryptionInformation: z.object({
    type: z.literal('split'),
    policy: z.string(),
    keyAccess: z.array(keyAccessWire).min(1).max(manifestLimits.keyAccess),
    method: z.object({ algorithm: z.string() }),
    integrityInformation: integrityWire,
  }),
  assertions: z.array(z.record(z.string(), z.json())).max(manifestLimits.assertions).nullish(),
})

const assertionWire = z.object({
  id: z.string(),
  binding: z.object({ method: z.literal('jws'), signature: z.string() }),
})

function parseWire(bytes: Uint8Array): z.infer<typeof wireSchema> {
  return checked(wireSchema, () => parseStrictJson(bytes))
}

function toKeyAccess(wire: z.infer<typeof keyAccessWire>): KeyAccess {
  const { policyBinding: binding, kid, ephemeralPublicKey, encryptedMetadata } = wire
  return {
    type: wire.type,
    url: wire.url,
    sid: wire.sid ?? '',
    wrappedKey: wire.wrappedKey,
    policyBinding: typeof binding === 'string' ? binding : binding.hash,
    ...(kid && { kid }),
    ...(ephemeralPublicKey && { ephemeralPublicKey }),
    ...(encryptedMetadata && { encryptedMetadata }),
  }
}

function toSegments(wire: z.infer<typeof integrityWire>): readonly ManifestSegment[] {
  const storedDefault =
    wire.encryptedSegmentSizeDefault ?? wire.segmentSizeDefault + segmentOverhead
  return wire.segments.map(({ hash, segmentSize, encryptedSegmentSize }, index) => {
    const plain = segmentSize ?? wire.segmentSizeDefault
    if ((encryptedSegmentSize ?? storedDefault) !== plain + segmentOverhead) {
      throw new TdfError('tdf/segment-table', `the sizes of segment ${index} contradict each other`)
    }
    return { hash, size: plain }
  })
}

function toAssertion(wire: Record<string, Json>): Assertion {
  const { id, binding } = checked(assertionWire, () => wire)
  const body = Object.fromEntries(Object.entries(wire).filter(([name]) => name !== 'binding'))
  return { id, body, signature: binding.signature }
}

function checked<T>(schema: z.ZodType<T>, read: () => unknown): T {
  try {
    return schema.parse(read())
  } catch (cause) {
    if (cause instanceof TdfError) throw cause
    const where = cause instanceof z.ZodError ? cause.issues[0]?.path.join('.') : undefined
    throw new TdfError('tdf/bad-manifest', where ? `not a manifest at \`${where}\`` : 'not JSON', {
      cause,
    })
  }
}
