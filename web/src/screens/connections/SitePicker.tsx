// The sites that the key can open, to choose from when the Site ID was not one of them.
import { Input } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { SiteSummary } from '../../../../src/api/connection.ts'
import classes from './Dialog.module.css'

const searchableFrom = 8
const mostShown = 50

export function SitePicker({ sites, onChoose }: { sites: SiteSummary[]; onChoose: (id: string) => void }) {
  const [search, setSearch] = useState('')
  if (sites.length === 0) return null
  const wanted = search.trim().toLowerCase()
  const found = sites.filter(({ id, name, url }) =>
    [id, name ?? '', url ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  )
  return (
    <section className={classes.sites} aria-label="Sites of this key">
      <h3>{sites.length === 1 ? 'The site of this key' : `The ${sites.length} sites of this key`}</h3>
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
      {found.length === 0 && <p>No site of this key matches your search.</p>}
    </section>
  )
}
