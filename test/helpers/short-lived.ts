/**
 * For Node processes of tests, which live for seconds: what the embedded database's code gains by being optimised early,
 * they do not live to see, and half of their start went there.
 */
export const shortLived = ['--wasm-tiering-budget=100000000']
