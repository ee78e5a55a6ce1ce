// The options of a destination that are asked at the moment.
import { Fragment, type ReactNode } from 'react'
import type { Destination, FieldSpec } from '../../../../src/api/destination.ts'
import { shownOptions } from '../../../../src/api/shown-options.ts'
import { OptionField } from './OptionField.tsx'
import type { OptionValues } from './options.ts'

interface Props {
  destination: Destination
  connectionId: string
  values: OptionValues
  judged: boolean
  /** Offered where an option wants the key of a field (`adoptField`). */
  fields: FieldSpec[]
  onChange: (name: string, value: unknown) => void
  /** What belongs below an option. */
  after?: (name: string) => ReactNode
}

export function OptionFields({ destination, connectionId, values, judged, fields, onChange, after }: Props) {
  const names = fields.filter((field) => field.unwritable === null).map((field) => field.name)
  return shownOptions(destination.options, values).map((spec) => (
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
  ))
}
