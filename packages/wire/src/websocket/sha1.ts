/** The message schedule. One for all calls: a server makes a hash for every connection it accepts. */
const words = new Int32Array(80);
const state = new Int32Array(5);

/**
 * SHA-1 (FIPS 180-4), which the opening handshake asks for and nothing else here. It proves that a server
 * has read a key, and protects no secret.
 */
export function sha1(message: Uint8Array): Uint8Array {
  const { length } = message;
  state.set([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const blocks = ((length + 8) >> 6) + 1;
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < 16; t++) words[t] = wordAt(message, block * 64 + t * 4);
    if (block === blocks - 1) {
      words[14] = Math.floor(length / 0x2000_0000);
      words[15] = length << 3;
    }
    addBlock();
  }
  const digest = new Uint8Array(20);
  for (let at = 0; at < 20; at++) digest[at] = (state[at >> 2] as number) >>> (24 - (at & 3) * 8);
  return digest;
}

/** Four bytes of the padded message: behind its end stand 0x80 and zeros. */
function wordAt(message: Uint8Array, offset: number): number {
  let word = 0;
  for (let at = offset; at < offset + 4; at++) {
    word = (word << 8) | (at < message.length ? (message[at] as number) : at === message.length ? 0x80 : 0);
  }
  return word;
}

function addBlock(): void {
  for (let t = 16; t < 80; t++) {
    words[t] = rotateLeft(
      (words[t - 3] as number) ^
        (words[t - 8] as number) ^
        (words[t - 14] as number) ^
        (words[t - 16] as number),
      1,
    );
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let t = 0; t < 80; t++) {
    let mixed: number;
    if (t < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (t < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (t < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (rotateLeft(a, 5) + mixed + e + (words[t] as number)) | 0;
    e = d;
    d = c;
    c = rotateLeft(b, 30);
    b = a;
    a = next;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
