/**
 * The process that the benchmark measures: `seal IN OUT PUBLIC.pem` or `open IN OUT PRIVATE.pem`.
 *
 * @module
 */
import { readFileSync } from 'node:fs'

import { recoverFile, sealFile } from '@entente/host/tdf-files'

const [verb, input = '', output = '', key = ''] = process.argv.slice(2)
const pem = readFileSync(key, 'utf8')
const result =
  verb === 'seal'
    ? await sealFile({ input, output, to: pem, kasUrl: 'https://kas.invalid' })
    : await recoverFile({ file: input, output, kasKeys: [pem] })
console.log(result.payload)
