/**
 * Files that the bundler turns into something else.
 *
 * @module
 */
declare module '*.css' {}

declare module '*?worker&url' {
  const address: string
  export default address
}

declare module '*/glossary.md' {
  interface InBoth {
    readonly en: string
    readonly ja: string
  }
  /** Terms and what they mean, as `build/glossary.ts` reads them. */
  export const glossary: readonly { readonly term: InBoth; readonly meaning: InBoth }[]
}
