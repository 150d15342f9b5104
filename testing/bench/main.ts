/**
 * `npm run bench [-- --only decisions] [--size 10g] [--rounds 5] [--rows 1000000]`: every figure that
 * matters as a ratio against a named reference in the same run.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { parseArgs } from 'node:util'

import { benchDecisions } from './decisions.ts'
import { benchRegister } from './register.ts'
import { benchSealing } from './sealing.ts'
import { benchStart } from './start.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string', default: '1g' },
    rounds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '1000000' },
  },
})
const rounds = Number(values.rounds)
const benches: Readonly<Record<string, () => Promise<void>>> = {
  decisions: () => benchDecisions({ rounds }),
  register: () => benchRegister({ rows: Number(values.rows), rounds }),
  sealing: () => benchSealing({ size: values.size, rounds }),
  start: () => benchStart({ rounds }),
}
const chosen = values.only === undefined ? Object.keys(benches) : values.only.split(',')
for (const name of chosen) {
  const bench = benches[name]
  assert.ok(bench, `--only \`${name}\` is none of ${Object.keys(benches).join(', ')}`)
  await bench()
}
