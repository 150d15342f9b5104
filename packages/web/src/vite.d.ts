/**
 * Files that the bundler turns into something else.
 *
 * @module
 */
declare module '*.css' {}
