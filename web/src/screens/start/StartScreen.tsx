// The guided way from a table to its pages: bring it in, look at a page, change what was chosen, make them. What is
// decided stands in the address, and the table on the server, so it can be left and taken up again.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { connectionsQuery, destinationsQuery } from '../../queries/connections.ts'
import { importQuery } from '../../queries/data.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { templatesQuery } from '../../queries/templates.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { TableInput } from '../data/TableInput.tsx'
import { startForm as StartForm } from './later.ts'
import classes from './Start.module.css'
import { TableState } from './TableState.tsx'

const lead = 'Paste or drop it, look at a page, and make them all. Nothing is sent to Wix on the way.'

export function StartScreen() {
  const { import: importId } = useSearch({ from: '/shell/start' })
  const navigate = useNavigate()
  return (
    <Page
      width={importId ? 'wide' : 'narrow'}
      title="Start with your own table"
      parent={{ to: '/projects', label: 'Projects' }}
      lead={lead}
    >
      {importId === undefined ? (
        <>
          <TableInput
            onCreated={({ id }) => void navigate({ to: '/start', search: { import: id }, replace: true })}
          />
          <p className={classes.other}>
            Is it in Google Sheets, Airtable, Notion or a database? <Link to="/data/connect">Connect it</Link>
            , and it is read again by itself.
          </p>
        </>
      ) : (
        <StartWith key={importId} id={importId} />
      )}
    </Page>
  )
}

/** Loads the table and what can be chosen, then hands over. */
function StartWith({ id }: { id: string }) {
  const data = useQuery(importQuery(id))
  const connections = useQuery(connectionsQuery)
  const destinations = useQuery(destinationsQuery)
  const templates = useQuery(templatesQuery)
  const projects = useQuery(projectsQuery)
  const queries = [data, connections, destinations, templates, projects]
  const failed = queries.find((query) => query.error && query.data === undefined)
  if (failed)
    return (
      <ErrorState
        title="The table could not be shown"
        error={failed.error}
        onRetry={() => queries.forEach((query) => void query.refetch())}
      >
        <Link to="/start" search={{}}>
          Use another table
        </Link>
      </ErrorState>
    )
  if (!data.data || !connections.data || !destinations.data || !templates.data || !projects.data)
    return <BlockSkeleton lines={8} />
  return (
    <TableState data={data.data} projects={projects.data}>
      <Suspense fallback={null}>
        <StartForm
          data={data.data}
          connections={connections.data}
          destinations={destinations.data}
          templates={templates.data}
        />
      </Suspense>
    </TableState>
  )
}
