// A plan in sentences. Pure.
import type { Destination } from '../../../../src/api/destination.ts'
import type { Plan, PlanAction } from '../../../../src/api/plan.ts'
import { settledPages } from '../../../../src/api/plan-actions.ts'
import type { Project } from '../../../../src/api/project.ts'
import { owedRedirects } from '../../../../src/api/redirect.ts'
import type { PlanShown } from '../../queries/plans.ts'
import { count, counted } from '../../ui/format.ts'
import { createdWords } from '../pages/created-names.ts'

/** Everything a plan can send, in the order it is summed up. */
const sent: [action: PlanAction, words: (pages: string) => string][] = [
  ['create', (pages) => `create ${pages}`],
  ['adopt', (pages) => `take over ${pages}`],
  ['update', (pages) => `update ${pages}`],
  ['move', (pages) => `move ${pages}`],
  ['conflict', (pages) => `overwrite ${pages} edited in Wix`],
  ['gone', (pages) => `create ${pages} again`],
  ['remove', (pages) => `remove ${pages}`],
  ['take_down', (pages) => `take down ${pages}`],
  ['restore', (pages) => `bring back ${pages}`],
]

/** "Create 4,200 pages, update 560, leave 38,000 unchanged": what the server decided, without zeros. */
export function headline(plan: Plan): string {
  const { willSend, counts, scope } = plan
  const { takenOver } = settledPages(plan)
  const parts = sent
    .map(([action, words]) => {
      // A page is taken over whether or not anything of it changes.
      const pages = (willSend.byAction[action] ?? 0) + (action === 'adopt' ? takenOver : 0)
      const isUndone = action === 'restore' && scope.kind === 'undo'
      return [pages, isUndone ? (some: string) => `put ${some} back as before` : words] as const
    })
    .filter(([pages]) => pages > 0)
    .map(([pages, words], index) => words(index === 0 ? counted(pages, 'page') : count(pages)))
  const owed = owedRedirects(plan)
  if (owed > 0)
    parts.push(`${scope.kind === 'undo' ? 'take back' : 'make up for'} ${counted(owed, 'redirect')}`)
  if (parts.length === 0) parts.push('send nothing')
  if (counts.unchanged > 0) parts.push(`leave ${count(counts.unchanged)} unchanged`)
  if (counts.down > 0) parts.push(`leave ${count(counts.down)} taken down`)
  const text = parts.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function aboutWix({ counts, willSend }: Plan): string {
  const { conflict, gone } = counts
  const edited =
    conflict === 0
      ? 'No pages were edited in Wix since the last run'
      : `${counted(conflict, 'page was', 'pages were')} edited in Wix since the last run`
  if (gone === 0) return `${edited}.`
  const fate = (willSend.byAction.gone ?? 0) === 0 ? ' and will not be recreated' : ''
  return `${edited}, ${counted(gone, 'page was', 'pages were')} deleted there${fate}.`
}

/** What publishing settles without sending anything. */
export function settledSentences(plan: Plan): string[] {
  const { takenOver, kept } = settledPages(plan)
  const nothingSent = (pages: number) => `nothing is sent for ${pages === 1 ? 'it' : 'them'}`
  return [
    takenOver > 0 &&
      `${counted(takenOver, 'page matches its row', 'pages match their rows')} already; ${nothingSent(takenOver)}.`,
    kept > 0 && `${counted(kept, 'page is', 'pages are')} kept as edited in Wix; ${nothingSent(kept)}.`,
  ].filter((sentence) => sentence !== false)
}

/** What the button says: what it does, with count and target. */
export function publishLabel(plan: Plan): string {
  const { willSend, willSettle, site, scope } = plan
  const pages = counted(willSend.total, 'page')
  if (willSend.total > 0 && scope.kind === 'undo') return `Undo ${pages} on ${site.name}`
  if (willSend.total > 0 && willSend.byAction.take_down === willSend.total) return `Take down ${pages}`
  if (willSend.total > 0 && willSend.byAction.restore === willSend.total) return `Bring back ${pages}`
  if (willSend.total > 0) return `Publish ${pages} to ${site.name}`
  const { takenOver } = settledPages(plan)
  if (takenOver > 0) return `Take over ${counted(takenOver, 'page')}`
  if (willSettle > 0) return `Keep ${counted(willSettle, 'page')} as in Wix`
  const owed = owedRedirects(plan)
  if (owed > 0)
    return `${scope.kind === 'undo' ? 'Take back' : 'Make'} ${counted(owed, 'redirect')} on ${site.name}`
  return 'Nothing to publish'
}

const actionWords = {
  create: 'Create',
  adopt: 'Take over',
  update: 'Update',
  move: 'Move',
  remove: 'Remove',
  conflict: 'Conflict',
  gone: 'Gone in Wix',
  held: 'Held back',
  unchanged: 'Unchanged',
  down: 'Stays down',
  take_down: 'Take down',
  restore: 'Bring back',
} as const

/** What happens with a page; undoing puts back, where bringing back makes pages of today's rows. */
export function actionWord(action: PlanAction, { scope }: Pick<Plan, 'scope'>): string {
  return action === 'restore' && scope.kind === 'undo' ? 'Put back' : actionWords[action]
}

/** "12 categories will be created first", "37 images will be imported first". */
export function createsSentence({
  kind,
  count: number,
}: Pick<Plan['creates'][number], 'kind' | 'count'>): string {
  if (kind === 'image') return `${counted(number, 'image')} will be imported first, once for the whole site`
  const [one, many] = createdWords[kind] ?? [kind, `${kind}s`]
  return `${counted(number, one, many)} will be created first`
}

/** In the order they are listed. */
const listed = [
  'create',
  'adopt',
  'update',
  'move',
  'remove',
  'conflict',
  'gone',
  'held',
  'take_down',
  'restore',
  'unchanged',
  'down',
] as const satisfies readonly PlanAction[]

/** Of which there are any. */
export function presentActions({ counts }: Pick<Plan, 'counts'>): PlanAction[] {
  return listed.filter((action) => counts[action] > 0)
}

/** What the list of a plan shows: what was chosen, or the first action there is; of a problem all that have it. */
export function shownOf(
  plan: Plan,
  {
    action,
    problem,
    search = '',
  }: { action?: PlanAction | undefined; problem?: string | undefined; search?: string | undefined },
): PlanShown {
  const shown = action ?? (problem === undefined ? presentActions(plan)[0] : undefined)
  return { action: shown, problem, search: search.trim() }
}

export type Removal = Destination['removal'] | 'keep'

/** What becomes of pages whose rows are gone; products that only got info sections were never the project's. */
export function removalOf({ keeps, removal }: Destination, { options }: Pick<Project, 'options'>): Removal {
  return keeps && options[keeps.option] === keeps.value ? 'keep' : removal
}

/** Undefined: nobody knows yet, and nothing is promised. */
export function removalWords(removal: Removal | undefined): string {
  if (removal === undefined) return ''
  if (removal === 'keep') return 'The product stays, with its info sections.'
  if (removal === 'delete') return 'Wix has no trash for them: they are deleted for good.'
  return 'Wix keeps them in its trash, from where they can be restored.'
}

/** "312 pages: merged cells were split" */
export function groupSentence({
  code,
  severity,
  title,
  count: pages,
}: Plan['problemGroups'][number]): string {
  // Titles of losses are sentences; others may start with a name or a placeholder that keeps its case.
  const words = code.startsWith('html_') ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title
  return `${counted(pages, 'page')}: ${words}${severity === 'error' ? ', held back' : ''}`
}
