// One option of a destination as a form field, from its description alone.
import { Autocomplete, Checkbox, Loader, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Choice } from '../../../../src/api/connection.ts'
import type { OptionSpec } from '../../../../src/api/destination.ts'
import { choicesQuery } from '../../queries/connections.ts'
import { messageOf } from '../../ui/ErrorState.tsx'
import { useLater } from '../../ui/useLater.ts'
import { Words } from '../../ui/Words.tsx'
import { optionProblem } from './options.ts'

interface Props {
  spec: OptionSpec
  destination: string
  connectionId: string
  value: unknown
  judged: boolean
  /** For free text: what is likely to be meant. */
  suggestions?: string[]
  onChange: (value: unknown) => void
}

export function OptionField(props: Props) {
  const { spec, value, onChange } = props
  if (spec.kind === 'boolean') {
    return (
      <Checkbox
        name={spec.name}
        label={spec.label}
        description={<Words text={spec.help} />}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  if (spec.kind === 'choice') {
    const chosen = spec.choices.find((choice) => choice.value === value)
    return (
      <Select
        name={spec.name}
        label={spec.label}
        description={<Words text={chosen?.help || spec.help} />}
        allowDeselect={!spec.required}
        value={typeof value === 'string' ? value : null}
        error={props.judged ? optionProblem(spec, value) : null}
        onChange={(next) => onChange(next ?? undefined)}
        data={spec.choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      />
    )
  }
  if (spec.kind === 'text') {
    const field = {
      name: spec.name,
      label: spec.label,
      description: <Words text={spec.help} />,
      value: typeof value === 'string' ? value : '',
      error: props.judged ? optionProblem(spec, value) : null,
    }
    return props.suggestions?.length ? (
      <Autocomplete {...field} onChange={onChange} data={props.suggestions} />
    ) : (
      <TextInput {...field} onChange={(event) => onChange(event.currentTarget.value)} />
    )
  }
  return <RemoteChoice {...props} />
}

/** Any author will do until someone chooses another; what else a site has is for its owner to choose. */
function usePreselection(
  { spec, value, onChange }: Pick<Props, 'spec' | 'value' | 'onChange'>,
  items?: Choice[],
) {
  const first = items?.[0]?.id
  const isOpen = spec.choicesKind === 'authors' && spec.required && value === undefined
  const chosen = isOpen ? first : undefined
  const choose = useRef(onChange)
  choose.current = onChange
  useEffect(() => {
    if (chosen !== undefined) choose.current(chosen)
  }, [chosen])
}

function RemoteChoice({ spec, destination, connectionId, value, judged, onChange }: Props) {
  const [search, setSearch] = useState('')
  const settled = useLater(search, 250)
  const choices = useQuery(choicesQuery(connectionId, destination, spec.choicesKind ?? '', settled))
  const items = choices.data?.items ?? []
  const current = typeof value === 'string' ? value : null
  usePreselection({ spec, value, onChange }, search === '' ? choices.data?.items : undefined)
  const data = items.map((item) => ({
    value: item.id,
    label: item.hint ? `${item.label} (${item.hint})` : item.label,
  }))
  if (current !== null && !data.some((item) => item.value === current))
    data.push({ value: current, label: current })
  const problem = judged ? optionProblem(spec, value) : null
  return (
    <Select
      name={spec.name}
      label={spec.label}
      description={<Words text={spec.help} />}
      placeholder={choices.isPending ? 'Asking the site…' : 'Search and choose'}
      searchable
      clearable={!spec.required}
      allowDeselect={!spec.required}
      value={current}
      error={problem ?? (choices.error ? messageOf(choices.error) : null)}
      onChange={(next) => onChange(next ?? undefined)}
      onSearchChange={(text) => setSearch(data.some((item) => item.label === text) ? '' : text)}
      data={data}
      rightSection={choices.isFetching ? <Loader size={14} /> : undefined}
      nothingFoundMessage={
        settled === ''
          ? 'The site has none yet. Add one in Wix, then open this list again.'
          : 'Nothing matches'
      }
    />
  )
}
