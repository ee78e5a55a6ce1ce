// Brings columns of another dataset to each row, found by that dataset's key.
import type { StepOf } from '../../api/step.ts'
import { inBatches } from '../../batches.ts'
import { joinKeys, toRowKey } from '../keys/row-key.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { counted } from './each-row.ts'
import { regroup } from './regroup.ts'
import {
  type OtherDataset,
  placesOf,
  requireNewName,
  type StepColumn,
  type StepKind,
  StepProblem,
} from './step.ts'
import { takenColumns } from './taken-columns.ts'

/** Keys that are looked up at once. */
const lookUp = 1_000

export const join: StepKind<StepOf<'join'>> = {
  async open({ id, datasetId, on, columns: wanted, rows: kept }, { columns }, { openDataset }) {
    const places = placesOf(columns, on)
    const other = await openDataset(datasetId)
    refuseOtherKey(on, other)
    const taken = takenColumns(wanted, other, id)
    const all: StepColumn[] = [...columns]
    for (const column of taken.columns) {
      requireNewName(column.name, all)
      all.push({ ...column, steps: [...column.steps] })
    }
    const empty = taken.columns.map(() => '')
    let alone = 0

    /** As the other dataset spells it; empty where there is none. */
    function keyOf(cells: readonly string[]): string {
      const parts = places.map((at) => cells[at]!)
      return parts.length === 1 ? toRowKey(parts[0]!) : joinKeys(parts)
    }

    async function ofGroup(group: ShapedRow[]): Promise<ShapedRow[]> {
      const keys = new Set<string>()
      for (const row of group) if (row.kind === 'row') keys.add(keyOf(row.cells))
      keys.delete('')
      const partners = new Map<string, readonly string[]>()
      for (const part of inBatches([...keys], lookUp)) {
        for (const [key, cells] of await other.byKeys(part)) partners.set(key, cells)
      }
      return group.flatMap((row): ShapedRow[] => {
        if (row.kind === 'aside') return [row]
        const partner = partners.get(keyOf(row.cells))
        if (!partner) alone++
        if (!partner && kept === 'matching') return []
        return [{ ...row, cells: [...row.cells, ...(partner ? taken.cells(partner) : empty)] }]
      })
    }

    return {
      columns: all,
      async *rows(groups) {
        alone = 0
        for await (const group of regroup(groups, lookUp)) {
          const rows = await ofGroup(group)
          if (rows.length > 0) yield rows
        }
      },
      notes() {
        if (alone === 0) return []
        const what = kept === 'matching' ? 'left out' : 'left empty'
        return [`${counted(alone, 'row')} without a partner in "${other.name}", ${what}.`]
      },
    }
  },
}

function refuseOtherKey(on: readonly string[], { name, keyParts }: OtherDataset): void {
  if (on.length === keyParts.length) return
  const parts = keyParts.map((part) => `"${part}"`).join(' and ')
  throw new StepProblem(
    keyParts.length === 1
      ? `The key of "${name}" is the one column ${parts}. Name one column here that holds it.`
      : `The key of "${name}" is combined of ${parts}. Name as many columns here, in this order.`,
  )
}
