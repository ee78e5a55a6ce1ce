// Templates as files: one JSON file, or a folder with template.json and a .liquid file per field, which is kinder to
// editors and to version control.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { templateFieldsSchema } from '../api/template.ts'
import { usageError } from './errors.ts'

const headSchema = z.object({
  name: z.string().optional(),
  destination: z.string().default('wix/blog'),
  /** Which version the file was saved from; an update is refused when there is a newer one. */
  version: z.number().int().optional(),
})
const fileSchema = headSchema.extend({ fields: templateFieldsSchema })

export interface TemplateFile {
  name: string
  destination: string
  version?: number | undefined
  fields: Record<string, string>
}

const headFile = 'template.json'
const ending = '.liquid'

export function readTemplateFile(path: string): TemplateFile {
  const fallbackName = basename(resolve(path)).replace(/\.json$/i, '')
  const file = statSync(path).isDirectory()
    ? readFolder(path)
    : parse(fileSchema, path, readFileSync(path, 'utf8'))
  return { ...file, name: file.name ?? fallbackName }
}

/** No destination has such a field, and a text under this name would be lost on its way. */
function refuseProto(path: string, fields: object): void {
  if (Object.hasOwn(fields, '__proto__'))
    throw usageError(`${path} has a field "__proto__", which no destination has. Remove it.`)
}

/** Each field ends with a line's end in its file, as editors want it; reading takes it off again. */
export function writeTemplateFolder(folder: string, template: TemplateFile): void {
  mkdirSync(folder, { recursive: true })
  const { name, destination, version, fields } = template
  writeFileSync(join(folder, headFile), `${JSON.stringify({ name, destination, version }, null, 2)}\n`)
  for (const [field, text] of Object.entries(fields)) {
    // The server knows which fields there are; a name that leads elsewhere would be an attack.
    if (!/^[\w-]+$/.test(field)) throw usageError(`The field "${field}" cannot be a file name.`)
    writeFileSync(join(folder, field + ending), `${text}\n`)
  }
}

/** After an update, so that the next one from the same file is not taken for an older text. */
export function advanceVersion(path: string, version: number): void {
  const file = statSync(path).isDirectory() ? join(path, headFile) : path
  const content = parse(z.looseObject({ version: z.number() }), file, readFileSync(file, 'utf8'))
  writeFileSync(file, `${JSON.stringify({ ...content, version }, null, 2)}\n`)
}

function readFolder(folder: string): Omit<TemplateFile, 'name'> & { name?: string | undefined } {
  const names = readdirSync(folder)
  const head = names.includes(headFile)
    ? parse(headSchema, join(folder, headFile), readFileSync(join(folder, headFile), 'utf8'))
    : headSchema.parse({})
  const fields = names
    .filter((name) => name.endsWith(ending))
    .map((name) => [name.slice(0, -ending.length), readField(join(folder, name))])
  const texts = Object.fromEntries(fields) as Record<string, string>
  refuseProto(folder, texts)
  if (fields.length === 0) {
    throw usageError(
      `${folder} has no ${ending} file. Write one per field, like title${ending} and body${ending}.`,
    )
  }
  return { ...head, fields: texts }
}

function readField(path: string): string {
  return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
}

function parse<T extends z.ZodType>(schema: T, path: string, text: string): z.output<T> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw usageError(`${path} is not JSON: ${(error as Error).message}.`)
  }
  const { fields } = Object(value) as { fields?: unknown }
  refuseProto(path, Object(fields))
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw usageError(`${path} cannot be used as a template. ${z.prettifyError(parsed.error)}`)
}
