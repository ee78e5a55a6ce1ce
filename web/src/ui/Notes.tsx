// What should be known before going on, calmly: from warnings to notes, each in a line or two.
import type { Problem } from '../../../src/api/problem.ts'
import { Status } from './Status.tsx'
import classes from './states.module.css'
import { Words } from './Words.tsx'

const looks = {
  error: { tone: 'bad', sign: 'cross', word: 'Error' },
  warning: { tone: 'warn', sign: 'warning', word: 'Warning' },
  note: { tone: 'quiet', sign: 'info', word: 'Note' },
} as const
const order = { error: 0, warning: 1, note: 2 }

export function Notes({ label, notes }: { label: string; notes: Problem[] }) {
  if (notes.length === 0) return null
  const sorted = [...notes].sort((a, b) => order[a.severity] - order[b.severity])
  return (
    <ul className={classes.notes} aria-label={label}>
      {sorted.map((note) => {
        const { tone, sign, word } = looks[note.severity]
        return (
          <li key={`${note.code}:${note.message}`} data-severity={note.severity}>
            <Status tone={tone} sign={sign} wrap>
              <span className="sr-only">{word}: </span>
              <Words text={note.message} />
            </Status>
          </li>
        )
      })}
    </ul>
  )
}
