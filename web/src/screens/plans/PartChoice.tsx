import '@mantine/core/styles/Radio.layer.css'
import '@mantine/core/styles/RadioCard.layer.css'
import '@mantine/core/styles/RadioIndicator.layer.css'
import { Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Plan } from '../../../../src/api/plan.ts'
import { count } from '../../ui/format.ts'
import classes from './Plans.module.css'
import { type PartKind, shownWords } from './part.ts'
import type { usePart } from './usePart.ts'

interface Props {
  plan: Plan
  part: ReturnType<typeof usePart>
}

/** How much of the plan goes now. */
export function PartChoice({ plan, part }: Props) {
  const all = plan.willSend.total + plan.willSettle
  const { kind, first, isListSorted, shown, ticked, choose } = part
  return (
    <Radio.Group
      aria-label="How much to publish"
      className={classes.part}
      value={kind}
      onChange={(value) => choose(value as PartKind)}
    >
      <Radio
        size="xs"
        value="all"
        label={
          <>
            All <span className="num">{count(all)}</span>
          </>
        }
      />
      <div className={classes.first}>
        <Radio size="xs" value="first" label="The first" />
        <FirstCount value={first} most={all} onChange={(value) => choose('first', value)} />
        <span>{isListSorted ? 'in the order of the rows' : 'to look at, then go on'}</span>
      </div>
      <Radio
        size="xs"
        value="shown"
        label={
          <>
            What the list shows <span>{shownWords(shown, plan)}</span>
          </>
        }
      />
      {ticked.size > 0 && (
        <Radio
          size="xs"
          value="ticked"
          label={
            <>
              What is ticked <span className="num">{count(ticked.size)}</span>
            </>
          }
        />
      )}
    </Radio.Group>
  )
}

interface CountProps {
  value: number
  most: number
  onChange: (value: number) => void
}

/** While it is empty or makes no sense, the last number holds. */
function FirstCount({ value, most, onChange }: CountProps) {
  const [text, setText] = useState<string | null>(null)
  return (
    <TextInput
      size="xs"
      className={classes.firstCount}
      type="number"
      inputMode="numeric"
      aria-label="How many to publish first"
      min={1}
      max={most}
      value={text ?? Math.min(value, most)}
      onBlur={() => setText(null)}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const number = Number(typed)
        if (Number.isInteger(number) && number >= 1) onChange(Math.min(number, most))
      }}
    />
  )
}
