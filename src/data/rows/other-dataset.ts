// Other datasets as steps read them: found again by key in batches, or walked from the first row to the last, never
// held as a whole.
import type { Step } from '../../api/step.ts'
import type { Queries } from '../../db/types.ts'
import { datasetVersion } from '../datasets.ts'
import { SourceError } from '../source-error.ts'
import { type OtherDataset, StepProblem } from '../steps/step.ts'
import { readCellsByKeys, walkCells } from './row-cells.ts'

/** Which rows of another dataset steps have read. */
export interface StepRead {
  datasetId: string
  rowSetId: string
}

export interface OtherDatasets {
  open(id: string): Promise<OtherDataset>
  /** Those that were opened. */
  read(): StepRead[]
  /** Rows that are replaced are deleted a while later: what was read of them meanwhile may be a part. */
  assertUnchanged(): Promise<void>
}

/** @param ownId the dataset whose steps read them; null for one that is not there yet */
export function openOtherDatasets(
  queries: Queries,
  workspaceId: string,
  ownId: string | null,
): OtherDatasets {
  const opened = new Map<string, { name: string; rowSetId: string }>()
  return {
    async open(id) {
      const found = await findReadable(queries, workspaceId, id)
      if (!found) {
        throw new StepProblem(
          'The dataset that it reads does not exist any more. Choose another one, or remove the step.',
        )
      }
      if (ownId !== null) await refuseCircle(queries, ownId, { id, name: found.name })
      const version = (await datasetVersion(queries, id))!
      const { rowSetId, columnNames, keyColumn, keyParts, rowCount } = version
      opened.set(id, { name: found.name, rowSetId })
      return {
        name: found.name,
        columnNames,
        keyColumn,
        keyParts: keyParts ?? [keyColumn],
        rowCount,
        byKeys: (rowKeys) => readCellsByKeys(queries, rowSetId, rowKeys),
        all: () => walkCells(queries, rowSetId),
      }
    },
    read: () => [...opened].map(([datasetId, { rowSetId }]) => ({ datasetId, rowSetId })),
    async assertUnchanged() {
      for (const [id, { name, rowSetId }] of opened) {
        if ((await datasetVersion(queries, id))?.rowSetId === rowSetId) continue
        throw new SourceError(
          'step_read_changed',
          `The rows of "${name}" were replaced while they were read. Load again to use the new ones.`,
        )
      }
    },
  }
}

async function findReadable(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<{ name: string } | null> {
  const { rows } = await queries.query<{ name: string }>(
    'select name from datasets where workspace_id = $1 and id = $2',
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Whichever way it is read: rows that are made of themselves would never come to rest. */
async function refuseCircle(
  queries: Queries,
  ownId: string,
  other: { id: string; name: string },
): Promise<void> {
  const seen = new Set<string>()
  for (let ids = [other.id]; ids.length > 0; ) {
    if (ids.includes(ownId)) {
      throw new StepProblem(
        other.id === ownId
          ? 'It reads the dataset that it belongs to. Choose another one.'
          : `"${other.name}" is made with steps that read this dataset, so neither could be finished. Choose another one, or remove the step over there.`,
      )
    }
    for (const id of ids) seen.add(id)
    const { rows } = await queries.query<{ steps: Step[] }>(
      'select steps from datasets where id = any($1::text[])',
      [ids],
    )
    ids = [...new Set(rows.flatMap(({ steps }) => datasetsReadBy(steps)))].filter((id) => !seen.has(id))
  }
}

/** The datasets that steps name, those that are off included: they may be switched on. */
export function datasetsReadBy(steps: readonly Step[]): string[] {
  const ids = steps.flatMap((step) => {
    if (step.kind === 'join') return [step.datasetId]
    return step.kind === 'combine' && 'datasetId' in step.list ? [step.list.datasetId] : []
  })
  return [...new Set(ids)]
}
