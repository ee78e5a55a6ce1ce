import type { Run } from '../../../../src/api/run.ts'
import { pageAddress } from '../../ui/page-address.ts'
import classes from './Runs.module.css'

/** The address of a published page; that of a practice page opens as the practice site has it. */
export function PageLink({ url, site }: { url: string | null; site: Run['connection'] }) {
  if (url === null) return null
  return (
    <a
      href={pageAddress(url, site)}
      target="_blank"
      rel="noreferrer"
      className={classes.url}
      onClick={(event) => event.stopPropagation()}
    >
      {url.replace(/^https?:\/\//, '')}
    </a>
  )
}
