export const captures = {
  "capture.live": "live",
} as const;
