// What the editor of a field lets others do, whichever editor it is: the one for Liquid or the visual one. Chips of
// columns and the gallery of blocks know no more of it.
import { output, reference } from '../../../../src/api/column-reference.ts'
import type { Column } from '../../../../src/api/dataset.ts'

export interface EditorHandle {
  /** Puts HTML or Liquid in place of what is selected, or where the cursor is, and goes on behind it. */
  insert(source: string): void
  focus(): void
}

/** A column as editors offer it. */
export interface EditorColumn {
  name: string
  /** How Liquid reaches it, without braces: `row.country`, `row["Column 3"]`. */
  expression: string
  /** What it holds in the row that is shown, else in the first one; null where nothing is known. */
  sample: string | null
  isHtml: boolean
}

/** @param cells of the row that is shown, where there is one */
export function editorColumns(
  columns: readonly Column[],
  cells: Readonly<Record<string, string>> | undefined,
): EditorColumn[] {
  return columns.map(({ name, type, samples }) => ({
    name,
    expression: reference(name),
    sample: cells?.[name] ?? samples[0] ?? null,
    isHtml: type === 'html',
  }))
}

/** What a click on a column puts into a field: HTML stays HTML where the field takes it. */
export function sourceOfColumn({ name, isHtml }: EditorColumn, takesHtml: boolean): string {
  return output(name, isHtml && takesHtml ? ' | raw' : '')
}
