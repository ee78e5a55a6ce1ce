// What undoing a run would come to, in sentences. Pure.
import type { UndoOffer } from '../../../../src/api/undo.ts'
import { count, counted } from '../../ui/format.ts'

export function undoSentences({
  created,
  changed,
  removed,
  redirects,
}: Pick<UndoOffer, 'created' | 'changed' | 'removed' | 'redirects'>): string[] {
  return [
    created > 0 &&
      `${counted(created, 'page')} that it created ${created === 1 ? 'goes' : 'go'} off the site.`,
    changed > 0 &&
      `${counted(changed, 'page')} that it changed ${changed === 1 ? 'stands' : 'stand'} as before.`,
    removed > 0 &&
      `${counted(removed, 'page')} that it took off the site ${removed === 1 ? 'comes' : 'come'} back.`,
    redirects > 0 &&
      `${counted(redirects, 'redirect')} of old addresses ${redirects === 1 ? 'is' : 'are'} as before, where nobody changed ${redirects === 1 ? 'it' : 'them'} since.`,
  ].filter((sentence) => sentence !== false)
}

/** Of a later run: what it changed is undone as well; what it took off the site stays so. */
export function laterWords({ changed, away }: UndoOffer['laterRuns'][number]): string {
  const some = (pages: number) => (pages === 1 ? 'one of these pages' : `${count(pages)} of these pages`)
  const parts = [
    changed > 0 && `changed ${some(changed)} too, which is undone with ${changed === 1 ? 'it' : 'them'}`,
    away > 0 && `took ${some(away)} off the site, which ${away === 1 ? 'stays' : 'stay'} so`,
  ].filter((part) => part !== false)
  return `${parts.join('; it ')}.`
}
