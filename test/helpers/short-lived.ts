/**
 * For Node processes of tests, which live for seconds: what the embedded database's code gains by being optimised, they
 * do not live to see, and most of their start went there.
 */
export const shortLived = ['--liftoff-only']
