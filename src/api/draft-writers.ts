// Who else is writing in a template, in words. Pure.
import type { TemplateDraftState } from './template-draft.ts'

/** Who has kept nothing for so long has stopped, though a draft of theirs may still be there. */
const stillWritingMs = 15 * 60_000

/** Null: nobody else is. @param now in milliseconds */
export function writersNow(
  others: TemplateDraftState['others'],
  now: number,
): { words: string; keptAt: string } | null {
  const [latest, ...rest] = others.filter(({ keptAt }) => now - Date.parse(keptAt) < stillWritingMs)
  if (!latest) return null
  const [second, third] = rest
  const who = !second
    ? `${latest.author} is`
    : `${latest.author} and ${third ? `${rest.length} others` : second.author} are`
  return { words: `${who} writing too`, keptAt: latest.keptAt }
}
