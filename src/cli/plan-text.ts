// Plans, in words. Pure.

import type { Plan, PlanAction, PlanItemDetail, SelectionCount } from '../api/plan.ts'
import { nameChoiceSchema } from '../api/plan.ts'
import { settledPages } from '../api/plan-actions.ts'
import { owedRedirects, planRedirectWords } from '../api/redirect.ts'
import { type Selection, selectionWords } from '../api/selection.ts'
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
  ['take_down', 'take down'],
  ['restore', 'bring back'],
  ['unchanged', 'unchanged'],
  ['down', 'stay down'],
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
  ['take_down', 'take down'],
  ['restore', 'bring back'],
]

/** Undoing puts back, where bringing back makes pages of today's rows. */
function wordsIn({ kind }: Plan['scope'], all: [PlanAction, string][]): [PlanAction, string][] {
  return all.map(([action, text]) => [action, kind === 'undo' && action === 'restore' ? 'put back' : text])
}

/** "Create 4,200, update 560, unchanged 367." */
export function headline({ counts, scope }: Plan): string {
  const parts = wordsIn(scope, actionWords).filter(([action]) => counts[action] > 0)
  if (parts.length === 0) return 'No pages.'
  const text = parts.map(([action, words]) => `${words} ${count(counts[action])}`).join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** "Create 4,200, update 560, remove 3." What applying it would do, after every decision. */
export function sendLine(plan: Plan): string {
  const { takenOver, kept } = settledPages(plan)
  const parts = wordsIn(plan.scope, sendWords).flatMap(([action, verb]) => {
    const n = (plan.willSend.byAction[action] ?? 0) + (action === 'adopt' ? takenOver : 0)
    return n > 0 ? [`${verb} ${count(n)}`] : []
  })
  if (kept > 0) parts.push(`keep ${count(kept)} as edited in Wix`)
  const owed = owedRedirects(plan)
  if (owed > 0)
    parts.push(`${plan.scope.kind === 'undo' ? 'take back' : 'make up for'} ${many(owed, 'redirect')}`)
  if (parts.length === 0) return 'Nothing is sent.'
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** "The first 5 pages: create 4, move 1. 1 comes along." What applying a part of it would do. */
export function partSendLine(
  plan: Plan,
  part: Selection,
  { willSend, willSettle, broughtAlong, waiting, leftOut }: SelectionCount,
): string {
  const what = selectionWords(part)
  const sends = sendLine({ ...plan, willSend, willSettle })
  const notes = [
    broughtAlong > 0 && `${count(broughtAlong)} of them come along, to free an address.`,
    waiting > 0 && part.first === undefined && `${count(waiting)} more are held or undecided.`,
    leftOut > 0 && `${count(leftOut)} are left out: their address is not free.`,
  ]
  const head = `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${sends.charAt(0).toLowerCase()}${sends.slice(1)}`
  return [head, ...notes.filter((note) => note !== false)].join(' ')
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
    plan.taken > 0 && plan.state === 'ready'
      ? `${many(plan.taken, 'page')} of it went before; the others wait. To stop here: seomatic plans discard ${plan.id}`
      : '',
    ...plan.names.map((one) => nameLine(plan.id, one)),
    ...keyLines(plan),
    ...plan.creates.map(madeFirst),
    plan.redirects === null
      ? ''
      : `${planRedirectWords(plan.redirects, plan.scope.kind === 'undo')}${plan.redirects.note === null ? ` One by one: seomatic redirects plan ${plan.id}` : ''}`,
    wixValidation.note,
    plan.message ?? '',
  ].filter((note) => note !== '')
  const parts = [
    headline(plan),
    pairs([
      ['Plan', `${plan.id} (${plan.state})`],
      ['Project', plan.projectName],
      ['Pages', plan.scope.kind !== 'all' ? `only ${plan.scope.words}` : null],
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

/** "The category "Cafés" is called "Coffee houses" in Wix; 2 pages have it. It is made again. To choose: ..." */
function nameLine(planId: string, { kind, name, foundName, pages, choice }: Plan['names'][number]): string {
  const what = foundName === null ? 'was deleted in Wix' : `is called "${foundName}" in Wix now`
  const becomes = {
    recreate: 'It is created again',
    take_over: 'Pages go into it under that name',
    drop: 'Pages go without it',
  }[choice]
  const others = nameChoiceSchema.options.filter(
    (one) => one !== choice && (one !== 'take_over' || foundName !== null),
  )
  return `The ${words(kind)} "${name}" ${what}; ${many(pages, 'page')} ${pages === 1 ? 'has' : 'have'} it. ${becomes}. To choose otherwise: seomatic plans names ${planId} ${others.join(' or ')} --name "${name}"`
}

/** "500 rows seem to have had another key before; neither they nor those pages go. To see them: ..." */
function keyLines({ id, changedKeys: { open, same, other, unclear } }: Plan): string[] {
  const command = `seomatic plans keys ${id}`
  return [
    open > 0 &&
      `${many(open, 'row')} ${open === 1 ? 'seems' : 'seem'} to have had another key before, by address or title; neither they nor those pages go until you say so. To see them: ${command}. To decide: ${command} same (or other) [--row KEY]`,
    same > 0 && `${many(same, 'row')} took over the page of another key. To take that back: ${command} other`,
    other > 0 &&
      `${many(other, 'row')} ${other === 1 ? 'counts' : 'count'} as new, as you said. To say otherwise: ${command} same`,
    unclear > 0 &&
      `${many(unclear, 'new row')} ${unclear === 1 ? 'shares' : 'share'} address or title with several pages or rows, so nothing is offered for ${unclear === 1 ? 'it' : 'them'}. To see them: seomatic plans items ${id} --problem key_unclear`,
  ].filter((line) => line !== false)
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
    ['Scheduled for', item.expectedAt === null ? null : time(item.expectedAt)],
    ['Decided', item.resolution],
  ])
  const problems = item.problems.length > 0 ? [describeProblems(item.problems)] : []
  const { kept = [], collisions = [] } = item.merge ?? {}
  const torn = collisions.map(({ id, base, ours, theirs, choice }) =>
    [
      `Both changed ${id}${choice === null ? '' : `, decided: ${choice}`}`,
      pairs([
        ['  before', cut(oneLine(base.text), 300)],
        ['  in Wix', cut(oneLine(theirs.text), 300)],
        ['  ours', cut(oneLine(ours.text), 300)],
      ]),
    ].join('\n'),
  )
  const stays = [...kept.map(({ field }) => field), ...(item.merge?.mergedFields ?? [])]
  const edited = stays.length > 0 ? [`Changed in Wix, and that stays: ${stays.join(', ')}.`] : []
  return [head, ...changes, ...torn, ...edited, ...problems].join('\n\n')
}
