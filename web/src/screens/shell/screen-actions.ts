// What the screen below offers to do, read off it: its buttons and links as people see them. So the palette has them
// all, and none that is not there.

export interface ScreenAction {
  words: string
  element: HTMLElement
}

const mostWords = 80
/** Rows, headings to sort by, tabs, the way back and what a title says below itself are no actions of the screen. */
const apart = 'tbody, thead, nav, [role="tablist"], [role="row"], header h1 ~ div'

/** Each once, in the order of the screen; what does something before what leads somewhere. */
export function screenActions(main: Element | null): ScreenAction[] {
  const found = new Map<string, ScreenAction>()
  for (const element of main?.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]') ?? []) {
    if (element.closest(apart) || element.dataset['disabled'] || !isSeen(element)) continue
    const words = wordsOf(element)
    if (words !== '' && words.length <= mostWords && !found.has(words)) found.set(words, { words, element })
  }
  const isLink = ({ element }: ScreenAction) => element.localName === 'a'
  return [...found.values()].sort((a, b) => Number(isLink(a)) - Number(isLink(b)))
}

function isSeen(element: HTMLElement): boolean {
  // Not in every browser, and in no test without one.
  return element.checkVisibility?.() ?? true
}

function wordsOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label')
  if (label !== null) return label
  // A letter beside the words is the key of the button.
  const copy = element.cloneNode(true) as HTMLElement
  for (const aside of copy.querySelectorAll('kbd, [aria-hidden="true"]')) aside.remove()
  // What stands side by side there is not one word here.
  for (const part of copy.querySelectorAll('*')) part.before(' ')
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
}
