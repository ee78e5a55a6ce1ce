// Everything in a text that looks like a fact: links, addresses of mail, telephone numbers, dates, times, money,
// percentages and numbers, in digits and in words. Pure.
import { cleanText, textOfHtml } from './clean-text.ts'
import { takeDates } from './dates.ts'
import type { Fact } from './fact.ts'
import { takeLinks } from './links.ts'
import { writtenNumbers } from './number-words.ts'
import { takeNumbers } from './numbers.ts'

/**
 * @param languages of numbers, weekdays and months in words, as `languagesOf` finds them
 * @param isHtml tags are shown to nobody; otherwise they are text like any other, which a template may put into a page
 *   as it is: then both readings count
 */
export function factsOf(text: string, languages: readonly string[], isHtml = false): Fact[] {
  const shown = textOfHtml(text)
  if (shown === null) return readFacts(text, languages)
  const found = readFacts(shown, languages)
  if (isHtml) return found
  return [...found, ...readFacts(text.replace(/&#x?[0-9a-f]+;?/gi, ' '), languages)]
}

function readFacts(text: string, languages: readonly string[]): Fact[] {
  const links = takeLinks(cleanText(text))
  const dates = takeDates(links.rest, languages)
  const numbers = takeNumbers(dates.rest, languages)
  const words = writtenNumbers(numbers.rest, languages).map(({ text: word, value }) => ({
    kind: 'number' as const,
    text: word,
    keys: [`n:${value}`],
  }))
  return [...links.facts, ...dates.facts, ...numbers.facts, ...words]
}
