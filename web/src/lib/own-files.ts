const MOST = 200

const files = new Map<string, File>()

/**
 * Keeps the file that this page stored as `cid`, and the last 200 of them. The server gives images to pathologists
 * alone, so nothing else can name one. They are kept in memory alone and forgotten with the page.
 */
export function keepFile(cid: string, file: File) {
  files.delete(cid)
  files.set(cid, file)
  const [oldest] = files.keys()
  if (files.size > MOST && oldest !== undefined) files.delete(oldest)
}

/** The file that this page stored as `cid`. */
export const fileOf = (cid: string) => files.get(cid)

/** Forgets the file that this page stored as `cid`. */
export const forgetFile = (cid: string) => void files.delete(cid)

/** Forgets all of them at once. */
export const forgetFiles = () => files.clear()
