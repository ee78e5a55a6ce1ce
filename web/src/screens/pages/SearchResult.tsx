import { shorten } from '../../../../src/api/shorten.ts'
import classes from './Preview.module.css'
import { searchLength, searchLimits } from './text-length.ts'

interface Props {
  title: string
  url: string
  description: string
}

/** About how a search engine would show the page. */
export function SearchResult({ title, url, description }: Props) {
  const [titleLength, textLength] = [searchLength(title, 'title'), searchLength(description, 'description')]
  return (
    <section className={classes.search} aria-label="As a search result">
      <span className={classes.searchUrl}>{url || 'the address is empty'}</span>
      <span className={classes.searchTitle}>
        {shorten(title, searchLimits.title.characters + 2) || 'The title is empty'}
      </span>
      <span className={classes.searchText}>
        {shorten(description, searchLimits.description.characters) ||
          'Without a description, search engines choose a piece of the page.'}
      </span>
      <span className={classes.searchCounts} data-over={titleLength.isOver || textLength.isOver || undefined}>
        Title {titleLength.text}
        {titleLength.isOver && ', cut'} · description {textLength.text}
        {textLength.isOver && ', cut'}
      </span>
    </section>
  )
}
