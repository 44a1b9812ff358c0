/**
 * A bijection of 32-bit integers. Every output bit depends on every input bit (C. Wellons, "Prospecting for Hash Functions",
 * 2018: the three-round function, whose bias is at the noise floor of the test).
 */
export function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51);
  x = Math.imul(x ^ (x >>> 15), 0x31848bab);
  return (x ^ (x >>> 14)) >>> 0;
}
