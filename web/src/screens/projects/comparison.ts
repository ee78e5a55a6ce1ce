// The comparison of converters in words. Pure.
import type { ConverterComparison } from '../../../../src/api/project.ts'
import { count, counted } from '../../ui/format.ts'

/** "1,204 (98.7 %)"; never rounded up to all. */
export function keptWords(of: number, kept: { words: number }): string {
  const share = of === 0 ? 100 : Math.floor((kept.words / of) * 1000) / 10
  return `${count(kept.words)} (${share} %)`
}

export function costSentence({ callsPerPage, pages, minutes }: ConverterComparison): string {
  if (callsPerPage === 0) return "Wix's converter takes none of these pages."
  const calls = callsPerPage === 1 ? 'one call' : `${callsPerPage} calls`
  return `Wix's converter needs ${calls} a page: about ${counted(minutes, 'minute')} for ${counted(pages, 'page')} the first time, later for changed pages only. SEOmatic's needs none.`
}
