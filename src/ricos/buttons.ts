// A line that holds nothing but links styled as buttons becomes Ricos buttons.
import type { ButtonNode } from './document.ts'
import type { Frame } from './frames.ts'
import type { Line } from './line.ts'

/** The line's buttons, taken from it; `undefined` (and the line untouched) when it holds anything else. */
export function takeButtons(line: Line, frame: Frame): ButtonNode[] | undefined {
  // A list item or a title cannot hold a button, and a link is better than a broken list.
  if (frame.kind === 'item' || frame.kind === 'title') return undefined
  const buttons: ButtonNode[] = []
  let last: ButtonNode | undefined
  for (const { text, style } of line.runs) {
    const { link } = style
    if (link === undefined) {
      if (text.trim() !== '') return undefined
      last = undefined
      continue
    }
    if (!link.isButton) return undefined
    if (last !== undefined && last.buttonData.link === link.link) {
      last.buttonData.text += text
      continue
    }
    const colors: { text?: string; background?: string } = {}
    if (style.foreground !== undefined) colors.text = style.foreground
    if (style.background !== undefined) colors.background = style.background
    const hasColors = colors.text !== undefined || colors.background !== undefined
    last = {
      type: 'BUTTON',
      id: '',
      nodes: [],
      buttonData: {
        containerData: { width: { size: 'ORIGINAL' }, alignment: blockAlignment(style.alignment) },
        type: 'LINK',
        text,
        link: link.link,
        ...(hasColors ? { styles: { colors } } : {}),
      },
    }
    buttons.push(last)
  }
  for (const { buttonData } of buttons)
    buttonData.text = buttonData.text.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')
  if (buttons.length === 0 || buttons.some(({ buttonData }) => buttonData.text === '')) return undefined
  line.take()
  return buttons
}

function blockAlignment(alignment: string | undefined): 'LEFT' | 'CENTER' | 'RIGHT' {
  return alignment === 'CENTER' || alignment === 'RIGHT' ? alignment : 'LEFT'
}
