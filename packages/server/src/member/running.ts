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
  if (ports.admin === 0) return
  const socket = connect(ports.admin, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } catch {
    return
  } finally {
    socket.destroy()
  }
  throw new MemberError('member/running', `port ${ports.admin} of this machine answers`)
}
