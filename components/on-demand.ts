// Parts whose code is loaded when they are first drawn: seen on few days, and a tenth of what a page kept in memory.

import { Component, type ComponentType, h } from 'preact';

/** The component that `load` gives. Until it was loaded nothing stands in its place. */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return class OnDemand extends Component<Props> {
    override componentDidMount(): void {
      if (loaded !== undefined) return;
      void load().then((part) => {
        loaded = part;
        this.forceUpdate();
      });
    }

    override render() {
      return loaded === undefined ? null : h(loaded, this.props);
    }
  };
}
