// Forms: their words stay.
import type { Conversion } from '../conversion.ts'
import { attributeOf, type SourceElement } from '../parse.ts'
import { type Handler, type Handlers, SKIP, same } from './handler.ts'
import { images } from './images.ts'

/** A control is a box of its own: its words never touch the words beside it. */
const control: Handler = {
  display: 'inline',
  loss: 'form-reduced',
  enter(_element, conversion) {
    conversion.blank()
    return undefined
  },
  leave(_element, conversion) {
    conversion.blank()
  },
}

const textarea: Handler = {
  ...control,
  loss: undefined,
  style: { whiteSpace: 'pre' },
  enter(element, conversion) {
    const isEmpty = element.childNodes.every((node) => 'value' in node && node.value.trim() === '')
    if (isEmpty) reportEmpty(element, conversion)
    else conversion.loss('form-reduced')
    conversion.blank()
    return undefined
  },
}

/** Inputs without words of their own: what they show is a picture, a mark or a choice. */
const WORDLESS = new Set(['radio', 'file', 'color', 'range', 'password'])

const input: Handler = {
  display: 'inline',
  enter(element, conversion) {
    const type = (attributeOf(element, 'type') ?? 'text').toLowerCase()
    if (type === 'hidden') return SKIP
    if (type === 'image') return images['img']?.enter?.(element, conversion)
    if (type === 'checkbox') checkbox(element, conversion)
    else {
      const value = attributeOf(element, 'value') ?? ''
      conversion.blank()
      if (WORDLESS.has(type) || value.trim() === '') reportEmpty(element, conversion)
      else {
        conversion.loss('form-reduced')
        conversion.text(value)
      }
      conversion.blank()
    }
    return SKIP
  },
}

/** A control of which no word stays; a hint for who fills it in is worth naming. */
function reportEmpty(element: SourceElement, conversion: Conversion): void {
  const hint = attributeOf(element, 'placeholder')?.trim() || attributeOf(element, 'value')?.trim()
  conversion.loss('control-dropped', hint || undefined)
}

function checkbox(element: SourceElement, conversion: Conversion): void {
  conversion.loss('task-list')
  conversion.blank()
  conversion.text(attributeOf(element, 'checked') === undefined ? '☐' : '☑')
  conversion.blank()
}

export const forms: Handlers = {
  form: { display: 'block', loss: 'form-reduced' },
  ...same('fieldset legend', { display: 'block' }),
  option: { display: 'block' },
  optgroup: {
    display: 'block',
    enter(element, conversion) {
      conversion.text(attributeOf(element, 'label') ?? '')
      conversion.breakLine()
      return undefined
    },
  },
  ...same('button select selectedcontent progress meter', control),
  textarea,
  input,
}
