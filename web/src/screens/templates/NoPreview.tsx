import { Link } from '@tanstack/react-router'
import classes from './Templates.module.css'

export function NoPreview({ templateId }: { templateId: string }) {
  return (
    <section className={classes.preview} aria-label="Preview">
      <p className={classes.noPreview}>
        A preview needs rows. Create a project with this template, and every change shows here at once, for
        any row.
        <br />
        <Link to="/projects/new" search={{ template: templateId }}>
          New project with this template
        </Link>
      </p>
    </section>
  )
}
