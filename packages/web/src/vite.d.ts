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
