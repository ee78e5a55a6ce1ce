// What kind of page a template begins with, and the column found for each of its parts.
import { Select } from '@mantine/core'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { shorten } from '../../../../src/api/shorten.ts'
import type { Part } from '../../../../src/api/starters/starter-page.ts'
import { starters } from '../../../../src/api/starters/starters.ts'
import { counted } from '../../ui/format.ts'
import classes from './Starters.module.css'
import type { StarterState } from './useStarter.ts'

const longestSample = 34

export function StarterChoice({ dataset, choice }: { dataset: Dataset; choice: StarterState }) {
  const { starter, suggested, columns, lacks, pick } = choice
  const found = starter ? starter.parts.filter(({ id }) => columns[id] !== undefined).length : 0
  return (
    <>
      <fieldset className={classes.kinds}>
        <legend>What kind of page</legend>
        <Kind
          name="Any table"
          text="A title, long texts as sections, and what the other columns hold as a table."
          isChosen={starter === null}
          onPick={() => pick(null)}
        />
        {starters.map((one) => (
          <Kind
            key={one.id}
            name={one.name}
            text={one.text}
            note={one === suggested ? 'Fits your columns' : undefined}
            isChosen={one === starter}
            onPick={() => pick(one)}
          />
        ))}
      </fieldset>
      {starter && (
        <section className={classes.parts} aria-label="Columns of the page">
          <p role="status">
            {lacks ??
              `${counted(found, 'column')} found by name and content. What has none is left out of the page.`}
          </p>
          <div className={classes.grid}>
            {starter.parts.map((part) => (
              <PartSelect key={part.id} part={part} dataset={dataset} choice={choice} />
            ))}
          </div>
        </section>
      )}
    </>
  )
}

interface KindProps {
  name: string
  text: string
  note?: string | undefined
  isChosen: boolean
  onPick: () => void
}

function Kind({ name, text, note, isChosen, onPick }: KindProps) {
  return (
    <label className={classes.kind} data-chosen={isChosen || undefined}>
      <input type="radio" name="starter" checked={isChosen} onChange={onPick} />
      <span>
        <b>
          {name}
          {note && <em>{note}</em>}
        </b>
        {text}
      </span>
    </label>
  )
}

function PartSelect({ part, dataset, choice }: { part: Part; dataset: Dataset; choice: StarterState }) {
  return (
    <Select
      size="xs"
      label={part.label}
      placeholder="No column"
      clearable
      searchable
      value={choice.columns[part.id] ?? null}
      onChange={(column) => choice.setColumn(part.id, column)}
      data={dataset.columns
        .filter(({ type }) => type !== 'empty')
        .map(({ name, samples }) => ({
          value: name,
          label: samples[0] ? `${name} · ${shorten(samples[0].replace(/\s+/g, ' '), longestSample)}` : name,
        }))}
    />
  )
}
