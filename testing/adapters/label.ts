/**
 * Judges a label under its policy: `label SPIF LABEL CLEARANCE|- [LANGUAGE|- [TARGET_SPIF]]` prints
 * `{"valid","allowed","marking"}`, or `{"valid":false,"allowed":false,"error"}`. With a target policy
 * the label is translated first, and all answers are about the translation.
 *
 * @module
 */
import {
  decideAccess,
  displayMarking,
  labelFaults,
  mapToTarget,
  parseClearance,
  parseLabel,
  parseSpif,
  resolveClearance,
  resolveLabel,
} from '@entente/core/label'
import { readXmlFile, xmlParser } from '@entente/host/xml'

const [policyFile, labelFile, ...others] = process.argv.slice(2)
if (policyFile === undefined || labelFile === undefined) {
  console.error('usage: label SPIF LABEL CLEARANCE|- [LANGUAGE|- [TARGET_SPIF]]')
  process.exitCode = 2
} else {
  const [clearance, language, target] = others.map((word) => (word === '-' ? undefined : word))
  const question = { spif: policyFile, label: labelFile, clearance, language, target }
  console.log(JSON.stringify(await judge(question)))
}

/** Whatever fails is refused, also what no code was foreseen for. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  return `${code}: ${error instanceof Error ? error.message : String(error)}`
}

interface Question {
  readonly spif: string
  readonly label: string
  readonly clearance: string | undefined
  readonly language: string | undefined
  readonly target: string | undefined
}

async function judge({ spif, label, clearance, language, target }: Question): Promise<object> {
  const at = new Date().toISOString()
  try {
    const source = parseSpif(await readXmlFile(spif), xmlParser)
    const own = resolveLabel(parseLabel(await readXmlFile(label), xmlParser), source, at)
    const resolved =
      target === undefined ? own : mapToTarget(own, parseSpif(await readXmlFile(target), xmlParser))
    const held =
      clearance === undefined
        ? undefined
        : resolveClearance(
            parseClearance(await readXmlFile(clearance), xmlParser),
            resolved.spif,
            at,
          )
    const valid = labelFaults(resolved).length === 0
    return {
      valid,
      allowed: held !== undefined && decideAccess(resolved, held).kind === 'allow',
      ...(valid ? { marking: displayMarking(resolved, { language: language ?? null }) } : {}),
    }
  } catch (error) {
    return { valid: false, allowed: false, error: reasonOf(error) }
  }
}
