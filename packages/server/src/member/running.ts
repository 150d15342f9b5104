/**
 * Whether a member's server runs: two processes in one folder would end each other.
 *
 * @module
 */
import { once } from 'node:events'
import { connect } from 'node:net'

import type { MemberConfig } from './config.ts'
import { MemberError } from './errors.ts'

/**
 * Refuses to go on beside a running server, told by its operator's listener on this machine. Two that
 * start in the same moment do not see each other: the ledger's next commit stops one of them.
 *
 * @throws {MemberError} `member/running`
 */
export async function requireStopped({ ports }: Pick<MemberConfig, 'ports'>): Promise<void> {
  if (await answersAt('127.0.0.1', ports.admin)) {
    throw new MemberError('member/running', `port ${ports.admin} of this machine answers`)
  }
}

/** Whether somebody listens there. */
export async function answersAt(host: string, port: number): Promise<boolean> {
  if (port === 0) return false
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
