/** The heading of the image that is shown. */
export const imageHeading = 'image-heading'

/** Leads to the image that is shown, in view and for the keyboard. */
export const goToImage = () => document.getElementById(imageHeading)?.focus()
