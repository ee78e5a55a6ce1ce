import classes from './Preview.module.css'

interface Props {
  title: string
  url: string
  description: string
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text
}

/** About how a search engine would show the page. */
export function SearchResult({ title, url, description }: Props) {
  return (
    <section className={classes.search} aria-label="As a search result">
      <span className={classes.searchUrl}>{url || 'the address is empty'}</span>
      <span className={classes.searchTitle}>{shortened(title, 62) || 'The title is empty'}</span>
      <span className={classes.searchText}>
        {shortened(description, 158) || 'Without a description, search engines choose a piece of the page.'}
      </span>
      <span className={classes.searchCounts}>
        Title {title.length} characters{title.length > 62 && ', cut'} · description {description.length}
        {description.length > 158 && ', cut'}
      </span>
    </section>
  )
}
