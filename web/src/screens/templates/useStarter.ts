import { useMemo, useState } from 'react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { bestStarter, mapParts, missingParts } from '../../../../src/api/starters/map-parts.ts'
import type { PartColumns, Starter } from '../../../../src/api/starters/starter-page.ts'
import { starters } from '../../../../src/api/starters/starters.ts'

export type StarterState = ReturnType<typeof useStarter>

/** The kind of page to begin with, and which column plays which of its parts: found by itself, changed by hand. */
export function useStarter(dataset: Dataset | undefined) {
  const suggested = useMemo(() => (dataset ? bestStarter(starters, dataset) : null), [dataset])
  /** Undefined: as suggested; null: none in particular. */
  const [picked, setPicked] = useState<Starter | null | undefined>(undefined)
  const [changed, setChanged] = useState<Record<string, string | null>>({})
  const starter = dataset ? (picked === undefined ? suggested : picked) : null
  const found = useMemo(() => (starter && dataset ? mapParts(starter, dataset) : {}), [starter, dataset])
  const columns: PartColumns = Object.fromEntries(
    Object.entries({ ...found, ...changed }).filter(
      (entry): entry is [string, string] =>
        entry[1] !== null && dataset?.columns.some(({ name }) => name === entry[1]) === true,
    ),
  )
  const missing = starter ? missingParts(starter, columns) : []
  return {
    starter,
    suggested,
    columns,
    chosen: starter ? { starter, columns } : null,
    /** What is missing before it can be used, in words. */
    lacks:
      missing.length === 0 ? null : `Choose a column for: ${missing.map(({ label }) => label).join(', ')}.`,
    pick(next: Starter | null) {
      setPicked(next)
      setChanged({})
    },
    setColumn: (part: string, column: string | null) =>
      setChanged((before) => ({ ...before, [part]: column })),
  }
}
