// Steps and what they make of rows, in words. Pure.
import type { DatasetSteps, Step, StepsPreview } from '../api/step.ts'
import { stepSentence, stepTitles } from '../api/step-words.ts'
import { table } from './table.ts'
import { count, cut, many, oneLine } from './text.ts'

export function describeSteps({ steps, columns, reads, readBy }: DatasetSteps, width: number): string {
  const parts = [
    steps.length === 0
      ? 'No steps: the rows are stored as they come.'
      : table(
          [{ title: '#', align: 'right' }, 'Step', 'What it does'],
          steps.map((step, at) => [
            String(at + 1),
            `${stepTitles[step.kind]}${step.isOff ? ' (off)' : ''}`,
            stepSentence(step),
          ]),
          width,
        ),
    table(
      ['Column', 'Comes from', 'Through steps'],
      columns.map(({ name, from, steps: through }) => [
        name,
        from.join(', ') || '-',
        through.map((id) => String(steps.findIndex((step) => step.id === id) + 1)).join(', '),
      ]),
      width,
    ),
    reads
      .map(({ name, hasChanged }) =>
        name === null
          ? 'A dataset that it reads was deleted.'
          : `It reads "${name}"${hasChanged ? ', which has new rows since' : ''}.`,
      )
      .join('\n'),
    readBy.map(({ name }) => `"${name}" reads it.`).join('\n'),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

export function describePreview(steps: readonly Step[], preview: StepsPreview, width: number): string {
  let shown = preview.source
  const lines = preview.steps.map(({ problem, after, setAside, notes }, at) => {
    const step = steps[at]!
    const title = `${at + 1}. ${stepTitles[step.kind]}: ${stepSentence(step)}`
    if (problem !== null) return `${title}\n   ${problem}`
    if (after === null) return `${title}\n   ${step.isOff ? 'Off.' : 'Not tried.'}`
    const before = shown
    shown = after
    const told = [
      `${count(before.rowCount)} to ${many(after.rowCount, 'row')}, ${many(after.columns.length, 'column')}`,
      ...(setAside ? [`${count(setAside.count)} set aside: ${setAside.reason}`] : []),
      ...notes,
    ]
    return `${title}\n   ${told.join('\n   ')}`
  })
  const names = shown.columns.map(({ name }) => name)
  const rows = shown.rows.map(({ cells }) => cells.map((cell) => cut(oneLine(cell), 40)))
  const looked = preview.source.isPart ? `Of the first ${many(preview.source.rowCount, 'row')}:` : ''
  return [looked, ...lines, '', table(names, rows, width)]
    .filter((part, at) => at > 0 || part !== '')
    .join('\n')
}
