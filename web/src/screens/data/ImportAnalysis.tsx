import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import { count } from '../../ui/format.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { ColumnReport } from './ColumnReport.tsx'
import classes from './Data.module.css'
import { DecisionChips } from './DecisionChips.tsx'
import { EncodingReadings } from './EncodingReadings.tsx'
import { KeyForm, useKeyColumns } from './KeyForm.tsx'
import { PreviewTable } from './PreviewTable.tsx'

// With its forms it is as much as all other tabs; the list of the other one brings a frame of its own.
const ImportSteps = lazy(async () => ({ default: (await import('./steps/ImportSteps.tsx')).ImportSteps }))
const SetAsideTable = lazy(async () => ({ default: (await import('./SetAsideTable.tsx')).SetAsideTable }))

/** The file as it was understood; nothing is stored before "Import" is pressed. */
export function ImportAnalysis({ data }: { data: Import }) {
  const { tab = 'columns' } = useSearch({ from: '/shell/data/imports/$id' })
  const [keyColumns, setKeyColumns] = useKeyColumns(data)
  return (
    <>
      <DecisionChips data={data} />
      <EncodingReadings data={data} />
      {data.notes.length > 0 && (
        <ul className={classes.notes}>
          {data.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <KeyForm data={data} keyColumns={keyColumns} onChange={setKeyColumns} />
      <LinkTabs
        flush
        label="How the file was read"
        active={tab}
        search={(value) => ({ tab: value })}
        tabs={[
          { value: 'columns', label: 'Columns', badge: data.columns.length },
          { value: 'preview', label: 'First rows', badge: data.preview.length },
          { value: 'steps', label: 'Steps' },
          {
            value: 'set-aside',
            label: 'Set aside',
            badge: data.setAsideCount > 0 ? count(data.setAsideCount) : null,
          },
        ]}
      />
      <div className={classes.tabBody}>
        {tab === 'columns' && (
          <ColumnReport columns={data.columns} rowCount={data.rowCount} keyColumns={keyColumns} />
        )}
        {tab === 'preview' && <PreviewTable columns={data.columns} rows={data.preview} />}
        {tab === 'steps' && (
          <Suspense fallback={<BlockSkeleton />}>
            <ImportSteps data={data} />
          </Suspense>
        )}
        {tab === 'set-aside' && (
          <Suspense fallback={<BlockSkeleton />}>
            <SetAsideTable kind="imports" id={data.id} count={data.setAsideCount} place={data.place[0]} />
          </Suspense>
        )}
      </div>
    </>
  )
}
