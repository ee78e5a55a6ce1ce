// Shortcodes of WordPress and its like: codes in brackets that only the system they come from replaces. They stay as
// they are, and readers would see them.
import { isElement, type SourceNode } from './parse.ts'

const CODE = /\[(\/?)([a-z][\w-]{0,40})((?:\s[^[\]]*)?)\/?\]/gi
const ATTRIBUTE = /\s[\w-]+=\S/
/** Those that often stand without attributes. */
const KNOWN = new Set(
  'gallery audio video playlist embed caption wp_caption contact-form-7 contact-form wpforms gravityform ninja_form formidable toc ez-toc elementor-template woocommerce_cart woocommerce_checkout woocommerce_my_account products product_page recent_products add_to_cart vc_row vc_column vc_column_text et_pb_section et_pb_row et_pb_text fusion_builder_container rev_slider'.split(
    ' ',
  ),
)
const CODE_ELEMENTS = new Set(['code', 'pre', 'kbd', 'samp', 'tt', 'xmp', 'listing', 'textarea'])

/** The names of the shortcodes in a text. */
export function shortcodesIn(text: string): string[] {
  const names: string[] = []
  for (const [, slash = '', name = '', rest = ''] of text.matchAll(CODE)) {
    if (slash !== '' || ATTRIBUTE.test(rest) || KNOWN.has(name.toLowerCase())) names.push(name.toLowerCase())
  }
  return names
}

/** Whether the text is an example of code, where brackets mean what they say. */
export function isInCode(node: SourceNode): boolean {
  for (let at = node.parentNode; at !== null && isElement(at); at = at.parentNode)
    if (CODE_ELEMENTS.has(at.tagName)) return true
  return false
}
