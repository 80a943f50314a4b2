/** Where the keyboard's focus goes from the buttons that sign in and out. */
export const sessionSection = 'session'
