/** 128 random bits, in hex: `crypto.randomUUID` is not there where the page comes by plain HTTP from another machine. */
export const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
