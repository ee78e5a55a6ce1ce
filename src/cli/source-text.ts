// Sources as texts. Pure.
import type { Import } from '../api/import.ts'
import { rhythmWords } from '../api/rhythm.ts'
import type { Refresh, Source, SourceKind } from '../api/source.ts'
import { describeChanges } from './dataset-text.ts'
import { propertiesOf } from './source-config.ts'
import { pairs } from './table.ts'
import { time } from './text.ts'

/** One kind with its settings and secrets, each as the flag that gives it. */
export function kindText(kind: SourceKind): string {
  const settings = propertiesOf(kind).map(([name, { title, description }]): [string, string] => [
    `--set ${name}=`,
    [title, description].filter(Boolean).join('. '),
  ])
  const secrets = kind.secrets.map(({ name, label, help }): [string, string] => [
    `--secret-file ${name}=`,
    `${label}. ${help}`,
  ])
  return `${kind.id}: ${kind.name}. ${kind.hint}\n${pairs([...settings, ...secrets])}`
}

export function sourceText(source: Source): string {
  return pairs([
    ['From', source.title],
    ['Id', source.id],
    ['Kind', source.kindName],
    ['Dataset', source.datasetId],
    ['State', source.state],
    ['Why', source.problem?.message ?? null],
    ['Import', source.problem?.importId ?? null],
    ['Secrets', source.isLocked ? 'locked: their key is not here' : source.secrets.join(', ') || null],
    ['Read again', source.rhythm ? `${rhythmWords(source.rhythm)} (${source.timeZone})` : 'only when asked'],
    ['Next', time(source.nextAt)],
    ['Checked', time(source.checkedAt)],
    ['Changed', time(source.changedAt)],
    ['Webhook', source.hasHook ? `POST /api/hooks/${source.id}` : null],
  ])
}

/** What came of reading it again. */
export function outcomeText(ended: Import): string {
  if (ended.problem) return `${ended.problem.message} Nothing was changed.`
  if (ended.reasons.length > 0) {
    const why = ended.reasons.map(({ message }) => message).join(' ')
    return `${why} Nothing was changed. ${waitsText(ended)}`
  }
  return ended.state === 'applied' ? `Refreshed: ${describeChanges(ended)}.` : 'Nothing has changed.'
}

/** Without its key nobody can tell which row is which, so that there is nothing to take over. */
function waitsText({ id, reasons }: Import): string {
  const discard = `seomatic sources discard ${id}`
  if (reasons.some(({ code }) => code === 'key_gone')) return `Discard it: ${discard}`
  return `It waits. Discard it: ${discard}. Take it over: seomatic sources take-over ${id}`
}

/** The same of an earlier time, in a few words. */
export function refreshText({ changes, problem, reasons, outcome: came }: Refresh): string {
  if (problem) return problem.message
  if (reasons.length > 0) return reasons.map(({ message }) => message).join(' ')
  if (!changes || came !== 'applied') return ''
  return `${changes.added} new, ${changes.changed} changed, ${changes.removed} gone`
}
