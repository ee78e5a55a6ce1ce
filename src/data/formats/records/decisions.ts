// Which list of a file is read and how what occurs several times is joined, in words.
import type { Decision } from '../format.ts'
import type { RecordConfig } from './config.ts'

/** A list that was met, with how many records it has in the part of the file that was looked at. */
export interface FoundList {
  path: string
  count: number
}

/** `label`: what a path is called where that is not the path itself. */
export function listDecision(
  config: RecordConfig,
  path: string,
  { lists, reason, label }: { lists: readonly FoundList[]; reason: string; label?: (path: string) => string },
): Decision {
  const paths = [...new Set([...lists.map((list) => list.path), path])]
  return {
    name: 'list',
    value: path,
    reason: config.path === null ? reason : 'As you chose.',
    setting: 'path',
    choices: paths.map((value) => ({ value, label: label?.(value) ?? value })),
  }
}

const separators = [
  { value: ', ', label: 'a comma' },
  { value: '; ', label: 'a semicolon' },
  { value: ' | ', label: 'a bar' },
  { value: '\n', label: 'a line break' },
]

export function joinDecision({ joinWith }: RecordConfig): Decision {
  const isListed = separators.some(({ value }) => value === joinWith)
  return {
    name: 'joined by',
    value: joinWith,
    reason: 'What occurs several times in a record stands in one cell, with this in between.',
    setting: 'joinWith',
    choices: isListed ? separators : [{ value: joinWith, label: `"${joinWith}"` }, ...separators],
  }
}
