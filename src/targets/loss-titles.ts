// One line for a loss that many pages share; the loss of a page says more.
import type { LossCode } from '../ricos/index.ts'

/** A title for every loss of the converter: the compiler refuses a table that lacks one. */
export const lossTitles: Record<LossCode, string> = {
  'script-dropped': 'Scripts were left out',
  'style-dropped': 'Style sheets were left out',
  'not-shown': 'Elements that a browser does not show were left out',
  'hidden-dropped': 'Hidden elements were left out',
  'unknown-element': 'Unknown elements were reduced to their content',
  'form-reduced': 'Forms were reduced to their text',
  'control-dropped': 'Empty fields of forms were left out',
  'mark-dropped': 'Text marks without a counterpart were removed',
  'code-inline': 'Code within a line lost its font',
  'font-dropped': 'Fonts were replaced by the font of the site',
  'style-unreadable': 'Styles that Wix does not support were left out',
  'background-dropped': 'Backgrounds of blocks were left out',
  'direction-changed': 'The text direction was left to Wix',
  'tooltip-dropped': 'Tooltips were left out',
  'ruby-inlined': 'Ruby readings were put in brackets',
  'lines-joined': 'Blank lines between words were read as blanks',
  'shortcode-kept': 'Shortcodes stand in the text',
  'line-joined': 'Lines of headings were joined',
  'block-split': 'Headings or code blocks were split around other blocks',
  'heading-demoted': 'Headings in lists or cells became bold text',
  'heading-content': 'Lists, tables and quotes in headings became bold text',
  'front-matter': 'Front matter was left out',
  'quote-split': 'Quotes were split into one for each paragraph',
  'quote-content': 'Blocks inside quotes were placed beside them',
  'quote-indented': 'Quotes inside lists became indented text',
  'quote-too-deep': 'Deeply nested quotes were raised',
  'list-split': 'Lists were split around blocks they cannot hold',
  'list-stray': 'Loose content of lists became list items',
  'list-style': 'Special list marks became plain ones',
  'list-reversed': 'Lists that count down now count up',
  'list-too-deep': 'Deeply nested lists were flattened',
  'definition-list': 'Definition lists became bold and indented text',
  'task-list': 'Check boxes became characters',
  'table-layout': 'Layout tables were taken apart',
  'table-nested': 'Tables inside tables became text',
  'table-caption': 'Table captions became text beside the table',
  'cells-split': 'Merged cells were split',
  'code-language': 'Languages of code blocks were left out',
  'details-flattened': 'Collapsible sections were opened into text',
  'details-opened': 'Collapsible sections that were open are closed',
  'title-split': 'Long titles of collapsible sections were split',
  'too-deep': 'Deeply nested blocks were flattened',
  'image-moved': 'Images inside text were moved to lines of their own',
  'image-no-size': 'Images have no width and height',
  'image-no-source': 'Images without an address were left out',
  'image-relative': 'Images have an incomplete address',
  'image-other': 'Images name another address, for scripts',
  'image-tracking': 'Tracking pixels were left out',
  'caption-plain': 'Image captions lost their formatting',
  'caption-link': 'Image captions lost their links',
  'media-no-source': 'Media without an address were left out',
  'script-filled': 'Elements that scripts fill were left out',
  'embed-linked': 'Posts of other sites became links',
  'fallback-kept': 'Plug-ins were replaced by their text',
  'map-dropped': 'Image maps were left out',
  'media-tracks': 'Subtitle tracks and further sources of media were left out',
  'embed-kept': 'Other pages are shown in frames',
  'drawing-dropped': 'Drawings were reduced to their text',
  'formula-flattened': 'Formulas were put on one line',
  'link-unsafe': 'Unsafe links were removed, their text kept',
  'link-no-scheme': 'Links without https:// lead to the own site',
  'link-nowhere': 'Links that lead nowhere were removed, their text kept',
  'anchor-missing': 'Links to missing places on the page were removed, their text kept',
}

/** The same for what Wix's converter loses, in a project that has chosen it. */
export const wixLossTitles = {
  'wix-words': "Wix's converter left out or ran together words",
  'wix-heading': "Wix's converter lost headings",
  'wix-list': "Wix's converter lost lists",
  'wix-table': "Wix's converter lost tables",
  'wix-quote': "Wix's converter lost quotes",
  'wix-code': "Wix's converter lost code blocks",
  'wix-image': "Wix's converter lost images",
  'wix-media': "Wix's converter lost videos, audio or embeds",
  'wix-collapsible': "Wix's converter lost collapsible sections",
  'wix-divider': "Wix's converter lost dividers",
  'wix-link': "Wix's converter lost links",
  'wix-format': "Wix's converter lost formatting",
} as const

const allTitles: Record<string, string> = { ...lossTitles, ...wixLossTitles }

/** Losses of a page are problems of it too, under these codes. */
export function lossProblemCode(code: string): string {
  return `html_${code}`
}

/** The title for the problem of a loss; undefined for other problems. */
export function lossTitle(problemCode: string): string | undefined {
  if (!problemCode.startsWith('html_')) return undefined
  const code = problemCode.slice('html_'.length)
  return Object.hasOwn(allTitles, code) ? allTitles[code] : undefined
}
