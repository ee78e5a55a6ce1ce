// The gallery of blocks: what can be put into the text where the cursor is, after a few questions about the columns.
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Column } from '../../../../src/api/dataset.ts'
import {
  type BlockAnswers,
  type BlockQuestion,
  blockLacks,
  type TemplateBlock,
  templateBlocks,
} from '../../../../src/api/template-blocks.ts'
import { Modal } from '../../ui/Modal.tsx'
import classes from './Blocks.module.css'

interface Props {
  opened: boolean
  columns: readonly Column[]
  /** What the field of structured data says so far; null: the destination has none. */
  structured: string | null
  onInsert: (source: string) => void
  onStructured: (json: string) => void
  onClose: () => void
}

export function BlocksDialog({ opened, columns, structured, onInsert, onStructured, onClose }: Props) {
  const [block, setBlock] = useState(templateBlocks[0]!)
  return (
    <Modal opened={opened} onClose={onClose} title="Insert a block" size={820}>
      <div className={classes.blocks}>
        <ul className={classes.list} aria-label="Blocks">
          {templateBlocks.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one === block ? 'true' : undefined}
                onClick={() => setBlock(one)}
              >
                <b>{one.title}</b>
                {one.text}
              </button>
            </li>
          ))}
        </ul>
        <BlockForm
          key={block.id}
          block={block}
          columns={columns}
          structured={structured}
          onInsert={(source, json) => {
            if (json !== null) onStructured(json)
            onClose()
            // The dialog gives the focus back first.
            setTimeout(() => onInsert(source), 0)
          }}
        />
      </div>
    </Modal>
  )
}

interface FormProps {
  block: TemplateBlock
  columns: readonly Column[]
  structured: string | null
  onInsert: (source: string, json: string | null) => void
}

function BlockForm({ block, columns, structured, onInsert }: FormProps) {
  const [answers, setAnswers] = useState<BlockAnswers>(() =>
    Object.fromEntries(block.questions.map(({ name, suggest }) => [name, suggest(columns)])),
  )
  const [judged, setJudged] = useState(false)
  const lacks = blockLacks(block, answers)
  const source = lacks === null ? block.source(answers, columns) : ''
  const json =
    lacks === null && structured?.trim() === '' ? (block.structured?.(answers, columns) ?? null) : null
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setJudged(true)
        if (lacks === null) onInsert(`${source}\n`, json)
      }}
    >
      <Stack gap="sm">
        {block.questions.map((question) => (
          <Answer
            key={question.name}
            question={question}
            value={answers[question.name] ?? ''}
            columns={columns}
            onChange={(value) => setAnswers((before) => ({ ...before, [question.name]: value }))}
          />
        ))}
        {block.structured && <p className={classes.note}>{structuredWords(structured)}</p>}
        {source !== '' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
          <pre className={classes.source} tabIndex={0}>
            {source}
          </pre>
        )}
        {judged && lacks !== null && (
          <p className={classes.lacks} role="alert">
            {lacks}
          </p>
        )}
        <Group justify="flex-end">
          <Button type="submit">Insert</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Scripts are taken out of a body, so what search engines read goes where Wix takes it. */
function structuredWords(structured: string | null): string {
  if (structured === null)
    return 'This destination has no field for structured data: search engines read the questions on the page.'
  return structured.trim() === ''
    ? 'The same questions go into the field “Structured data (JSON-LD)”, where Wix takes them.'
    : 'The field “Structured data (JSON-LD)” says something already and stays as it is.'
}

interface AnswerProps {
  question: BlockQuestion
  value: string | readonly string[]
  columns: readonly Column[]
  onChange: (value: string | string[]) => void
}

function Answer({ question: { kind, label, isOptional }, value, columns, onChange }: AnswerProps) {
  const names = columns.map(({ name }) => name)
  if (kind === 'columns')
    return (
      <MultiSelect
        label={label}
        searchable
        clearable
        value={typeof value === 'string' ? [] : [...value]}
        onChange={onChange}
        data={names}
      />
    )
  if (kind === 'column')
    return (
      <Select
        label={label}
        searchable
        clearable={isOptional === true}
        placeholder="No column"
        value={typeof value === 'string' && value !== '' ? value : null}
        onChange={(name) => onChange(name ?? '')}
        data={names}
      />
    )
  return (
    <TextInput
      label={label}
      value={String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
