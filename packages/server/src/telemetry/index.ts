/**
 * What the operator sees of a running server.
 *
 * @module
 */
export { createLog, type Log, type LogFields, type LogLevel, silentLog } from './log.ts'
export { createMetrics, methodLabel, type Metrics, observeRequest } from './metrics.ts'
export { createMinutes, keptMinutes, type Minute, type Minutes } from './minutes.ts'
export { freeBytes, watchMember } from './member-gauges.ts'
