import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconZoomQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { GuideHit } from '../../../../src/api/guide.ts'
import { guideSearchQuery, guidesQuery } from '../../queries/guides.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import classes from './Help.module.css'

/** The guides by group, or the places that speak of what is searched for. */
export function HelpScreen() {
  const { search: address, set } = useListAddress(useSearch({ from: '/shell/help' }))
  const search = address.search ?? ''
  const setSearch = useCallback((value: string) => set({ search: value || undefined }), [set])
  return (
    <Page
      title="Help"
      lead="The guides of this version. They are part of your installation, so they open offline too."
    >
      <div className={classes.search}>
        <SearchField label="Search the guides" value={search} onChange={setSearch} />
      </div>
      {search.trim() === '' ? <Guides /> : <Hits search={search.trim()} onClear={() => setSearch('')} />}
    </Page>
  )
}

function Guides() {
  const query = useQuery(guidesQuery)
  if (query.isPending) return <BlockSkeleton lines={10} />
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return query.data.map(({ title, items }) => (
    <section key={title} className={classes.group} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {items.map((guide) => (
          <li key={guide.id}>
            <Link to="/help/$guide" params={{ guide: guide.id }}>
              <strong>{guide.title}</strong>
              {guide.text !== '' && <span>{guide.text}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ))
}

function Hits({ search, onClear }: { search: string; onClear: () => void }) {
  const [settled] = useDebouncedValue(search, 200)
  const query = useQuery(guideSearchQuery(settled))
  if (query.isPending) return <BlockSkeleton lines={6} />
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.length === 0) {
    return (
      <EmptyState
        icon={IconZoomQuestion}
        title="No guide speaks of that"
        action={<Button onClick={onClear}>Show all guides</Button>}
      >
        Try fewer words, or another one for the same thing.
      </EmptyState>
    )
  }
  return (
    <ol className={classes.hits} aria-label="Places found">
      {query.data.map((hit) => (
        <Hit key={`${hit.guide}#${hit.anchor}`} hit={hit} />
      ))}
    </ol>
  )
}

function Hit({ hit: { guide, title, heading, anchor, excerpt } }: { hit: GuideHit }) {
  return (
    <li>
      <Link to="/help/$guide" params={{ guide }} hash={anchor || undefined}>
        <strong>{heading || title}</strong>
        {heading && <em>{title}</em>}
        <span>{excerpt}</span>
      </Link>
    </li>
  )
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return <ErrorState title="The guides could not be loaded" error={error} onRetry={onRetry} />
}
