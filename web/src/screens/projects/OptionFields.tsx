// The options of a destination that are asked at the moment.
import { Fragment, type ReactNode, useState } from 'react'
import type { Destination, FieldSpec } from '../../../../src/api/destination.ts'
import { shownOptions } from '../../../../src/api/shown-options.ts'
import { Disclose } from '../../ui/Disclose.tsx'
import { OptionField } from './OptionField.tsx'
import { initialOptions, type OptionValues } from './options.ts'

interface Props {
  destination: Destination
  connectionId: string
  values: OptionValues
  judged: boolean
  /** Offered where an option wants the key of a field (`adoptField`). */
  fields: FieldSpec[]
  onChange: (name: string, value: unknown) => void
  /** Something new: what nearly nobody changes is asked behind a line. */
  isNew?: boolean
  /** What belongs below an option. */
  after?: (name: string) => ReactNode
}

export function OptionFields({
  destination,
  connectionId,
  values,
  judged,
  fields,
  onChange,
  isNew,
  after,
}: Props) {
  const [isOpen, setOpen] = useState(false)
  const names = fields.filter((field) => field.unwritable === null).map((field) => field.name)
  const asked = shownOptions(destination.options, values)
  const start = initialOptions(destination.options)
  const rare = asked.filter((spec) => isNew && spec.isRare)
  // Who chose otherwise sees it.
  const canFold = rare.length > 0 && rare.every(({ name }) => values[name] === start[name])
  const shown = canFold && !isOpen ? asked.filter((spec) => !rare.includes(spec)) : asked
  return (
    <>
      {shown.map((spec) => (
        <Fragment key={`${connectionId}:${destination.id}:${spec.name}`}>
          <OptionField
            spec={spec}
            destination={destination.id}
            connectionId={connectionId}
            value={values[spec.name]}
            judged={judged}
            suggestions={/Field$/.test(spec.name) ? names : []}
            onChange={(value) => onChange(spec.name, value)}
          />
          {after?.(spec.name)}
        </Fragment>
      ))}
      {canFold && (
        <Disclose isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
          {isOpen ? 'Fewer options' : 'More options'}
        </Disclose>
      )}
    </>
  )
}
