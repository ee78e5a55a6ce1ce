// What of a connected site is read: which site, and which of its collections.
import { Loader, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { choicesQuery, connectionsQuery } from '../../queries/connections.ts'
import { messageOf } from '../../ui/ErrorState.tsx'
import { useLater } from '../../ui/useLater.ts'

interface PickProps {
  label: string
  value: unknown
  onChange: (value: string | undefined) => void
}

export function ConnectionPick({ label, value, onChange }: PickProps) {
  const connections = useQuery(connectionsQuery)
  const chosen = textOf(value)
  const data = (connections.data ?? []).map(({ id, name, siteName }) => ({
    value: id,
    label: siteName && siteName !== name ? `${name} (${siteName})` : name,
  }))
  const isEmpty = connections.data?.length === 0
  return (
    <Select
      label={label}
      description={
        isEmpty ? 'No site is connected yet. Connect one under Connections first.' : 'A connected site.'
      }
      required
      searchable
      allowDeselect={false}
      placeholder={connections.isPending ? 'Loading…' : 'Choose a site'}
      disabled={isEmpty}
      value={chosen}
      error={connections.error ? messageOf(connections.error) : null}
      onChange={(next) => onChange(next ?? undefined)}
      data={withChosen(data, chosen)}
    />
  )
}

export function CollectionPick({ label, site, value, onChange }: PickProps & { site: unknown }) {
  const connectionId = textOf(site)
  const [search, setSearch] = useState('')
  const settled = useLater(search, 250)
  const choices = useQuery({
    ...choicesQuery(connectionId ?? '', 'wix/cms', 'readable_collections', settled),
    enabled: connectionId !== null,
  })
  const chosen = textOf(value)
  const items = connectionId === null ? [] : (choices.data?.items ?? [])
  const data = items.map(({ id, label: name, hint }) => ({
    value: id,
    label: hint ? `${name} (${hint})` : name,
  }))
  return (
    <Select
      label={label}
      description="A collection of the CMS of this site."
      required
      searchable
      allowDeselect={false}
      disabled={connectionId === null}
      placeholder={connectionId === null ? 'Choose a site first' : 'Search and choose'}
      value={chosen}
      error={choices.error ? messageOf(choices.error) : null}
      onChange={(next) => onChange(next ?? undefined)}
      onSearchChange={(text) => setSearch(data.some((item) => item.label === text) ? '' : text)}
      data={withChosen(data, chosen)}
      rightSection={choices.isFetching ? <Loader size={14} /> : undefined}
      nothingFoundMessage={settled === '' ? 'The CMS of this site has no collection.' : 'Nothing matches'}
    />
  )
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** What is chosen stays to be seen, also where the list does not have it. */
function withChosen(data: { value: string; label: string }[], chosen: string | null) {
  if (chosen === null || data.some(({ value }) => value === chosen)) return data
  return [...data, { value: chosen, label: chosen }]
}
