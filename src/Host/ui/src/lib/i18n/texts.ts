import { useLanguage, type Language } from './language'

/** The shape of a dictionary: same keys, same arguments, other words. */
export type TextsLike<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : T[K] extends readonly string[]
        ? readonly string[]
        : TextsLike<T[K]>
}

/** Ties a feature's two dictionaries together. English that misses or adds a key does not compile. */
export const dictionary = <T extends object>(vi: T, en: TextsLike<T>) => {
  const both: Record<Language, TextsLike<T>> = { vi: vi as TextsLike<T>, en }
  const useTexts = (): TextsLike<T> => both[useLanguage()]
  return { useTexts, in: (language: Language) => both[language], vi, en }
}

/** The word for a code the server sent; a code we do not know yet is shown as it is rather than hidden. */
export const word = (words: Readonly<Record<string, string>>, code: string | null | undefined): string =>
  code == null ? '' : (words[code] ?? code)
