/**
 * The part of oidc-provider 9 that is used here; the package has no types of its own.
 *
 * @module
 */
declare module 'oidc-provider' {
  import type { EventEmitter } from 'node:events'
  import type { IncomingMessage, ServerResponse } from 'node:http'
  import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

  type NodeRequest = IncomingMessage | Http2ServerRequest
  type NodeResponse = ServerResponse | Http2ServerResponse

  interface AdapterPayload {
    readonly [name: string]: unknown
    readonly grantId?: string | undefined
    readonly userCode?: string | undefined
    readonly uid?: string | undefined
  }

  interface Adapter {
    upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void>
    find(id: string): Promise<AdapterPayload | undefined>
    findByUid(uid: string): Promise<AdapterPayload | undefined>
    findByUserCode(userCode: string): Promise<AdapterPayload | undefined>
    consume(id: string): Promise<void>
    destroy(id: string): Promise<void>
    revokeByGrantId(grantId: string): Promise<void>
  }

  interface Interaction {
    readonly prompt: { readonly name: string }
    readonly params: Readonly<Record<string, unknown>>
  }

  /** Koa's context, with what the provider adds on its own routes. */
  interface PageContext {
    readonly req: NodeRequest
    readonly res: NodeResponse
    readonly method: string
    readonly path: string
    readonly query: Readonly<Record<string, string | string[] | undefined>>
    querystring: string
    readonly state: Record<string, unknown>
    status: number
    type: string
    body: unknown
    get(header: string): string
    set(header: string, value: string): void
    redirect(url: string): void
    readonly cookies: {
      get(name: string): string | undefined
      set(name: string, value: string, options: Readonly<Record<string, unknown>>): void
    }
    readonly oidc: {
      readonly session: {
        readonly accountId?: string
        readonly state?: { readonly secret: string }
      }
      readonly client: { readonly clientId: string }
      urlFor(route: string): string
    }
  }

  interface Token {
    readonly accountId: string
    readonly jkt?: string
  }

  class Grant {
    constructor(properties: { readonly accountId: string; readonly clientId: string })
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }

  /** What people are asked, and when. */
  export const interactionPolicy: {
    readonly base: () => { readonly remove: (prompt: string) => void }
  }

  /** The provider, an application of Koa. */
  export class Provider extends EventEmitter {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>)
    readonly Grant: typeof Grant
    readonly AccessToken: { find(token: string): Promise<Token | undefined> }
    use(middleware: (ctx: PageContext, next: () => Promise<void>) => Promise<void>): this
    callback(): (req: NodeRequest, res: NodeResponse) => Promise<void>
    interactionDetails(req: NodeRequest, res: NodeResponse): Promise<Interaction>
    interactionResult(
      req: NodeRequest,
      res: NodeResponse,
      result: Readonly<Record<string, unknown>>,
    ): Promise<string>
  }
}
