// Ricos documents: convert and validate
// (https://dev.wix.com/docs/ricos/api-reference/ricos-document).

import MarkdownIt from 'markdown-it'
import { invalidArgument } from '../errors.ts'
import { documentText } from '../ricos/document.ts'
import { htmlToDocument, textToDocument } from '../ricos/from-html.ts'
import { schemaErrors } from '../ricos/schema.ts'
import { documentToHtml, documentToMarkdown } from '../ricos/to-html.ts'
import type { Route } from '../route.ts'
import { anything, bool, list, object, oneOf, requiredObject, text } from '../shape.ts'
import type { Obj } from '../types.ts'

const base = '/ricos/v1/ricos-document'
const permissions = ['Manage Ricos Document']
const maxSourceLength = 10_000
const plugins = list(text(30), 100)
const markdown = new MarkdownIt({ html: false })

export const ricosRoutes: Route[] = [
  {
    method: 'POST',
    path: `${base}/convert/to-ricos`,
    permissions,
    body: object({
      html: text(maxSourceLength),
      markdown: text(maxSourceLength),
      plainText: text(maxSourceLength),
      options: object({ plugins }),
    }),
    handle(call) {
      const sources = ['html', 'markdown', 'plainText'].filter((key) => typeof call.body[key] === 'string')
      if (sources.length !== 1)
        throw invalidArgument('exactly one of html, markdown and plainText is required')
      const source = String(call.body[sources[0]!])
      const listed = ((call.body['options'] as Obj | undefined)?.['plugins'] ?? []) as string[]
      if (sources[0] === 'plainText') return { document: textToDocument(source) }
      const html = sources[0] === 'markdown' ? markdown.render(source) : source
      return { document: htmlToDocument(html, listed) }
    },
  },
  {
    method: 'POST',
    path: `${base}/convert/from-ricos`,
    permissions,
    body: object({
      document: requiredObject({ nodes: anything, metadata: anything, documentStyle: anything }),
      targetFormat: oneOf('HTML', 'MARKDOWN', 'PLAIN_TEXT'),
      plainTextOptions: object({ includeLinks: bool, includeMediaLinks: bool }),
    }),
    handle(call) {
      const document = call.body['document'] as Obj
      switch (call.body['targetFormat']) {
        case 'HTML':
          return { html: documentToHtml(document) }
        case 'MARKDOWN':
          return { markdown: documentToMarkdown(document) }
        case 'PLAIN_TEXT':
          return { plainText: documentText(document) }
        default:
          throw invalidArgument('targetFormat must not be empty')
      }
    },
  },
  {
    method: 'POST',
    path: `${base}/validate`,
    permissions,
    body: object({ document: anything, plugins, fixDocument: bool }),
    handle(call) {
      const { document } = call.body
      const violations = schemaErrors(document ?? {})
      const isValid = violations.length === 0
      return {
        valid: isValid,
        violations: violations.map(({ path, message }) => ({ path, message })),
        ...(call.body['fixDocument'] === true && isValid && { validDocument: document }),
      }
    },
  },
]
