declare module 'virtual:own-files' {
  interface Example {
    id: string;
    title: string;
    says: string;
    files: { name: string; url: string }[];
  }
  const files: { review: string; render: string; examples: Example[] };
  export default files;
  export type { Example };
}
