import type { Language } from '../../shared/desk-state.ts'

/** `other` stands in for every form a language does not need. */
export interface Forms {
  readonly one?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}

/** "3 гостя", "5 гостей": the number with the noun in the form the language wants. */
export function countedIn(language: Language): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  return (count, forms) => {
    const form = rules.select(count)
    const noun = form === 'zero' || form === 'two' || form === 'other' ? forms.other : forms[form]
    return `${count} ${noun ?? forms.other}`
  }
}
