// Info sections before Wix sees them. Pure.
import type { Problem } from '../../../api/problem.ts'
import { isEmptyDocument } from '../document.ts'
import { mostSections } from './names.ts'
import type { ProductToCheck } from './product-to-check.ts'
import { problem } from './row-error.ts'

/** A section needs both its title and its text, or neither. */
export function checkSections({ fields, html, payload }: ProductToCheck): Problem[] {
  const problems: Problem[] = []
  for (let number = 1; number <= mostSections; number++) {
    const [titleName, textName] = [`section_${number}_title`, `section_${number}_text`]
    const text = html.get(textName)
    // What cannot be converted is reported already.
    if (text && text.problems.length > 0) continue
    const hasTitle = (fields[titleName] ?? '').trim() !== ''
    const hasText = text !== undefined && !isEmptyDocument(text.document)
    if (hasTitle && !hasText) {
      const message = `Info section ${number} has a title and no text. Fill the text, or leave both blank to have no such section.`
      problems.push(problem('section_no_text', textName, message))
    }
    if (hasText && !hasTitle) {
      const message = `Info section ${number} has a text and no title, which Wix needs. Fill the title, or leave both blank.`
      problems.push(problem('section_no_title', titleName, message))
    }
  }
  if (payload.mode === 'sections' && payload.sections === undefined) {
    const message =
      'This project fills info sections only, and the template has none. Fill the title and text of a section.'
    problems.push(problem('section_missing', 'section_1_text', message))
  }
  return problems
}
