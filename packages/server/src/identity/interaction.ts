/**
 * The page where a person types name and password.
 *
 * @module
 */
import type { NodeRequest, PageContext, Provider } from 'oidc-provider'

import type { Store } from '../store/index.ts'

import type { Language } from './language.ts'
import { pageTexts } from './page-texts.ts'
import { failedPage, signInPage } from './pages.ts'
import { signIn } from './sign-in.ts'

/** Path of the page below the provider; the name of the interaction follows. */
export const interactionPath = '/sign-in/'

/** What the page works with. */
export interface SignInPageDeps {
  readonly provider: Provider
  readonly store: Store
  readonly origin: string
  readonly now: Date
}

/** Serves the form, and takes it. An interaction that is unknown, over or another's is a failed page. */
export async function serveSignIn(
  { provider, store, origin, now }: SignInPageDeps,
  ctx: PageContext,
  language: Language,
): Promise<void> {
  ctx.type = 'html'
  if (!(await isSignIn(provider, ctx))) {
    ctx.status = 400
    ctx.body = failedPage(language)
    return
  }
  if (ctx.method !== 'POST') {
    ctx.body = signInPage(language, { subject: '' })
    return
  }
  // A browser names the origin of a form; a form of another site is not taken.
  const form = ctx.get('origin') === origin ? await readForm(ctx.req) : undefined
  if (!form) {
    ctx.status = 400
    ctx.body = failedPage(language)
    return
  }

  const result = await signIn(store, form, now)
  if (result.kind === 'signed-in') {
    const login = { accountId: result.subject, amr: ['pwd'], remember: false }
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login }))
    ctx.status = 303
    return
  }
  const t = pageTexts[language]
  const waiting = result.kind === 'wait'
  ctx.status = waiting ? 429 : 422
  ctx.body = signInPage(language, {
    subject: form.subject,
    fault: { text: waiting ? t.wait(result.seconds) : t.refused, field: 'subject' },
  })
}

async function isSignIn(provider: Provider, ctx: PageContext): Promise<boolean> {
  try {
    const { prompt } = await provider.interactionDetails(ctx.req, ctx.res)
    return prompt.name === 'login'
  } catch {
    return false
  }
}

const longestForm = 4096

async function readForm(
  request: NodeRequest,
): Promise<{ readonly subject: string; readonly password: string } | undefined> {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > longestForm) return undefined
  }
  const form = new URLSearchParams(text)
  return { subject: form.get('subject') ?? '', password: form.get('password') ?? '' }
}
