// Plans, in words. Pure.

import type { Plan, PlanAction, PlanItemDetail } from '../api/plan.ts'
import { settledPages } from '../api/plan-actions.ts'
import { describeGroups, describeProblems } from './problem-text.ts'
import { pairs } from './table.ts'
import { count, cut, duration, many, oneLine, time, words } from './text.ts'

const actionWords: [PlanAction, string][] = [
  ['create', 'create'],
  ['adopt', 'take over'],
  ['update', 'update'],
  ['move', 'move'],
  ['remove', 'remove'],
  ['conflict', 'conflicts'],
  ['gone', 'gone in Wix'],
  ['held', 'held back'],
  ['unchanged', 'unchanged'],
]

/** What a run does with pages of each action, once they are decided. */
const sendWords: [PlanAction, string][] = [
  ['create', 'create'],
  ['adopt', 'take over'],
  ['update', 'update'],
  ['move', 'move'],
  ['conflict', 'overwrite edits of'],
  ['gone', 'create again'],
  ['remove', 'remove'],
]

/** "Create 4,200, update 560, unchanged 367." */
export function headline({ counts }: Plan): string {
  const parts = actionWords.filter(([action]) => counts[action] > 0)
  if (parts.length === 0) return 'No pages.'
  const text = parts.map(([action, words]) => `${words} ${count(counts[action])}`).join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** "Create 4,200, update 560, remove 3." What applying it would do, after every decision. */
export function sendLine(plan: Plan): string {
  const { takenOver, kept } = settledPages(plan)
  const parts = sendWords.flatMap(([action, verb]) => {
    const n = (plan.willSend.byAction[action] ?? 0) + (action === 'adopt' ? takenOver : 0)
    return n > 0 ? [`${verb} ${count(n)}`] : []
  })
  if (kept > 0) parts.push(`keep ${count(kept)} as edited in Wix`)
  if (parts.length === 0) return 'Nothing is sent.'
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

export function describePlan(plan: Plan, width: number): string {
  const { counts, estimate, wixValidation } = plan
  const notes = [
    counts.remove > 0
      ? plan.includeRemovals
        ? `${many(counts.remove, 'page')} without a row will be removed from Wix.`
        : `${many(counts.remove, 'page')} without a row stay in Wix. To remove them: seomatic plans removals ${plan.id} on`
      : '',
    counts.conflict > 0
      ? `${many(counts.conflict, 'page')} edited in Wix, ${count(plan.conflictsOpen)} undecided and left alone. To decide: seomatic plans resolve ${plan.id} keep_theirs (or take_ours, hold)`
      : '',
    counts.gone > 0
      ? `${many(counts.gone, 'page')} deleted in Wix, not recreated. To publish one again: seomatic plans resolve ${plan.id} take_ours --row KEY`
      : '',
    counts.adopt > 0
      ? `${many(counts.adopt, 'page')} already ${counts.adopt === 1 ? 'exists' : 'exist'} on the site. To see what changes: seomatic plans items ${plan.id} --action adopt`
      : '',
    ...plan.creates.map(madeFirst),
    wixValidation.note,
    plan.message ?? '',
  ].filter((note) => note !== '')
  const parts = [
    headline(plan),
    pairs([
      ['Plan', `${plan.id} (${plan.state})`],
      ['Project', plan.projectName],
      ['Site', `${plan.site.name}${plan.site.kind === 'practice' ? ' (practice site)' : ''}`],
      [
        'Created',
        `${time(plan.createdAt)} by ${plan.author}, data version ${plan.datasetVersion}, template version ${plan.templateVersion}`,
      ],
      ['Publishing', plan.blockedReason ?? sendLine(plan)],
      ['Takes', plan.blockedReason ? null : `${duration(estimate.seconds)}. ${estimate.reason}`],
      ['Run', plan.runId],
    ]),
    notes.join('\n'),
    plan.problemGroups.length > 0 ? describeGroups(plan.problemGroups, width) : '',
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** "Created first: 2 categories (Austria, France)", "Imported first: 37 images (...)". */
function madeFirst({ kind, count: number, names }: Plan['creates'][number]): string {
  const noun = words(kind)
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
  const verb = kind === 'image' ? 'Imported' : 'Created'
  return `${verb} first: ${many(number, noun, plural)} (${cut(names.join(', '), 100)})`
}

export function describePlanItem(item: PlanItemDetail): string {
  // What stood there before is not ours when a page is taken over.
  const [before, after] = item.action === 'adopt' ? ['  in Wix', '  row'] : ['  before', '  after']
  const changes = item.changes.map((change) =>
    [
      change.field,
      pairs([
        [before, change.before === null ? null : cut(oneLine(change.before), 300)],
        [after, change.after === null ? null : cut(oneLine(change.after), 300)],
        ['  in Wix', change.theirs === null ? null : cut(oneLine(change.theirs), 300)],
      ]),
    ].join('\n'),
  )
  const head = pairs([
    ['Row', item.rowKey],
    ['Action', item.action === 'adopt' ? 'take over: it already exists on the site' : item.action],
    ['Title', item.title],
    ['Slug', item.slug],
    ['Address', item.url],
    ['Decided', item.resolution],
  ])
  const problems = item.problems.length > 0 ? [describeProblems(item.problems)] : []
  return [head, ...changes, ...problems].join('\n\n')
}
