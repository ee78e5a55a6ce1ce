// What the sample project is made of: a table of our own, and a template that shows what one can do.
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export const sample = {
  project: 'Teas (sample)',
  dataset: 'Teas (sample)',
  template: 'A page for each tea (sample)',
  destination: 'wix/blog',
  fileName: 'teas.csv',
  keyColumn: 'slug',
  /** The row that is shown first: every part of the template has something to say of it. */
  rowKey: 'oriental-beauty',
} as const

const table = fileURLToPath(new URL('../../examples/teas.csv', import.meta.url))

export function readTable(): Readable {
  return createReadStream(table)
}

const body = `<p>{{ row.about }}</p>

<h2>How to brew {{ row.name }}</h2>
<table>
  <tbody>
    <tr><th>Water</th><td>{{ row.water_c }} °C</td></tr>
    {% if row.minutes != blank %}<tr><th>Time</th><td>{{ row.minutes }} {% if row.minutes == "1" %}minute{% else %}minutes{% endif %}</td></tr>{% endif %}
    <tr><th>Caffeine</th><td>{{ row.caffeine | capitalize }}</td></tr>
    <tr><th>From</th><td>{% if row.region != blank %}{{ row.region }}, {% endif %}{{ row.country | default: "no one place: it is a blend" }}</td></tr>
  </tbody>
</table>

<h2>How it tastes</h2>
<p>{{ row.tastes_of }}.</p>

<h2>What goes with it</h2>
<p>{{ row.good_with | default: "Nothing. It is best on its own" }}.</p>

{% if row.caffeine == "high" %}<p><strong>One for the morning:</strong> it has a lot of caffeine.</p>{% endif %}
{% if row.caffeine == "none" or row.caffeine == "low" %}<p><strong>One for the evening:</strong> it has {% if row.caffeine == "none" %}no caffeine{% else %}little caffeine{% endif %}.</p>{% endif %}
`

/** The texts of the template, by field of a post. */
export const sampleFields: Record<string, string> = {
  title: '{{ row.name }}: how to brew it',
  slug: '{{ row.slug }}',
  body,
  excerpt: '{{ row.tastes_of }}. {{ row.about | truncate: 140 }}',
  categories: '{{ row.kind }}',
  tags: '{{ row.country }}',
  seo_title: 'How to brew {{ row.name }}',
  seo_description:
    '{{ row.name }} tastes of {{ row.tastes_of | downcase }}. Water at {{ row.water_c }} °C{% if row.minutes != blank %}, {{ row.minutes }} min{% endif %}, and what goes with it.',
}
