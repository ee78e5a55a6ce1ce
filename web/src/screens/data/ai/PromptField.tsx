import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import { aiColumnsQuery } from '../../../queries/ai.ts'
import classes from './Ai.module.css'
import { expressionOf } from './column-draft.ts'

interface Props {
  dataset: Dataset
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

/** The prompt, with the columns that it may name: a click puts one where the cursor is. */
export function PromptField({ dataset, value, error, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const filled = useQuery(aiColumnsQuery(dataset.id)).data?.map(({ name }) => name) ?? []
  // A prompt sees no column that a model fills.
  const names = dataset.columns.map(({ name }) => name).filter((name) => !filled.includes(name))

  function insert(column: string): void {
    const field = area.current
    const from = field?.selectionStart ?? value.length
    const to = field?.selectionEnd ?? value.length
    const text = expressionOf(column)
    onChange(value.slice(0, from) + text + value.slice(to))
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(from + text.length, from + text.length)
    })
  }

  return (
    <div>
      <Textarea
        ref={area}
        label="What the model is asked about each row"
        placeholder={`Describe ${expressionOf(names[0] ?? 'name')} in two sentences.`}
        autosize
        minRows={5}
        maxRows={14}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <fieldset className={classes.chips} aria-label="Columns to put in">
        {names.map((name) => (
          <button key={name} type="button" className={classes.chip} onClick={() => insert(name)}>
            {name}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
