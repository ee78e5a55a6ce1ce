import { Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { Choice } from '../../ui/Choice.tsx'
import classes from './Form.module.css'
import { browserZone, zoneName } from './local-days.ts'
import type { FieldsProps } from './rule-draft.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (name, index) => ({ value: index + 1, name }),
)

interface ZonedProps extends FieldsProps {
  /** The time zone of the site; null where Wix does not tell it. */
  siteZone: string | null
}

/** Days, hours, where in them, the clocks they are told by, the beginning and the end. */
export function WhenFields({ draft, errors, set, siteZone }: ZonedProps) {
  const toggle = (value: number) =>
    set({
      weekdays: draft.weekdays.includes(value)
        ? draft.weekdays.filter((day) => day !== value)
        : [...draft.weekdays, value].sort((one, other) => one - other),
    })
  return (
    <>
      <div>
        <div id="weekdays-label" className={classes.label}>
          Days
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset inside the form's fieldset reads twice */}
        <div className={classes.weekdays} role="group" aria-labelledby="weekdays-label">
          {weekdays.map(({ value, name }) => (
            <button
              key={value}
              type="button"
              aria-pressed={draft.weekdays.includes(value)}
              onClick={() => toggle(value)}
            >
              <span aria-hidden>{name.slice(0, 3)}</span>
              <span className="sr-only">{name}</span>
            </button>
          ))}
        </div>
        {errors.weekdays && <p className={classes.wrong}>{errors.weekdays}</p>}
      </div>
      <div className={classes.inline}>
        <TextInput
          label="From"
          type="time"
          w={120}
          value={draft.from}
          error={errors.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          label="To"
          type="time"
          w={120}
          // The end of the day is 24:00 in the rule; the browser's field has no such time.
          value={draft.to === '24:00' ? '23:59' : draft.to}
          error={errors.to}
          onChange={(event) =>
            set({ to: event.currentTarget.value === '23:59' ? '24:00' : event.currentTarget.value })
          }
        />
        <Choice
          label="Within these hours"
          value={draft.within}
          onChange={(within) => set({ within: within })}
          choices={[
            { value: 'spread', label: 'Spread out' },
            { value: 'start', label: 'At the start' },
          ]}
        />
      </div>
      <ZoneField draft={draft} errors={errors} set={set} siteZone={siteZone} />
      <div className={classes.inline}>
        <Choice
          label="First pages"
          value={draft.first}
          onChange={(first) => set({ first: first })}
          choices={[
            { value: 'next_window', label: 'When the hours next begin' },
            { value: 'now', label: 'As soon as possible' },
          ]}
        />
        <TextInput
          label="Last day"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={draft.endsOn === '' ? 'None: until every page is out.' : undefined}
          type="date"
          value={draft.endsOn}
          error={errors.endsOn}
          onChange={(event) => set({ endsOn: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

function ZoneField({ draft, errors, set, siteZone }: ZonedProps) {
  const here = browserZone()
  const zones = useMemo(
    () =>
      [
        ...new Set([
          ...(siteZone === null ? [] : [siteZone]),
          here,
          draft.timeZone,
          'UTC',
          ...Intl.supportedValuesOf('timeZone'),
        ]),
      ].map((value) => ({
        value,
        label: zoneName(value),
      })),
    [here, draft.timeZone, siteZone],
  )
  return (
    <Select
      label="Time zone"
      description={zoneWords(draft.timeZone, siteZone, here)}
      searchable
      allowDeselect={false}
      limit={60}
      nothingFoundMessage="No such time zone"
      value={draft.timeZone}
      error={errors.timeZone}
      onChange={(timeZone) => timeZone !== null && set({ timeZone })}
      data={zones}
    />
  )
}

/** Whose time zone it is, and what the others are. */
function zoneWords(chosen: string, siteZone: string | null, here: string): string {
  if (chosen === siteZone) return 'That of the site, as Wix says.'
  if (siteZone !== null) return `The site is in ${zoneName(siteZone)}.`
  return chosen === here
    ? 'That of your browser: Wix does not tell that of the site. Choose the one your visitors live in.'
    : `Your browser is in ${zoneName(here)}.`
}
