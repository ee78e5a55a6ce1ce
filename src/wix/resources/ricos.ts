// Wix's converter and validator of Ricos documents. Needs "Manage Ricos Document". Nothing is stored.
import { isJsonObject, type JsonObject } from '../json.ts'
import { readObject } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

/** Exactly one text, of at most 10,000 characters. */
export type RicosSource = { html: string } | { markdown: string } | { plainText: string }

/** A document as this library passes it on, unread. */
export type RicosDocument = JsonObject

export interface RicosValidation {
  valid: boolean
  violations: unknown[]
  /** Only with `fixDocument`. */
  validDocument: RicosDocument | undefined
}

const textKeys = { HTML: 'html', MARKDOWN: 'markdown', PLAIN_TEXT: 'plainText' } as const

export type Ricos = ReturnType<typeof createRicos>

export function createRicos(request: WixRequest) {
  const post = (path: string, body: object, options: CallOptions | undefined) =>
    request({ method: 'POST', path: `/ricos/v1/ricos-document/${path}`, body, isWrite: false }, options)

  return {
    /**
     * What needs a plugin that is not listed (at most 100: `HEADING`, `LINK`, ...) is lost without a word.
     * POST /ricos/v1/ricos-document/convert/to-ricos
     * https://dev.wix.com/docs/rest/assets/rich-content/ricos-documents/convert-to-ricos-document
     */
    async convertTo(
      source: RicosSource,
      settings: { plugins: readonly string[] },
      options?: CallOptions,
    ): Promise<RicosDocument> {
      const answer = await post('convert/to-ricos', { ...source, options: settings }, options)
      const document = readObject(answer, 'document')
      if (!Array.isArray(document['nodes'])) throw answer.malformed('The document holds no nodes.')
      return document
    },

    /**
     * POST /ricos/v1/ricos-document/convert/from-ricos
     * https://dev.wix.com/docs/rest/assets/rich-content/ricos-documents/convert-from-ricos-document
     */
    async convertFrom(
      document: object,
      settings: {
        targetFormat: keyof typeof textKeys
        plainTextOptions?: { includeLinks?: boolean; includeMediaLinks?: boolean }
      },
      options?: CallOptions,
    ): Promise<string> {
      const answer = await post('convert/from-ricos', { document, ...settings }, options)
      const text = answer.body[textKeys[settings.targetFormat]]
      if (typeof text !== 'string') throw answer.malformed('The answer holds no text.')
      return text
    },

    /**
     * POST /ricos/v1/ricos-document/validate
     * https://dev.wix.com/docs/rest/assets/rich-content/ricos-documents/validate-ricos-document
     */
    async validate(
      document: object,
      settings: { plugins: readonly string[]; fixDocument?: boolean },
      options?: CallOptions,
    ): Promise<RicosValidation> {
      const answer = await post('validate', { document, ...settings }, options)
      const { valid = false, violations = [], validDocument } = answer.body
      if (typeof valid !== 'boolean' || !Array.isArray(violations))
        throw answer.malformed('The answer holds no verdict.')
      return { valid, violations, validDocument: isJsonObject(validDocument) ? validDocument : undefined }
    },
  }
}
