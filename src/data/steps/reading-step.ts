// Which step reads a column already. Pure.
import type { Lineage, Step } from '../../api/step.ts'

/** Its number in the list, from 1; null where no step that is on reads the column as numbers or dates. */
export function readingStep(
  column: string,
  { steps, lineage }: { steps: readonly Step[]; lineage: readonly Pick<Lineage, 'name' | 'steps'>[] },
): number | null {
  const through = lineage.find(({ name }) => name === column)?.steps ?? []
  const at = steps.findIndex(
    ({ id, kind, isOff }) => !isOff && (kind === 'number' || kind === 'date') && through.includes(id),
  )
  return at === -1 ? null : at + 1
}
