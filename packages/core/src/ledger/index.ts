/**
 * The ledger: an RFC 6962 Merkle log published as C2SP tiles, its signed and cosigned heads, proofs
 * from it, and the events it records.
 *
 * @module
 */
export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.ts'
export { addCosignatures, cosign, type Cosignature, verifyCosignatures } from './cosignature.ts'
export {
  type Disclosure,
  formatDisclosure,
  parseDisclosure,
  type ProvenEvent,
  verifyDisclosure,
} from './disclosure.ts'
export { ledgerErrorTexts } from './errors-text.ts'
export { LedgerError, type LedgerErrorCode } from './errors.ts'
export { type EventAudience, type EventKindRow, eventKinds } from './event-kinds.ts'
export {
  type EventBodies,
  type EventKind,
  isEventKind,
  leafData,
  type LedgerEvent,
  parseEvent,
  saltBytes,
} from './event.ts'
export {
  formatVerifierKey,
  importNoteSigner,
  type NoteKeyType,
  type NoteSigner,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from './note-key.ts'
export {
  formatNote,
  formatSignatures,
  type Note,
  type NoteSignature,
  parseNote,
  parseSignatures,
  signNote,
  verifyNote,
} from './note.ts'
export { verifyConsistency, verifyInclusion } from './proof.ts'
export { type HashReader, proveConsistency, proveInclusion, rootAt } from './prove.ts'
export {
  formatBundle,
  formatTile,
  formatTilePath,
  parseBundle,
  parseTile,
  parseTilePath,
  type TileName,
} from './tile.ts'
export { hashesInTiles, loadTree, type TileReader, tilesOf, verifyLog } from './tiled-log.ts'
export {
  formatTlogProof,
  type LedgerTrust,
  parseTlogProof,
  type ProvenEntry,
  type TlogProof,
  verifyTlogProof,
} from './tlog-proof.ts'
export {
  emptyRoot,
  leafHash,
  mergeHashes,
  nodeHash,
  toTreeHash,
  type TreeHash,
} from './tree-hash.ts'
export {
  appendLeaves,
  emptyTree,
  type Growth,
  type StoredHash,
  type Tile,
  tileWidth,
  type Tree,
  treeRoot,
} from './tree.ts'
export {
  type AddCheckpoint,
  authenticateAddCheckpoint,
  type AuthenticAddCheckpoint,
  decideAddCheckpoint,
  formatAddCheckpoint,
  parseAddCheckpoint,
  type WitnessAnswer,
  type Witnessed,
  type WitnessRefusal,
} from './witness.ts'
