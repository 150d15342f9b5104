/**
 * The lists: people, facilities, the register of one, and what ends within a year.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { ask } from '../../api/ask.ts'
import { paths } from '../../layout/route.ts'
import { useWork } from '../../layout/work.ts'
import { useTexts } from '../../text/language.tsx'
import { Moment, useDates } from '../../ui/time.tsx'

import { Paged, pageSize } from './paged.tsx'
import { texts } from './text.ts'

interface OfDay {
  readonly at: string | undefined
}

/** Everybody who serves on a day. */
export function Everybody({ at }: OfDay): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  return (
    <Paged
      id="people"
      label={s.people}
      none={s.none}
      heads={[s.person, s.organ, s.nationality, s.offices, s.until]}
      read={(cursor) => ask(asker, 'GET /api/people', { query: { at, cursor, limit: pageSize } })}
      keyOf={({ person }) => person}
      cells={({ person, organ, nationality, offices, until }) => [
        <PersonLink key="person" person={person} />,
        organ,
        nationality,
        offices.length === 0 ? '—' : offices.join(' '),
        <Moment key="until" at={until} />,
      ]}
    />
  )
}

/** Facilities with what they are accredited for. */
export function Facilities({ at }: OfDay): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  return (
    <Paged
      id="facilities"
      label={s.facilities}
      none={s.facilitiesNone}
      heads={[s.facility, s.levels, s.until]}
      read={(cursor) =>
        ask(asker, 'GET /api/facilities', { query: { at, cursor, limit: pageSize } })
      }
      keyOf={({ facility }) => facility}
      cells={({ facility, levels }) => [
        <a key="facility" href={paths.screen('people', `facility.${facility}`)}>
          {facility}
        </a>,
        levels.map(({ level }) => level).join(' · '),
        <Moment key="until" at={levels.map(({ until }) => until).toSorted()[0] ?? ''} />,
      ]}
    />
  )
}

/** Who is on the register of a facility on a day. */
export function FacilityRegister({
  facility,
  at,
}: OfDay & { readonly facility: string }): ReactNode {
  const s = useTexts(texts)
  const { asker } = useWork()
  return (
    <Paged
      id="register"
      label={s.register}
      none={s.registerNone}
      heads={[s.person, s.organ, s.from, s.until]}
      read={(cursor) =>
        ask(asker, 'GET /api/facilities/{facility}/register', {
          path: { facility },
          query: { at, cursor, limit: pageSize },
        })
      }
      keyOf={({ grant }) => grant}
      cells={({ person, organ, from, until }) => [
        <PersonLink key="person" person={person} />,
        organ,
        <Moment key="from" at={from} />,
        <Moment key="until" at={until} />,
      ]}
    />
  )
}

/** What ends within a year from now, the first to end first. */
export function Calendar(): ReactNode {
  const dates = useDates()
  const s = useTexts(texts)
  const { asker } = useWork()
  return (
    <Paged
      id="calendar"
      label={s.calendar}
      none={s.calendarNone}
      heads={[s.ends, s.month, s.kind, s.person, s.what]}
      read={(cursor) => ask(asker, 'GET /api/expiries', { query: { cursor, limit: pageSize } })}
      keyOf={({ grant }) => grant}
      cells={({ until, kind, person, what }) => [
        <Moment key="until" at={until} />,
        dates.month(until),
        s.kinds[kind],
        person === null ? '—' : <PersonLink key="person" person={person} />,
        what,
      ]}
    />
  )
}

function PersonLink({ person }: { readonly person: string }): ReactNode {
  return <a href={paths.screen('people', `person.${person}`)}>{person}</a>
}
