import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Run, RunItem } from '../../../../src/api/run.ts'
import { firstItemsQuery } from '../../queries/runs.ts'
import { NotLoaded } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { type Sign, Status, type Tone } from '../../ui/Status.tsx'
import { PageLink } from './PageLink.tsx'
import classes from './Runs.module.css'

/** Its pages to look at: on the site, as the row makes them, and whether Wix has them as they were sent. */
export function CanaryPages({ run }: { run: Run }) {
  const query = useQuery(firstItemsQuery(run.id))
  if (!query.data) return <NotLoaded title="Its pages could not be loaded" query={query} />
  const { items } = query.data
  return (
    <>
      <ul className={classes.canary}>
        {items.map((item) => (
          <li key={item.rowKey}>
            <div>
              <b>{item.title || item.rowKey}</b>
              <PageLink url={item.url} site={run.connection} />
            </div>
            <Status {...stateOf(item)} />
            <Link
              to="/projects/$id"
              params={{ id: run.projectId }}
              search={{ tab: 'pages', row: item.rowKey, view: 'preview' }}
              className={classes.preview}
            >
              Preview
            </Link>
          </li>
        ))}
      </ul>
      {run.total > items.length && (
        <p>{counted(run.total - items.length, 'further page is', 'further pages are')} in the list below.</p>
      )}
    </>
  )
}

function stateOf({ state, verification }: RunItem): { tone: Tone; sign: Sign; children: string } {
  if (state === 'rejected') return { tone: 'bad', sign: 'cross', children: 'Failed' }
  if (state !== 'accepted') return { tone: 'warn', sign: 'warning', children: 'Not sent' }
  if (verification === 'equal') return { tone: 'good', sign: 'check', children: 'As sent' }
  if (verification === 'different') return { tone: 'warn', sign: 'warning', children: 'Different' }
  return { tone: 'warn', sign: 'warning', children: 'Not found' }
}
