export const project = {
  "sidebar.add": "New connection",
  "sidebar.captures": "Captures",
  "sidebar.connections": "Connections",
  "sidebar.label": "Connections and captures",
  "sidebar.none": "None yet.",
  "sidebar.playground": "Playground",
} as const;
