/**
 * Where the files of the viewer of PDF are: under its version, so that they never change.
 *
 * @module
 */

/** The build checks that this is the version it has. */
export const pdfFiles = '/view/assets/pdfjs-6.5.438/'
