/**
 * Calling the other end of the link: mutual TLS 1.3, each end pinned to the exact certificate of the other.
 *
 * @module
 */
import type { Agent } from 'node:https'

import { isErrorCode, utf8 } from '@entente/core/lib'
import { z } from 'zod'

import { askPinned, type OwnTls, pinnedAgent } from '../http/index.ts'
import { KasError, LinkError } from '../kas/index.ts'

import { fromLinkJson, toLinkJson } from './forms.ts'

/** Where the other end is, and the one certificate it has to show. */
export interface LinkEnd {
  readonly url: string
  readonly certificate: string
}

/** The way to the other end. It connects when it is used, and again when it has to. */
export interface Link {
  readonly url: string
  readonly agent: Agent
  /**
   * Calls the other end and reads its answer.
   *
   * @throws {KasError} `kas/unreachable`, `kas/bad-request` for an answer of no known form
   * @throws {LinkError} the code that the other end refused with
   */
  readonly call: <T>(
    path: string,
    value: unknown,
    form: z.ZodType<T>,
    answerMs?: number,
  ) => Promise<T>
  readonly close: () => void
}

/** The way to the other end, as `own` certificate shows us to it. */
export function openLink({ url, certificate }: LinkEnd, own: OwnTls): Link {
  const agent = pinnedAgent(certificate, own, true)
  return {
    url,
    agent,
    close: () => agent.destroy(),
    async call(path, value, form, answerMs) {
      const { status, body } = await ask(agent, url, path, value, answerMs)
      if (status === 200) return fromLinkJson(form, body)
      const { code } = fromLinkJson(problem, body)
      throw new LinkError(code, `the other end refused: ${code}`)
    },
  }
}

const problem = z.object({ code: z.string().refine(isErrorCode) })

async function ask(
  agent: Agent,
  url: string,
  path: string,
  value: unknown,
  answerMs: number | undefined,
): ReturnType<typeof askPinned> {
  try {
    return await askPinned(agent, url, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: utf8(toLinkJson(value)),
      ...(answerMs === undefined ? {} : { answerMs }),
    })
  } catch (cause) {
    throw new KasError('kas/unreachable', 'the other end of the link does not answer', { cause })
  }
}
