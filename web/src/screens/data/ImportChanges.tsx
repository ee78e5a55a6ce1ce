// What would change against the rows in use; nothing is replaced before the button.
import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { CellNote, Import, RowChange } from '../../../../src/api/import.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { rowChangesQuery } from '../../queries/data.ts'
import { count, counted } from '../../ui/format.ts'
import { ListBody } from '../../ui/ListBody.tsx'
import classes from './Data.module.css'

interface Props {
  data: Import
  dataset: Dataset
  apply: UseMutationResult<Dataset, Error, void>
}

const kinds = ['added', 'changed', 'removed'] as const
const words = { added: 'Added', changed: 'Changed', removed: 'Removed' }

export function ImportChanges({ data, dataset, apply }: Props) {
  const navigate = useNavigate({ from: '/data/imports/$id' })
  const { change } = useSearch({ from: '/shell/data/imports/$id' })
  const changes = data.changes ?? { added: 0, changed: 0, removed: 0, same: 0 }
  const shown = change ?? kinds.find((kind) => changes[kind] > 0) ?? 'changed'
  const touched = changes.added + changes.changed + changes.removed

  return (
    <>
      <section className={classes.summary}>
        <div>
          <h2>{touched === 0 ? 'Nothing differs from the current rows' : inWords(changes)}</h2>
          <p>
            Nothing has been replaced yet. Your site does not change either until you plan and publish
            {changes.removed > 0 && '; pages of removed rows stay unless you tick removal in the plan'}.
          </p>
          {data.keyNotes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
        <Button
          loading={apply.isPending}
          onClick={() =>
            apply.mutate(undefined, {
              onSuccess: () =>
                void navigate({ to: '/data/$id', params: { id: dataset.id }, search: {}, replace: true }),
            })
          }
        >
          {touched === 0 ? 'Use this file' : `Replace the rows of ${dataset.name}`}
        </Button>
      </section>
      <fieldset className={classes.changeTabs} aria-label="Which rows to list">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className={classes.changeTab}
            data-kind={kind}
            aria-pressed={shown === kind}
            onClick={() =>
              void navigate({ search: (before) => ({ ...before, change: kind }), replace: true })
            }
          >
            <strong className="num">{count(changes[kind])}</strong>
            {words[kind]}
          </button>
        ))}
        <div className={classes.changeTab} data-kind="same">
          <strong className="num">{count(changes.same)}</strong>
          Unchanged
        </div>
      </fieldset>
      <ChangeList key={shown} id={data.id} kind={shown} total={changes[shown]} />
    </>
  )
}

/** "3 rows changed, 2 removed, 895 the same". */
function inWords(changes: NonNullable<Import['changes']>): string {
  const parts: [number, string][] = [
    [changes.added, 'added'],
    [changes.changed, 'changed'],
    [changes.removed, 'removed'],
    [changes.same, 'the same'],
  ]
  return parts
    .filter(([rows]) => rows > 0)
    .map(([rows, word], index) => `${index === 0 ? counted(rows, 'row') : count(rows)} ${word}`)
    .join(', ')
}

function differences(change: RowChange): string {
  const before = change.before ?? {}
  const after = change.after ?? {}
  if (change.change !== 'changed') return Object.values(change.after ?? change.before ?? {}).join(' · ')
  return [
    ...Object.keys({ ...before, ...after })
      .filter((name) => before[name] !== after[name])
      .map((name) => `${name}: ${before[name] || 'empty'} → ${after[name] || 'empty'}`),
    ...noteDifferences(change),
  ].join(' · ')
}

/** What has come to be known of cells, or is so no more: a row may be held for another reason, or not any longer. */
function noteDifferences({ notesBefore = [], notesAfter = [] }: RowChange): string[] {
  const isIn = (notes: CellNote[], { column, message }: CellNote) =>
    notes.some((one) => one.column === column && one.message === message)
  const words = {
    error: ['held', 'not held any more'],
    warning: ['to look at', 'nothing to look at any more'],
  }
  const gone = notesBefore.filter(
    (note) => !isIn(notesAfter, note) && !notesAfter.some(({ column }) => column === note.column),
  )
  const come = notesAfter.filter((note) => !isIn(notesBefore, note))
  return [
    ...come.map(({ column, severity, message }) => `${column} ${words[severity][0]}: ${message}`),
    ...gone.map(({ column, severity }) => `${column}: ${words[severity][1]}`),
  ]
}

function ChangeList({ id, kind, total }: { id: string; kind: (typeof kinds)[number]; total: number }) {
  const list = useCursorList(rowChangesQuery(id, kind, total > 0))
  if (total === 0) return <p className={classes.sectionLead}>No row was {kind}.</p>
  return (
    <ListBody
      framed
      label={`Rows ${kind}`}
      list={list}
      failed="The rows could not be loaded"
      rowKey={(row) => row.rowKey}
      columns={[
        {
          id: 'key',
          header: 'Key',
          width: '180px',
          render: (row) => <span className="code">{row.rowKey}</span>,
        },
        { id: 'what', header: kind === 'changed' ? 'What changed' : 'Row', render: differences },
      ]}
    />
  )
}
