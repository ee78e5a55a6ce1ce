// Fields of a page that people changed in Wix: what becomes of each, and the button that leaves it to them from now on.
import { Button } from '@mantine/core'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import classes from './Preview.module.css'

export interface EditedField {
  field: string
  /** What becomes of it, where it is not left to Wix. */
  words: string
}

interface Props {
  edited: readonly EditedField[]
  /** Fields that are left to Wix from now on. */
  detached: readonly string[]
  wordOf: (field: string) => string
  isPending: boolean
  error: unknown
  onDetach: (field: string, detached: boolean) => void
}

/** Nothing where nobody changed anything. */
export function EditsInWix({ edited, detached, wordOf, isPending, error, onDetach }: Props) {
  const others = edited.filter(({ field }) => !detached.includes(field))
  const shown = [...detached.map((field) => ({ field, words: '' })), ...others]
  if (shown.length === 0) return null
  return (
    <section aria-label="Changed in Wix">
      <ul className={classes.edits}>
        {shown.map(({ field, words }) => {
          const isLeft = detached.includes(field)
          const name = wordOf(field)
          const label = isLeft ? 'Follow the template again' : "Keep Wix's from now on"
          return (
            <li key={field}>
              <span>
                <b>{name}</b> {isLeft ? 'is left to Wix from now on.' : words}
              </span>
              <Button
                size="xs"
                variant="default"
                aria-label={`${label}: ${name}`}
                disabled={isPending}
                onClick={() => onDetach(field, !isLeft)}
              >
                {label}
              </Button>
            </li>
          )
        })}
      </ul>
      {error ? <ErrorNote title="That was not stored" error={error} /> : null}
    </section>
  )
}
