// What each kind of notice says, one table: a new one is a line here. Pure; without schemas, since screens load it.
import type { NoticeDetail } from './notice.ts'
import { type NoticeKind, noticeKindNames } from './notice-kind.ts'
import { type Done, pagesListed } from './run-done.ts'

/** `problem` and `warning` want a person; the others are good to know. */
export type NoticeSeverity = 'good' | 'info' | 'warning' | 'problem'

/** What became of pages, by the name that a notice has for it. */
const doneWords = {
  published: 'published',
  broughtBack: 'brought back',
  putBack: 'put back',
  removed: 'removed',
  takenDown: 'taken down',
} as const satisfies Partial<Record<keyof NoticeDetail, string>>
const doneNames = Object.keys(doneWords) as (keyof typeof doneWords)[]

/** What a run did, as a notice keeps it; `published` always, since receivers count on it. */
export function noticeDone(done: readonly Done[]): NoticeDetail {
  const counts = new Map(done.map((one) => [one.word, one.count]))
  const some = doneNames.flatMap((name) => {
    const pages = counts.get(doneWords[name])
    return pages === undefined ? [] : [[name, pages] as const]
  })
  return { published: 0, ...Object.fromEntries(some) }
}

function doneIn(detail: NoticeDetail): Done[] {
  const done = doneNames.flatMap((name) => {
    const pages = detail[name]
    return pages === undefined ? [] : [{ word: doneWords[name], count: pages }]
  })
  const some = done.filter((one) => one.count > 0)
  if (some.length > 0) return some
  // Nothing has become of any page: what most were to become is named beside what is always there.
  return [done.find((one) => one.word !== doneWords.published) ?? { word: doneWords.published, count: 0 }]
}

interface KindTraits {
  /** Among the switches of the settings. */
  label: string
  severity: NoticeSeverity
  /** One sentence. `name` is what its thing is called; of runs, plans and schedules, their project. */
  says: (name: string, detail: NoticeDetail) => string
  /** Many within a few minutes may become one message. */
  isDigestible: boolean
  /** Whether a new installation tells it; each kind can be switched off and on. */
  isOn: boolean
}

export const noticeKinds: Readonly<Record<NoticeKind, KindTraits>> = {
  run_finished: {
    label: 'A run is finished',
    severity: 'good',
    says: (name, detail) =>
      `The run of ${name} is finished: ${pagesListed(doneIn(detail))}${detail.failed ? `, ${count(detail.failed)} not` : ''}.`,
    isDigestible: true,
    isOn: true,
  },
  run_stopped: {
    label: 'A run was cancelled',
    severity: 'info',
    says: (name, detail) =>
      `The run of ${name} was cancelled after ${pages(doneIn(detail).reduce((sum, one) => sum + one.count, 0))}.`,
    isDigestible: true,
    isOn: true,
  },
  run_needs_attention: {
    label: 'A run waits for you',
    severity: 'problem',
    says: (name) => `The run of ${name} stopped and waits for you.`,
    isDigestible: true,
    isOn: true,
  },
  slot_done: {
    label: 'A slot of a schedule went out',
    severity: 'good',
    says: (name, { published = 0, failed = 0 }) =>
      failed > 0
        ? `A slot of ${name} went out: ${pages(published)} published, ${count(failed)} not.`
        : `A slot of ${name} went out: ${pages(published)} published.`,
    isDigestible: true,
    isOn: true,
  },
  slot_stopped: {
    label: 'A slot of a schedule was stopped',
    severity: 'problem',
    says: (name) => `A slot of ${name} was stopped, and the schedule waits for you.`,
    isDigestible: true,
    isOn: true,
  },
  slot_missed: {
    label: 'A slot of a schedule was missed',
    severity: 'warning',
    says: (name) => `A slot of ${name} passed while nothing could publish it.`,
    isDigestible: true,
    isOn: true,
  },
  dates_in_wix: {
    label: 'Dates in Wix need a look',
    severity: 'warning',
    says: (name) => `Dates of ${name} in Wix are not as its schedule has them.`,
    isDigestible: true,
    isOn: true,
  },
  schedule_waits: {
    label: 'A schedule waits for you',
    severity: 'problem',
    says: (name) => `The schedule of ${name} stopped and waits for you.`,
    isDigestible: true,
    isOn: true,
  },
  schedule_ended: {
    label: 'A schedule has ended',
    severity: 'good',
    says: (name) => `The schedule of ${name} has ended.`,
    isDigestible: true,
    isOn: true,
  },
  import_refused: {
    label: 'An import was refused',
    severity: 'problem',
    says: (name) => `${name} could not be imported.`,
    isDigestible: true,
    isOn: true,
  },
  data_read_changed: {
    label: 'Data that other data is made with has changed',
    severity: 'info',
    says: (name) => `${name} is made with rows that have changed.`,
    isDigestible: true,
    isOn: true,
  },
  correction_overtaken: {
    label: 'The source of a corrected cell has changed',
    severity: 'warning',
    says: (name, { cells = 1 }) =>
      `The source of ${name} says something else now in ${cells === 1 ? 'a cell' : `${cells} cells`} that you corrected.`,
    isDigestible: true,
    isOn: true,
  },
  data_refreshed: {
    label: 'Data were refreshed',
    severity: 'good',
    says: (name, { added = 0, changed = 0, gone = 0 }) => {
      const parts = [
        added > 0 && `${count(added)} new`,
        changed > 0 && `${count(changed)} changed`,
        gone > 0 && `${count(gone)} gone`,
      ].filter((part) => part !== false)
      return `${name} was refreshed from its source: ${parts.length === 0 ? 'its columns changed' : `rows ${parts.join(', ')}`}.`
    },
    isDigestible: true,
    isOn: true,
  },
  refresh_stopped: {
    label: 'A refresh was stopped',
    severity: 'problem',
    says: (name) => `${name} could not be refreshed from its source.`,
    isDigestible: true,
    isOn: true,
  },
  source_recovered: {
    label: 'A source works again',
    severity: 'good',
    says: (name) => `The source of ${name} works again.`,
    isDigestible: true,
    isOn: true,
  },
  refresh_planned: {
    label: 'A plan was made after a refresh',
    severity: 'info',
    says: (name, { pages: sent = 0 }) => `The data of ${name} were refreshed: its plan has ${pages(sent)}.`,
    isDigestible: true,
    isOn: true,
  },
  refresh_waits: {
    label: 'A refresh waits for you',
    severity: 'problem',
    says: (name) => `A refresh of ${name} published nothing and waits for you.`,
    isDigestible: true,
    isOn: true,
  },
  ai_run_finished: {
    label: 'An AI column is filled',
    severity: 'good',
    says: (name, { answered = 0, held = 0 }) =>
      `${name} is filled: ${answered === 0 ? 'every row had its answer' : `${rows(answered)} answered`}${held > 0 ? `, ${count(held)} held` : ''}.`,
    isDigestible: true,
    isOn: true,
  },
  ai_run_stopped: {
    label: 'A run of an AI column was stopped',
    severity: 'problem',
    says: (name, { waiting = 0 }) =>
      waiting > 0
        ? `The run of ${name} stopped before ${rows(waiting)} had an answer.`
        : `The run of ${name} stopped.`,
    isDigestible: true,
    isOn: true,
  },
  ai_rows_wait: {
    label: 'Rows wait for an AI column',
    severity: 'warning',
    says: (name, { waiting = 0 }) =>
      `${rows(waiting)} of ${name} ${waiting === 1 ? 'waits' : 'wait'} for an answer.`,
    isDigestible: true,
    isOn: true,
  },
  connection_trouble: {
    label: 'A connection has trouble',
    severity: 'problem',
    says: (name) => `The connection ${name} needs attention.`,
    isDigestible: true,
    isOn: true,
  },
  connection_recovered: {
    label: 'A connection works again',
    severity: 'good',
    says: (name) => `The connection ${name} works again.`,
    isDigestible: true,
    isOn: true,
  },
  conflicts_found: {
    label: 'A plan found conflicts',
    severity: 'warning',
    says: (name, { conflicts = 0 }) =>
      `The plan of ${name} found ${pages(conflicts)} that ${conflicts === 1 ? 'was' : 'were'} also edited in Wix.`,
    isDigestible: true,
    isOn: true,
  },
  webhook_failing: {
    label: 'A webhook was switched off',
    severity: 'problem',
    says: (name) => `The webhook ${name} was switched off.`,
    isDigestible: true,
    isOn: true,
  },
  mail_failing: {
    label: 'E-mail was switched off',
    severity: 'problem',
    says: () => 'Notices are not sent by e-mail any more.',
    isDigestible: true,
    isOn: true,
  },
  test: {
    label: 'A test',
    severity: 'info',
    says: () => 'This is a test. Notices of SEOmatic arrive here.',
    isDigestible: false,
    isOn: true,
  },
}

/** Those that may be switched off: all but the test. */
export const switchableKinds: readonly NoticeKind[] = noticeKindNames.filter((kind) => kind !== 'test')
/** Those that a new installation keeps silent about. */
export const kindsOffAtFirst: readonly NoticeKind[] = noticeKindNames.filter(
  (kind) => !noticeKinds[kind].isOn,
)

function count(number: number): string {
  return number.toLocaleString('en')
}

function rows(number: number): string {
  return `${count(number)} ${number === 1 ? 'row' : 'rows'}`
}

function pages(number: number): string {
  return `${count(number)} ${number === 1 ? 'page' : 'pages'}`
}
