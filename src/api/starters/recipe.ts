// A page with a recipe.
import { questionsSection } from '../page-parts.ts'
import { joined, type Starter, type StarterPage, structuredData } from './starter-page.ts'

const parts = [
  { id: 'name', label: 'Dish', names: ['name', 'title', 'dish', 'recipe', 'recipename'] },
  {
    id: 'ingredients',
    label: 'Ingredients',
    names: ['ingredients', 'ingredient', 'ingredientlist'],
    isNeeded: true,
  },
  { id: 'steps', label: 'Steps', names: ['steps', 'instructions', 'directions', 'method', 'preparation'] },
  { id: 'servings', label: 'Servings', names: ['servings', 'serves', 'portions', 'yield'] },
  { id: 'prep', label: 'Preparation time', names: ['preptime', 'prep', 'preparationtime', 'prepminutes'] },
  {
    id: 'cook',
    label: 'Cooking time',
    names: ['cooktime', 'cook', 'cookingtime', 'bakingtime', 'cookminutes'],
  },
  { id: 'total', label: 'Total time', names: ['totaltime', 'time', 'total', 'duration', 'minutes'] },
  { id: 'calories', label: 'Calories', names: ['calories', 'kcal', 'energy'] },
  { id: 'difficulty', label: 'Difficulty', names: ['difficulty', 'level', 'skill'] },
  { id: 'cuisine', label: 'Cuisine', names: ['cuisine', 'origin', 'country', 'region'] },
  { id: 'course', label: 'Course', names: ['course', 'category', 'meal', 'type', 'kind'] },
  { id: 'author', label: 'Author', names: ['author', 'cook', 'chef', 'by'] },
  {
    id: 'description',
    label: 'Description',
    names: ['description', 'intro', 'about', 'summary', 'text'],
    holds: 'long',
  },
  { id: 'picture', label: 'Picture', names: ['image', 'photo', 'picture', 'cover'], holds: 'picture' },
] as const satisfies Starter['parts']

export const recipe: Starter = {
  id: 'recipe',
  name: 'Recipe',
  text: 'A dish: ingredients as a list, steps in order, times, questions.',
  parts,
  write(page) {
    const { name, out, when } = page
    const facts = ['servings', 'prep', 'cook', 'total', 'difficulty', 'calories', 'cuisine', 'course']
    return {
      title: name,
      body: joined([
        `<p>How to make ${name}${when('total', `, in ${out('total')}`)}: the ingredients, then step by step.</p>`,
        page.section('description', ''),
        page.facts(facts, 'At a glance'),
        listOf(page, 'ingredients', 'Ingredients', 'ul'),
        listOf(page, 'steps', 'Step by step', 'ol'),
        questionsSection(questionsOf(page), 'Questions and answers'),
      ]),
      excerpt: `How to make ${name}: the ingredients, then step by step.`,
      seoTitle: `${name}: recipe with ingredients and steps`,
      seoDescription: `How to make ${name}${when('servings', ` for ${out('servings')}`)}: all ingredients, then step by step.`,
      structured: structuredData(page, 'Recipe', {
        description: 'description',
        image: 'picture',
        recipeYield: 'servings',
        recipeCuisine: 'cuisine',
        recipeCategory: 'course',
        author: { part: 'author', json: `{"@type": "Person", "name": "${out('author')}"}` },
        recipeIngredient: {
          part: 'ingredients',
          json: entries(page, 'ingredients', '"{{ entry | strip }}"'),
        },
        recipeInstructions: {
          part: 'steps',
          json: entries(page, 'steps', '{"@type": "HowToStep", "text": "{{ entry | strip }}"}'),
        },
      }),
    }
  },
}

function listOf(page: StarterPage, part: string, heading: string, tag: 'ul' | 'ol'): string[] {
  if (!page.has(part)) return []
  const items = `{% for entry in ${part}_list %}{% if entry != blank %}<li>{{ entry | strip }}</li>{% endif %}{% endfor %}`
  return [page.when(part, `<h2>${heading}</h2>\n${page.list(part)}\n<${tag}>${items}</${tag}>`)]
}

/** A list of JSON with an entry for each that the cell holds. */
function entries(page: StarterPage, part: string, entry: string): string {
  if (!page.has(part)) return '[]'
  return `${page.list(part)}[{% for entry in ${part}_list %}${entry}{% unless forloop.last %}, {% endunless %}{% endfor %}]`
}

function questionsOf({ name, out, question }: StarterPage) {
  return [
    ...question('total', `How long does ${name} take?`, `${out('total')}.`),
    ...question('servings', `How many servings does ${name} make?`, `${out('servings')}.`),
    ...question('calories', `How many calories does ${name} have?`, `${out('calories')}.`),
  ]
}
