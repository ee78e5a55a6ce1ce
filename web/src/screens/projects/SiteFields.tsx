// What the site says about its fields, and what fills them.
import { Loader } from '@mantine/core'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { Template } from '../../../../src/api/template.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Notes } from '../../ui/Notes.tsx'
import { Status } from '../../ui/Status.tsx'
import { FieldMapper } from './FieldMapper.tsx'
import { missingFields, type Source, type Sources } from './mapping.ts'
import classes from './Projects.module.css'
import type { SiteFieldsState } from './useSiteFields.ts'

interface Props {
  site: SiteFieldsState
  dataset: Dataset | undefined
  /** Chosen instead of a new one. */
  template: Template | undefined
  sources: Sources
  judged: boolean
  onChange: (field: string, source: Source) => void
}

export function SiteFields({ site, dataset, template, sources, judged, onChange }: Props) {
  if (site.error)
    return <ErrorNote title="The fields could not be read" error={site.error} onRetry={site.retry} />
  if (site.fields.length === 0)
    return (
      <p className={classes.pending} role="status">
        <Loader size={14} aria-hidden />
        Asking the site for its fields
      </p>
    )
  return (
    <>
      <Notes label="What the site says" notes={site.notes} />
      {template ? (
        <TemplateFit template={template} site={site} />
      ) : dataset ? (
        <FieldMapper
          fields={site.fields}
          dataset={dataset}
          sources={sources}
          judged={judged}
          onChange={onChange}
        />
      ) : (
        <p className={classes.pending}>Choose the data first: its columns fill the fields.</p>
      )}
    </>
  )
}

/** How a template that exists goes with these fields. */
function TemplateFit({ template, site }: { template: Template; site: SiteFieldsState }) {
  const missing = missingFields(site.fields, template.fields)
  const unknown = Object.keys(template.fields).filter(
    (name) => !site.fields.some((field) => field.name === name),
  )
  return (
    <div className={classes.fit}>
      {missing.length > 0 && (
        <Status tone="warn" sign="warning" wrap>
          The template leaves out what Wix needs: {missing.map(({ label }) => label).join(', ')}.
        </Status>
      )}
      {unknown.length > 0 && (
        <Status tone="warn" sign="warning" wrap>
          The site has no field {unknown.join(', ')}; take it out of the template.
        </Status>
      )}
      {missing.length + unknown.length === 0 && (
        <Status tone="good" sign="check" wrap>
          Every field of the template is there, and all that Wix needs is filled.
        </Status>
      )}
    </div>
  )
}
