// The sites that the key can open, to choose from when the Site ID was not one of them.
import { Input } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { SiteSummary } from '../../../../src/api/connection.ts'
import classes from './Dialog.module.css'

const searchableFrom = 8
const mostShown = 50

export interface SitePickerProps {
  sites: SiteSummary[]
  /** False: the key has more than these. */
  areAll: boolean
  onChoose: (id: string) => void
}

export function SitePicker({ sites, areAll, onChoose }: SitePickerProps) {
  const [search, setSearch] = useState('')
  if (sites.length === 0) return null
  const wanted = search.trim().toLowerCase()
  const found = sites.filter(({ id, name, url }) =>
    [id, name ?? '', url ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  )
  return (
    <section className={classes.sites} aria-label="Sites of this key">
      <h3>{headingOf(sites.length, areAll)}</h3>
      {sites.length >= searchableFrom && (
        <Input
          type="search"
          aria-label="Search the sites"
          placeholder="Search"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul>
        {found.slice(0, mostShown).map((site) => (
          <li key={site.id}>
            <span className={classes.siteName}>
              {site.name ?? site.id}
              {site.url && <span>{site.url.replace(/^https?:\/\//, '')}</span>}
            </span>
            <button type="button" className={classes.link} onClick={() => onChoose(site.id)}>
              Use {site.name ?? 'this site'}
            </button>
          </li>
        ))}
      </ul>
      {found.length > mostShown && <p>{found.length - mostShown} more: search for the one you mean.</p>}
      {found.length === 0 && <p>No site of this key matches your search.</p>}
    </section>
  )
}

function headingOf(count: number, areAll: boolean): string {
  if (!areAll) return `${count} sites of this key; Wix did not list the others in time`
  return count === 1 ? 'The site of this key' : `The ${count} sites of this key`
}
