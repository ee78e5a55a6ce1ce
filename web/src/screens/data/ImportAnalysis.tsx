import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import { datasetQuery, useLoadImport } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { ColumnReport } from './ColumnReport.tsx'
import classes from './Data.module.css'
import { DecisionChips } from './DecisionChips.tsx'
import { KeyChoice } from './KeyChoice.tsx'
import { PreviewTable } from './PreviewTable.tsx'
import { SetAsideTable } from './SetAsideTable.tsx'

function nameOf(fileName: string): string {
  const bare = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return (bare.charAt(0).toUpperCase() + bare.slice(1)).slice(0, 100) || 'Data'
}

/** The file as it was understood; nothing is stored before "Import" is pressed. */
export function ImportAnalysis({ data }: { data: Import }) {
  const { tab = 'columns' } = useSearch({ from: '/shell/data/imports/$id' })
  const target = useQuery({ ...datasetQuery(data.datasetId ?? ''), enabled: data.datasetId !== null })
  const load = useLoadImport(data.id)
  const [name, setName] = useState(() => nameOf(data.fileName))
  const [chosen, setChosen] = useState<string | null>(null)
  const keyColumn = target.data?.keyColumn ?? chosen ?? data.keyColumn ?? data.suggestedKey
  const hasKey = keyColumn !== null && data.columns.some((column) => column.name === keyColumn)
  const isReplacing = data.datasetId !== null

  const submit = () => {
    if (!hasKey || keyColumn === null || load.isPending || name.trim() === '') return
    load.mutate(isReplacing ? { keyColumn } : { keyColumn, name: name.trim() })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <DecisionChips data={data} />
      {data.notes.length > 0 && (
        <ul className={classes.notes}>
          {data.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <section className={classes.keyBox}>
        <div className={classes.keyText}>
          <h2>Which column identifies a row?</h2>
          <p>
            This key ties a row to its page. When you import again, a row with a known key updates its page,
            and a new key creates a new page. It must be filled in and unique in every row, and it cannot
            change later.
          </p>
        </div>
        <div className={classes.keyForm}>
          {isReplacing ? (
            <p className={classes.keyFixed}>
              Key: <span className="code">{target.data?.keyColumn}</span>, as before
              {!hasKey && target.data && (
                <strong>This file has no such column. Choose another file, or correct its header.</strong>
              )}
            </p>
          ) : (
            <>
              <KeyChoice data={data} value={keyColumn} onChange={setChosen} />
              <TextInput
                label="Name of the data"
                value={name}
                maxLength={100}
                error={name.trim() === '' ? 'Enter a name.' : null}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </>
          )}
          {load.error && <ErrorNote title="The rows were not read" error={load.error} />}
          <Button type="submit" loading={load.isPending} disabled={isReplacing && !hasKey}>
            {isReplacing
              ? 'Compare with current rows'
              : `Import ${data.rowCount > 0 ? `${count(data.rowCount)} rows` : 'all rows'}`}
          </Button>
        </div>
      </section>
      <LinkTabs
        flush
        label="How the file was read"
        active={tab}
        search={(value) => ({ tab: value })}
        tabs={[
          { value: 'columns', label: 'Columns', badge: data.columns.length },
          { value: 'preview', label: 'First rows', badge: data.preview.length },
          {
            value: 'set-aside',
            label: 'Set aside',
            badge: data.setAsideCount > 0 ? count(data.setAsideCount) : null,
          },
        ]}
      />
      <div className={classes.tabBody}>
        {tab === 'columns' && (
          <ColumnReport columns={data.columns} rowCount={data.rowCount} keyColumn={keyColumn} />
        )}
        {tab === 'preview' && <PreviewTable columns={data.columns} rows={data.preview} />}
        {tab === 'set-aside' && <SetAsideTable kind="imports" id={data.id} count={data.setAsideCount} />}
      </div>
    </form>
  )
}
