/** What this browser is to know on the next visit; nothing where it blocks the data of sites, which must stop nothing else. */
export const remembered = {
  get: (key: string): string | null => attempt((storage) => storage.getItem(key)),
  set: (key: string, value: string) => attempt((storage) => storage.setItem(key, value)),
  remove: (key: string) => attempt((storage) => storage.removeItem(key)),
}

/** Where it is blocked, to name the storage throws already. */
function attempt<T>(act: (storage: Storage) => T): T | null {
  try {
    return act(localStorage)
  } catch {
    return null
  }
}
