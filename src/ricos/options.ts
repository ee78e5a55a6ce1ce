import { DEFAULT_LIMITS, type Limits } from './limits.ts'

/** What the caller knows about an image: Wix's file id and its real size, in pixels. */
export interface KnownImage {
  id?: string
  url?: string
  width?: number
  height?: number
}

export interface Options {
  /** Decides the node ids; give every page its own, for example the row's key. Default: empty. */
  seed?: string
  /** Address of the page the HTML was written for; relative links and images are resolved against it. */
  baseUrl?: string
  /**
   * `published` (default) writes only what Wix's published validator accepts. `api` adds what today's REST API lists
   * beyond it: strikethrough, superscript, subscript, font family and captions with formatting.
   */
  schema?: 'published' | 'api'
  /**
   * What line ends in text outside of paragraphs are: `blanks` (default), as in a browser, or `paragraphs`, as WordPress
   * shows what its classic editor wrote: a blank line starts a paragraph, a single line end a line.
   */
  lineEnds?: 'blanks' | 'paragraphs'
  /** Asked once for every image, so that uploaded files and real sizes can be filled in. Has to be pure. */
  image?: (url: string) => KnownImage | undefined
  limits?: Partial<Limits>
}

export type Settings = Omit<Required<Options>, 'baseUrl' | 'image' | 'limits'> &
  Pick<Options, 'baseUrl' | 'image'> & { limits: Limits }

export function readOptions(options: Options): Settings {
  return {
    seed: options.seed ?? '',
    schema: options.schema ?? 'published',
    lineEnds: options.lineEnds ?? 'blanks',
    baseUrl: options.baseUrl,
    image: options.image,
    limits: options.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits },
  }
}
