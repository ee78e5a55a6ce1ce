import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { licencesQuery } from '../../queries/diagnostics.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Settings.module.css'

export function Licences() {
  const [shown, setShown] = useState(false)
  return shown ? (
    <LicenceTable />
  ) : (
    <Button variant="default" onClick={() => setShown(true)}>
      Show packages
    </Button>
  )
}

function LicenceTable() {
  const query = useQuery(licencesQuery)
  if (query.isPending) return <RowsSkeleton rows={6} />
  if (query.error) {
    return (
      <ErrorState
        title="The packages could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const kinds = Map.groupBy(query.data, ({ licence }) => licence)
  const summary = [...kinds].sort((a, b) => b[1].length - a[1].length).slice(0, 4)
  return (
    <>
      <p className={classes.text}>
        {counted(query.data.length, 'package')}:{' '}
        {summary.map(([name, of]) => `${of.length} ${name}`).join(', ')}
        {kinds.size > summary.length && ' and others'}.
      </p>
      <div className={classes.licences}>
        <Table
          label="Packages"
          rows={query.data}
          rowKey={({ name, version }) => `${name}@${version}`}
          columns={[
            { id: 'name', header: 'Package', render: ({ name }) => <code className="code">{name}</code> },
            { id: 'version', header: 'Version', width: '110px', render: ({ version }) => version },
            { id: 'licence', header: 'Licence', width: '170px', render: ({ licence }) => licence },
          ]}
        />
      </div>
    </>
  )
}
