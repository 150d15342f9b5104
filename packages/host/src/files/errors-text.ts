/**
 * The sentences for {@link FileErrorCode}.
 *
 * @module
 */
import type { FileErrorCode } from './errors.ts'

/** What happened and what to do next. */
export const fileErrorTexts: Readonly<
  Record<FileErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'file/cannot-read': {
    en: 'The file cannot be read. Check its path and your rights.',
    ja: 'ファイルを読めません。パスとアクセス権を確かめてください。',
    status: 400,
  },
  'file/cannot-write': {
    en: 'The file cannot be written, and nothing was left behind. Check the folder, your rights and the space on the disk.',
    ja: 'ファイルに書き込めません。途中のものは残していません。フォルダー、アクセス権、空き容量を確かめてください。',
    status: 400,
  },
  'file/exists': {
    en: 'There is a file of that name already. Choose another name or move the old file away.',
    ja: '同じ名前のファイルが既にあります。別の名前にするか、元のファイルを移してください。',
    status: 409,
  },
}
