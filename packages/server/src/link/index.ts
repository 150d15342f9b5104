/**
 * The link between a member's server and a Key Access Service that runs apart from it.
 *
 * @module
 */
export { type Link, type LinkEnd, openLink } from './calls.ts'
export { type KasPublic, parseKasPublic, parseServerLink, type ServerLink } from './handover.ts'
export { hostEnd, remoteHost } from './host-end.ts'
export { accessServicePath, kasEnd, remoteKas } from './kas-end.ts'
