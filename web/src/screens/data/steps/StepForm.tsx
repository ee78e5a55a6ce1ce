// The form of a step, by its kind.
import { ListForm } from './ListForm.tsx'
import { ReadingForm } from './ReadingForm.tsx'
import { RowsForm } from './RowsForm.tsx'
import type { StepFormProps } from './step-form-props.ts'
import { TextForm } from './TextForm.tsx'

export function StepForm({ step, ...props }: StepFormProps) {
  switch (step.kind) {
    case 'filter':
    case 'pick':
    case 'unique':
      return <RowsForm step={step} {...props} />
    case 'number':
    case 'date':
    case 'trim_case':
      return <ReadingForm step={step} {...props} />
    case 'list_values':
    case 'join':
    case 'combine':
      return <ListForm step={step} {...props} />
    default:
      return <TextForm step={step} {...props} />
  }
}
