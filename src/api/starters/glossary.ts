// A page that explains a term.
import { questionsSection } from '../page-parts.ts'
import { joined, type Starter, structuredData } from './starter-page.ts'

const parts = [
  { id: 'name', label: 'Term', names: ['term', 'word', 'name', 'title', 'entry', 'keyword', 'concept'] },
  {
    id: 'definition',
    label: 'Definition',
    names: ['definition', 'meaning', 'shortdefinition', 'short', 'summary'],
    isNeeded: true,
  },
  {
    id: 'explanation',
    label: 'Explanation',
    names: ['explanation', 'description', 'details', 'text', 'longdefinition', 'body'],
    holds: 'long',
  },
  { id: 'example', label: 'Example', names: ['example', 'examples', 'usage', 'sample'] },
  {
    id: 'synonyms',
    label: 'Also called',
    names: ['synonyms', 'synonym', 'alsoknownas', 'aka', 'aliases', 'abbreviation', 'acronym'],
  },
  { id: 'related', label: 'Related terms', names: ['related', 'relatedterms', 'seealso'] },
  { id: 'category', label: 'Subject', names: ['category', 'topic', 'subject', 'field', 'area', 'domain'] },
  { id: 'source', label: 'Source', names: ['source', 'reference', 'origin', 'etymology'] },
] as const satisfies Starter['parts']

export const glossary: Starter = {
  id: 'glossary',
  name: 'Glossary',
  text: 'A term explained: the definition first, then more, an example, related terms.',
  parts,
  write(page) {
    const { name, out, when } = page
    const questions = [
      ...page.question('definition', `What does ${name} mean?`, out('definition')),
      ...page.question('example', `What is an example of ${name}?`, out('example')),
      ...page.question('synonyms', `What is ${name} also called?`, `${out('synonyms')}.`),
    ]
    return {
      title: `${name}${when('category', ` (${out('category')})`)}`,
      body: joined([
        when('definition', `<p><strong>${name}</strong>: ${out('definition')}</p>`),
        page.section('explanation', 'In more detail'),
        page.section('example', 'Example'),
        page.facts(['synonyms', 'related', 'category', 'source'], 'At a glance'),
        questionsSection(questions, 'Questions and answers'),
      ]),
      excerpt: `What ${name} means, explained in a few words.`,
      seoTitle: `${name}: meaning and examples`,
      seoDescription: `What does ${name} mean? The definition in a sentence, then in more detail.`,
      structured: structuredData(page, 'DefinedTerm', {
        description: 'definition',
        alternateName: 'synonyms',
      }),
    }
  },
}
