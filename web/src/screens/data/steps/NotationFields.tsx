// How numbers or dates are written: for the steps that read them, and for how a column is read.
import { NumberInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import type { ReadAs } from '../../../../../src/api/reading.ts'
import { orderWords } from '../../../../../src/api/step-words.ts'
import { PickField } from './fields.tsx'

const decimals = [
  { value: ',', label: '1.234,50' },
  { value: '.', label: '1,234.50' },
] as const

const orders = [
  { value: 'dmy', label: `31.3.2026, ${orderWords.dmy}` },
  { value: 'mdy', label: `3/31/2026, ${orderWords.mdy}` },
  { value: 'ymd', label: `2026/3/31, ${orderWords.ymd}` },
] as const

interface Props {
  value: ReadAs
  onChange: (value: ReadAs) => void
}

export function NotationFields({ value, onChange }: Props) {
  if (value.kind === 'number') {
    return (
      <PickField
        label="Written like"
        value={value.decimal}
        choices={decimals}
        onChange={(decimal) => onChange({ ...value, decimal })}
      />
    )
  }
  return (
    <>
      <PickField
        label="Written like"
        value={value.order}
        choices={orders}
        onChange={(order) => onChange({ ...value, order })}
      />
      <NumberInput
        label="Two digits are a year up to"
        min={0}
        max={99}
        allowDecimal={false}
        prefix="20"
        value={value.lastYear}
        onChange={(year) => onChange({ ...value, lastYear: Number(year) || 0 })}
      />
      <TextInput
        label="Language of months"
        value={value.language}
        onChange={(event) => onChange({ ...value, language: event.currentTarget.value.trim() || 'en' })}
      />
    </>
  )
}
