/**
 * `npm run bench [-- --only decisions] [--size 10g] [--rounds 5] [--rows 1000000] [--lines 100000] [--upload 2g]`: every figure that
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
import { benchWeb } from './web.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string', default: '1g' },
    rounds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '1000000' },
    lines: { type: 'string', default: '100000' },
    upload: { type: 'string', default: '2g' },
  },
})
const rounds = Number(values.rounds)
const benches: Readonly<Record<string, () => Promise<void>>> = {
  decisions: () => benchDecisions({ rounds }),
  register: () => benchRegister({ rows: Number(values.rows), rounds }),
  sealing: () => benchSealing({ size: values.size, rounds }),
  start: () => benchStart({ rounds }),
  web: () => benchWeb({ lines: Number(values.lines), upload: values.upload }),
}
const chosen = values.only === undefined ? Object.keys(benches) : values.only.split(',')
for (const name of chosen) {
  const bench = benches[name]
  assert.ok(bench, `--only \`${name}\` is none of ${Object.keys(benches).join(', ')}`)
  await bench()
}
