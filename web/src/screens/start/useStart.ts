// What is chosen on the guided way: suggested until a person says otherwise, and then in the address.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { Import } from '../../../../src/api/import.ts'
import { suggestConnection, suggestKey } from '../../../../src/api/suggest-start.ts'
import { usePracticeSite } from '../../queries/connections.ts'
import { useBringIn } from '../../queries/data.ts'
import { hasUnsureEncoding } from '../data/EncodingReadings.tsx'
import { nameOfFile } from '../data/name-of-file.ts'
import { useCreateFromAnswers } from '../projects/useCreateFromAnswers.ts'
import { type ProjectChoices, useProjectAnswers } from '../projects/useProjectAnswers.ts'

const from = '/shell/start'

export interface StartChoices extends Omit<ProjectChoices, 'datasets'> {
  data: Import
}

export function useStart({ data, connections, destinations, templates }: StartChoices) {
  const search = useSearch({ from })
  const [chosenKey, chooseKey] = useState(search.key?.split('\n'))
  const isKeyOpen = data.state !== 'applied'
  const keyColumns = isKeyOpen ? (chosenKey ?? suggestKey(data)) : data.keyColumns
  const key = keyColumns.join('\n')
  const dataset = useMemo(() => draftOf(data, key), [data, key])
  usePracticeWhereNone(connections.length === 0)
  const answers = useProjectAnswers(
    { datasets: [dataset], connections, destinations, templates },
    {
      connection: search.site ?? suggestConnection(connections)?.id,
      destination: search.as,
      template: search.template,
      name: search.name,
    },
  )
  const bringing = useBringIn(data.id)
  const isUnsure = hasUnsureEncoding(data)
  const isKeyRight = keyColumns.length > 0
  const creation = useCreateFromAnswers({ ...answers, isRight: answers.isRight && isKeyRight }, () =>
    bringing.mutateAsync({ keyColumns, name: answers.name.trim() }),
  )
  // Once they are being made, the next address is that of the project.
  useRemembered(bringing.isIdle || bringing.isError, {
    import: data.id,
    key: chosenKey?.join('\n'),
    name: answers.name === dataset.name ? undefined : answers.name,
    site: unlessSuggested(answers.connection?.id, suggestConnection(connections)?.id),
    as: unlessSuggested(answers.destination?.id, destinations[0]?.id),
    template: answers.template?.id,
  })
  return { answers, creation, keyColumns, chooseKey, isKeyOpen, bringing, isUnsure }
}

function unlessSuggested(chosen: string | undefined, suggested: string | undefined): string | undefined {
  return chosen === suggested ? undefined : chosen
}

/** The dataset as it will be, for what is suggested from its columns before it is there. */
function draftOf(data: Import, key: string): Dataset {
  const keyColumns = key === '' ? [] : key.split('\n')
  return {
    id: data.datasetId ?? data.id,
    name: nameOfFile(data.fileName),
    version: 1,
    // Several are combined to a column that has no name yet; a template reaches it as the key of the row.
    keyColumn: keyColumns.length === 1 ? keyColumns[0]! : 'key',
    keyColumns,
    rowCount: data.rowCount,
    setAsideCount: data.setAsideCount,
    sourceName: data.fileName,
    createdAt: data.createdAt,
    updatedAt: data.createdAt,
    columns: data.columns,
  }
}

/** Whoever has no site yet begins on the practice site; it is a choice like any other, and changes nothing elsewhere. */
function usePracticeWhereNone(hasNone: boolean): void {
  const { mutate, isIdle } = usePracticeSite()
  useEffect(() => {
    if (hasNone && isIdle) mutate()
  }, [hasNone, isIdle, mutate])
}

type Remembered = Record<'import' | 'key' | 'name' | 'site' | 'as' | 'template', string | undefined>

/** Into the address, so that a reload or a link takes it up again. */
function useRemembered(isOpen: boolean, now: Remembered): void {
  const navigate = useNavigate()
  const text = JSON.stringify(now)
  useEffect(() => {
    if (!isOpen) return
    void navigate({ to: '/start', search: JSON.parse(text) as Remembered, replace: true, resetScroll: false })
  }, [navigate, text, isOpen])
}
