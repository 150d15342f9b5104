/**
 * Reads a label or a binding: `xml FILE [--trust CERT.pem]` prints
 * `{"verdict":"accept","classification","privacyMark"}` or `{"verdict","error"}`. With a certificate
 * only what is signed by its key is accepted. `unsupported`: it depends on what is outside of the
 * file, which is never fetched.
 *
 * @module
 */
import { parseArgs } from 'node:util'

import {
  type Label,
  LabelError,
  parseBinding,
  parseLabel,
  verifyBinding,
} from '@entente/core/label'
import { fromUtf8 } from '@entente/core/lib'
import { readCertificate, readXmlFile, xmlParser } from '@entente/host/xml'

const { values, positionals } = parseArgs({
  options: { trust: { type: 'string' } },
  allowPositionals: true,
})
const [file] = positionals
if (file === undefined || positionals.length > 1) {
  console.error('usage: xml FILE [--trust CERT.pem]')
  process.exitCode = 2
} else {
  console.log(JSON.stringify(await judge(file, values.trust)))
}

async function judge(path: string, trust: string | undefined): Promise<object> {
  try {
    const { classification, privacyMark } = await read(await readXmlFile(path), trust)
    return { verdict: 'accept', classification, privacyMark, error: null }
  } catch (error) {
    // Whatever fails is refused, also what no code was foreseen for.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
    return {
      verdict: code === 'label/binding-external' ? 'unsupported' : 'reject',
      classification: null,
      privacyMark: null,
      error: `${code}: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

async function read(bytes: Uint8Array, trust: string | undefined): Promise<Label> {
  if (trust !== undefined) {
    const key = readCertificate(fromUtf8(await readXmlFile(trust)))
    const data = new Map<string, never>()
    const { label } = await verifyBinding(bytes, { key, at: new Date(), data }, xmlParser)
    return label
  }
  try {
    return parseLabel(bytes, xmlParser)
  } catch (error) {
    if (!(error instanceof LabelError) || error.code !== 'label/unknown-root') throw error
    return parseBinding(bytes, xmlParser).label
  }
}
