/**
 * The Key Access Service as a process of its own.
 *
 * @module
 */
export { makeKasAccount } from './account.ts'
export { type KasFounding, foundKas, readHandedOver, trustPactAtKas, trustServer } from './found.ts'
export { type KasOptions, runKas, type RunningKas } from './run-kas.ts'
