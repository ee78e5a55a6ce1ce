import { ErrorState } from '../../ui/ErrorState.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import classes from './Templates.module.css'
import type { TemplateFields } from './useTemplateFields.ts'

/** In the editor's place while there is no field to edit. */
export function NoField({ known }: { known: TemplateFields }) {
  if (known.error) {
    return <ErrorState title="The fields could not be loaded" error={known.error} onRetry={known.retry} />
  }
  return (
    <section className={classes.editor} aria-label="Editor">
      {known.isLoading ? (
        <div className={classes.editorHead}>
          <BlockSkeleton lines={5} />
        </div>
      ) : (
        <p className={classes.noPreview}>
          {known.from === 'site'
            ? 'No field that can be filled was found on the site. Read it again, below the fields.'
            : 'This template has no fields yet. Use it in a project: the fields come from its site.'}
        </p>
      )}
    </section>
  )
}
