/**
 * How the register is searched over HTTP.
 *
 * @module
 */
import { z } from '@hono/zod-openapi'

import { searchStates } from '../register/index.ts'

const member = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .optional()

/** What is looked for, as parameters of a list. */
export const searchQuery = z.object({
  text: z.string().max(200).optional().openapi({
    description:
      'Words that are all in the title, or the id: kana, width, case and macrons do not matter',
    example: 'カイジョウ',
  }),
  regime: z.string().max(200).optional().openapi({
    description: 'Of the originator’s level',
    example: 'urn:entente:regime:jpn:hiketsu',
  }),
  level: z
    .string()
    .max(64)
    .optional()
    .openapi({ description: 'The originator’s', example: '極秘' }),
  originator: member.openapi({ example: 'jpn' }),
  holder: member.openapi({
    description: 'A member that has a copy, or may have one: it was sent and not refused',
    example: 'nzl',
  }),
  state: z.enum(searchStates).optional().openapi({ example: 'received' }),
})
