/**
 * How Node is to run a service. Most of what a service allocates lives as long as one batch; a young generation of 32 MB,
 * not 16, lets most of it die before it is looked at. Measured by `npm run bench:rebuild`, see docs/figures.md.
 */
export const nodeFlags: readonly string[] = ['--max-semi-space-size=32'];
