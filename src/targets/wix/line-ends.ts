// The option of every destination that takes HTML: what line ends in text without paragraphs are.
import { z } from 'zod'
import type { OptionSpec } from '../../api/destination.ts'

export const lineEndsSchema = z.enum(['blanks', 'paragraphs']).optional()
export interface WithLineEnds {
  lineEnds?: z.output<typeof lineEndsSchema>
}

/** Absent in projects made before there was a choice: as a browser shows them. */
export function lineEndsOf({ lineEnds = 'blanks' }: WithLineEnds): 'blanks' | 'paragraphs' {
  return lineEnds
}

export const lineEndsSpec: OptionSpec = {
  name: 'lineEnds',
  label: 'Line ends in HTML without paragraphs',
  kind: 'choice',
  choices: [
    {
      value: 'blanks',
      label: 'As a browser shows them',
      help: 'Blanks. Paragraphs are where the HTML has a <p> or another block.',
    },
    {
      value: 'paragraphs',
      label: 'As WordPress shows them',
      help: 'A blank line starts a paragraph and a single line end a line, outside of <p> and headings: for texts of the classic editor.',
    },
  ],
  choicesKind: null,
  required: true,
  shownWhen: null,
  isRare: true,
  help: 'What a blank line in the text of a column is, where SEOmatic converts the HTML. A page that has some says so among what is changed.',
}
