/**
 * Tells zod, before any schema is made, that this page runs no code made from text: it would try.
 *
 * @module
 */
import { config } from 'zod'

config({ jitless: true })
