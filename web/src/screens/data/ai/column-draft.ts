// What is typed into the form of an AI column, and what is sent of it. Pure.
import type { AiColumn, AiColumnInput, AiColumnType, AiStanding } from '../../../../../src/api/ai.ts'

export interface ColumnDraft {
  name: string
  endpointId: string
  prompt: string
  type: AiColumnType
  choices: string[]
  mostCharacters: number | ''
  allowed: string[]
  standing: { [K in keyof AiStanding]: AiStanding[K] | (AiStanding[K] extends number ? '' : never) } | null
}

export function blankColumn(column: AiColumn | null, endpointId: string): ColumnDraft {
  if (column) {
    const { name, endpointId: asked, prompt, type, choices, mostCharacters, allowed, standing } = column
    return { name, endpointId: asked, prompt, type, choices, mostCharacters, allowed, standing }
  }
  const most = { mostCharacters: 300, allowed: [], standing: null }
  return { name: '', endpointId, prompt: '', type: 'text', choices: [], ...most }
}

export const hasLength = (type: AiColumnType) => type === 'text' || type === 'html'

export type ColumnProblems = Partial<Record<keyof ColumnDraft, string>>

export function problemsOf(draft: ColumnDraft): ColumnProblems {
  const { name, prompt, type, choices, mostCharacters, standing } = draft
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(prompt.trim() === '' && { prompt: 'Write what the model is asked.' }),
    ...(type === 'choice' && choices.length < 2 && { choices: 'Name at least two answers, one a line.' }),
    ...(hasLength(type) && mostCharacters === '' && { mostCharacters: 'Enter a number.' }),
    ...(standing &&
      (standing.mostCost === '' || standing.mostCalls === '') && { standing: 'Enter both caps.' }),
  }
}

/** Of a draft without problems. */
export function inputOf(draft: ColumnDraft): AiColumnInput {
  const { name, endpointId, prompt, type, choices, mostCharacters, allowed, standing } = draft
  return {
    name: name.trim(),
    endpointId,
    prompt,
    type,
    choices: type === 'choice' ? trimmed(choices) : [],
    mostCharacters: mostCharacters === '' ? 300 : mostCharacters,
    allowed: trimmed(allowed),
    standing: standing && {
      per: standing.per,
      mostCost: Number(standing.mostCost),
      mostCalls: Number(standing.mostCalls),
    },
  }
}

function trimmed(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))]
}

/** What a template writes for a column. */
export function expressionOf(column: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(column)) return `{{ row.${column} }}`
  const quote = column.includes('"') ? "'" : '"'
  return `{{ row[${quote}${column}${quote}] }}`
}
