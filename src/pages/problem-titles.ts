// One line for a group of the same problem; the message of a row says more.
import type { Problem } from '../api/problem.ts'
import { lossTitle } from '../targets/loss-titles.ts'

const titles: Record<string, string> = {
  required_blank: 'A required field is empty',
  too_long: 'Too long for Wix',
  too_many: 'Too many names for one post',
  label_too_long: 'A category or tag name is too long for Wix',
  slug_reserved: 'The address is reserved',
  slug_invalid: 'Not usable as an address',
  slug_mixed_script: 'The address mixes scripts that look alike',
  slug_taken: 'The address is taken on the site',
  duplicate_slug: 'Several pages have the same address',
  duplicate_title: 'Several pages have the same title',
  raw_placeholder: 'A placeholder was not filled',
  raw_word: 'Contains "null", "undefined" or "NaN"',
  json_invalid: 'Structured data is not valid JSON',
  json_ld_long: 'Structured data is very long',
  url_invalid: 'Not a web address',
  canonical_elsewhere: 'The canonical address leads to another site',
  language_invalid: 'Not a language code',
  post_too_large: 'The post is larger than Wix takes',
  body_not_convertible: 'The body could not be converted',
  wix_cannot_convert: "Wix's converter does not take the body",
  wix_not_asked: 'Not converted by Wix yet',
  image_address: 'Images have no usable address',
  image_dead: 'Images are not there',
  image_refused: 'Addresses of images are never fetched',
  image_not_image: 'Addresses of images lead to something else',
  image_too_large: 'Images are larger than Wix takes',
  image_vector: 'Images are drawings (SVG)',
  image_unchecked: 'Images could not be checked',
  image_no_alt: 'Images have no alternative text',
  invisible_removed: 'Invisible characters were removed',
}

export function problemTitle(problem: Problem): string {
  return titles[problem.code] ?? lossTitle(problem.code) ?? problem.message
}
