/** Whether this is a build for the bundled demonstration feed; written in by the build (wxt.config.ts). */
declare const __DEMONSTRATION__: boolean;
/** Whether new tabs are ours in this build. */
declare const __HAS_NEW_TAB__: boolean;

/** A style sheet as text, for a part that brings its own (components/adopt-style.ts). */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
