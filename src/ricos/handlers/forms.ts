// Forms: their words stay.
import type { Conversion } from '../conversion.ts'
import { attributeOf, type SourceElement } from '../parse.ts'
import { type Handler, type Handlers, SKIP, same } from './handler.ts'

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
  style: { whiteSpace: 'pre' },
}

const WITH_VALUE = new Set([
  'submit',
  'button',
  'reset',
  'text',
  'email',
  'url',
  'tel',
  'search',
  'number',
  'date',
])

const input: Handler = {
  display: 'inline',
  enter(element, conversion) {
    const type = (attributeOf(element, 'type') ?? 'text').toLowerCase()
    if (type === 'hidden') return SKIP
    if (type === 'checkbox') checkbox(element, conversion)
    else {
      conversion.loss('form-reduced')
      const value = attributeOf(element, 'value') ?? ''
      if (WITH_VALUE.has(type) && value.trim() !== '') words(value, conversion)
    }
    return SKIP
  },
}

function checkbox(element: SourceElement, conversion: Conversion): void {
  conversion.loss('task-list')
  conversion.blank()
  conversion.text(attributeOf(element, 'checked') === undefined ? '☐' : '☑')
  conversion.blank()
}

function words(value: string, conversion: Conversion): void {
  conversion.blank()
  conversion.text(value)
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
