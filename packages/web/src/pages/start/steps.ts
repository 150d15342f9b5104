/**
 * The steps of a new member to its first pact in force: which are done, and what is typed for the others.
 *
 * @module
 */
import type { FirstSteps } from '../../api/gen/api.ts'

/** Names of the steps, in their order. */
export const stepNames = [
  'founded',
  'officers',
  'people',
  'agreed',
  'trusted',
  'connected',
  'in-force',
] as const

/** One of them. */
export type StepName = (typeof stepNames)[number]

/** A step as it stands. */
export interface Step {
  readonly name: StepName
  readonly isDone: boolean
  /** To be typed in a terminal, one a line. What the person has to fill in is in capitals. */
  readonly commands: readonly string[]
}

/** All of them. A step is done because the server sees that it is, not because those before it are. */
export function stepsOf(state: FirstSteps): readonly Step[] {
  const { officers, people, pact } = state
  const others = pact?.others ?? []
  const done: Readonly<Record<StepName, boolean>> = {
    founded: true,
    officers: officers.lacking.length === 0 && officers.devices > 0,
    people: people > 0,
    agreed: pact !== null,
    trusted: pact !== null && others.every(({ appointments }) => appointments > 0),
    connected: pact !== null && others.every(({ connected }) => connected),
    'in-force': pact?.state === 'in-force',
  }
  return stepNames.map((name) => ({ name, isDone: done[name], commands: commandsFor[name](state) }))
}

const commandsFor: Readonly<Record<StepName, (state: FirstSteps) => readonly string[]>> = {
  founded: () => [],
  officers: ({ member, officers }) =>
    officers.count === 0
      ? [`entente init --dir NEW-FOLDER --member ${member} --appointing SAFE --first officers.json`]
      : ['entente appoint --key SAFE --act officers.json'],
  people: ({ folder }) => [
    `entente person add PERSON --dir ${quoted(folder)}`,
    `entente serve --dir ${quoted(folder)}`,
  ],
  agreed: ({ member }) => [
    `entente pact draft PROFILE --member ${member}=SAFE/public.json --member THEIRS=public.json --out draft.json`,
    'entente pact show draft.json',
    `entente pact sign draft.json --key SAFE --out from-${member}.json`,
    `entente pact merge from-${member}.json from-THEIRS.json --out pact.json`,
  ],
  trusted: ({ folder }) => [
    `entente pact trust pact.json --dir ${quoted(folder)} --appointments THEIRS/appointments.json`,
    `entente serve --dir ${quoted(folder)}`,
  ],
  connected: ({ folder }) => [`entente status --dir ${quoted(folder)}`],
  'in-force': noticeCommands,
}

function noticeCommands({ pact, folder }: FirstSteps): readonly string[] {
  const ours = (pact?.open ?? []).flatMap(({ todo, notice, member }) => {
    if (todo === 'give') return [`entente notice --profile OFFICER --kind ${notice}`]
    if (todo !== 'acknowledge') return []
    return [`entente notice --profile OFFICER --kind ${notice} --acknowledge ${member ?? ''}`]
  })
  if (ours.length === 0) return []
  return [`entente login --profile OFFICER --server ${quoted(`${folder}/server.json`)}`, ...ours]
}

/** As a shell reads it as one word. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}
