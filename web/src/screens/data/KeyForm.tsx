import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import { datasetQuery, useLoadImport } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import classes from './Data.module.css'
import { hasUnsureEncoding } from './EncodingReadings.tsx'
import { KeyChoice } from './KeyChoice.tsx'
import { nameOfFile } from './name-of-file.ts'

/** The columns of the key as they would be loaded now. */
export function useKeyColumns(data: Import): [string[], (columns: string[]) => void] {
  const target = useQuery({ ...datasetQuery(data.datasetId ?? ''), enabled: data.datasetId !== null })
  const [chosen, setChosen] = useState<string[] | null>(null)
  const before = data.keyColumns.length > 0 ? data.keyColumns : null
  const suggested = data.suggestedKey === null ? [] : [data.suggestedKey]
  return [target.data?.keyColumns ?? chosen ?? before ?? suggested, setChosen]
}

interface Props {
  data: Import
  keyColumns: string[]
  onChange: (columns: string[]) => void
}

/** Which columns identify a row, and loading by them. Nothing is stored before its button is pressed. */
export function KeyForm({ data, keyColumns, onChange }: Props) {
  const load = useLoadImport(data.id)
  const [name, setName] = useState(() => nameOfFile(data.fileName))
  const missing = keyColumns.filter((key) => !data.columns.some((column) => column.name === key))
  const hasKey = keyColumns.length > 0 && missing.length === 0
  const isReplacing = data.datasetId !== null
  const isUnsure = hasUnsureEncoding(data)

  const submit = () => {
    if (!hasKey || isUnsure || load.isPending || name.trim() === '') return
    load.mutate(isReplacing ? { keyColumns } : { keyColumns, name: name.trim() })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <section className={classes.keyBox}>
        <div className={classes.keyText}>
          <h2>{isReplacing ? 'Rows are matched by their key' : 'Which column identifies a row?'}</h2>
          <p>
            {isReplacing
              ? 'A row with a known key updates its page, and a new key creates a new page. You see what changes before anything is replaced.'
              : 'This key ties a row to its page. When you import again, a row with a known key updates its page, and a new key creates a new page. It must be filled in and unique in every row, and it cannot change later. Where no column is, combine several.'}
          </p>
        </div>
        <div className={classes.keyForm}>
          {isReplacing ? (
            <p className={classes.keyFixed}>
              <span>
                Key: <span className="code">{keyColumns.join(' + ')}</span>, as before
              </span>
              {missing.length > 0 && (
                <strong>This file has no such column. Choose another file, or correct its header.</strong>
              )}
            </p>
          ) : (
            <>
              <KeyChoice data={data} value={keyColumns} onChange={onChange} />
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
          <Button type="submit" loading={load.isPending} disabled={isUnsure || (isReplacing && !hasKey)}>
            {isReplacing
              ? 'Compare with current rows'
              : `Import ${data.rowCount > 0 ? counted(data.rowCount, 'row') : 'all rows'}`}
          </Button>
          {isUnsure && <p className={classes.hint}>Choose an encoding above first.</p>}
        </div>
      </section>
    </form>
  )
}
