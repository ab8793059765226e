const shortest = 12

/** Length protects; rules about kinds of characters only annoy. The server asks for the same. */
export const isTooShort = (password: string): boolean => [...password].length < shortest
