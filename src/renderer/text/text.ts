import { createContext, useContext } from 'react'
import type { Language } from '../../shared/desk-state.ts'
import { en, type Text } from './en.ts'
import { type Format, formats } from './format.ts'
import { ru } from './ru.ts'

export const texts: Record<Language, Text> = { en, ru }

/** The language of everything below it. */
export const LanguageContext = createContext<Language>('en')

export function useText(): Text {
  return texts[useContext(LanguageContext)]
}

export function useFormat(): Format {
  return formats[useContext(LanguageContext)]
}
