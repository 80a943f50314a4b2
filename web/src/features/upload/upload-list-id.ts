/** Where the keyboard's focus goes from a file that is sent again. */
export const uploadList = 'uploads'
