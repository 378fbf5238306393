/** Revision of the Socket.IO protocol of versions 3 and 4. */
export const protocol = 5;
