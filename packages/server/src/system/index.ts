/**
 * The state of a member's server as its operator looks at it, and what is to be done about it.
 *
 * @module
 */
export { type Alarm, alarmCodes, alarmsOf, type AlarmCode } from './alarms.ts'
export { type FirstSteps, firstStepsOpen, readFirstSteps } from './first-steps.ts'
export { readinessChecks } from './health.ts'
export { serverUses } from './keys.ts'
export { readSystem, type SystemState } from './state.ts'
