// Which column fills which field of the site: suggested, shown with what comes out, and changed in place.
import { IconChevronRight } from '@tabler/icons-react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import { count, counted } from '../../ui/format.ts'
import { Words } from '../../ui/Words.tsx'
import { fieldGroups, typeWords } from '../templates/field-groups.ts'
import classes from './Mapper.module.css'
import { MapperRow } from './MapperRow.tsx'
import { missingFields, type Source, type Sources, templateOf } from './mapping.ts'

interface Props {
  fields: FieldSpec[]
  dataset: Dataset
  sources: Sources
  judged: boolean
  onChange: (field: string, source: Source) => void
}

export function FieldMapper({ fields, dataset, sources, judged, onChange }: Props) {
  const writable = fields.filter((field) => field.unwritable === null)
  const texts = templateOf(writable, sources, dataset)
  const missing = missingFields(writable, texts)
  const isFilled = (field: FieldSpec) => texts[field.name] !== undefined
  return (
    <section className={classes.mapper} aria-label="Fields and the columns that fill them">
      <header className={classes.head}>
        <h3>
          {count(Object.keys(texts).length)} of {counted(writable.length, 'field')} filled
        </h3>
        <p data-open={missing.length > 0 || undefined}>
          {missing.length > 0
            ? `Wix needs ${missing.map(({ label }) => label).join(', ')}.`
            : 'Fields that are left alone keep their value in Wix.'}
        </p>
      </header>
      {fieldGroups(writable).map(({ group, title, members }) => {
        const filled = members.filter(isFilled).length
        const rows = (
          <ul className={classes.rows} aria-label={title}>
            {members.map((field) => (
              <MapperRow
                key={field.name}
                field={field}
                dataset={dataset}
                source={sources[field.name] ?? { from: 'nothing' }}
                text={texts[field.name] ?? ''}
                isMissing={missing.includes(field)}
                judged={judged}
                onChange={(source) => onChange(field.name, source)}
              />
            ))}
          </ul>
        )
        // Long groups that most people leave alone do not stand in the way of the others.
        const isAside = group === 'seo' || group === 'sections'
        if (!isAside || members.some(({ required }) => required))
          return (
            <div key={group} className={classes.group}>
              <h4>{title}</h4>
              {rows}
            </div>
          )
        return (
          <details key={group} className={classes.group} open={filled > 0 || undefined}>
            <summary>
              <IconChevronRight size={14} aria-hidden />
              {title}
              <span className="num">
                {count(filled)} of {count(members.length)} filled
              </span>
            </summary>
            {rows}
          </details>
        )
      })}
      <UnwritableFields fields={fields.filter((field) => field.unwritable !== null)} />
    </section>
  )
}

function UnwritableFields({ fields }: { fields: FieldSpec[] }) {
  if (fields.length === 0) return null
  return (
    <div className={classes.group}>
      <h4>Cannot be filled</h4>
      <ul className={classes.rows} aria-label="Fields that cannot be filled">
        {fields.map((field) => (
          <li key={field.name} className={classes.row} data-off>
            <div className={classes.field}>
              <b>{field.label}</b>
              {field.type && <span className={classes.type}>{typeWords(field.type)}</span>}
            </div>
            <p className={classes.reason}>
              <Words text={field.unwritable ?? ''} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}
