import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { Destination } from '../../../../src/api/destination.ts'
import { type RedirectRule, usualRedirects } from '../../../../src/api/redirect.ts'
import type { Template } from '../../../../src/api/template.ts'
import { isRight } from '../pages/AddressesLead.tsx'
import type { Source, Sources } from './mapping.ts'
import { areOptionsValid, initialOptions, type OptionValues } from './options.ts'
import { useSiteFields } from './useSiteFields.ts'

export interface ProjectChoices {
  datasets: Dataset[]
  connections: Connection[]
  destinations: Destination[]
  templates: Template[]
}

/** What is answered already, by id. */
export interface Asked {
  dataset?: string | undefined
  connection?: string | undefined
  destination?: string | undefined
  template?: string | undefined
  name?: string | undefined
}

export type ProjectAnswers = ReturnType<typeof useProjectAnswers>

/** Only destinations whose fields come from the site are mapped field by field, so the code for it comes with them. */
const mappingCode = queryOptions({
  queryKey: ['code', 'mapping'],
  queryFn: () => import('./mapping.ts'),
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
})

/** The one of the id; without an id the only one there is. */
function chosenOf<T extends { id: string }>(all: T[], id: string | undefined): T | undefined {
  return all.find((one) => one.id === id) ?? (all.length === 1 ? all[0] : undefined)
}

/** What has been answered about a new project so far, what follows from it, and what is still missing. */
export function useProjectAnswers(
  { datasets, connections, destinations, templates }: ProjectChoices,
  asked: Asked,
) {
  const askedTemplate = templates.find(({ id }) => id === asked.template)
  const [datasetId, chooseDataset] = useState(asked.dataset)
  const [connectionId, setConnection] = useState(asked.connection)
  const [templateId, chooseTemplate] = useState(askedTemplate?.id)
  const [destinationId, setDestination] = useState(askedTemplate?.destination ?? asked.destination)
  const [typedName, setName] = useState<string | null>(asked.name ?? null)
  const [typedOptions, setOptions] = useState<OptionValues>({})
  const [chosenSources, setSources] = useState<Sources>({})
  const [redirects, setRedirects] = useState<RedirectRule>(usualRedirects)

  const dataset = chosenOf(datasets, datasetId)
  const connection = chosenOf(connections, connectionId)
  const destination = destinations.find(({ id }) => id === destinationId) ?? destinations[0]
  const specs = destination?.options ?? []
  const options = { ...initialOptions(specs), ...typedOptions }
  const fitting = templates.filter((template) => template.destination === destination?.id)
  const template = fitting.find(({ id }) => id === templateId)
  const name = typedName ?? dataset?.name ?? ''
  const site = useSiteFields(destination, connection, options)
  const isMapped = destination?.fieldsDependOnSite === true && template === undefined
  const mapping = useQuery({ ...mappingCode, enabled: destination?.fieldsDependOnSite === true }).data
  const sources = dataset && mapping ? mapping.sourcesOf(site.fields, dataset, chosenSources) : {}
  const mapped = dataset && mapping ? mapping.templateOf(site.fields, sources, dataset) : {}
  const problems = {
    dataset: dataset ? null : 'Choose the data.',
    connection: connection ? null : 'Choose the site.',
    name: name.trim() === '' ? 'Enter a name.' : null,
  }
  const isMappingValid =
    !isMapped || (site.isReady && mapping?.missingFields(site.fields, mapped).length === 0)

  return {
    dataset,
    connection,
    destination,
    options,
    /** Templates for the destination, and the one of them that was chosen; undefined for a new one. */
    fitting,
    template,
    name,
    site,
    sources,
    /** The fields of the new template where they are mapped one by one; else null. */
    mapped: isMapped ? mapped : null,
    redirects,
    problems,
    areOptionsRight: areOptionsValid(specs, options),
    isRight:
      Object.values(problems).every((problem) => problem === null) &&
      areOptionsValid(specs, options) &&
      isRight(redirects) &&
      isMappingValid,
    chooseDataset,
    /** The options come from the site, so they begin again. */
    chooseConnection(id: string | undefined) {
      setConnection(id)
      setOptions({})
    },
    chooseDestination(id: string) {
      setDestination(id)
      chooseTemplate(undefined)
      setOptions({})
      setSources({})
    },
    chooseTemplate,
    setName,
    setRedirects,
    setOption: (option: string, value: unknown) => setOptions((before) => ({ ...before, [option]: value })),
    setSource: (field: string, source: Source) => setSources((before) => ({ ...before, [field]: source })),
  }
}
