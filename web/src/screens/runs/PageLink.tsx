import type { Run } from '../../../../src/api/run.ts'
import classes from './Runs.module.css'

/** The address of a published page; the practice site's addresses lead nowhere, so they are only text. */
export function PageLink({ url, site }: { url: string | null; site: Run['connection']['kind'] }) {
  if (url === null) return null
  const text = url.replace(/^https?:\/\//, '')
  if (site === 'practice') return <span title={url}>{text}</span>
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className={classes.url}
      onClick={(event) => event.stopPropagation()}
    >
      {text}
    </a>
  )
}
