import type { FieldSpec } from '../../api/destination.ts'

type Given = Pick<FieldSpec, 'name' | 'label' | 'kind' | 'group' | 'help' | 'example'> & Partial<FieldSpec>

/** A field of a template that any site takes; what is not said is the usual. */
export function field(spec: Given): FieldSpec {
  return { required: false, maxLength: null, type: null, unwritable: null, ...spec }
}
