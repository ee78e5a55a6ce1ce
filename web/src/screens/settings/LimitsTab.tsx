import { Button } from '@mantine/core'
import { IconPlug } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import { connectionsQuery } from '../../queries/connections.ts'
import { paceQuery } from '../../queries/diagnostics.ts'
import { ceilingQuery } from '../../queries/schedules.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { clock, count, counted } from '../../ui/format.ts'
import { openedLater } from '../../ui/openedLater.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Status.tsx'
import classes from './Settings.module.css'

const CeilingDialog = openedLater(
  async () => (await import('../connections/CeilingDialog.tsx')).CeilingDialog,
)
const PaceDialog = openedLater(async () => (await import('../connections/PaceDialog.tsx')).PaceDialog)

/** Of each site: how fast requests leave for it, and how many pages its schedules may publish on one day. */
export function LimitsTab() {
  const connections = useQuery(connectionsQuery)
  const [editing, setEditing] = useState<Connection | null>(null)
  const [pacing, setPacing] = useState<Connection | null>(null)
  if (connections.isPending) return <RowsSkeleton rows={3} />
  if (connections.error) {
    return (
      <ErrorState
        title="The sites could not be loaded"
        error={connections.error}
        onRetry={() => void connections.refetch()}
      />
    )
  }
  if (connections.data.length === 0) {
    return (
      <EmptyState
        icon={IconPlug}
        title="No site yet"
        action={<ButtonLink to="/connections">Connect a site</ButtonLink>}
      >
        Once a site is connected, its pace and its daily limit stand here.
      </EmptyState>
    )
  }
  return (
    <>
      <div className={classes.head}>
        <p>
          Wix lets about 200 requests a minute through for each site. SEOmatic stays below, over all runs,
          plans and checks, and slows down when Wix asks.
        </p>
      </div>
      <ul className={classes.sites}>
        {connections.data.map((connection) => (
          <Site
            key={connection.id}
            connection={connection}
            onEdit={() => setEditing(connection)}
            onPace={() => setPacing(connection)}
          />
        ))}
      </ul>
      {editing && <CeilingDialog connection={editing} opened onClose={() => setEditing(null)} />}
      {pacing && <PaceDialog connection={pacing} opened onClose={() => setPacing(null)} />}
    </>
  )
}

interface SiteProps {
  connection: Connection
  onEdit: () => void
  onPace: () => void
}

function Site({ connection, onEdit, onPace }: SiteProps) {
  const pace = useQuery(paceQuery(connection.id)).data
  const day = useQuery(ceilingQuery(connection.id)).data
  const isSlow = pace !== undefined && pace.ratePerMinute < pace.usualPerMinute
  return (
    <li>
      <h2>
        {connection.name}
        {connection.kind === 'practice' && <Tag tone="accent">Practice site</Tag>}
      </h2>
      <dl>
        <div>
          <dt>Pace</dt>
          <dd>
            {pace && `Up to ${count(Math.floor(pace.ratePerMinute))} requests a minute`}
            {pace && pace.lastMinute > 0 && `; ${count(pace.lastMinute)} in the last one`}
            {pace && pace.mostPerMinute !== null && !isSlow && ', as you set it'}
            {isSlow && (
              <span className={classes.text}> Slower since Wix asked to wait; it rises by itself.</span>
            )}
          </dd>
        </div>
        {pace && pace.blockedUntil !== null && (
          <div>
            <dt>Waits</dt>
            <dd>
              Until {clock(pace.blockedUntil)}. {pace.blockedReason}
            </dd>
          </div>
        )}
        <div>
          <dt>Schedules</dt>
          <dd>
            {day && (day.perDay === null ? 'No daily limit' : `At most ${counted(day.perDay, 'page')} a day`)}
            {day && day.sent > 0 && `; ${counted(day.sent, 'page')} today`}
            {day && day.coming > 0 && `, ${count(day.coming)} more to come`}
          </dd>
        </div>
      </dl>
      <div className={classes.siteActions}>
        <Button size="xs" variant="default" onClick={onPace} aria-label={`Pace of ${connection.name}`}>
          Pace
        </Button>
        <Button size="xs" variant="default" onClick={onEdit} aria-label={`Daily limit of ${connection.name}`}>
          Daily limit
        </Button>
      </div>
    </li>
  )
}
