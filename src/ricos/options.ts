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
  /** Asked once forevery image, so that uploaded files and real sizes can be filled in. Has to be pure. */
  image?: (url: string) => KnownImage | undefined
  limits?: Partial<Limits>
}

export type Settings = Omit<Required<Options>, 'baseUrl' | 'image' | 'limits'> &
  Pick<Options, 'baseUrl' | 'image'> & { limits: Limits }

export function readOptions(options: Options): Settings {
  return {
    seed: options.seed ?? '',
    schema: options.schema ?? 'published',
    baseUrl: options.baseUrl,
    image: options.image,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  }
}
