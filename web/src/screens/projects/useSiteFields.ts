import { useQuery } from '@tanstack/react-query'
import type { Connection } from '../../../../src/api/connection.ts'
import type { Destination, FieldSpec } from '../../../../src/api/destination.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import { destinationFieldsQuery } from '../../queries/projects.ts'
import { type OptionValues, optionsForFields } from './options.ts'

export interface SiteFieldsState {
  /** None while they are not known. */
  fields: FieldSpec[]
  notes: Problem[]
  /** What has to be answered before the site can be asked; null when it was or is being asked. */
  waitsFor: string | null
  isAsking: boolean
  /** They are those of the options as they are now. */
  isReady: boolean
  error: unknown
  retry: () => void
}

/** The fields of a destination on the chosen site, asked for as soon as enough is chosen. */
export function useSiteFields(
  destination: Destination | undefined,
  connection: Connection | undefined,
  values: OptionValues,
): SiteFieldsState {
  const options = destination && connection ? optionsForFields(destination.options, values) : null
  const canAsk = destination?.fieldsDependOnSite === true && options !== null
  const places = destination?.options.filter((spec) => spec.kind === 'remote_choice') ?? []
  const isSamePlace = ([, id, site, old]: readonly [string, string, string, OptionValues]) =>
    id === destination?.id &&
    site === connection?.id &&
    places.every(({ name }) => old[name] === values[name])
  const query = useQuery({
    ...destinationFieldsQuery(destination?.id ?? '', connection?.id ?? '', options ?? {}),
    enabled: canAsk,
    // Another detail of the same place hardly changes its fields, so that nothing flickers meanwhile.
    placeholderData: (before, query) => (query && isSamePlace(query.queryKey) ? before : undefined),
  })
  const known = canAsk && !query.error ? query.data : undefined
  const open = destination?.options.find((spec) => spec.kind === 'remote_choice' && spec.required)
  return {
    fields: known?.fields ?? [],
    notes: known?.notes ?? [],
    waitsFor: canAsk ? null : connection ? (open?.label.toLowerCase() ?? 'options') : 'site',
    isAsking: canAsk && query.isFetching && (known === undefined || query.isPlaceholderData),
    isReady: known !== undefined && !query.isPlaceholderData,
    error: canAsk ? query.error : null,
    retry: () => void query.refetch(),
  }
}
