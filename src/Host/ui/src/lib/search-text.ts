/** How search compares text: no case, no diacritics, đ as d. "Nguyễn Đức" and "nguyen duc" are the same. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase()
    .trim()

export const holds = (text: string, sought: string): boolean => fold(text).includes(fold(sought))
