import type { Reached } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import classes from './Failure.module.css'

const stages = [
  ['dns', 'DNS'],
  ['tcp', 'TCP'],
  ['tls', 'TLS'],
  ['answer', 'Answer'],
] as const

const looks = {
  ok: { tone: 'good', sign: 'check', word: 'ok' },
  failed: { tone: 'bad', sign: 'cross', word: 'failed' },
  skipped: { tone: 'quiet', sign: 'dashed', word: 'not tried' },
} as const

function wordOf(reached: Reached, name: (typeof stages)[number][0]): string {
  const { state, ms } = reached[name]
  if (name === 'answer' && state === 'failed') return 'none'
  return state === 'ok' && ms !== null ? `ok, ${ms} ms` : looks[state].word
}

/** "DNS ok, 14 ms · TCP ok, 31 ms · TLS failed · Answer none" */
export function reachedLine(reached: Reached): string {
  return stages.map(([name, label]) => `${label} ${wordOf(reached, name)}`).join(' · ')
}

/** How far the call got, stage by stage. */
export function ReachedView({ reached }: { reached: Reached }) {
  return (
    <ol className={classes.reached} aria-label={`What was reached of ${reached.host}`}>
      {stages.map(([name, label]) => {
        const { tone, sign } = looks[reached[name].state]
        return (
          <li key={name}>
            <Status tone={tone} sign={sign}>
              <b>{label}</b> {wordOf(reached, name)}
            </Status>
          </li>
        )
      })}
    </ol>
  )
}
