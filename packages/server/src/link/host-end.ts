/**
 * The member's server over the link: what it answers to its Key Access Service, and how that asks.
 *
 * @module
 */
import type { KasHost } from '../kas/index.ts'
import type { Log } from '../telemetry/index.ts'

import type { Link } from './calls.ts'
import {
  doneAnswer,
  giveBackAsk,
  linkPaths,
  policyAnswer,
  policyAsk,
  recordAnswer,
  recordAsk,
  shareAnswer,
  shareAsk,
  standingPage,
  statementsAsk,
} from './forms.ts'
import { type LinkApp, linkApp } from './routes.ts'

/** The server's end. `onStart` is called when a service asks from the beginning: it has just started. */
export function hostEnd(host: KasHost, onStart: () => void, log: Log): LinkApp {
  const app = linkApp(log)
  app.on(linkPaths.statements, statementsAsk, ({ after }) => {
    if (after === 0) onStart()
    return host.statements(after)
  })
  app.on(linkPaths.giveBack, giveBackAsk, ({ changes }) => host.giveBack(changes))
  app.on(linkPaths.policy, policyAsk, ({ document, policy }) => host.policy(document, policy))
  app.on(linkPaths.record, recordAsk, ({ events, seen }) => host.record(events, seen))
  app.on(linkPaths.share, shareAsk, (ask) => host.askShare(ask))
  return app
}

/** The server, as the service reaches it. */
export function remoteHost({ call }: Link): KasHost {
  return {
    statements: (after) => call(linkPaths.statements, { after }, standingPage),
    async giveBack(changes) {
      await call(linkPaths.giveBack, { changes }, doneAnswer)
    },
    policy: async (document, policy) =>
      (await call(linkPaths.policy, { document, policy }, policyAnswer)) ?? undefined,
    record: (events, seen) => call(linkPaths.record, { events, seen }, recordAnswer),
    askShare: (ask) => call(linkPaths.share, ask, shareAnswer),
  }
}
